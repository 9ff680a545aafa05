"""What is suspended is not applied, and is freed from nothing else (VCLT arts 57, 68, 72)."""

import datetime as dt

import pytest

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.models import Agreement
from agreements.selectors.agreements import agreements
from agreements.selectors.deadlines import treaty_deadline_rows
from agreements.selectors.in_force import in_force
from agreements.selectors.legal_basis import legal_basis
from agreements.selectors.pipeline import pipeline
from agreements.services import ending
from agreements.services.refusals import StepRefused, TermOver
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.agreements.instruments import in_force as entered
from tests.agreements.instruments import superseded
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
BROKEN, AGAIN, NOTICE = dt.date(2025, 2, 1), dt.date(2025, 4, 1), dt.date(2025, 6, 1)
DAY = dt.timedelta(days=1)


def _suspended(by: Subject, since: dt.date = E, on: dt.date = BROKEN, **facts: object) -> Agreement:
    return ending.suspend(entered(by, since, **facts), by=by, on=on, at=now(), reason="relations broken off")


def _applies(agreement: Agreement, to: Subject, on: dt.date) -> bool:
    by_row = in_force(agreements(to=to), to=to, on=on).filter(pk=agreement.pk).exists()
    assert by_row == any(row.every for row in legal_basis(to=to, as_of=on))
    return by_row


def test_the_days_of_its_clause_go_on_and_are_reminded_of(db: None) -> None:
    with acting("cmd_desk") as clerk:
        running = dict(entered(clerk, E).deadlines.values_list("kind", "due_on"))
        suspended = _suspended(clerk)
        assert dict(suspended.deadlines.values_list("kind", "due_on")) == running
        rows = {row.reference: row for row in treaty_deadline_rows(to=clerk, as_of=today())}
        row = rows[suspended.reference]
        assert (row.state, row.last_receipt_day) == ("suspended", running["last_receipt"])
        assert not row.binds
    with enter_subject(service_subject("planner"), "test"):
        decide = next(rule for rule in RULES if rule.code == "agreements.denunciation_decision")
        assert suspended.reference in {row["reference"] for row in decide.deadlines()}


def test_it_is_denounced_and_the_notice_counts_as_if_it_were_applied(clerk: Subject) -> None:
    denounced = ending.denounce(_suspended(clerk), by=clerk, on=NOTICE, at=now(), reason="for good")
    assert (denounced.state, denounced.effect_on) == ("denunciation_notified", dt.date(2026, 5, 17))
    over = ending.terminate(denounced, by=clerk, on=dt.date(2026, 5, 17), at=now())
    assert over.state == "terminated"


def test_a_notice_lifts_no_suspension_and_taken_back_leaves_it(clerk: Subject) -> None:
    denounced = ending.denounce(_suspended(clerk), by=clerk, on=NOTICE, at=now(), reason="for good")
    assert not _applies(denounced, clerk, NOTICE)
    (row,) = treaty_deadline_rows(to=clerk, as_of=NOTICE)
    assert (row.suspended, row.binds) == (True, False)
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=denounced.pk).update(state="in_force", effect_on=None)
    back = ending.withdraw_denunciation(denounced, by=clerk, on=NOTICE + DAY, at=now(), reason="not yet")
    assert (back.state, back.effect_on) == ("suspended", None)
    assert not _applies(back, clerk, NOTICE + DAY)


def test_suspended_and_applied_again_by_the_day(clerk: Subject) -> None:
    agreement = ending.resume(_suspended(clerk), by=clerk, on=AGAIN, at=now())
    days = [BROKEN - DAY, BROKEN, AGAIN - DAY, AGAIN]
    assert [_applies(agreement, clerk, day) for day in days] == [True, False, False, True]


def test_its_term_ends_meanwhile_and_then_it_is_not_applied_again(clerk: Subject) -> None:
    fixed = {"initial_value": 10, "renewal_mode": "none"}
    agreement = _suspended(clerk, dt.date(2012, 3, 1), dt.date(2020, 1, 1), clause=fixed)
    with pytest.raises(TermOver) as refused:
        ending.resume(agreement, by=clerk, on=today(), at=now())
    assert "1 Mar 2022" in str(refused.value)
    over = ending.expire(agreement, by=clerk, on=today(), at=now())
    assert (over.state, over.ended_on) == ("expired", dt.date(2022, 3, 1))


def test_a_later_one_takes_its_place(clerk: Subject) -> None:
    assert superseded(_suspended(clerk), clerk).state == "superseded"


def test_it_is_not_suspended_twice(clerk: Subject) -> None:
    with pytest.raises(StepRefused):
        ending.suspend(_suspended(clerk), by=clerk, on=today(), at=now(), reason="again")
    denounced = ending.denounce(entered(clerk, E), by=clerk, on=NOTICE, at=now(), reason="for good")
    with pytest.raises(StepRefused):
        ending.suspend(denounced, by=clerk, on=today(), at=now(), reason="as well")


def test_it_is_still_owed_to_the_united_nations(clerk: Subject) -> None:
    agreement = _suspended(clerk)
    (row,) = pipeline(to=clerk, as_of=today(), language="en")
    assert (row.reference, row.unregistered) == (agreement.reference, True)

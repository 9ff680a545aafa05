"""An agreement whose denunciation is already notified is entered with the day of the notice and its effect (C5)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.models import Agreement, AgreementDeadline
from agreements.selectors.deadlines import treaty_deadline_rows
from agreements.selectors.in_force import in_force as standing
from agreements.services import agreements, ending
from agreements.services.computed import roll_deadlines
from agreements.services.notices import EffectBeforeNotice, EffectMissing, EffectTooEarly, NoNotice
from agreements.services.refusals import (
    DayMissing,
    DenunciationNotYetEffective,
    EntryAfterNotice,
    StepBeforePrevious,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.agreements.instruments import V1_CLAUSE, in_force, recorded
from tests.agreements.test_api import ADDRESS, ENTRY
from tests.agreements.test_data_entry import LIST, _form
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
DAY = dt.timedelta(days=1)
GIVEN = today() - 20 * DAY
ANY_TIME = {**V1_CLAUSE, "notice_basis": "any_time", "effect_days": 90}
NO_NOTICE = {"initial_value": 50, "initial_unit": "years", "renewal_mode": "none"}


def noticed(by: Subject, *, clause: dict[str, Any] | None = None, **facts: Any) -> Agreement:
    """Entered as denounced twenty days ago, unless told otherwise."""
    known: dict[str, Any] = {"stands_as": "denunciation_notified", "on": GIVEN, **facts}
    return recorded(
        by, signed_on=E - 30 * DAY, eif_on=E, clause=ANY_TIME if clause is None else clause, **known
    )


def days_of(agreement: Agreement) -> dict[str, dt.date]:
    return dict(agreement.deadlines.values_list("kind", "due_on"))


def test_its_effect_follows_from_the_clause_and_nobody_is_asked_to_decide_again(db: None) -> None:
    with acting("cmd_desk") as clerk:
        gone = noticed(clerk)
        assert (gone.state, gone.state_on, gone.effect_on) == (
            "denunciation_notified",
            GIVEN,
            GIVEN + 90 * DAY,
        )
        assert days_of(gone) == {"term_end": GIVEN + 90 * DAY}
        stages = [(stage.state, stage.reached_on) for stage in gone.stages.all()]
        assert stages[1:] == [("in_force", E), ("denunciation_notified", GIVEN)]
        (row,) = treaty_deadline_rows(to=clerk, as_of=today())
        assert (row.term_end, row.last_receipt_day) == (gone.effect_on, None)
    with enter_subject(service_subject("planner"), "test"):
        told = [rule.code for rule in RULES for row in rule.deadlines() if row["reference"] == gone.reference]
    assert not [code for code in told if "notice" in code or "decide" in code], told


def test_a_later_day_that_the_notice_names_counts(clerk: Subject) -> None:
    later = noticed(clerk, effect_on=GIVEN + 120 * DAY)
    assert later.effect_on == GIVEN + 120 * DAY
    (row,) = treaty_deadline_rows(to=clerk, as_of=today())
    assert row.term_end == GIVEN + 120 * DAY
    with pytest.raises(EffectTooEarly) as refusal:
        noticed(clerk, effect_on=GIVEN + 60 * DAY)
    assert set(refusal.value.fields) == {"effect_on"}


def test_what_is_missing_or_contradicts_itself_is_told_beside_its_field(clerk: Subject) -> None:
    wrong: list[tuple[type[Exception], str, dict[str, Any]]] = [
        (DayMissing, "on", {"on": None}),
        (DayMissing, "on", {"on": None, "needs_verification": True}),
        (StepBeforePrevious, "on", {"on": E - DAY}),
        (EffectMissing, "effect_on", {"clause": NO_NOTICE}),
        (EffectMissing, "effect_on", {"clause": {}}),
        (EffectBeforeNotice, "effect_on", {"effect_on": GIVEN - DAY}),
        (NoNotice, "effect_on", {"stands_as": "in_force", "effect_on": today()}),
    ]
    for error, field, facts in wrong:
        with pytest.raises(error) as refusal:
            noticed(clerk, **facts)
        assert set(refusal.value.fields) == {field}, facts  # type: ignore[attr-defined]
    assert not Agreement.in_context.exists()


def test_it_binds_until_the_effect_and_ends_with_it(clerk: Subject) -> None:
    gone = noticed(clerk, clause=NO_NOTICE, effect_on=today() + 10 * DAY)
    rows = Agreement.objects.visible_to(clerk)
    for day, binds in ((today(), True), (today() + 9 * DAY, True), (today() + 10 * DAY, False)):
        assert standing(rows, to=clerk, on=day).exists() is binds
    with pytest.raises(DenunciationNotYetEffective):
        ending.terminate(gone, by=clerk, on=today(), at=now())
    over = noticed(clerk, clause=NO_NOTICE, effect_on=today() - 3 * DAY)
    assert not standing(rows.filter(pk=over.pk), to=clerk, on=today()).exists()
    ended = ending.terminate(over, by=clerk, on=today(), at=now())
    assert (ended.state, ended.ended_on) == ("terminated", today() - 3 * DAY)


def test_while_sources_differ_the_day_may_be_missing_and_settling_asks_for_it(clerk: Subject) -> None:
    doubtful = noticed(clerk, clause=NO_NOTICE, needs_verification=True)
    assert (doubtful.effect_on, days_of(doubtful)) == (None, {})
    with pytest.raises(EffectMissing):
        agreements.verify(doubtful, by=clerk, at=now())
    with pytest.raises(EntryAfterNotice):
        agreements.verify(doubtful, by=clerk, at=now(), eif_on=GIVEN + DAY, effect_on=today())
    settled = agreements.verify(doubtful, by=clerk, at=now(), effect_on=today())
    assert (settled.effect_on, days_of(settled)) == (today(), {"term_end": today()})


def test_a_notice_that_no_clause_placed_takes_the_day_that_the_completed_clauses_give(clerk: Subject) -> None:
    bare = in_force(clerk, E, clause={**NO_NOTICE})
    given = ending.denounce(bare, by=clerk, on=GIVEN, at=now(), reason="r")
    assert (given.effect_on, days_of(given)) == (None, {})
    known = agreements.amend(given, by=clerk, at=now(), clause=ANY_TIME)
    assert (known.effect_on, days_of(known)) == (GIVEN + 90 * DAY, {"term_end": GIVEN + 90 * DAY})
    stated = ending.denounce(
        in_force(clerk, E, clause=NO_NOTICE),
        by=clerk,
        on=GIVEN,
        at=now(),
        reason="r",
        effect_on=today() + DAY,
    )
    assert stated.effect_on == today() + DAY


def test_what_was_entered_without_its_effect_takes_it_over_night(db: None) -> None:
    with acting("cmd_desk") as clerk:
        old = noticed(clerk)
        Agreement.in_context.filter(pk=old.pk).update(effect_on=None)
        old.deadlines.all().delete()
        AgreementDeadline.in_context.create(
            agreement=old, kind="last_receipt", due_on=today() + 99 * DAY, label_id=old.label_id
        )
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        roll_deadlines(by=scheduler, on=today())
    with acting("cmd_desk"):
        held = Agreement.in_context.get()
        assert (held.effect_on, days_of(held)) == (GIVEN + 90 * DAY, {"term_end": GIVEN + 90 * DAY})


def test_the_database_knows_no_effect_without_a_notice_or_before_the_entry_into_force(clerk: Subject) -> None:
    held, gone = in_force(clerk, E), noticed(clerk)
    for agreement, day in ((held, today()), (gone, E - DAY)):
        with pytest.raises(RuleBroken), act("test"):
            Agreement.in_context.filter(pk=agreement.pk).update(effect_on=day)


def test_the_form_takes_both_days(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    typed = {"stands_as": "denunciation_notified", "on": GIVEN.isoformat()}
    silent = {
        "clause-0-renewal_mode": "none", "clause-0-renewal_value": "", "clause-0-notice_value": "",
        "clause-0-notice_basis": "",
    }  # fmt: skip
    refused = desk.post(f"{LIST}add/", _form(**typed, **silent))
    assert "do not tell when the notice takes effect" in refused.content.decode()
    effect = (GIVEN + 400 * 5 * DAY).isoformat()
    answer = desk.post(f"{LIST}add/", _form(**typed, effect_on=effect))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("cmd_desk"):
        agreement = Agreement.in_context.get()
        assert (agreement.state_on, agreement.effect_on) == (GIVEN, dt.date.fromisoformat(effect))


def test_rest_takes_both_days(api: Callable[..., Client]) -> None:
    desk = api("cmd_desk")
    entry = {
        **ENTRY, "stands_as": "denunciation_notified", "signed_on": "2008-04-17", "eif_on": "2008-05-17",
        "clause": NO_NOTICE,
    }  # fmt: skip
    refused = desk.post(ADDRESS, entry, content_type="application/json")
    assert [error["field"] for error in refused.json()["errors"]] == ["on"]
    entry |= {"on": GIVEN.isoformat(), "effect_on": (today() + DAY).isoformat()}
    made = desk.post(ADDRESS, entry, content_type="application/json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["effect_on"], body["computed"]["term_end"]) == (entry["effect_on"], entry["effect_on"])
    assert body["computed"]["last_receipt_day"] is None
    early = desk.post(
        f"{ADDRESS}{body['reference']}/terminate/", {}, content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )  # fmt: skip
    assert early.status_code == 409

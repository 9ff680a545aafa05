"""What needs verification has no computed day and reminds nobody until it is settled (I11, domain.md E5)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.models import AgreementDeadline
from agreements.selectors.ahead import ten_years
from agreements.selectors.deadlines import treaty_deadline_rows
from agreements.services import agreements, ending
from agreements.services.computed import roll_deadlines
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.agreements.instruments import in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
DOUBT = {"needs_verification": True, "doubt": "Two sources, two days."}


def test_a_known_day_in_doubt_gives_no_days_until_it_is_settled(clerk: Subject) -> None:
    agreement = in_force(clerk, E, **DOUBT)
    assert not agreement.deadlines.exists()
    assert ten_years(agreement, on=today()) == []
    (row,) = treaty_deadline_rows(to=clerk, as_of=today())
    assert (row.last_receipt_day, row.term_end, row.needs_verification) == (None, None, True)
    assert "until that is settled" in " ".join(row.why_not)
    settled = agreements.verify(agreement, by=clerk, at=now())
    assert settled.deadlines.count() == 3


def test_put_in_doubt_later_its_days_are_withdrawn(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = agreements.amend(in_force(clerk, E), by=clerk, at=now(), **DOUBT)
        assert not agreement.deadlines.exists()
    with enter_subject(service_subject("planner"), "test"):
        told = {row["reference"] for rule in RULES for row in rule.deadlines()}
    assert agreement.reference not in told


def test_a_notice_given_meanwhile_is_counted_when_it_is_settled(clerk: Subject) -> None:
    agreement = in_force(clerk, E, **DOUBT)
    given = ending.denounce(
        agreement, by=clerk, on=dt.date(2025, 11, 17), at=now(), reason="no longer needed"
    )
    assert given.effect_on is None
    settled = agreements.verify(given, by=clerk, at=now())
    assert settled.effect_on == dt.date(2026, 5, 17)


def test_the_database_keeps_no_day_of_it(clerk: Subject) -> None:
    agreement = in_force(clerk, E, **DOUBT)
    with pytest.raises(RuleBroken), act("test"):
        AgreementDeadline.in_context.create(
            agreement=agreement, kind="term_end", due_on=today(), label_id=agreement.label_id
        )


def test_days_left_from_before_are_swept_daily(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E)
        type(agreement).in_context.filter(pk=agreement.pk).update(needs_verification=True)
        assert agreement.deadlines.exists()
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        roll_deadlines(by=scheduler, on=today())
    with acting("cmd_desk"):
        assert not agreement.deadlines.exists()


def test_page_and_rest_say_so(api: Callable[..., Client], signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E, **DOUBT)
    page = signed_in("cmd_desk").get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Needs verification" in page
    assert "until that is settled" in page
    told = api("cmd_desk").get(f"/api/v1/agreements/{agreement.reference}/").json()
    assert told["needs_verification"] is True
    assert told["computed"]["last_receipt_day"] is None
    assert "until that is settled" in " ".join(told["computed"]["missing"])

"""The last term of a tacit renewal ends like a fixed one: nothing stops it, nothing follows, so it is said (C7, 19)."""

import datetime as dt
import random

import pytest
from django.core.management import call_command

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.models import Agreement, AgreementDeadline, Clause
from agreements.selectors.last_terms import in_last_term
from agreements.services import conclusion
from agreements.services.computed import roll_deadlines
from foundation.clock import now, today
from reminders.models import Reminder
from reminders.registry import rules
from tests.agreements import terms_oracle
from tests.agreements.instruments import V1_CLAUSE, in_force
from tests.cast import acting
from workspace.management.demo.instruments import ONE_AND_ONE_MORE

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
MONTH_ENDS = (dt.date(2020, 2, 29), dt.date(2019, 8, 31), dt.date(2021, 1, 30), dt.date(2002, 5, 17))
ENDS = ("agreements.expiry", "agreements.expiry_leadership")
RENEWS = ("agreements.denunciation_decision", "agreements.denunciation_leadership")


def said_of(agreement: Agreement) -> set[str]:
    """Codes of the four rules that say something of the end of a term."""
    return {
        code
        for code in ENDS + RENEWS
        for row in rules()[code].deadlines()
        if row["reference"] == agreement.reference
    }


def test_a_year_and_one_more_year_is_told_of_to_its_end(db: None) -> None:
    """The clause of “Caucasian Eagle”: sixteen months after entry into force its only renewal runs."""
    with acting("cmd_desk") as clerk:
        eagle = in_force(clerk, today() - 480 * DAY, clause=ONE_AND_ONE_MORE)
        conclusion.register(eagle, by=clerk, on=today(), at=now())
        assert set(eagle.deadlines.values_list("kind", flat=True)) == {"term_end"}
        assert said_of(eagle) == set(ENDS)
    call_command("plan_reminders", verbosity=0)
    with enter_subject(service_subject("planner"), "test"):
        told = Reminder.in_context.filter(record=eagle.reference).values_list(
            "rule__code", "offset", "office__role"
        )
        assert set(told) == {
            ("agreements.expiry", -365, role) for role in ("cmd_desk", "mod_legal", "mfa_legal")
        }


def test_while_it_still_renews_the_notice_is_what_is_told(clerk: Subject) -> None:
    first = in_force(clerk, today() - 100 * DAY, clause=ONE_AND_ONE_MORE)
    without_end = in_force(clerk, today() - 480 * DAY, clause={**ONE_AND_ONE_MORE, "max_renewals": None})
    assert said_of(first) == said_of(without_end) == set(RENEWS)


def test_a_term_that_rolls_into_the_last_one_is_told_as_its_end(db: None) -> None:
    """What stood before in the table of computed days is read as it stands; the nightly job does the rest."""
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, today() - 100 * DAY, clause=ONE_AND_ONE_MORE)
        notice = agreement.deadlines.get(kind="last_receipt").due_on
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        roll_deadlines(by=scheduler, on=notice)
        assert said_of(agreement) == set(RENEWS)
        roll_deadlines(by=scheduler, on=notice + DAY)
        assert said_of(agreement) == set(ENDS)


@pytest.mark.parametrize(
    ("clause", "said"),
    [
        ({"notice_basis": "any_time", "effect_days": 30, "notice_value": None}, set(ENDS)),
        ({"notice_value": None}, set(ENDS)),
        ({"limit_unclear": True}, set(ENDS)),
        ({"max_renewals": 1_200, "renewal_value": 1_200}, set(RENEWS)),
        ({"max_renewals": None, "notice_basis": "any_time", "effect_days": 30, "notice_value": None}, set()),
        ({"max_renewals": None, "renewal_mode": "none", "renewal_value": None}, set(ENDS)),
    ],
)
def test_whatever_a_notice_is(clerk: Subject, clause: dict, said: set[str]) -> None:
    agreement = in_force(clerk, today() - 480 * DAY, clause={**ONE_AND_ONE_MORE, **clause})
    assert said_of(agreement) == said


def test_the_end_of_the_last_term_agrees_with_the_calendar_walked_day_by_day(clerk: Subject) -> None:
    """PostgreSQL adds the lengths in one step; the oracle lists every term. Month ends and leap days often."""
    held = [in_force(clerk, eif, clause=V1_CLAUSE) for eif in MONTH_ENDS]
    draw, met = random.Random(19), set()
    for _number in range(150):
        agreement = draw.choice(held)
        row = AgreementDeadline.in_context.filter(agreement=agreement, kind="term_end")
        first, renewal = ((draw.randint(1, 40), draw.choice(("years", "months", "days"))) for _ in "ab")
        most = draw.randint(0, 4)
        facts = terms_oracle.Facts(agreement.eif_on, first, "tacit", renewal, most)
        ends = terms_oracle.list_terms(facts, dt.date.max)
        Clause.in_context.filter(agreement=agreement).update(
            initial_value=first[0], initial_unit=first[1], renewal_value=renewal[0], renewal_unit=renewal[1],
            max_renewals=most,
        )  # fmt: skip
        for end in {ends[-1], ends[-1] - DAY, draw.choice(ends)}:
            row.update(due_on=end)
            is_last = row.filter(in_last_term()).exists()
            assert is_last == (end == ends[-1]), (facts, end)
            met.add((is_last, renewal[1]))
    assert len(met) == 6

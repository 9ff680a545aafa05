"""The derived days say what the arithmetic says, roll over with the term, and are what reminders are planned from."""

import datetime as dt

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from agreements.deadlines import RULES
from agreements.models import AgreementDeadline
from agreements.selectors.ahead import ten_years
from agreements.selectors.deadlines import route_days, term_position, treaty_deadline_rows
from agreements.services import conclusion, ending
from agreements.services.computed import roll_deadlines
from agreements.terms import position
from approvals.models import Route, RouteStep
from directory.models import CalendarDay
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from foundation.errors import NotPermitted
from reminders.models import Reminder
from tests.agreements.instruments import V1_CLAUSE, in_force, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("eif_on", [E, dt.date(2020, 8, 31), dt.date(2016, 2, 29), dt.date(2024, 1, 1)])
@pytest.mark.parametrize("months", [1, 6])
def test_rows_equal_the_arithmetic(clerk: Subject, eif_on: dt.date, months: int) -> None:
    agreement = in_force(
        clerk, eif_on, clause={**V1_CLAUSE, "initial_value": months, "initial_unit": "months"}
    )
    found = position(agreement.clause.terms(eif_on), today(), work_calendar(), margin=10, route_days=33)
    assert dict(agreement.deadlines.values_list("kind", "due_on")) == {
        "term_end": found.term_end,
        "last_receipt": found.last_receipt_day,
        "internal_action": found.internal_action_day,
    }


def test_the_vector_of_a_real_clause(clerk: Subject) -> None:
    in_force(clerk, E)
    (before,) = treaty_deadline_rows(to=clerk, as_of=dt.date(2025, 6, 1))
    assert (before.term_end, before.last_receipt_day) == (dt.date(2026, 5, 17), dt.date(2025, 11, 17))
    assert before.days_left == 169
    (after,) = treaty_deadline_rows(to=clerk, as_of=dt.date(2025, 11, 18))
    assert (after.term_end, after.last_receipt_day) == (dt.date(2029, 5, 17), dt.date(2028, 11, 17))
    assert before.internal_action_day is not None
    assert work_calendar().is_working(before.internal_action_day)
    assert any("17 Nov 2025" in sentence for sentence in before.explanation)


def test_as_of_tells_the_state_of_that_day(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    ending.denounce(agreement, by=clerk, on=dt.date(2025, 11, 1), at=now(), reason="r")
    states = {
        day: [row.state for row in treaty_deadline_rows(to=clerk, as_of=day)]
        for day in (E - 60 * DAY, E - DAY, E, dt.date(2025, 10, 31), dt.date(2025, 11, 1))
    }
    assert list(states.values()) == [[], ["signed"], ["in_force"], ["in_force"], ["denunciation_notified"]]
    (denounced,) = treaty_deadline_rows(to=clerk, as_of=dt.date(2025, 11, 2))
    assert (denounced.last_receipt_day, denounced.term_end) == (None, dt.date(2026, 5, 17))


def test_what_cannot_be_computed_says_why(clerk: Subject) -> None:
    recorded(clerk, stands_as="in_force", signed_on=E, needs_verification=True)
    in_force(
        clerk,
        E,
        clause={
            "renewal_mode": "tacit",
            "initial_value": 3,
            "renewal_value": 3,
            "notice_basis": "before_term_end",
        },
    )
    in_force(clerk, E, clause={})
    reasons = {row.why_not for row in treaty_deadline_rows(to=clerk, as_of=today())}
    assert reasons == {
        ("Sources differ about its entry into force.",),
        ("The period of notice is not recorded.",),
        ("Its final clauses are not recorded.",),
    }


def test_soonest_first_and_only_what_the_reader_may_see(db: None) -> None:
    with acting("cmd_desk") as clerk:
        later = in_force(clerk, dt.date(2025, 1, 1))
        sooner = in_force(clerk, E)
        in_force(clerk, E, level="limited_official_use")
        assert len(treaty_deadline_rows(to=clerk, as_of=dt.date(2025, 6, 1))) == 3
    with acting("cmd_desk_2") as colleague:
        rows = treaty_deadline_rows(to=colleague, as_of=dt.date(2025, 6, 1))
        assert [row.reference for row in rows] == [sooner.reference, later.reference]
        assert rows[0].party_names == ("Georgia",)


def test_rows_cost_the_same_number_of_queries_however_many(clerk: Subject, django_assert_num_queries) -> None:
    for year in range(2010, 2020):
        in_force(clerk, dt.date(year, 5, 17))
    with django_assert_num_queries(7):  # none for a step of the route, none for a row
        assert len(treaty_deadline_rows(to=clerk, as_of=today())) == 10


def test_a_term_that_passes_is_rolled_over_by_the_service_only(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E)
        last = agreement.deadlines.get(kind="last_receipt").due_on
        with pytest.raises(NotPermitted):
            roll_deadlines(by=clerk, on=today())
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert roll_deadlines(by=scheduler, on=last) == 0
        assert roll_deadlines(by=scheduler, on=last + DAY) == 3
        assert roll_deadlines(by=scheduler, on=last + DAY) == 0
        assert AgreementDeadline.in_context.get(kind="last_receipt").due_on > last


def test_a_holiday_declared_later_moves_the_day_for_sending(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = in_force(clerk, E)
        before = agreement.deadlines.get(kind="internal_action").due_on
    CalendarDay.objects.create(day=before, name_en="Day off", name_az="Qeyri-iş günü")
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert roll_deadlines(by=scheduler, on=today()) == 1
        assert AgreementDeadline.in_context.get(kind="internal_action").due_on < before


def test_an_old_agreement_entered_today_is_in_its_present_term_and_nothing_stale_is_said(db: None) -> None:
    with acting("cmd_desk") as clerk:
        old = in_force(clerk, dt.date(1994, 2, 28))
        conclusion.register(old, by=clerk, on=dt.date(1995, 1, 1), at=now())
        in_force(clerk, dt.date(1994, 2, 28), clause={"initial_value": 5, "renewal_mode": "none"})
        days = dict(old.deadlines.values_list("kind", "due_on"))
        assert min(days.values()) >= today() - DAY * 20
    call_command("plan_reminders", verbosity=0)
    with enter_subject(service_subject("planner"), "test"):
        planned = list(Reminder.in_context.filter(record__startswith="AGR").values_list("record", "due_on"))
    assert all(due >= today() for _record, due in planned)
    assert len({due for record, due in planned if record == old.reference}) <= 1


def test_the_approvals_begin_as_early_as_the_route_of_a_denunciation_takes(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    with CaptureQueriesContext(connection) as counted:
        assert route_days(on=today()) == 23  # the route every installation starts with
    assert len(counted) == 2  # its steps, and what is agreed about them
    Route.objects.filter(kind="agreement_denunciation").update(is_default=False)
    assert route_days(on=today()) == settings.NOTICE_ROUTE_WORKING_DAYS == 33
    route = Route.objects.create(
        code="shorter", kind="agreement_denunciation", is_default=True, name_en="D", name_az="D"
    )
    for order, role, days in (
        (1, "mod_legal", 5),
        (2, "imcd_head", 3),
        (3, "mfa_legal", 7),
        (3, "mfa_desk", 10),
    ):
        RouteStep.objects.create(
            route=route, order=order, phase="denunciation", verdict="concur", role=role, sla_days=days,
            by_agreement=False, name_en="S", name_az="S",
        )  # fmt: skip
    assert route_days(on=today()) == 18
    calendar = work_calendar()
    found = term_position(agreement, agreement.clause, on=today(), calendar=calendar)
    assert found is not None
    assert found.route_start_day == calendar.subtract(found.internal_action_day, 18)


def test_every_rule_gives_the_planner_its_columns(clerk: Subject) -> None:
    for rule in RULES:
        assert set(rule.deadlines().query.values_select) | set(rule.deadlines().query.annotation_select) == {
            "reference",
            "label_id",
            "due_on",
            "mission_id",
            "office_id",
        }
        shelf = "provisions" if rule.code.startswith("provisions.") else "agreements"
        assert rule.link("AGR-2026-22222") == f"/{shelf}/AGR-2026-22222/"


def test_reminders_are_planned_for_what_is_due(db: None) -> None:
    with acting("cmd_desk") as clerk:
        expiring = in_force(
            clerk, today() - dt.timedelta(days=700), clause={"initial_value": 800, "initial_unit": "days"}
        )
        waiting = recorded(clerk, stands_as="signed", signed_on=today() - dt.timedelta(days=380))
        unregistered = in_force(clerk, today() - dt.timedelta(days=95), clause={})
        soon = in_force(
            clerk,
            today() - dt.timedelta(days=300),
            clause={
                **V1_CLAUSE,
                "initial_value": 358,
                "initial_unit": "days",
                "notice_value": 30,
                "notice_unit": "days",
            },
        )
        assert soon.deadlines.get(kind="last_receipt").due_on == today() + 28 * DAY
        for quiet in (expiring, soon):
            conclusion.register(quiet, by=clerk, on=today(), at=now())
    call_command("plan_reminders", verbosity=0)
    with enter_subject(service_subject("planner"), "test"):
        planned = {
            (reminder.rule.code, reminder.record)
            for reminder in Reminder.in_context.select_related("rule")
            if reminder.state == "pending"
        }
    assert {
        ("agreements.expiry", expiring.reference),
        ("agreements.domestic_procedures", waiting.reference),
        ("agreements.registration", unregistered.reference),
        ("agreements.denunciation_decision", soon.reference),
        ("agreements.denunciation_leadership", soon.reference),
    } <= planned
    assert ("agreements.registration", soon.reference) not in planned


def test_ten_years_ahead_for_the_picture(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    terms = ten_years(agreement, on=dt.date(2025, 6, 1))
    assert [term.term_end.year for term in terms] == [2026, 2029, 2032, 2035]
    assert not ten_years(recorded(clerk), on=today())

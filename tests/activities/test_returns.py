"""Returns to organisations: opened by their rule, cleared by the other ministry, submitted with proof (C3)."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import enter_subject
from access.service_subjects import service_subject
from activities.models import DueReturn, ObligationSuspension, ReportingObligation
from activities.selectors.returns import late, owed, returns
from activities.services import obligations, reference, return_clearance
from activities.services import return_refusals as no
from activities.services import returns as services
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.activities.owed import after_budget, an_obligation, cleared, first_of
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db
CATALOGUE = {
    ("osce-aemi", 12, 15), ("osce-calendar", 11, 15), ("osce-code-of-conduct", 4, 15), ("osce-gemi", 4, 30),
    ("un-expenditures", 4, 30), ("un-arms-register", 5, 31), ("osce-salw", 6, 30),
}  # fmt: skip


def pending(row: DueReturn) -> list[tuple[str, str, int]]:
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=today())
        rows = Reminder.objects.visible_to(planner).filter(record=row.reference, state="pending")
        return sorted(rows.values_list("rule__code", "office__role", "offset"))


def test_the_catalogue_stands_from_the_start_and_loads_twice_without_harm():
    reference.load_reference(on=today())
    with acting("arms_control_desk") as by:
        held = ReportingObligation.objects.visible_to(by).exclude(catalogue_code="")
        assert set(held.values_list("catalogue_code", "due_month", "due_day")) == CATALOGUE
        for row in held:
            coming = DueReturn.objects.visible_to(by).filter(obligation=row, due_on__lte=days(366))
            assert coming.count() == 1, row
        named = held.get(catalogue_code="osce-aemi")
        obligations.amend(named, by=by, at=now(), name_en="As we call it")
    reference.load_reference(on=today())
    with acting("arms_control_desk") as by:
        again = ReportingObligation.objects.visible_to(by).filter(catalogue_code="osce-aemi")
        assert [row.name_en for row in again] == ["As we call it"]


def test_returns_of_the_coming_year_open_by_themselves_and_once():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, dt.date(today().year - 3, 2, 28), due_month=2, due_day=29)
        found = list(DueReturn.objects.visible_to(by).filter(obligation=held).order_by("due_on"))
        assert [row.due_year for row in found][:3] == [today().year - 3, today().year - 2, today().year - 1]
        assert found[-1].due_on > today()
        for row in found:
            leap = row.due_year % 4 == 0
            assert row.due_on == dt.date(row.due_year, 2, 29 if leap else 28) == row.first_due_on
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert obligations.open_ahead(by=scheduler, on=today()) == 0
        assert obligations.open_ahead(by=scheduler, on=days(400)) > 0
    with acting("arms_control_desk") as by, pytest.raises(NotPermitted):
        obligations.open_ahead(by=by, on=today())


def test_every_few_years_and_no_longer_than_it_lasts():
    with acting("arms_control_desk") as by:
        year = today().year
        held = an_obligation(by, dt.date(year - 6, 3, 1), every_years=3, last_year=year - 3)
        rows = DueReturn.objects.visible_to(by).filter(obligation=held)
        assert sorted(rows.values_list("due_year", flat=True)) == [year - 6, year - 3]


def test_reminders_go_to_the_desk_then_to_the_other_ministry_until_it_has_left():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
        late_one = first_of(an_obligation(by, days(-4)), by)
    assert pending(row) == [("returns.due", "arms_control_desk", -30)]
    assert ("returns.due", "mfa_milpol", 1000) in pending(late_one)
    row = cleared(row)
    assert pending(row) == [("returns.due", "arms_control_desk", -30)]
    with acting("arms_control_desk") as by:
        services.submit(row, by=by, on=today(), at=now(), sent_under="DEMO-77")
    with enter_subject(service_subject("planner"), "test") as planner:
        states = (
            Reminder.objects.visible_to(planner).filter(record=row.reference).values_list("state", flat=True)
        )
        assert set(states) == {"superseded"}
    assert pending(row) == []


def test_the_other_ministry_clears_it_before_it_leaves():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
        with pytest.raises(no.ReturnStepRefused):
            services.submit(row, by=by, on=today(), at=now(), sent_under="DEMO-1")
        with pytest.raises(no.NotBeforeRegister):
            services.take_over(row, by=by, on=today(), at=now(), sent_under="DEMO-1")
        row = services.prepare(row, by=by, on=today(), at=now())
        with pytest.raises(NotPermitted):
            return_clearance.clear(row, by=by, on=today(), at=now())
    with acting("mfa_milpol") as by:
        row = return_clearance.clear(row, by=by, on=today(), at=now())
        with pytest.raises(no.ReturnUnproved):
            services.submit(row, by=by, on=today(), at=now(), sent_under=" ")
        with pytest.raises(no.DayAhead):
            services.submit(row, by=by, on=days(1), at=now(), sent_under="DEMO-1")
        with pytest.raises(no.DayBefore):
            services.submit(row, by=by, on=days(-1), at=now(), sent_under="DEMO-1")
        row = services.submit(row, by=by, on=today(), at=now(), is_nil=True, sent_under="DEMO-1")
        assert (row.is_nil, row.is_late) == (True, False)
        row = services.close(row, by=by, on=today(), at=now())
        assert [step.state for step in row.steps.order_by("pk")] == [
            "scheduled", "in_preparation", "cleared", "submitted", "closed",
        ]  # fmt: skip


def test_what_was_submitted_is_corrected_and_not_changed_even_in_sql():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(-9), correct_at_once=True), by)
    with acting("mfa_milpol") as by, pytest.raises(no.NotSubmittedYet):
        services.correct(row, by=by, on=today(), at=now(), reason="Wrong", sent_under="DEMO-2")
    with acting("arms_control_desk") as by:
        row = services.take_over(row, by=by, on=days(-2), at=now(), sent_under="DEMO-1")
        assert row.is_late
    with acting("arms_control_desk") as by, pytest.raises(NotPermitted):
        services.correct(row, by=by, on=today(), at=now(), reason="Two tanks more", sent_under="DEMO-2")
    with acting("mfa_milpol") as by:
        with pytest.raises(no.ReasonMissing):
            services.correct(row, by=by, on=today(), at=now(), sent_under="DEMO-2")
        made = services.correct(
            row, by=by, on=today(), at=now(), reason="Two tanks more", sent_under="DEMO-2"
        )
        assert (made.corrects_id, made.due_on, made.covers_year) == (row.pk, row.due_on, row.covers_year)
        with pytest.raises(no.ReturnStands):
            services.correct(row, by=by, on=today(), at=now(), reason="Again", sent_under="DEMO-3")
        rows = DueReturn.objects.visible_to(by).filter(pk=row.pk)
        for wrong in ({"submitted_on": days(-9)}, {"sent_under": ""}, {"is_nil": True}, {"due_on": days(1)}):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**wrong)
        assert row in late(returns(to=by), on=today())
        assert made not in late(returns(to=by), on=today())


def test_a_day_moves_with_a_reason_and_the_first_one_stays():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(14)), by)
    assert pending(row) == [("returns.due", "arms_control_desk", -14)]
    with acting("arms_control_desk") as by:
        with pytest.raises(no.ReasonMissing):
            services.redate(row, by=by, at=now(), due_on=days(30))
        with pytest.raises(no.SameDay):
            services.redate(row, by=by, at=now(), due_on=days(14), reason="Same")
        row = services.redate(row, by=by, at=now(), due_on=days(60), reason="Agreed in Vienna")
        assert (row.due_on, row.first_due_on) == (days(60), days(14))
        with pytest.raises(DatabaseError), transaction.atomic():
            DueReturn.objects.visible_to(by).filter(pk=row.pk).update(due_on=days(90))
    assert pending(row) == [("returns.due", "arms_control_desk", -60)]


def test_another_rule_moves_what_is_owed_and_says_why():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(40))
        row = first_of(held, by)
        given = days(41)
        with pytest.raises(no.ReasonMissing):
            obligations.amend(held, by=by, at=now(), due_month=given.month, due_day=given.day)
        held = obligations.amend(
            held, by=by, at=now(), due_month=given.month, due_day=given.day, reason="Decision 7/26"
        )
        row.refresh_from_db()
        assert (row.due_on.month, row.due_on.day, row.redated_because) == (
            given.month,
            given.day,
            "Decision 7/26",
        )
        assert row.first_due_on == days(40)
        with pytest.raises(no.CountedOtherwise):
            obligations.amend(held, by=by, at=now(), recurrence="after_event")
        obligations.amend(held, by=by, at=now(), last_year=row.due_year, reason="It ends")
        rest = DueReturn.objects.visible_to(by).filter(obligation=held).exclude(pk=row.pk)
        assert set(rest.values_list("state", flat=True)) <= {"not_due"}
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL parley.reason = ''")
            cursor.execute("UPDATE activities_reportingobligation SET due_day = 1 WHERE id = %s", [held.pk])


def test_what_rests_is_not_owed():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(30))
        row = first_of(held, by)
    assert pending(row)
    with acting("arms_control_desk") as by:
        with pytest.raises(no.SourceMissing):
            obligations.suspend(held, by=by, at=now(), on=days(-9), reason="At war", source=" ")
        with pytest.raises(no.RestsFrom):
            obligations.suspend(
                held, by=by, at=now(), on=days(9), until=days(8), reason="At war", source="Note"
            )
        held = obligations.suspend(held, by=by, at=now(), on=days(-9), reason="At war", source="Note DEMO")
        with pytest.raises(no.RestsAlready):
            obligations.suspend(held, by=by, at=now(), on=days(9), reason="At war", source="Note DEMO")
        assert row not in owed(returns(to=by))
        assert row not in late(returns(to=by), on=days(50))
    assert pending(row) == []
    with acting("arms_control_desk") as by:
        obligations.resume(held, by=by, at=now(), on=today(), reason="Peace")
        assert row in owed(returns(to=by))
        with pytest.raises(no.NotResting):
            obligations.resume(held, by=by, at=now(), on=today(), reason="Peace")
        with pytest.raises(DatabaseError), transaction.atomic():
            ObligationSuspension.objects.visible_to(by).filter(obligation=held).update(reason="")
        rested = ObligationSuspension.objects.visible_to(by).filter(obligation=held)
        for wrong in (
            {"reason": "Another"}, {"source": "Another"}, {"period": DateRange(days(-8), today())},
            {"period": DateRange(days(-9), None)},
        ):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                rested.update(**wrong)
        with pytest.raises(DatabaseError), transaction.atomic():
            rested.delete()


@pytest.mark.parametrize("far", [dt.date.max, dt.date.min])
def test_a_day_no_calendar_reckons_with_is_refused_beside_it(far):
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(30))
        for facts in ({"on": today(), "until": far}, {"on": far}):
            with pytest.raises(InvalidInput) as refused:
                obligations.suspend(held, by=by, at=now(), reason="At war", source="Note", **facts)
            assert set(refused.value.fields) == {name for name, day in facts.items() if day == far}
        held = obligations.suspend(held, by=by, at=now(), on=today(), reason="At war", source="Note")
        with pytest.raises(InvalidInput) as refused:
            obligations.resume(held, by=by, at=now(), on=far, reason="Peace")
        assert set(refused.value.fields) == {"on"}


def test_after_an_event_the_days_are_counted_from_it():
    with acting("arms_control_desk") as by:
        held = after_budget(by)
        assert not held.returns.exists()
        with pytest.raises(no.DayAhead):
            obligations.happened(held, by=by, at=now(), on=days(1))
        row = obligations.happened(held, by=by, at=now(), on=days(-30), event="Budget of DEMO")
        assert (row.due_on, row.period) == (days(60), "Budget of DEMO")
        with pytest.raises(no.EventTwice):
            obligations.happened(held, by=by, at=now(), on=days(-30))
        with pytest.raises(no.OpensByItself):
            obligations.happened(an_obligation(by, days(9)), by=by, at=now(), on=today())
    assert pending(row) == [("returns.due", "arms_control_desk", -60)]


@pytest.mark.parametrize(
    "facts",
    [
        {"due_day": None}, {"due_day": 31, "due_month": 4}, {"due_day": 30, "due_month": 2}, {"due_month": 13},
        {"days_after": 3}, {"last_year": 1990}, {"last_year": 2000}, {"every_years": 0}, {"recurrence": "after_event"},
        {"covers": 6}, {"first_year": 1800}, {"name_en": ""},
    ],
)  # fmt: skip
def test_a_rule_that_is_none_is_refused(facts):
    with acting("arms_control_desk") as by, pytest.raises(InvalidInput):
        an_obligation(by, dt.date(2025, 3, 9), **facts)


def test_the_database_reckons_the_days_whatever_was_written():
    with acting("arms_control_desk") as by:
        held = an_obligation(by, days(30))
        mine = {"obligation": held, "label_id": held.label_id, "state_on": today()}
        for wrong in (
            {"due_year": held.first_year - 1},
            {"due_year": None},
            {"due_year": held.first_year + 5, "event_on": today()},
            {
                "due_year": held.first_year + 5,
                "state": "submitted",
                "submitted_on": today(),
                "sent_under": "x",
            },
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                DueReturn(**{**mine, **wrong}).save(force_insert=True)
        row = DueReturn(**mine, due_year=held.first_year + 5, due_on=days(1), redated_because="Mine")
        row.save(force_insert=True)
        row.refresh_from_db()
        assert (row.due_on.year, row.due_on.month, row.redated_because) == (row.due_year, held.due_month, "")
        with pytest.raises(DatabaseError), transaction.atomic():
            DueReturn(**mine, due_year=row.due_year).save(force_insert=True)


def test_nothing_is_owed_for_a_reason_and_who_may_not_does_not():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
        with pytest.raises(no.ReasonMissing):
            services.call_off(row, by=by, on=today(), at=now())
        row = services.call_off(row, by=by, on=today(), at=now(), reason="Merged with another")
        assert row not in owed(returns(to=by))
        with pytest.raises(no.ReturnStepRefused):
            services.prepare(row, by=by, on=today(), at=now())
    with acting("mfa_desk") as by:
        with pytest.raises(NotPermitted):
            an_obligation(by, days(9))
        with pytest.raises(NotPermitted):
            services.redate(row, by=by, at=now(), due_on=days(9), reason="x")

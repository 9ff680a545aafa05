"""A diplomatic clearance: its latest day, its note, its hours (domain.md B3, C3, C5 V8, I20)."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from activities.engine import latest_day_to_ask
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.selectors.clearance_cases import draft_note
from activities.selectors.clearances import late_clearances, open_clearances, without_rule
from activities.services import clearance_refusals as no
from activities.services import clearances as services
from activities.services.clearance_days import keep_days
from correspondence.services.steps import dispatch as leave
from directory.models import CalendarDay, ClearanceRule
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged
from foundation.workdays import WorkCalendar
from tests.activities.crossings import agreed, asked, hour, ours, put_up
from tests.activities.programme import country, days, planned
from tests.cast import acting
from tests.correspondence.scenes import dispatched, incoming
from tests.correspondence.scenes import outgoing as drafted

pytestmark = pytest.mark.django_db


def came_in(by: Subject, about: DiplomaticClearance, on: dt.date | None = None, **facts: object):
    """Their note about it, on record."""
    from correspondence.services import steps

    day = on or today()
    note = incoming(by, about_reference=about.reference, dated_on=day, reply_expected=False, **facts)
    return steps.receive(note, by=by, on=day, at=now())


def granted(by: Subject, **facts: object) -> DiplomaticClearance:
    row = asked(by, **facts)
    came_in(by, row)
    sent = services.send(row, by=by, at=now())
    return services.grant(sent, by=by, on=today(), at=now(), number="DEMO-7")


@pytest.mark.parametrize(("lead", "latest"), [(14, dt.date(2026, 9, 29)), (5, dt.date(2026, 10, 12))])
def test_working_days_are_counted_back_from_the_day_of_entry(lead: int, latest: dt.date) -> None:
    assert latest_day_to_ask(dt.date(2026, 10, 19), lead, "working", WorkCalendar()) == latest


def test_calendar_days_end_on_a_day_that_is_worked() -> None:
    assert latest_day_to_ask(dt.date(2026, 10, 19), 15, "calendar", WorkCalendar()) == dt.date(2026, 10, 2)


def test_the_table_says_how_long_ahead(clerk: Subject) -> None:
    row = asked(clerk)
    assert (row.rule.code, row.rule.lead_days) == ("az-landing-military", 14)
    assert row.latest_on < days(60) - dt.timedelta(days=17)
    assert asked(clerk, vehicle="vip_aircraft", cargo="ordinary").rule.code == "az-vip"
    # The careful reading: high officials in an aircraft with military cargo.
    assert asked(clerk, vehicle="vip_aircraft").rule.code == "az-landing-military"


def test_a_gap_in_the_table_is_shown_and_never_guessed(clerk: Subject) -> None:
    row = asked(clerk, cargo="ordinary")
    assert (row.rule, row.latest_on) == (None, None)
    assert list(without_rule(open_clearances(to=clerk))) == [row]
    came_in(clerk, row)
    with pytest.raises(no.NoRuleAsk):
        services.send(row, by=clerk, at=now())
    told = services.amend(row, by=clerk, told_latest_on=days(20))
    assert told.latest_on == days(20)
    assert services.send(told, by=clerk, at=now()).state == ClearanceState.NOTE_SENT
    with pytest.raises(no.RuleStands):
        asked(clerk, told_latest_on=days(3))


def test_asked_late_it_needs_a_waiver(clerk: Subject) -> None:
    row = asked(clerk, enters_at=hour(days(4)))
    assert row.latest_on < today()
    assert list(late_clearances(open_clearances(to=clerk), on=today())) == [row]
    came_in(clerk, row)
    with pytest.raises(no.LateWithoutWaiver):
        services.send(row, by=clerk, at=now())
    sent = services.send(row, by=clerk, at=now(), waiver="State Protocol, by telephone today")
    assert (sent.state, sent.sent_on) == (ClearanceState.NOTE_SENT, today())


def test_postgresql_too_wants_the_waiver_and_the_hours(clerk: Subject) -> None:
    row = granted(clerk)
    for wrong in (
        "UPDATE activities_diplomaticclearance SET sent_on = latest_on + 1 WHERE id = %s",
        "UPDATE activities_diplomaticclearance SET used_at = valid_until + interval '1 minute', state = 'used' "
        "WHERE id = %s",
        "UPDATE activities_diplomaticclearance SET state = 'draft' WHERE id = %s",
        "UPDATE activities_diplomaticclearance SET flag_id = granting_id WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wrong, [row.pk])
    assert DiplomaticClearance.objects.visible_to(clerk).get(pk=row.pk).state == ClearanceState.GRANTED


def test_given_for_the_hours_of_the_rule_and_used_within_them(clerk: Subject) -> None:
    row = granted(clerk)
    assert row.valid_until - row.valid_from == dt.timedelta(hours=72)
    with pytest.raises(no.DayAhead):
        services.use(row, by=clerk, at=now(), used_at=row.valid_from)
    later = row.valid_until + dt.timedelta(hours=5)
    with pytest.raises(no.OutsideItsHours):
        services.use(row, by=clerk, at=later, used_at=later)
    used = services.use(row, by=clerk, at=later, used_at=row.valid_from + dt.timedelta(hours=1))
    assert used.state == ClearanceState.USED
    with pytest.raises(no.ClearanceStepRefused):
        services.withdraw(used, by=clerk, on=today(), at=later)


def test_it_lapses_by_itself_when_its_hours_are_over(clerk: Subject) -> None:
    row = granted(clerk)
    with pytest.raises(no.StillValid):
        services.lapse(row, by=clerk, at=now())
    return_to = row.valid_until + dt.timedelta(minutes=1)
    lapsed = services.lapse(row, by=clerk, at=return_to)
    assert (lapsed.state, lapsed.state_on) == (
        ClearanceState.LAPSED,
        return_to.astimezone(hour(today()).tzinfo).date(),
    )


def test_our_request_leaves_with_our_note(db: None) -> None:
    row = agreed(put_up())
    with acting("cmd_desk") as clerk:
        note = draft_note(row, to=clerk)
        with pytest.raises(no.NoteMissing):
            services.send(row, by=clerk, at=now())
        with pytest.raises(no.NoteUnfit):
            services.send(row, by=clerk, at=now(), note=drafted(clerk, about_reference=row.reference))
        other = dispatched(about_reference=row.reference)
    with acting("cmd_desk") as clerk:
        with pytest.raises(no.NotAsApproved):
            services.send(row, by=clerk, at=now(), note=other)
        note = leave(note, by=clerk, on=today(), at=now())
        sent = services.send(row, by=clerk, at=now(), note=note)
        assert sent.note == note
        with pytest.raises(no.UntilWhenMissing):
            services.grant(sent, by=clerk, on=today(), at=now(), number="GE-1")
        until = row.enters_at + dt.timedelta(days=3)
        given = services.grant(sent, by=clerk, on=today(), at=now(), number="GE-1", valid_until=until)
        assert given.valid_from == row.enters_at


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"flag": "GE", "granting": "TR"}, no.OneSideIsOurs),
        ({"flag": "AZ", "granting": "AZ"}, no.OneSideIsOurs),
        ({"leaves_at": hour(days(1))}, no.LeavesBeforeItEnters),
    ],
)
def test_what_cannot_be_right_is_refused(clerk: Subject, facts: dict, rule: type[Exception]) -> None:
    given = {name: country(value) if isinstance(value, str) else value for name, value in facts.items()}
    with pytest.raises(rule):
        asked(clerk, **given)


def test_a_clearance_belongs_to_an_activity_with_that_state_and_is_no_less_restricted(clerk: Subject) -> None:
    with pytest.raises(no.ActivityOfOthers):
        asked(clerk, activity=planned(clerk))
    activity = planned(clerk, country=country("TR"))
    assert asked(clerk, activity=activity).activity == activity
    secret = planned(clerk, country=country("TR"), level="limited_official_use")
    with pytest.raises(no.ActivityMoreRestricted):
        asked(clerk, activity=secret)


def test_what_was_asked_stays_as_it_was_asked(clerk: Subject) -> None:
    row = granted(clerk)
    with pytest.raises(no.ClearanceFixed):
        services.amend(row, by=clerk, route="Elsewhere")
    with pytest.raises(RecordChanged):
        services.amend(row, by=clerk, version=1, route="Elsewhere")


def test_a_holiday_declared_late_moves_the_latest_day(db: None) -> None:
    with acting("cmd_desk") as desk:
        row = asked(desk)
    before = row.latest_on
    CalendarDay.objects.create(day=before, name_en="DEMO", name_az="DEMO", is_override=True)
    scheduler = enter_subject(service_subject("scheduler"), "test")
    with scheduler as bell:
        assert (keep_days(by=bell, at=now()), keep_days(by=bell, at=now())) == (1, 0)
    with acting("cmd_desk") as desk:
        assert DiplomaticClearance.objects.visible_to(desk).get(pk=row.pk).latest_on < before


def test_offices_that_neither_plan_nor_write_notes_may_not(db: None) -> None:
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        asked(reader)


def test_a_rule_added_to_the_table_closes_the_gap(clerk: Subject) -> None:
    ClearanceRule.objects.create(
        code="ge-aircraft", country=country("GE"), vehicle="aircraft", lead_days=10, day_type="calendar",
        name_en="Georgia", name_az="Gürcüstan",
    )  # fmt: skip
    row = ours(clerk)
    assert row.rule.code == "ge-aircraft"
    assert row.latest_on <= days(50)

"""An officer sets a reminder on any record he may read, for himself or for an office, once or coming back."""

import datetime as dt

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from access.services.relabelling import raise_label
from accounts.models import Office
from accounts.roles import Role
from agreements.models import Agreement
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotFound, NotPermitted, RecordChanged
from reminders.models import CustomReminder, Reminder
from reminders.selectors.custom import custom_reminder, custom_reminders
from reminders.selectors.inbox import inbox
from reminders.selectors.of_record import of_record
from reminders.selectors.telling import settled
from reminders.services import custom_reminders as services
from reminders.services.custom_reminders import AlreadyTakenBack, NobodyMayRead, NoSuchRecord, NotYours
from reminders.terms import days_meant
from tests.access.test_need_to_know import NEGOTIATED
from tests.agreements.instruments import recorded
from tests.cast import acting
from tests.reminders.set_by_hand import (
    WORDS,
    acknowledged,
    comes,
    day,
    office_of,
    set_by,
    standing_days,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(db):
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


def of(agreement, name, on=None):
    with acting(name) as reader:
        return of_record(agreement.reference, to=reader, on=on or today())


# --- whom it reaches ------------------------------------------------------------------------------
def test_what_is_set_for_oneself_reaches_nobody_else_of_the_office(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(9)
    assert told("cmd_desk", mine) == 0
    comes(10)
    assert (told("cmd_desk", mine), told("cmd_desk_2", mine)) == (1, 0)


def test_a_mail_carries_the_reference_and_a_link_and_not_the_sentence(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    (message,) = [message for message in mail.outbox if mine.reference in message.body]
    assert f"/inbox/reminders/{mine.reference}/" in message.body
    assert WORDS not in message.body + message.subject


def test_the_inbox_says_what_it_is_about(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    with acting("cmd_desk") as reader:
        titles = {item.record: item.title for item in inbox(to=reader)}
    assert titles[mine.reference] == f"{WORDS} · {agreement.reference}"


def test_what_is_set_for_an_office_reaches_those_of_it_who_are_cleared(agreement):
    for_mfa = set_by("cmd_desk", agreement, office=office_of("mfa_desk"))
    comes(10)
    assert told("mfa_desk", for_mfa) == 1
    assert told("cmd_desk", for_mfa) == 0


def test_it_comes_on_the_day_chosen_also_where_nobody_works(agreement):
    saturday = next(count for count in range(7, 14) if day(count).weekday() == 5)
    mine = set_by("cmd_desk", agreement, after=saturday)
    comes(saturday)
    assert told("cmd_desk", mine) == 1


def test_so_many_days_before_the_day(agreement):
    mine = set_by("cmd_desk", agreement, after=10, days_before=3)
    comes(6)
    assert told("cmd_desk", mine) == 0
    comes(7)
    assert told("cmd_desk", mine) == 1


def test_nobody_reads_what_another_set_for_himself(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk_2") as other:
        assert list(custom_reminders(to=other)) == []
        with pytest.raises(NotFound):
            custom_reminder(mine.reference, to=other)
    assert of(agreement, "cmd_desk_2").by_hand == ()
    assert standing_days("cmd_desk_2", mine) == []
    assert [one.sentence for one in of(agreement, "cmd_desk").by_hand] == [WORDS]


def test_nobody_learns_when_another_was_told_of_his_own(agreement):
    mine = set_by("cmd_desk", agreement)
    comes(10)
    for name, seen in (("cmd_desk", 1), ("cmd_desk_2", 0)):
        with acting(name) as reader:
            assert len(of_record(mine.reference, to=reader, on=today()).told) == seen
            found = settled(today(), day(20), to=reader, before=now() + dt.timedelta(days=30))
            assert [one.record for one in found].count(mine.reference) == seen


def test_the_services_of_the_system_are_no_office_to_remind(agreement):
    with pytest.raises(NobodyMayRead):
        set_by("cmd_desk", agreement, office=Office.objects.filter(role=Role.SERVICE).first())


# --- done with, coming back -----------------------------------------------------------------------
def test_it_stands_until_somebody_takes_note(agreement):
    mine = set_by("cmd_desk", agreement)
    assert standing_days("cmd_desk", mine) == [day(10)]
    comes(10)
    assert standing_days("cmd_desk", mine) == [day(10)]
    acknowledged("cmd_desk")
    assert standing_days("cmd_desk", mine) == []
    comes(11)
    assert told("cmd_desk", mine) == 0


def test_what_comes_back_comes_until_its_last_day(agreement):
    weekly = set_by("cmd_desk", agreement, repeats="weekly", until=day(25))
    assert standing_days("cmd_desk", weekly) == [day(10), day(17), day(24)]
    comes(10)
    acknowledged("cmd_desk")
    assert standing_days("cmd_desk", weekly) == [day(17), day(24)]
    comes(17)
    assert told("cmd_desk", weekly) == 1


@pytest.mark.parametrize("repeats", ["once", "weekly", "monthly", "yearly"])
def test_the_days_are_counted_in_sql_as_they_are_in_words(agreement, repeats):
    first, until = dt.date(2028, 1, 31), None if repeats == "once" else dt.date(2033, 3, 1)
    mine = set_by("cmd_desk", agreement, day=first, repeats=repeats, until=until)
    assert standing_days("cmd_desk", mine) == list(days_meant(first, repeats, until))


def test_the_last_day_of_a_month_comes_back_after_february():
    days = list(days_meant(dt.date(2028, 1, 31), "monthly", dt.date(2028, 4, 30)))
    assert days == [dt.date(2028, 1, 31), dt.date(2028, 2, 29), dt.date(2028, 3, 31), dt.date(2028, 4, 30)]


# --- changed and taken back -----------------------------------------------------------------------
def test_a_change_moves_what_was_planned(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk") as by:
        services.change(mine, by=by, on=today(), day=day(20), sentence="Ask again")
    comes(10)
    assert told("cmd_desk", mine) == 0
    comes(20)
    assert told("cmd_desk", mine) == 1


def test_what_is_taken_back_comes_no_more(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk") as by:
        services.take_back(mine, by=by, on=today())
        with pytest.raises(AlreadyTakenBack):
            services.change(mine, by=by, on=today(), sentence="Ask again")
    comes(10)
    assert told("cmd_desk", mine) == 0
    assert of(agreement, "cmd_desk").by_hand == ()


def test_a_colleague_changes_what_is_for_an_office_and_nobody_elses_office(agreement):
    ours = set_by("cmd_desk", agreement, office=office_of("mfa_desk"))
    with acting("cmd_desk_2") as colleague:
        services.change(ours, by=colleague, on=today(), sentence="Ask again")
    with acting("mfa_desk") as other:
        ours = custom_reminder(ours.reference, to=other)
        with pytest.raises(NotYours):
            services.take_back(ours, by=other, on=today())


def test_a_stale_change_is_refused(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk") as by:
        services.change(mine, by=by, on=today(), version=1, sentence="Ask again")
        with pytest.raises(RecordChanged):
            services.change(mine, by=by, on=today(), version=1, sentence="Ask a third time")


def test_whose_reminder_it_is_stays(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk") as by, pytest.raises(InvalidInput):
        services.change(mine, by=by, on=today(), office=office_of("mfa_desk"))


# --- bad input ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (lambda: {"day": day(0)}, "day"),
        (lambda: {"day": day(-1)}, "day"),
        (lambda: {"day": day(3654)}, "day"),
        (lambda: {"sentence": "  "}, "sentence"),
        (lambda: {"sentence": "x" * 301}, "sentence"),
        (lambda: {"days_before": 10}, "days_before"),
        (lambda: {"days_before": 366}, "days_before"),
        (lambda: {"days_before": -1}, "days_before"),
        (lambda: {"repeats": "weekly"}, "until"),
        (lambda: {"until": day(20)}, "until"),
        (lambda: {"repeats": "weekly", "until": day(9)}, "until"),
        (lambda: {"repeats": "weekly", "until": day(3654)}, "until"),
        (lambda: {"repeats": "hourly", "until": day(20)}, "repeats"),
    ],
)
def test_bad_input_is_told_beside_its_field(agreement, facts, field):
    with pytest.raises(InvalidInput) as refusal:
        set_by("cmd_desk", agreement, **facts())
    assert list(refusal.value.fields) == [field]
    assert not CustomReminder.in_context.exists()


def test_a_record_that_is_hidden_is_as_one_that_is_absent(db):
    with acting("cmd_desk") as clerk:
        hidden = recorded(clerk, caveats=("mod_only",))
        absent = Agreement(reference="AGR-2026-AAAAA")
    words = []
    for record in (hidden, absent):
        with pytest.raises(NoSuchRecord) as refusal:
            set_by("mfa_desk", record)
        words.append(str(refusal.value.fields["record"]))
    assert words[0] == words[1]


def test_those_who_only_look_set_none(agreement):
    with pytest.raises(NotPermitted):
        set_by("leadership_reader", agreement)


def test_an_office_that_could_never_read_it_is_refused_and_one_not_cleared_today_is_not(db):
    with acting("cmd_desk") as clerk:
        kept = recorded(clerk, caveats=("mod_only",))
        held = Agreement.in_context.select_related("label").get(pk=kept.pk)
        waits = services.set_by_hand(
            kept.reference, by=clerk, on=today(), sentence=WORDS, day=day(10), office=office_of("mfa_desk")
        )
        assert services.reaches_nobody(waits, on=today())
        raise_label(
            held, by=clerk, to=intern("official_use", ("mod_only",), ("internal:mod",)), reason="listed"
        )
    with pytest.raises(NobodyMayRead):
        set_by("cmd_desk", kept, office=office_of("mfa_desk"))


# --- need-to-know ---------------------------------------------------------------------------------
def test_it_rises_with_its_record_and_leaves_no_trace(agreement):
    for_all = set_by("cmd_desk", agreement, office=office_of("cmd_desk"))
    comes(10)
    assert told("cmd_desk_2", for_all) == 1
    with acting("cmd_desk") as by:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="talks began")
        assert set(CustomReminder.in_context.values_list("label_id", flat=True)) == {intern(*NEGOTIATED).pk}
        planned = Reminder.in_context.filter(record=for_all.reference)
        assert set(planned.values_list("label_id", flat=True)) == {intern(*NEGOTIATED).pk}
    assert (told("cmd_desk", for_all), told("cmd_desk_2", for_all)) == (1, 0)
    assert of(agreement, "cmd_desk_2").by_hand == ()
    with acting("cmd_desk_2") as other:
        assert list(custom_reminders(to=other)) == []


# --- the database itself --------------------------------------------------------------------------
@pytest.mark.parametrize(
    "change",
    [
        "sentence = ' '",
        "until = day + 30",
        "repeats = 'weekly'",
        "days_before = 400",
        "day = home_today() - 1",
        "day = home_today() + 4000",
        "record = 'AGR-2026-AAAAA'",
        "person_id = NULL",
        "taken_back_on = home_today()",
    ],
)
def test_no_statement_gets_around_the_rules(agreement, change):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk"):
        assert refused(f"UPDATE reminders_customreminder SET {change} WHERE id = {mine.pk}")


def test_nobody_elses_statement_changes_it(agreement):
    mine = set_by("cmd_desk", agreement)
    with acting("cmd_desk_2"):
        assert refused(f"UPDATE reminders_customreminder SET sentence = 'Not yours' WHERE id = {mine.pk}")


def test_no_statement_sets_one_below_its_record_or_on_none(agreement):
    mine = set_by("cmd_desk", agreement)
    lower = intern("unclassified").pk
    copied = """INSERT INTO reminders_customreminder (version, is_demo, record, sentence, day, days_before,
        repeats, set_on, office_id, person_id, set_by_id, set_in_id, label_id)
        SELECT 1, false, {record}, sentence, day, 0, 'once', set_on, office_id, person_id, {who}, set_in_id, {label}
        FROM reminders_customreminder WHERE id = """ + str(mine.pk)
    with acting("cmd_desk"):
        facts = {"record": "record", "who": "set_by_id", "label": "label_id"}
        assert refused(copied.format(**{**facts, "label": lower}))
        assert refused(copied.format(**{**facts, "record": "'AGR-2026-AAAAA'"}))
        assert refused(copied.format(**{**facts, "who": "(SELECT max(id) FROM accounts_user)"}))
        assert not refused(copied.format(**facts))


def refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    except DatabaseError:
        return True
    return False

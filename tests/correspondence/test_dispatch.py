"""A note leaves: numbered by the register, dated, and from then on a fact (I25; docs/decisions/0012)."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.context import Subject
from correspondence.models import Correspondence
from correspondence.services import refusals, register, steps
from directory.models import Institution
from foundation.clock import now, today
from foundation.errors import NotPermitted, TransitionRefused
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, day, dispatched, incoming, mission, outgoing, received

pytestmark = pytest.mark.django_db
YEAR = today().year


def test_a_draft_has_no_number_and_gets_the_next_one_when_it_leaves(clerk: Subject):
    first, second, never = (outgoing(clerk) for _note in range(3))
    assert (first.number, first.state, first.year) == ("", "draft", None)
    steps.cancel(never, by=clerk, on=day(0), at=now(), reason="Not sent")
    second = steps.dispatch(second, by=clerk, on=day(0), at=now())
    first = steps.dispatch(first, by=clerk, on=day(0), at=now())
    assert (second.number, first.number) == (f"EMB-GE/{YEAR}/0001", f"EMB-GE/{YEAR}/0002")
    assert (first.dated_on, first.year, first.state) == (day(0), YEAR, "dispatched")


def test_every_sender_and_every_year_counts_for_itself(clerk: Subject):
    dispatched()
    mfa = Institution.objects.get(code="mfa")
    assert dispatched(sender_institution=mfa).number == f"MFA/{YEAR}/0001"
    assert dispatched(sender_mission=mission("emb-tr")).number == f"EMB-TR/{YEAR}/0001"
    assert dispatched(-366).number == f"EMB-GE/{day(-366).year}/0001"
    assert dispatched().number == f"EMB-GE/{YEAR}/0002"


def test_a_higher_marking_has_a_series_of_its_own_that_leaves_no_gap(clerk: Subject):
    dispatched()
    hidden = dispatched(level="limited_official_use", caveats=("mod_only",))
    assert dispatched().number == f"EMB-GE/{YEAR}/0002"
    mark, place = hidden.number.rsplit("/", 1)[1].split("-")
    assert (len(mark), place) == (3, "0001")
    again = dispatched(level="limited_official_use", caveats=("mod_only",))
    assert again.number == f"EMB-GE/{YEAR}/{mark}-0002"


def test_who_does_not_read_a_marking_sees_no_trace_of_its_series(db: None):
    dispatched(level="limited_official_use", caveats=("mod_only",))
    with acting("cmd_desk_2"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM correspondence_numberseries")
        assert cursor.fetchone() == (0,)


def test_a_refused_dispatch_loses_no_number(clerk: Subject):
    note = outgoing(clerk)
    with pytest.raises(refusals.InvalidInput):
        steps.dispatch(note, by=clerk, on=day(1), at=now())
    assert steps.dispatch(note, by=clerk, on=day(0), at=now()).number == f"EMB-GE/{YEAR}/0001"


def test_the_number_of_a_note_older_than_the_register_is_typed(clerk: Subject):
    old = outgoing(clerk, number="01/15-88", dated_on=day(-900))
    assert steps.dispatch(old, by=clerk, on=day(-900), at=now()).number == "01/15-88"
    with pytest.raises(refusals.NumberTaken):
        outgoing(clerk, number="01/15-88", dated_on=day(-900))
    with pytest.raises(refusals.NumberIsDrawn):
        outgoing(clerk, number=f"EMB-GE/{YEAR}/0005")


def test_a_typed_number_without_a_date_is_judged_in_the_year_it_leaves_in(clerk: Subject):
    undated = outgoing(clerk, number="01/15-90")
    steps.dispatch(outgoing(clerk, number="01/15-90", dated_on=day(0)), by=clerk, on=day(0), at=now())
    with pytest.raises(refusals.NumberTaken) as refused:
        steps.dispatch(undated, by=clerk, on=day(0), at=now())
    assert list(refused.value.fields) == ["number"]
    register.amend(undated, by=clerk, number="01/15-91")
    assert steps.dispatch(undated, by=clerk, on=day(0), at=now()).number == "01/15-91"


def test_an_empty_text_and_a_day_to_come_do_not_leave(clerk: Subject):
    with pytest.raises(refusals.TextMissing):
        steps.dispatch(outgoing(clerk, text=" "), by=clerk, on=day(0), at=now())
    with pytest.raises(refusals.DayNotYetCome):
        steps.dispatch(outgoing(clerk, dated_on=day(2)), by=clerk, on=day(0), at=now())


def test_only_what_goes_out_is_dispatched_and_once(clerk: Subject):
    with pytest.raises(TransitionRefused):
        steps.dispatch(incoming(clerk), by=clerk, on=day(0), at=now())
    note = dispatched()
    with pytest.raises(TransitionRefused):
        steps.dispatch(note, by=clerk, on=day(0), at=now())


def test_the_attache_drafts_and_the_head_of_mission_sends(db: None):
    with acting("attache") as attache:
        note = outgoing(attache, sender_mission=mission("emb-tr"))
        with pytest.raises(NotPermitted):
            steps.dispatch(note, by=attache, on=day(0), at=now())
        with pytest.raises(refusals.AnotherMissionsNote):
            outgoing(attache, sender_mission=mission("emb-de"))
    with acting("head_of_mission") as ambassador:
        assert steps.dispatch(note, by=ambassador, on=day(0), at=now()).state == "dispatched"


def test_a_reply_answers_what_came_in(clerk: Subject):
    first = received(-5)
    dispatched(in_reply_to=first)
    assert as_it_stands(first).state == "answered"
    follow_up = dispatched()
    dispatched(in_reply_to=follow_up)
    assert as_it_stands(follow_up).state == "dispatched"


def test_what_has_left_is_not_changed(clerk: Subject):
    note = dispatched()
    with pytest.raises(refusals.NotInDraft):
        register.amend(note, by=clerk, subject="Other")


@pytest.mark.parametrize(
    "change",
    [
        "text = 'other'", "number = 'EMB-GE/2026/0099'", "subject = 'other'", "dated_on = dated_on - 1",
        "addressee_name = 'other'", "about_reference = 'ACC-2026-AAAAA'", "reply_due_on = dated_on + 9",
        "state = 'draft'", "direction = 'incoming'",
    ],
)  # fmt: skip
def test_what_has_left_stays_also_in_raw_sql_as_the_application_role(clerk: Subject, change: str):
    note = dispatched()
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute(f"UPDATE correspondence_correspondence SET {change} WHERE id = %s", [note.pk])
    with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
        cursor.execute("DELETE FROM correspondence_correspondence WHERE id = %s", [note.pk])
    assert as_it_stands(note).subject == note.subject


def test_the_steps_of_a_note_are_rows(clerk: Subject):
    note = dispatched(-2)
    taken = list(
        Correspondence.in_context.get(pk=note.pk).steps.order_by("id").values_list("state", "reached_on")
    )
    assert taken == [("draft", day(-2)), ("dispatched", day(-2))]

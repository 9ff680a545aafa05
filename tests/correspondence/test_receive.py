"""What comes in is entered, received, warned about when its number repeats, and answered."""

import pytest
from django.db import IntegrityError, transaction

from access.context import Subject
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import days_outstanding, duplicates
from correspondence.services import refusals, register, steps
from foundation.clock import now, today
from foundation.errors import NotPermitted, TransitionRefused
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, country, day, dispatched, incoming, outgoing, received

pytestmark = pytest.mark.django_db


def test_what_came_in_has_its_own_number_and_the_day_it_came(clerk: Subject):
    note = steps.receive(incoming(clerk, number="04-17/88"), by=clerk, on=day(-1), at=now())
    assert (note.state, note.number, note.received_on, note.state_on) == (
        "received",
        "04-17/88",
        day(-1),
        day(-1),
    )
    assert days_outstanding(note, on=today()) == 1


def test_it_may_have_no_number_but_always_a_date(clerk: Subject):
    assert received(number="").state == "received"
    with pytest.raises(refusals.DayMissing):
        steps.receive(incoming(clerk, dated_on=None), by=clerk, on=day(0), at=now())
    with pytest.raises(refusals.ReceivedBeforeWritten):
        steps.receive(incoming(clerk, dated_on=day(-1)), by=clerk, on=day(-2), at=now())
    with pytest.raises(refusals.DayNotYetCome):
        steps.receive(incoming(clerk), by=clerk, on=day(1), at=now())


def test_a_number_that_came_in_before_is_warned_about_and_taken(clerk: Subject):
    first, second = received(number="7/1"), received(number="7/1")
    other_sender = received(number="7/1", sender_country=country("TR"), sender_name="Embassy of Türkiye")
    other_year = received(-400, number="7/1")
    assert list(duplicates(second, to=clerk)) == [first]
    assert not duplicates(other_sender, to=clerk).exists()
    assert not duplicates(other_year, to=clerk).exists()
    assert not duplicates(dispatched(), to=clerk).exists()


def test_names_as_written_are_compared_where_there_is_no_code(clerk: Subject):
    facts = {"sender_country": None, "sender_name": "Specimen Institute", "number": "12"}
    first = received(**facts)
    assert list(duplicates(received(**{**facts, "sender_name": "specimen institute"}), to=clerk)) == [first]
    assert not duplicates(received(**{**facts, "sender_name": "Other Institute"}), to=clerk).exists()


def test_no_reply_is_older_than_what_it_replies_to(clerk: Subject):
    first = as_it_stands(dispatched(-40))
    early = {"in_reply_to": first, "dated_on": day(-41)}
    with pytest.raises(refusals.RepliesTooEarly):
        incoming(clerk, **early, received_on=day(-41))
    with pytest.raises(refusals.RepliesTooEarly):
        steps.receive(incoming(clerk, **early), by=clerk, on=day(-41), at=now())
    wrongly_dated = steps.receive(incoming(clerk, **early), by=clerk, on=day(-39), at=now())
    assert wrongly_dated.state == "received"
    draft = incoming(clerk, **early)
    with pytest.raises(IntegrityError, match="not older than the note"), transaction.atomic():
        Correspondence.objects.visible_to(clerk).filter(pk=draft.pk).update(received_on=day(-41))


def test_our_reply_leaves_after_what_it_replies_to_was_written(clerk: Subject):
    first = as_it_stands(received(-10))
    with pytest.raises(refusals.RepliesTooEarly):
        outgoing(clerk, in_reply_to=first, number="OLD/1", dated_on=day(-30))


def test_a_reply_that_comes_in_answers_what_had_left_even_late(clerk: Subject):
    first = dispatched(-40)
    steps.close(first, by=clerk, on=day(-5), at=now(), reason="No answer came")
    received(in_reply_to=as_it_stands(first))
    assert as_it_stands(first).state == "answered"


def test_a_draft_cannot_be_replied_to(clerk: Subject):
    with pytest.raises(refusals.NoReplyToADraft):
        incoming(clerk, in_reply_to=outgoing(clerk))


def test_when_the_reply_is_due_may_change_and_nothing_else(clerk: Subject):
    note = received()
    assert register.amend(note, by=clerk, reply_due_on=day(14)).reply_due_on == day(14)
    with pytest.raises(refusals.NotInDraft):
        register.amend(as_it_stands(note), by=clerk, number="other")
    settled = steps.close(as_it_stands(note), by=clerk, on=day(0), at=now(), reason="For information only")
    assert settled.state == "no_reply_needed"
    with pytest.raises(refusals.NotInDraft):
        register.amend(settled, by=clerk, reply_due_on=day(20))


def test_closing_and_answering_otherwise_say_why(clerk: Subject):
    note = received()
    for verb in (steps.close, steps.answer):
        with pytest.raises(refusals.ReasonMissing):
            verb(note, by=clerk, on=day(0), at=now(), reason=" ")
    assert steps.answer(note, by=clerk, on=day(0), at=now(), reason="By telephone").state == "answered"
    with pytest.raises(TransitionRefused):
        steps.close(as_it_stands(note), by=clerk, on=day(0), at=now(), reason="again")


def test_what_goes_out_does_not_come_in(clerk: Subject):
    with pytest.raises(TransitionRefused):
        steps.receive(outgoing(clerk), by=clerk, on=day(0), at=now())


def test_readers_enter_nothing(db: None):
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        incoming(reader)

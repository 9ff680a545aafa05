"""Handover checklist, calls, standing in: what is done around a rotation."""

import pytest
from django.db import IntegrityError, connection, transaction

from attaches.models import ActingTenure, Call, HandoverItem
from attaches.services import acting as standing_in
from attaches.services import calls, handovers, postings
from attaches.services.acting import CannotStandIn, PostNotVacant
from attaches.services.calls import CallOver
from attaches.services.handovers import STANDARD, AlreadyDone
from attaches.services.postings import HandoverIncomplete
from attaches.services.steps import Frozen, NotYourMission, StepInFuture
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_post, a_posting, day
from tests.cast import acting


def test_a_handover_begins_with_the_lines_every_one_goes_through(db: None):
    posting = a_posting("handover", first=-400, end=10)
    with acting("cmd_desk"):
        lines = list(HandoverItem.in_context.filter(posting=posting).order_by("no"))
    assert [line.no for line in lines] == list(range(1, len(STANDARD) + 1))


def test_an_attache_ticks_off_his_own_mission_and_no_other(db: None):
    here = a_posting("handover", first=-400, end=10)
    there = a_posting("handover", post=a_post(mission="emb-de"), first=-400, end=10)
    with acting("attache") as by:
        mine = HandoverItem.in_context.filter(posting=here).select_related("posting__post").first()
        done = handovers.complete(mine, by=by, on=today(), at=now(), remark="in the safe")
        assert (done.done_on, done.done_by_id, done.remark) == (today(), by.user_id, "in the safe")
        with pytest.raises(AlreadyDone):
            handovers.complete(mine, by=by, on=today(), at=now())
        other = HandoverItem.in_context.filter(posting=there).select_related("posting__post").first()
        with pytest.raises(NotYourMission):
            handovers.complete(other, by=by, on=today(), at=now())


def test_lines_are_added_while_in_post_and_not_done_tomorrow(db: None):
    posting, over = a_posting("in_post"), a_posting("ended", first=-400, end=-5)
    with acting("cmd_desk") as by:
        item = handovers.add(posting, by=by, text="  The  dean's calendar ")
        assert (item.no, item.text) == (1, "The dean's calendar")
        with pytest.raises(StepInFuture):
            handovers.complete(item, by=by, on=day(1), at=now())
        with pytest.raises(Frozen):
            handovers.add(over, by=by, text="too late")


def test_lines_added_before_keep_their_numbers_and_the_standard_ones_follow(db: None):
    posting = a_posting("in_post", first=-400, end=10)
    with acting("cmd_desk") as by:
        handovers.add(posting, by=by, text="The dean's calendar")
        postings.advance(posting, "handover", by=by, on=today(), at=now())
        lines = list(HandoverItem.in_context.filter(posting=posting).order_by("no"))
    assert [line.no for line in lines] == list(range(1, len(STANDARD) + 2))
    assert lines[0].text == "The dean's calendar"


def test_a_posting_is_closed_with_its_checklist_done_or_with_the_reason_why_not(db: None):
    posting = a_posting("ended", first=-400, end=-10)
    with acting("cmd_desk") as by:
        with pytest.raises(HandoverIncomplete):
            postings.advance(posting, "debriefed", by=by, on=today(), at=now())
        for item in HandoverItem.in_context.filter(posting=posting).select_related("posting__post"):
            handovers.complete(item, by=by, on=today(), at=now())
        postings.advance(posting, "debriefed", by=by, on=today(), at=now())


def a_call(posting, *, as_: str = "attache", planned: int = 20) -> Call:
    with acting(as_) as by:
        row = calls.plan(posting, by=by, kind="first", on_whom="Minister of Defence", planned_on=day(planned))
        return Call.in_context.select_related("posting__post").get(pk=row.pk)


def test_a_call_is_planned_held_and_then_stays_as_it_is(db: None):
    call = a_call(a_posting("in_post"))
    with acting("attache") as by:
        with pytest.raises(StepInFuture):
            calls.hold(call, by=by, on=day(1), at=now())
        moved = calls.amend(call, by=by, planned_on=day(25))
        held = calls.hold(call, by=by, on=today(), at=now(), outcome="courteous")
        assert (moved.planned_on, held.held_on, held.outcome) == (day(25), today(), "courteous")
        with pytest.raises(CallOver):
            calls.cancel(call, by=by, reason="too late")


def test_a_call_is_cancelled_or_held_and_never_both(db: None):
    call = a_call(a_posting("in_post"))
    with acting("attache") as by:
        calls.cancel(call, by=by, reason="the minister travels")
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE attaches_call SET held_on = now() WHERE id = %s", [call.pk])


def test_calls_are_planned_at_ones_own_mission(db: None):
    with pytest.raises(NotYourMission):
        a_call(a_posting("in_post", post=a_post(mission="emb-de")))
    with pytest.raises(NotPermitted):
        a_call(a_posting("in_post"), as_="mfa_desk")


def stand_in(post, posting, first: int, end: int) -> ActingTenure:
    with acting("cmd_desk") as by:
        return standing_in.assign(post, posting, by=by, starts_on=day(first), ends_on=day(end))


def test_an_officer_of_another_post_stands_in_at_a_vacant_one(db: None):
    post, posting = a_post(mission="emb-de"), a_posting("in_post")
    row = stand_in(post, posting, -5, 30)
    with pytest.raises(PostNotVacant):
        stand_in(post, posting, 29, 60)
    with acting("cmd_desk") as by:
        ended = standing_in.end(row, by=by, on=day(10))
        assert ended.period.upper == day(10)
        with pytest.raises(InvalidInput):
            standing_in.end(row, by=by, on=day(40))
    stand_in(post, posting, 10, 60)


def test_nobody_stands_in_where_somebody_is_or_without_being_in_post_himself(db: None):
    held = a_posting("in_post")
    other = a_posting("in_post", post=a_post(mission="emb-de"))
    with pytest.raises(PostNotVacant):
        stand_in(held.post, other, 0, 30)
    with pytest.raises(CannotStandIn):
        stand_in(held.post, held, 0, 30)
    with pytest.raises(CannotStandIn):
        stand_in(a_post(), a_posting("proposed", first=100), 0, 30)
    with pytest.raises(InvalidInput):
        stand_in(a_post(), other, 30, 30)

"""posts.assign_acting, posts.end_acting, and what ends standing in by itself."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from attaches.models import ActingTenure, Post, Posting
from attaches.selectors.posture import PostureRow, posture_rows
from attaches.services import acting as standing_in
from attaches.services import postings, tenures
from foundation.clock import now, today
from tests.attaches.scenes import a_post, a_posting, day
from tests.attaches.test_rest import post as send
from tests.cast import acting


def stand_in(post: Post, posting: Posting, first: int, end: int) -> None:
    with acting("cmd_desk") as by:
        standing_in.assign(post, posting, by=by, starts_on=day(first), ends_on=day(end))


def terms(post: Post) -> list[tuple[Any, Any]]:
    with acting("cmd_desk"):
        rows = ActingTenure.in_context.filter(post=post).order_by("period")
        return [(row.period.lower, row.period.upper) for row in rows]


def seen(post: Post) -> PostureRow:
    with acting("cmd_desk") as viewer:
        return next(row for row in posture_rows(to=viewer, as_of=today()) if row.code == post.code)


def recall(posting: Posting, by: Any) -> None:
    tenures.recall(posting, by=by, on=today(), at=now(), reason="needed at home")


def declare_png(posting: Posting, by: Any) -> None:
    tenures.declare_png(posting, by=by, on=today(), at=now())


def hand_over_and_end(posting: Posting, by: Any) -> None:
    postings.advance(posting, "handover", by=by, on=today(), at=now())
    tenures.end(posting, by=by, on=today(), at=now())


@pytest.mark.parametrize("leave", [recall, declare_png, hand_over_and_end])
def test_whoever_leaves_his_own_post_stands_in_nowhere_any_more(db: None, leave: Callable[..., None]):
    vacant, elsewhere = a_post(), a_posting("in_post", post=a_post(mission="emb-de"))
    stand_in(vacant, elsewhere, -5, 100)
    stand_in(vacant, elsewhere, 200, 300)
    assert (seen(vacant).vacant, seen(vacant).acting is not None) == (False, True)
    with acting("cmd_desk") as by:
        leave(elsewhere, by)
    assert terms(vacant) == [(day(-5), today())]
    assert (seen(vacant).vacant, seen(vacant).acting) == (True, None)


def test_what_ended_before_stays_as_it_was(db: None):
    vacant, elsewhere = a_post(), a_posting("in_post", post=a_post(mission="emb-de"))
    stand_in(vacant, elsewhere, -50, -20)
    with acting("cmd_desk") as by:
        recall(elsewhere, by)
    assert terms(vacant) == [(day(-50), day(-20))]


def test_a_new_incumbent_takes_over_from_whoever_stood_in(db: None):
    post, elsewhere = a_post(), a_posting("in_post", post=a_post(mission="emb-de"))
    stand_in(post, elsewhere, -5, 100)
    newcomer = a_posting("accredited", post=post, first=-10, end=700)
    with acting("cmd_desk") as by:
        tenures.assume(newcomer, by=by, on=today(), at=now())
    assert terms(post) == [(day(-5), today())]


def test_standing_in_is_ended_over_rest(db: None, api: Callable[..., Client]):
    vacant, elsewhere = a_post(), a_posting("in_post", post=a_post(mission="emb-de"))
    stand_in(vacant, elsewhere, -5, 100)
    clerk, where = api("cmd_desk"), f"posts/{vacant.reference}/end-acting/"
    assert send(api("mfa_desk"), where).status_code == 403
    refused = send(clerk, where, {"on": day(200).isoformat()})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "on")
    ended = send(clerk, where).json()["acting_tenures"]
    assert [row["ends_on"] for row in ended] == [today().isoformat()]
    assert send(clerk, where).status_code == 400

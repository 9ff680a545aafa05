"""Relations are suspended (VCDR art. 45): the post stays held, nobody is in function, the officer may leave."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from attaches.models import EarlierPresence, Posting
from attaches.selectors.foreign_reciprocity import reciprocity_rows
from attaches.selectors.postings import presences
from attaches.selectors.posture import PostureRow, posture_rows
from attaches.selectors.rotation_board import rotation_board
from attaches.selectors.rotation_rows import BoardRow
from attaches.services import postings, tenures
from attaches.services.tenures import PostHasIncumbent
from foundation.clock import now
from foundation.errors import InvalidInput, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, as_it_stands, day
from tests.cast import acting


@contextmanager
def refused(words: str) -> Iterator[None]:
    """Somebody is told so beside a field."""
    with pytest.raises(InvalidInput) as refusal:
        yield
    assert words in str(refusal.value.fields)


def do(posting: Posting, service: Any, on: int = 0, *, as_: str = "cmd_desk", **facts: Any) -> Posting:
    with acting(as_) as by:
        service(posting, by=by, on=day(on), at=now(), **facts)
    return as_it_stands(posting)


def broken(posting: Posting, on: int = -30) -> Posting:
    return do(posting, postings.advance, on, to="suspended", reason="relations are suspended")


def there(posting: Posting) -> list[tuple[Any, Any]]:
    with acting("cmd_desk") as reader:
        return [(days.lower, days.upper) for days in presences(posting, to=reader)]


def posture(code: str, offset: int = 0) -> PostureRow:
    with acting("leadership_reader") as reader:
        return next(row for row in posture_rows(to=reader, as_of=day(offset)) if row.code == code)


def on_board(code: str, offset: int = 0) -> BoardRow:
    with acting("leadership_reader") as reader:
        return next(row for row in rotation_board(to=reader, on=day(offset)) if row.code == code)


def test_the_officer_leaves_while_relations_are_suspended_and_arrives_again(db: None):
    posting = broken(a_posting("in_post", first=-400, end=600))
    left = do(posting, tenures.record_departure, -25, as_="attache")
    assert (left.state, left.presence.upper, left.incumbency.upper) == ("suspended", day(-25), None)
    with pytest.raises(TransitionRefused):
        do(posting, tenures.record_arrival, -20)
    back = do(posting, postings.restore, -10)
    assert (back.state, back.is_away) == ("in_post", True)
    with refused("Not before the day he left"):
        do(posting, tenures.record_arrival, -26)
    again = do(posting, tenures.record_arrival, -5, as_="attache")
    assert again.is_away is False
    assert there(again) == [(day(-400), day(-25)), (day(-5), None)]
    with pytest.raises(TransitionRefused):
        do(posting, tenures.record_arrival, -4)


def test_twice_suspended_keeps_every_stay(db: None):
    posting = a_posting("in_post", first=-400, end=600)
    for first in (-300, -100):
        broken(posting, first)
        do(posting, tenures.record_departure, first + 5)
        do(posting, postings.restore, first + 50)
        do(posting, tenures.record_arrival, first + 60)
    assert there(as_it_stands(posting)) == [
        (day(-400), day(-295)), (day(-240), day(-95)), (day(-40), None)
    ]  # fmt: skip


def test_who_stayed_is_there_when_relations_are_restored(db: None):
    posting = broken(a_posting("in_post", first=-400, end=600))
    assert do(posting, postings.restore, -10).is_away is False
    assert there(as_it_stands(posting)) == [(day(-400), None)]


def test_who_left_and_does_not_return_has_left_for_good(db: None):
    posting = broken(a_posting("in_post", first=-400, end=600))
    do(posting, tenures.record_departure, -25)
    with refused("departure is recorded already"):
        do(posting, tenures.end, -5, departed_on=day(-5))
    ended = do(posting, tenures.end, -5)
    assert (ended.state, ended.incumbency.upper, ended.presence.upper) == ("ended", day(-5), day(-25))


def test_who_left_before_functions_began_assumes_them_after_another_arrival(db: None):
    posting = a_posting("accredited", first=-60, end=600)
    do(posting, tenures.record_arrival, -60)
    broken(posting, -50)
    do(posting, tenures.record_departure, -45)
    do(posting, postings.restore, -20)
    with refused("Not before the day he left"):
        do(posting, tenures.assume, -10, arrived_on=day(-50))
    assumed = do(posting, tenures.assume, -10)
    assert (assumed.presence.lower, assumed.incumbency.lower) == (day(-10), day(-10))
    assert there(assumed)[0] == (day(-60), day(-45))


def test_the_post_does_not_operate_and_is_not_vacant_either(db: None):
    posting = broken(a_posting("in_post", post=a_post("t-a"), first=-400, end=600))
    before, row = posture("t-a", -31), posture("t-a")
    assert (before.operating, before.suspended, before.gap_days) == (True, None, 0)
    assert row.suspended is not None
    assert (row.incumbent, row.suspended.reference, row.operating, row.vacant) == (
        None, posting.reference, False, False,
    )  # fmt: skip
    assert row.gap_days == 365
    do(posting, postings.restore, -1)
    assert (posture("t-a").operating, posture("t-a", -10).operating) == (True, False)


def test_nobody_else_takes_the_post_up_meanwhile(db: None):
    post = a_post("t-a")
    broken(a_posting("in_post", post=post, first=-400, end=20))
    other = a_posting("accredited", post=post, first=20, end=600)
    with pytest.raises(PostHasIncumbent):
        do(other, tenures.assume)


def test_the_board_shows_who_holds_the_post_and_the_gap_since_relations_broke(db: None):
    posting = broken(a_posting("in_post", post=a_post("t-a"), first=-400, end=600))
    row = on_board("t-a")
    assert row.suspended_holder is not None
    assert (row.incumbent, row.suspended_holder.reference, row.vacant) == (None, posting.reference, False)
    assert row.successors == ()
    assert [gap.start for gap in row.gaps] == [max(day(-30), day(0).replace(day=1))]
    assert on_board("t-a", -31).gaps[:1] != row.gaps[:1]


def test_ours_is_not_in_function_with_them_meanwhile(db: None):
    broken(a_posting("in_post", post=a_post("t-a", mission="emb-tr"), first=-400, end=600))
    with acting("leadership_reader") as reader:
        counted = {
            offset: [len(row.ours.in_function) for row in reciprocity_rows(to=reader, as_of=day(offset))]
            for offset in (-31, 0)
        }
    assert counted == {-31: [1], 0: [0]}


def test_each_page_offers_what_is_next(signed_in, db: None):
    posting = broken(a_posting("in_post", first=-400, end=600))
    page = f"/admin/attaches/posting/{posting.pk}/change/"
    desk = signed_in("cmd_desk")
    shown = desk.get(page).content.decode()
    assert "Left while relations are suspended" in shown
    assert "Arrived again" not in shown
    do(posting, tenures.record_departure, -25)
    assert "Left while relations are suspended" not in desk.get(page).content.decode()
    do(posting, postings.restore, -10)
    shown = desk.get(page).content.decode()
    assert "record that the officer has arrived again" in shown
    assert "Arrived again" in shown


def test_rest_tells_every_stay(api):
    posting = broken(a_posting("in_post", first=-400, end=600))
    do(posting, tenures.record_departure, -25)
    do(posting, postings.restore, -10)
    do(posting, tenures.record_arrival, -5)
    answer = api("cmd_desk").get(f"/api/v1/postings/{posting.reference}/").json()
    assert answer["presences_before"] == [
        {"present_from": day(-400).isoformat(), "present_to": day(-25).isoformat()}
    ]
    assert (answer["present_from"], answer["present_to"]) == (day(-5).isoformat(), None)


def test_an_earlier_stay_is_not_rewritten(db: None):
    posting = broken(a_posting("in_post", first=-400, end=600))
    do(posting, tenures.record_departure, -25)
    do(posting, postings.restore, -10)
    do(posting, tenures.record_arrival, -5)
    with acting("cmd_desk"), pytest.raises(DatabaseError), transaction.atomic():
        EarlierPresence._base_manager.filter(posting=posting.pk).update(period=(day(-400), day(-20)))

"""posture_rows, rotations, current_attache: right today and on a day of last year (decisions.md 17, domain.md C8)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from attaches.selectors.postings import current_attache, rotation, rotations
from attaches.selectors.posture import PostureRow, posture_rows
from attaches.services import accreditations, notes, postings, posts, tenures
from attaches.services import acting as standing_in
from directory.models import Country
from foundation.clock import now
from tests.attaches.scenes import a_post, a_posting, day
from tests.cast import acting


def rows(offset: int = 0) -> dict[str, PostureRow]:
    with acting("leadership_reader") as reader:
        return {row.code: row for row in posture_rows(to=reader, as_of=day(offset))}


def test_an_incumbent_until_the_planned_end_and_a_gap_after_it(db: None):
    posting = a_posting("in_post", post=a_post("t-a"), first=-400, end=100)
    row = rows()["t-a"]
    assert row.incumbent is not None
    assert (row.incumbent.reference, row.incumbent.until, row.vacant) == (posting.reference, day(100), False)
    assert (row.gap_days, row.successor, row.ever_served) == (265, None, 1)


@pytest.mark.parametrize(
    ("reaches", "gap"), [("consent_requested", 265), ("consent_granted", 30), ("accredited", 30)]
)
def test_a_successor_closes_the_gap_once_the_host_has_agreed(db: None, reaches: str, gap: int):
    post = a_post("t-a")
    a_posting("in_post", post=post, first=-400, end=100)
    a_posting(reaches, post=post, first=130, end=900)
    row = rows()["t-a"]
    assert row.successor is not None
    assert (row.successor.state, row.gap_days) == (reaches, gap)


def test_an_established_post_without_anybody_is_vacant_and_a_planned_one_is_not(db: None):
    a_post("t-a")
    a_post("t-b", reaches="planned")
    found = rows()
    assert (found["t-a"].vacant, found["t-a"].gap_days) == (True, 365)
    assert (found["t-b"].vacant, found["t-b"].gap_days, found["t-b"].state) == (False, None, "planned")


def test_a_day_of_the_past_answers_as_it_was(db: None):
    post = a_post("t-a")
    first = a_posting("ended", post=post, first=-900, end=-300)
    second = a_posting("in_post", post=post, first=-250, end=500)
    with acting("cmd_desk") as clerk:
        posts.advance(post, "suspended", by=clerk, on=day(-10), at=now(), reason="x")
    assert rows(-4000) == {}
    assert rows(-2950)["t-a"].state == "planned"
    assert rows(-2850)["t-a"].state == "authorised"
    past = rows(-400)["t-a"]
    assert past.incumbent is not None
    assert (past.incumbent.reference, past.ever_served, past.state) == (first.reference, 1, "established")
    assert (rows(-280)["t-a"].vacant, rows()["t-a"].state, rows()["t-a"].vacant) == (True, "suspended", False)
    present = rows(-20)["t-a"]
    assert present.incumbent is not None
    assert (present.incumbent.reference, present.ever_served) == (second.reference, 2)


def test_side_accreditations_stand_beside_the_holder(db: None):
    posting = a_posting("in_post", post=a_post("t-a"))
    with acting("cmd_desk") as clerk:
        side = accreditations.plan(posting, by=clerk, on=day(-50), country=Country.objects.get(iso2="AT"))
        notes.request(side, by=clerk, on=day(-40), at=now())
        notes.object_to(side, by=clerk, on=day(-5), at=now())
    assert [(s.country, s.state) for s in rows()["t-a"].side] == [("AT", "objected")]
    assert [(s.country, s.state) for s in rows(-20)["t-a"].side] == [("AT", "consent_requested")]


def test_three_queries_however_many_posts(db: None):
    for number in range(3):
        a_posting("in_post", post=a_post(f"t-{number}a"))
    with acting("cmd_desk") as clerk, CaptureQueriesContext(connection) as asked:
        assert len(posture_rows(to=clerk, as_of=day(0))) == 3
    assert len(asked) == 3


def test_the_countdown_and_who_follows(db: None):
    post = a_post()
    holder = a_posting("in_post", post=post, first=-400, end=512)
    follows = a_posting("selected", post=post, first=512, end=900)
    with acting("cmd_desk") as clerk:
        found = rotation(holder, to=clerk, on=day(0))
        assert found is not None
        assert (found.days, found.successor, found.successor_state) == (512, follows.reference, "selected")
        assert rotation(follows, to=clerk, on=day(0)) is None
        assert rotations(to=clerk, on=day(0)) == [found]


def test_who_is_attache_where_and_when(db: None):
    post = a_post(mission="emb-de")
    posting = a_posting("in_post", post=post, first=-400, end=100)
    germany, austria = (Country.objects.get(iso2=iso) for iso in ("DE", "AT"))
    with acting("cmd_desk") as clerk:
        asked = {"to": clerk, "mission": post.mission}
        assert current_attache(**asked, country=germany, on=day(0)) == posting
        assert current_attache(**asked, country=austria, on=day(0)) is None
        assert current_attache(**asked, country=germany, on=day(-401)) is None
        side = accreditations.plan(posting, by=clerk, on=day(-60), country=austria)
        for offset, service in enumerate(
            (notes.request, notes.record_consent, notes.send_second_note, notes.accredit), start=-40
        ):
            service(side, by=clerk, on=day(offset), at=now())
        assert current_attache(**asked, country=austria, on=day(0)) == posting
        assert current_attache(**asked, country=austria, on=day(-50)) is None
        postings.advance(posting, "handover", by=clerk, on=day(-3), at=now())
        tenures.end(posting, by=clerk, on=day(-1), at=now())
        assert current_attache(**asked, country=germany, on=day(0)) is None
        assert current_attache(**asked, country=germany, on=day(-2)) == posting


def test_a_post_where_somebody_stands_in_is_not_vacant_and_its_gap_remains(db: None):
    vacant, posting = a_post("t-stand-in", mission="emb-de"), a_posting("in_post")
    with acting("cmd_desk") as by:
        standing_in.assign(vacant, posting, by=by, starts_on=day(-10), ends_on=day(20))
        row = next(row for row in posture_rows(to=by, as_of=day(0)) if row.code == "t-stand-in")
        after = next(row for row in posture_rows(to=by, as_of=day(20)) if row.code == "t-stand-in")
    assert (row.acting.posting, row.vacant, row.gap_days) == (posting.reference, False, 365)
    assert (after.acting, after.vacant) == (None, True)

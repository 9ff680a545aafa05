"""The rotation board: who is there, who follows, gaps, consent; right in the selector, readable on the page."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.service_subjects import service_subject
from attaches.models import Officer, Post, Posting
from attaches.selectors.rotation_board import months_from, rotation_board
from attaches.selectors.rotation_rows import BoardRow
from attaches.services import notes, posts, tenures
from foundation.clock import now, today
from foundation.periods import Period
from tests import ground
from tests.attaches.scenes import a_post, a_posting, as_it_stands, day, principal
from tests.cast import acting
from workspace.management.volume import tenures as volume_tenures
from workspace.management.volume.ground import Ground

WINDOW = months_from(today())
BOARD_QUERIES = 7
PAGE_QUERIES = 23


def board(**parameters: Any) -> dict[str, BoardRow]:
    with acting("leadership_reader") as reader:
        return {row.code: row for row in rotation_board(to=reader, on=day(0), **parameters)}


def test_a_holder_who_leaves_and_nobody_follows(db: None):
    posting = a_posting("in_post", post=a_post("t-a"), first=-400, end=100)
    row = board()["t-a"]
    assert row.incumbent is not None
    assert (row.incumbent.reference, row.incumbent.until, row.vacant) == (posting.reference, day(100), False)
    assert row.gaps == (Period(day(100), WINDOW.end),)
    assert (row.successors, row.overlaps, row.handing_over) == ((), (), False)


@pytest.mark.parametrize(
    ("reaches", "consent", "agreed"),
    [
        ("selected", "not_asked", False),
        ("consent_requested", "asked", False),
        ("consent_granted", "given", True),
        ("accreditation_requested", "given", True),
        ("accredited", "accredited", True),
    ],
)
def test_only_a_successor_the_host_has_agreed_to_closes_a_gap(
    db: None, reaches: str, consent: str, agreed: bool
):
    post = a_post("t-a")
    a_posting("in_post", post=post, first=-400, end=100)
    a_posting(reaches, post=post, first=130, end=900)
    row = board()["t-a"]
    assert [(stay.consent, stay.agreed) for stay in row.successors] == [(consent, agreed)]
    end = day(130) if agreed else WINDOW.end
    assert row.gaps == (Period(day(100), end),)
    assert row.gap_days == row.gaps[0].days


def test_how_long_ago_consent_was_asked(db: None):
    post = a_post("t-a")
    follows = a_posting("mfa_coordinated", post=post, first=130, end=900)
    with acting("cmd_desk") as clerk:
        notes.request(principal(follows), by=clerk, on=day(-40), at=now())
    assert [(s.consent, s.asked_days) for s in board()["t-a"].successors] == [("asked", 40)]


def test_a_refused_candidate_is_shown_and_the_one_furthest_on_the_way_follows(db: None):
    post = a_post("t-a")
    refused = a_posting("consent_requested", post=post, first=10, end=400)
    with acting("cmd_desk") as clerk:
        notes.refuse(principal(refused), by=clerk, on=day(-5), at=now())
    first = a_posting("selected", post=post, first=20, end=410)
    further = a_posting("prepared", post=post, first=30, end=420)
    row = board()["t-a"]
    assert [s.reference for s in row.successors] == [refused.reference, first.reference, further.reference]
    assert row.successors[0].refused
    assert row.follower is not None
    assert row.follower.reference == further.reference
    assert row.vacant


def test_a_host_that_asks_for_no_consent(db: None):
    waiver = {"role": "principal", "consent_waived": True, "waiver_basis": "Notified only"}
    post = a_post("t-a")
    country = post.mission.country
    a_posting("mod_ordered", post=post, first=30, end=400, accreditations=[{**waiver, "country": country}])
    assert [s.consent for s in board()["t-a"].successors] == ["not_needed"]


def test_two_officers_at_the_post_are_a_handover(db: None):
    post = a_post("t-a")
    a_posting("handover", post=post, first=-400, end=0)
    follows = a_posting("accredited", post=post, first=5, end=900)
    with acting("cmd_desk") as clerk:
        tenures.record_arrival(follows, by=clerk, on=day(-5), at=now())
    row = board()["t-a"]
    assert row.handing_over
    assert row.overlaps == (Period(day(-5), day(0)),)
    assert row.gaps == (Period(day(0), day(5)),)


def test_whoever_stays_beyond_the_planned_end_is_there_to_this_day(db: None):
    a_posting("in_post", post=a_post("t-a"), first=-400, end=-100)
    row = board(window=Period(day(-200), day(500)))["t-a"]
    assert row.gaps == (Period(day(0), day(500)),)


def test_gaps_of_the_past_are_drawn_and_not_counted(db: None):
    post = a_post("t-a")
    former = a_posting("ended", post=post, first=-900, end=-60)
    a_posting("in_post", post=post, first=-20, end=900)
    row = board(window=Period(day(-200), day(500)))["t-a"]
    assert ([stay.reference for stay in row.former], row.gap_days) == ([former.reference], 0)
    assert row.gaps == (Period(day(-60), day(-20)),)


def test_posts_that_are_not_established_have_no_gap_and_closed_ones_are_left_out(db: None):
    a_post("t-planned", reaches="planned")
    suspended, closed = a_post("t-suspended"), a_post("t-closed")
    with acting("cmd_desk") as clerk:
        posts.advance(suspended, "suspended", by=clerk, on=day(-10), at=now(), reason="x")
        posts.advance(closed, "closed", by=clerk, on=day(-10), at=now(), reason="x")
    found = board()
    assert {code: (row.gap_days, row.vacant, row.suspended) for code, row in found.items()} == {
        "t-planned": (None, False, False),
        "t-suspended": (None, False, True),
    }


def test_filters_by_region_kind_country_and_mission(db: None):
    a_post("t-tr")
    a_post("t-de", mission="emb-de", kind="un_mission", title="military_observer")
    for asked in ({"region": "europe"}, {"kind": "un_mission"}, {"country": "DE"}, {"mission": "emb-de"}):
        assert set(board(**asked)) == {"t-de"}


def test_who_may_see_no_post_sees_an_empty_board(signed_in, db: None):
    a_post("t-a")
    planner = service_subject("planner")
    assert planner
    page = signed_in("sysadmin").get("/rotation/").content.decode()
    assert "t-a" not in page
    assert "No post yet" in page


def test_the_page_shows_picture_and_table_with_doors_to_the_postings(signed_in, db: None):
    post = a_post("t-a")
    holder = a_posting("in_post", post=post, first=-400, end=100)
    follows = a_posting("consent_requested", post=post, first=130, end=900)
    page = signed_in("leadership_reader").get("/rotation/").content.decode()
    for posting in (holder, follows):
        assert page.count(f"/admin/attaches/posting/{posting.pk}/change/") >= 2
    assert "<svg" in page
    assert re.search(r"<caption[^>]*>.*The same as a table", page, re.S)
    headings = [re.sub(r"\s+", " ", h).strip() for h in re.findall(r'<th scope="col">(.*?)</th>', page, re.S)]
    assert headings == ["Post", "Now", "Until", "Then", "Consent", "Gap"]
    assert 'scope="row"' in page
    assert "consent asked" in page
    assert "style=" not in page


def test_figures_lead_to_their_rows_and_keep_the_filters(signed_in, db: None):
    a_posting("in_post", post=a_post("t-a"), end=900)
    a_post("t-b")
    reader = signed_in("leadership_reader")
    page = reader.get("/rotation/?region=africa&show=vacant").content.decode()
    assert "No post fits these filters" in page
    page = reader.get("/rotation/?kind=attache_office").content.decode()
    assert "?kind=attache_office&amp;show=vacant" in page
    page = reader.get("/rotation/?kind=attache_office&show=vacant").content.decode()
    assert ">t-b<" in page
    assert ">t-a<" not in page
    assert "/reports/rotation-forecast/?kind=attache_office&amp;show=vacant&amp;format=csv" in page


def test_wrong_parameters_are_told_and_the_others_kept(signed_in, db: None):
    a_post("t-de", mission="emb-de", kind="un_mission", title="military_observer")
    a_post("t-tr")
    response = signed_in("leadership_reader").get("/rotation/?region=mars&start=foo&kind=un_mission&page=x")
    page = response.content.decode()
    assert response.status_code == 400
    assert page.count("There is no such choice.") == 4
    assert f'value="{today():%Y-%m}" selected' in page
    assert 'value="un_mission" selected' in page
    assert ">t-de<" in page
    assert ">t-tr<" not in page


def test_months_pages_and_orders_of_the_board(signed_in, db: None):
    a_posting("in_post", post=a_post("t-a"), end=50)
    reader = signed_in("leadership_reader")
    for query in ("order=mission", "order=leaving", "order=gaps", "page=99", f"start={today():%Y-%m}"):
        assert reader.get(f"/rotation/?{query}").status_code == 200


def test_the_board_in_azerbaijani(signed_in, db: None):
    as_it_stands(a_posting("in_post", post=a_post("t-a"), end=50))
    client = signed_in("leadership_reader")
    client.cookies["django_language"] = "az"
    assert 'lang="az"' in client.get("/rotation/").content.decode()


def _fill(number: int) -> None:
    """Thirty posts of the volume set with four tenures each; beyond these one candidate a post."""
    few = Ground(activities=30 * volume_tenures.PER_ACTIVITIES, seed=1, say=lambda _said: None)
    volume_tenures.fill(few, [], today())
    if number > 30:
        _fill_up(few, number - 30)


def _fill_up(owner: Ground, number: int) -> None:
    label = {"label_id": "(SELECT min(label_id) FROM attaches_post)"}
    rows, named = (
        f"generate_series(1, {number}) g(n)",
        {"reference": "'TST-1999-' || lpad(g.n::text, 5, '0')"},
    )
    mission = "(SELECT min(id) FROM directory_diplomaticmission WHERE country_id IS NOT NULL)"
    officer = {"full_name": "'Zabit ' || g.n", "rank": "'colonel'", "service_branch": "'staff'"}
    post = {"code": "'many-' || g.n", "kind": "'attache_office'", "title": "'assistant_attache'"}
    since = {"state_on": f"date '{day(-2000)}'"}
    owner.insert(Officer, {**label, **named, **officer}, rows)
    owner.insert(Post, {**label, **named, **post, **since, "mission_id": mission}, rows)
    for state in ("authorised", "established"):
        owner.run(f"UPDATE attaches_post SET state = '{state}' WHERE code LIKE 'many-%'")
    planned = f"daterange(date '{day(0)}' + (g.n % 600)::int, date '{day(1000)}')"
    found = {"post_id": "p.id", "officer_id": "o.id", "planned": planned, "state_on": f"date '{day(-9)}'"}
    at_post = "JOIN attaches_post p ON p.code = 'many-' || g.n"
    by_officer = "JOIN attaches_officer o ON o.full_name = 'Zabit ' || g.n"
    owner.insert(Posting, {**label, **named, **found}, f"{rows} {at_post} {by_officer}")


class TestMany:
    """As many queries at 2,000 posts as at 30."""

    @pytest.fixture(scope="class", params=[30, 2000])
    def many(self, request: Any, django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
        with django_db_blocker.unblock(), ground.aside("many", lambda: _fill(request.param)) as used, used():
            yield request.param

    def test_the_board_asks_seven_times(self, many: int, db: None):
        with acting("leadership_reader") as reader, CaptureQueriesContext(connection) as asked:
            rows = rotation_board(to=reader, on=today())
        assert len(rows) == many
        assert len(asked) <= BOARD_QUERIES

    def test_the_page_stays_within_its_count(self, many: int, signed_in, db: None):
        reader = signed_in("leadership_reader")
        reader.get("/rotation/")
        with CaptureQueriesContext(connection) as asked:
            page = reader.get("/rotation/").content.decode()
        assert f"<strong>{many}</strong>" in page
        assert len(asked) <= PAGE_QUERIES

    def test_every_post_on_one_page_asks_no_more(self, many: int, signed_in, db: None):
        reader = signed_in("leadership_reader")
        reader.get("/rotation/")
        with CaptureQueriesContext(connection) as asked:
            page = reader.get("/rotation/?all=on").content.decode()
        assert page.count('<th scope="row">') == many
        assert len(asked) <= PAGE_QUERIES

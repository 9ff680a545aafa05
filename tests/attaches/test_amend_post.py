"""posts.amend: what of a post goes together, and what stays while somebody holds it or a case runs about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import Post, Posting
from attaches.services import posts, submissions
from attaches.services.post_rules import PostOccupied
from attaches.services.steps import CaseRunning, Frozen
from directory.models import DiplomaticMission
from foundation.clock import now, today
from foundation.errors import InvalidInput, RuleBroken
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_post, a_posting, day, state_of
from tests.attaches.test_admin import page
from tests.cast import acting

SignIn = Callable[[str], Client]


def amended(post: Post, who: str = "cmd_desk", **changes: Any) -> Post:
    with acting(who) as by:
        if "mission" in changes:
            changes["mission"] = DiplomaticMission.objects.get(code=changes["mission"])
        return posts.amend(post, by=by, on=today(), **changes)


def submitted() -> Posting:
    posting = a_posting("proposed", post=a_post(rank_min="major"), first=100, end=900)
    with acting("cmd_desk") as by:
        submissions.submit(posting, by=by, on=today(), at=now())
    return posting


def hidden_posting(reaches: str) -> Posting:
    """With a marking the second clerk does not hold."""
    posting = a_posting(reaches, first=100, end=900)
    with acting("cmd_desk") as by:
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="talks are under way", together=True)
    with acting("cmd_desk_2"):
        assert not Posting.in_context.filter(pk=posting.pk).exists()
    return posting


@pytest.mark.parametrize(
    "change", [{"mission": "emb-de"}, {"kind": "un_mission", "title": "military_observer"}]
)
@pytest.mark.parametrize("reaches", ["proposed", "in_post"])
def test_a_post_with_a_holder_stays_where_and_what_it_is(db: None, reaches: str, change: dict[str, str]):
    post = a_posting(reaches, first=-10).post
    with pytest.raises(PostOccupied) as refusal:
        amended(post, **change)
    assert next(iter(change)) in refusal.value.fields
    assert amended(post, designation="Second floor").designation == "Second floor"


def test_a_post_whose_postings_are_over_moves(db: None):
    post = a_posting("ended", first=-400, end=-10).post
    assert amended(post, mission="emb-de").mission.code == "emb-de"


@pytest.mark.parametrize(
    "change",
    [
        {"title": "naval_attache"}, {"rank_min": "colonel"}, {"rank_max": "colonel"},
        {"language": "tr", "required_slp": "3333"}, {"training_required": True}, {"clearance_required": True},
    ],
)  # fmt: skip
def test_what_was_submitted_of_a_post_waits_for_the_case(db: None, change: dict[str, Any]):
    post = submitted().post
    with pytest.raises(CaseRunning) as refusal:
        amended(post, **change)
    assert set(refusal.value.fields) == set(change)
    amended(post, designation="Second floor", tour_months=24, title=post.title)


def test_a_closed_post_is_not_changed(db: None):
    post = a_post()
    with acting("cmd_desk") as by:
        posts.advance(post, "closed", by=by, on=today(), at=now(), reason="no longer needed")
    with pytest.raises(Frozen):
        amended(post, designation="x")


def test_a_posting_one_may_not_see_keeps_its_post_and_is_not_named(db: None):
    posting = hidden_posting("proposed")
    with acting("cmd_desk_2") as by, pytest.raises(RuleBroken) as refusal:
        posts.advance(posting.post, "closed", by=by, on=today(), at=now(), reason="nobody is there")
    assert (posting.reference in str(refusal.value), refusal.value.fields) == (False, {})
    with pytest.raises(RuleBroken):
        amended(posting.post, who="cmd_desk_2", mission="emb-de")
    assert state_of(posting.post) == "established"


def test_what_does_not_go_together_is_named_beside_its_field(db: None):
    for facts, field in (
        ({"kind": "nato_staff_post", "title": "defence_attache"}, "title"),
        ({"staff_level": "tactical"}, "staff_level"),
        ({"required_slp": "3333"}, "language"),
        ({"language": "en"}, "required_slp"),
        ({"rank_min": "colonel", "rank_max": "major"}, "rank_max"),
        ({"consent_required": True, "consent_on": day(9)}, "consent_on"),
    ):
        with pytest.raises(InvalidInput) as refusal:
            a_post(**facts)
        assert list(refusal.value.fields) == [field]


def test_an_established_post_has_the_consent_it_needs_and_from_before(db: None):
    post = a_post()
    for change in ({"consent_required": True}, {"consent_on": day(1)}, {"consent_on": day(-1)}):
        with pytest.raises(InvalidInput) as refusal:
            amended(post, **change)
        assert list(refusal.value.fields) == ["consent_on"]
    amended(post, consent_required=True, consent_on=day(-2801))
    later = a_post(reaches="planned", consent_required=True)
    amended(later, consent_on=day(-2))
    with acting("cmd_desk") as by:
        posts.advance(later, "authorised", by=by, on=day(-8), at=now())
        with pytest.raises(InvalidInput):
            posts.advance(later, "established", by=by, on=day(-3), at=now())


@pytest.mark.parametrize(
    "change",
    ["staff_level = 'tactical'", "language = 'en'", "kind = 'un_mission'", "consent_on = current_date"],
)
def test_the_database_refuses_it_too(db: None, change: str):
    post = a_post()
    with (
        acting("cmd_desk"),
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE attaches_post SET {change} WHERE id = %s", [post.pk])


def test_data_entry_says_it_beside_the_field_and_shows_a_closed_post_only(db: None, signed_in: SignIn):
    post, clerk = a_posting("in_post").post, signed_in("cmd_desk")
    form = {
        "kind": post.kind, "title": post.title, "tour_months": 36, "based_on": post.version,
        "mission": DiplomaticMission.objects.get(code="emb-de").pk,
    }  # fmt: skip
    refused = clerk.post(f"/admin/attaches/post/{post.reference}/change/", form)
    assert refused.status_code == 409
    assert list(refused.context["adminform"].form.errors) == ["mission"]
    shut = a_post()
    with acting("cmd_desk") as by:
        posts.advance(shut, "closed", by=by, on=today(), at=now(), reason="no longer needed")
    assert 'name="title"' not in page(clerk, "post", shut)

"""posts.plan, posts.amend, posts.advance."""

import pytest

from access.context import Subject
from attaches.services import posts
from attaches.services.posts import CodeTaken, OfficeConsentMissing, PostOccupied
from attaches.services.steps import ReasonMissing, StepBeforeLast, StepInFuture
from directory.models import DiplomaticMission
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, day, state_of
from tests.cast import acting


def test_a_post_begins_as_planned_and_is_established_step_by_step(clerk: Subject):
    mission = DiplomaticMission.objects.get(code="emb-de")
    post = posts.plan(
        by=clerk, on=day(-9), code="t-de", kind="attache_office", mission=mission, title="defence_attache"
    )
    assert post.state == "planned"
    post = posts.advance(post, "authorised", by=clerk, on=day(-5), at=now())
    post = posts.advance(post, "established", by=clerk, on=day(-1), at=now())
    steps = post.steps.order_by("id").values_list("state", "reached_on", "by_id")
    assert list(steps) == [
        ("planned", day(-9), clerk.user_id),
        ("authorised", day(-5), clerk.user_id),
        ("established", day(-1), clerk.user_id),
    ]  # fmt: skip


def test_two_posts_do_not_share_a_code(db: None):
    a_post("t-same")
    with pytest.raises(CodeTaken):
        a_post("t-same")


def test_a_post_is_not_established_before_it_is_authorised(db: None):
    post = a_post(reaches="planned")
    with acting("cmd_desk") as clerk, pytest.raises(TransitionRefused):
        posts.advance(post, "established", by=clerk, on=day(0), at=now())


def test_where_the_host_consents_to_the_office_the_day_of_it_comes_first(db: None):
    post = a_post(reaches="planned", consent_required=True)
    with acting("cmd_desk") as clerk:
        posts.advance(post, "authorised", by=clerk, on=day(-8), at=now())
        with pytest.raises(OfficeConsentMissing):
            posts.advance(post, "established", by=clerk, on=day(-1), at=now())
        posts.amend(post, by=clerk, on=day(0), consent_on=day(-2))
        posts.advance(post, "established", by=clerk, on=day(-1), at=now())
    assert state_of(post) == "established"


def test_a_step_is_not_dated_ahead_nor_before_the_last_one(db: None):
    post = a_post()
    with acting("cmd_desk") as clerk:
        with pytest.raises(StepInFuture):
            posts.advance(post, "suspended", by=clerk, on=day(1), at=now(), reason="x")
        with pytest.raises(StepBeforeLast):
            posts.advance(post, "suspended", by=clerk, on=day(-2801), at=now(), reason="x")


def test_closing_says_why_and_waits_until_nobody_holds_it(db: None):
    post = a_post()
    a_posting("in_post", post=post)
    with acting("cmd_desk") as clerk:
        with pytest.raises(ReasonMissing):
            posts.advance(post, "closed", by=clerk, on=day(0), at=now())
        with pytest.raises(PostOccupied):
            posts.advance(post, "closed", by=clerk, on=day(0), at=now(), reason="no longer needed")


def test_a_wrong_language_profile_is_named(db: None):
    with pytest.raises(InvalidInput) as refusal:
        a_post(language="tr", required_slp="9999")
    assert "required_slp" in refusal.value.fields


def test_the_mfa_reads_posts_and_does_not_make_them(db: None):
    post = a_post()
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        posts.amend(post, by=desk, on=day(0), designation="x")

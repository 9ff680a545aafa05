"""postings.record_arrival, assume, recall, declare_png, end, record_departure."""

import pytest

from attaches.models import Accreditation, Posting
from attaches.services import postings, tenures
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.steps import ReasonMissing, StepInFuture
from attaches.services.tenures import AccreditationNotGranted, PostHasIncumbent, PresenceOverlapTooLong
from directory.models import Organisation
from foundation.acts import act
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RuleBroken, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal, state_of
from tests.cast import acting


def do(posting: Posting, service: object, on: int = 0, *, as_: str = "cmd_desk", **facts: object) -> Posting:
    with acting(as_) as by:
        return service(posting, by=by, on=day(on), at=now(), **facts)  # type: ignore[operator]


def test_functions_begin_after_arrival_and_have_no_end_yet(db: None):
    posting = do(a_posting("accredited"), tenures.assume, -30, arrived_on=day(-40))
    assert posting.state == "in_post"
    assert (posting.incumbency.lower, posting.incumbency.upper) == (day(-30), None)
    assert posting.presence.lower == day(-40)


def test_an_arrival_recorded_before_counts(db: None):
    posting = a_posting("accredited")
    do(posting, tenures.record_arrival, -50, as_="attache")
    assert do(posting, tenures.assume, -30).presence.lower == day(-50)


def test_nobody_arrives_tomorrow_nor_before_the_host_agreed(db: None):
    with pytest.raises(StepInFuture):
        do(a_posting("accredited"), tenures.record_arrival, 1)
    with pytest.raises(TransitionRefused):
        do(a_posting("consent_requested"), tenures.record_arrival, -1)
    with pytest.raises(InvalidInput):
        do(a_posting("accredited"), tenures.assume, -30, arrived_on=day(-20))


def test_nobody_takes_up_a_post_without_accreditation(db: None):
    with pytest.raises(AccreditationNotGranted):
        do(a_posting("accreditation_requested"), tenures.assume)


def test_a_post_has_one_incumbent(db: None):
    post = a_post()
    a_posting("in_post", post=post, first=-400, end=50)
    successor = a_posting("accredited", post=post, first=-5, end=900)
    with pytest.raises(PostHasIncumbent):
        do(successor, tenures.assume)


def test_the_successor_follows_on_the_day_functions_end(db: None):
    post = a_post()
    first = a_posting("handover", post=post, first=-400, end=-20)
    successor = a_posting("accredited", post=post, first=-20, end=900)
    do(first, tenures.end, -20, departed_on=day(-10))
    assert do(successor, tenures.assume, -20, arrived_on=day(-25)).state == "in_post"


def test_two_are_present_together_for_thirty_days_at_most(db: None):
    post = a_post()
    first = a_posting("handover", post=post, first=-400, end=-20)
    successor = a_posting("accredited", post=post, first=-20, end=900)
    with pytest.raises(PresenceOverlapTooLong):
        do(successor, tenures.record_arrival, -31)
    do(successor, tenures.record_arrival, -30)
    do(first, tenures.end, -20)
    do(successor, tenures.assume, -20)
    do(first, tenures.record_departure, 0)
    assert state_of(first) == "ended"


def test_an_officer_is_in_function_at_one_post(db: None):
    officer = an_officer()
    a_posting("in_post", officer=officer, first=-400, end=-30)
    other = a_posting("accredited", officer=officer, first=-30, end=500)
    with pytest.raises(OfficerAlreadyPosted):
        do(other, tenures.assume)


def test_the_database_refuses_a_second_incumbent_however_it_is_written(db: None):
    post = a_post()
    a_posting("in_post", post=post, first=-400, end=50)
    other = a_posting("accredited", post=post, first=-5, end=900)
    with acting("cmd_desk"), pytest.raises(RuleBroken), act("test"):
        Posting._base_manager.filter(pk=other.pk).update(incumbency=(day(-5), None))


def test_functions_end_by_notification_and_the_accreditation_with_them(db: None):
    posting = a_posting("handover", first=-400, end=-10)
    ended = do(posting, tenures.end, -10, departed_on=day(-2), reason="tour completed")
    assert (ended.state, ended.incumbency.upper, ended.presence.upper) == ("ended", day(-10), day(-2))
    assert ended.end_reason == "tour completed"
    with acting("cmd_desk"):
        assert (principal(posting).state, principal(posting).ended_on) == ("ended", day(-10))


def test_a_recall_says_why_and_frees_the_post_at_once(db: None):
    post = a_post()
    posting = a_posting("in_post", post=post, first=-400, end=50)
    with pytest.raises(ReasonMissing):
        do(posting, tenures.recall, -3, reason=" ")
    recalled = do(posting, tenures.recall, -3, as_="imcd_head", reason="needed in Baku")
    assert (recalled.state, recalled.incumbency.upper, recalled.end_reason) == (
        "recalled",
        day(-3),
        "needed in Baku",
    )
    assert do(a_posting("accredited", post=post, first=-3, end=900), tenures.assume, -3).state == "in_post"


def test_persona_non_grata_needs_no_reason_and_may_come_before_arrival(db: None):
    posting = do(a_posting("consent_granted", first=100, end=900), tenures.declare_png, -1, as_="mfa_desk")
    assert (posting.state, posting.incumbency) == ("declared_png", None)
    assert do(posting, tenures.end, 0).state == "ended"


@pytest.mark.parametrize(
    ("verb", "facts"), [(tenures.declare_png, {}), (tenures.recall, {"reason": "needed"})]
)
def test_what_is_broken_off_leaves_no_accreditation_standing(db: None, verb, facts):
    posting = do(a_posting("in_post"), verb, -1, **facts)
    with acting("cmd_desk"):
        rows = Accreditation.in_context.filter(posting=posting)
        assert {(row.state, row.ended_on) for row in rows} == {("ended", day(-1))}


def test_no_organisation_declares_anybody_persona_non_grata(db: None):
    posting = a_posting("in_post")
    mission = posting.post.mission
    mission.country, mission.organisation = None, Organisation.objects.first()
    with pytest.raises(tenures.NoReceivingState):
        do(posting, tenures.declare_png, -1)


def test_a_tenure_that_never_lasted_a_day_leaves_no_incumbency(db: None):
    posting = do(a_posting("accredited"), tenures.assume, -3)
    assert do(posting, tenures.recall, -3, reason="at once").incumbency is None


def test_departure_comes_after_arrival_and_not_while_in_post(db: None):
    with pytest.raises(TransitionRefused):
        do(a_posting("in_post"), tenures.record_departure, 0)
    posting = do(a_posting("handover", first=-400, end=-10), tenures.end, -10)
    with pytest.raises(InvalidInput):
        do(posting, tenures.record_departure, -400)
    assert do(posting, tenures.record_departure, -5, as_="attache").presence.upper == day(-5)


def test_who_is_not_asked_does_not_end_it(db: None):
    posting = a_posting("handover", first=-400, end=-10)
    with pytest.raises(NotPermitted):
        do(posting, tenures.end, 0, as_="mfa_desk")
    with pytest.raises(TransitionRefused):
        do(a_posting("in_post"), tenures.end, 0)
    with acting("cmd_desk") as clerk:
        postings.advance(
            do(posting, tenures.end, -10), "debriefed", by=clerk, on=day(0), at=now(), reason="-"
        )
    assert state_of(posting) == "debriefed"

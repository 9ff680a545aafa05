"""postings.advance, postings.extend, postings.restore."""

import pytest

from attaches.models import Posting
from attaches.services import officers, postings, selection
from attaches.services.postings import OrderMissing, StepHasOwnVerb
from attaches.services.selection import AlreadyWaived, LanguageBelowRequirement, RankBelowRequirement
from attaches.services.steps import ReasonMissing
from foundation.clock import now
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal, state_of
from tests.cast import acting


def advance(posting: Posting, to: str, *, as_: str = "cmd_desk", on: int = 0, **facts: object) -> Posting:
    with acting(as_) as by:
        return postings.advance(posting, to, by=by, on=day(on), at=now(), **facts)


def test_the_steps_follow_the_table(db: None):
    posting = a_posting("proposed", first=100, end=900)
    with pytest.raises(TransitionRefused):
        advance(posting, "mod_ordered")
    advance(posting, "selected")
    assert state_of(posting) == "selected"


def test_the_ministry_of_foreign_affairs_coordinates_and_the_center_does_not(db: None):
    posting = a_posting("mod_ordered", first=100, end=900)
    with pytest.raises(NotPermitted):
        advance(posting, "mfa_coordinated")
    advance(posting, "mfa_coordinated", as_="mfa_desk")
    assert state_of(posting) == "mfa_coordinated"


def test_a_step_with_facts_of_its_own_has_a_verb_of_its_own(db: None):
    posting = a_posting("accredited")
    with pytest.raises(StepHasOwnVerb):
        advance(posting, "in_post", as_="imcd_head")


def test_the_post_asks_for_a_rank(db: None):
    posting = a_posting(post=a_post(rank_min="colonel"), officer=an_officer(rank="major"), first=100)
    with pytest.raises(RankBelowRequirement):
        advance(posting, "selected")


def test_a_naval_rank_counts_as_its_equal(db: None):
    posting = a_posting(
        post=a_post(rank_min="colonel"), officer=an_officer(rank="captain_1st_rank"), first=100
    )
    advance(posting, "selected")
    assert state_of(posting) == "selected"


def test_the_language_result_is_valid_at_the_start_and_reaches_every_skill(db: None):
    posting = a_posting("selected", post=a_post(language="tr", required_slp="3323"), first=100, end=900)
    with acting("ndu_language") as examiner:
        for slp, until in (("3332", 2000), ("3333", 99)):
            officers.record_language(
                posting.officer,
                by=examiner,
                language="tr",
                slp=slp,
                tested_on=day(-5),
                valid_until=day(until),
            )
    with pytest.raises(LanguageBelowRequirement):
        advance(posting, "prepared")
    with acting("ndu_language") as examiner:
        officers.record_language(
            posting.officer, by=examiner, language="tr", slp="332+3", tested_on=day(-5), valid_until=day(100)
        )
    advance(posting, "prepared")
    assert state_of(posting) == "prepared"


def waive(
    posting: Posting, requirement: str, *, as_: str = "imcd_head", reason: str = "course in March"
) -> None:
    with acting(as_) as by:
        selection.waive(posting, by=by, requirement=requirement, reason=reason, on=day(0), at=now())


def test_the_head_of_department_waives_it_in_a_decision_of_his_own(db: None):
    posting = a_posting("selected", post=a_post(language="tr", required_slp="3333"), first=100, end=900)
    with pytest.raises(LanguageBelowRequirement):
        advance(posting, "prepared", as_="imcd_head", reason="a reason is no decision")
    waive(posting, "language")
    advance(posting, "prepared")
    with acting("cmd_desk"):
        waiver = posting.waivers.get()
        assert (waiver.reason, waiver.decided_by.username) == ("course in March", "imcd_head")


def test_a_waiver_says_why_is_given_once_and_by_the_head_alone(db: None):
    posting = a_posting("proposed", first=100, end=900)
    with pytest.raises(NotPermitted):
        waive(posting, "rank", as_="cmd_desk")
    with pytest.raises(ReasonMissing):
        waive(posting, "rank", reason=" ")
    waive(posting, "rank")
    with pytest.raises(AlreadyWaived):
        waive(posting, "rank")


def test_an_order_has_a_number(db: None):
    posting = a_posting("prepared", first=100, end=900)
    with acting("cmd_desk") as clerk:
        postings.amend(posting, by=clerk, order_no="")
    with pytest.raises(OrderMissing):
        advance(posting, "mod_ordered")


def test_withdrawing_says_why_and_ends_what_was_asked_of_the_host(db: None):
    posting = a_posting("consent_requested", first=100, end=900)
    with pytest.raises(ReasonMissing):
        advance(posting, "withdrawn")
    advance(posting, "withdrawn", reason="the candidate withdrew")
    with acting("cmd_desk"):
        assert principal(posting).state == "withdrawn"
        assert Posting.in_context.get(pk=posting.pk).end_reason == "the candidate withdrew"


def test_a_stale_page_does_not_take_a_step(db: None):
    posting = a_posting("selected", first=100, end=900)
    with pytest.raises(RecordChanged):
        advance(posting, "prepared", version=1)


def test_an_extension_is_asked_for_and_granted_by_the_head_of_department(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    advance(posting, "extension_pending", on=-5)
    with acting("cmd_desk") as clerk, pytest.raises(NotPermitted):
        postings.extend(posting, by=clerk, on=day(0), at=now(), until=day(300))
    with acting("imcd_head") as head:
        with pytest.raises(InvalidInput):
            postings.extend(posting, by=head, on=day(0), at=now(), until=day(100))
        saved = postings.extend(posting, by=head, on=day(0), at=now(), until=day(300))
        assert (saved.state, saved.planned.upper) == ("in_post", day(300))


def test_a_refused_extension_leads_back_into_post(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    advance(posting, "extension_pending", on=-5)
    advance(posting, "in_post", as_="imcd_head")
    assert state_of(posting) == "in_post"


def test_restored_relations_put_it_back_where_it_was(db: None):
    posting = a_posting("handover", first=-400, end=20)
    advance(posting, "suspended", reason="relations broken off")
    with acting("cmd_desk") as clerk:
        postings.restore(posting, by=clerk, on=day(0), at=now())
    assert state_of(posting) == "handover"
    with acting("cmd_desk") as clerk, pytest.raises(TransitionRefused):
        postings.restore(posting, by=clerk, on=day(0), at=now())

"""Cases that run about a posting, and what happens to the posting meanwhile (domain.md C3, C6)."""

import pytest

from approvals.lifecycle import CaseState
from approvals.models import Case
from attaches.models import Posting
from attaches.services import postings, submissions, tenures
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.steps import NotYourMission
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.attaches.scenes import a_post, a_posting, as_it_stands, day, state_of
from tests.attaches.test_submit_posting import AFTERWARDS, answer, submitted
from tests.cast import acting


def extension_of(posting: Posting, *, as_: str = "cmd_desk") -> Case:
    return submitted(posting, submissions.submit_extension, as_=as_, until=day(300), reason="continuity")


def recall_of(posting: Posting, *, as_: str = "cmd_desk") -> Case:
    return submitted(posting, submissions.submit_recall, as_=as_, reason="needed at home")


def decided(case: Case) -> None:
    """Everybody on the route agrees."""
    answer("head_of_mission", case, "acknowledge")
    for name, verdict in AFTERWARDS:
        answer(name, case, verdict)


def take_back(posting: Posting, as_: str, **facts: str) -> Case:
    with acting(as_) as by:
        return submissions.take_back(posting, by=by, reason="no longer wanted", at=now(), **facts)


def state_of_case(case: Case) -> str:
    with acting("cmd_desk"):
        return Case.in_context.get(pk=case.pk).state


def suspend(posting: Posting) -> None:
    with acting("cmd_desk") as by:
        postings.advance(posting, "suspended", by=by, on=today(), at=now(), reason="relations were severed")


def test_relations_suspended_end_the_request_for_an_extension_and_it_is_asked_for_anew(db: None):
    posting = a_posting("in_post", end=100)
    case = extension_of(posting)
    suspend(posting)
    assert state_of_case(case) == CaseState.WITHDRAWN
    with acting("cmd_desk") as by:
        postings.restore(posting, by=by, on=today(), at=now())
    assert state_of(posting) == "in_post"
    decided(extension_of(posting))
    assert as_it_stands(posting).planned.upper == day(300)


def test_a_recall_is_decided_also_while_relations_are_suspended(db: None):
    posting = a_posting("in_post", end=100)
    case = recall_of(posting)
    suspend(posting)
    decided(case)
    assert state_of(posting) == "recalled"


def test_a_recall_agreed_to_ends_the_request_for_an_extension(db: None):
    posting = a_posting("in_post", end=100)
    longer, recall = extension_of(posting), recall_of(posting)
    decided(recall)
    assert (state_of(posting), state_of_case(longer)) == ("recalled", CaseState.WITHDRAWN)


def test_nobody_is_proposed_elsewhere_for_the_time_his_extension_would_last(db: None):
    posting, elsewhere = a_posting("in_post", end=100), a_post(mission="emb-de")
    case = extension_of(posting)
    with pytest.raises(OfficerAlreadyPosted):
        a_posting(post=elsewhere, officer=posting.officer, first=200, end=900)
    decided(case)
    a_posting(post=elsewhere, officer=posting.officer, first=300, end=900)


def test_an_extension_taken_back_leaves_its_time_free(db: None):
    posting, elsewhere = a_posting("in_post", end=100), a_post(mission="emb-de")
    extension_of(posting)
    take_back(posting, "cmd_desk")
    a_posting(post=elsewhere, officer=posting.officer, first=200, end=900)


@pytest.mark.parametrize("who", ["attache", "cmd_head"])
def test_who_asks_for_an_extension_may_take_it_back(db: None, who: str):
    posting = a_posting("in_post", end=100)
    extension_of(posting, as_=who)
    take_back(posting, who)
    assert state_of(posting) == "in_post"


def test_an_attache_takes_back_nothing_of_another_mission_and_no_recall(db: None):
    here, there = a_posting("in_post", end=100), a_posting("in_post", post=a_post(mission="emb-de"), end=100)
    recall_of(here)
    extension_of(there)
    with pytest.raises(NotPermitted):
        take_back(here, "attache")
    with pytest.raises(NotYourMission):
        take_back(there, "attache")


def test_of_several_things_under_approval_it_is_said_which_is_taken_back(db: None):
    posting = a_posting("in_post", end=100)
    extension, recall = extension_of(posting), recall_of(posting)
    with pytest.raises(InvalidInput):
        take_back(posting, "cmd_desk")
    take_back(posting, "cmd_head", kind="posting_recall")
    assert (state_of_case(extension), state_of_case(recall)) == (CaseState.OPEN, CaseState.WITHDRAWN)


def test_functions_that_end_close_what_runs(db: None):
    posting = a_posting("in_post", end=100)
    case = recall_of(posting)
    with acting("cmd_desk") as by:
        postings.advance(posting, "handover", by=by, on=today(), at=now())
        tenures.end(posting, by=by, on=today(), at=now())
    assert state_of_case(case) == CaseState.WITHDRAWN

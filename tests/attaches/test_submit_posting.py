"""postings.submit, submit_extension, submit_recall, take_back: what is decided moves the posting (domain.md C6)."""

from typing import Any

import pytest

from approvals.models import Case
from approvals.services.decisions import decide
from attaches.models import Posting
from attaches.services import accreditations, officers, postings, submissions, tenures
from attaches.services.merging import merge
from attaches.services.selection import LanguageBelowRequirement
from attaches.services.steps import CaseRunning, NotYourMission
from attaches.services.submissions import NothingToWithdraw
from directory.models import Country
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput, NotPermitted, TransitionRefused
from tests.attaches.scenes import a_post, a_posting, an_officer, as_it_stands, day, principal, state_of
from tests.cast import acting

BOARD = (
    ("mod_personnel", "concur", "selected"),
    ("mod_security_2", "acknowledge", "selected"),
    ("ndu_language", "acknowledge", "selected"),
    ("imcd_head", "concur", "prepared"),
    ("mod_leadership", "approve", "mod_ordered"),
    ("mfa_milpol", "concur", "mfa_coordinated"),
)
AFTERWARDS = (("imcd_head", "concur"), ("mod_leadership", "approve"), ("mfa_milpol", "concur"))


def submitted(
    posting: Posting, verb: Any = submissions.submit, *, as_: str = "cmd_desk", **facts: Any
) -> Case:
    with acting(as_) as by:
        return verb(posting, by=by, on=today(), at=now(), **facts)


def answer(name: str, case: Case, verdict: str, **more: Any) -> None:
    with acting(name) as by:
        decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **more)


def test_the_route_carries_the_posting_from_the_board_to_the_ministry_of_foreign_affairs(db: None):
    posting = a_posting("proposed", first=200, end=900)
    with acting("cmd_desk") as by:
        postings.amend(posting, by=by, order_no="")
    case = submitted(posting)
    for name, verdict, reaches in BOARD:
        answer(name, case, verdict)
        assert state_of(posting) == reaches
    assert as_it_stands(posting).order_no == case.reference


def test_what_is_under_approval_moves_with_its_case_alone(db: None):
    posting = a_posting("proposed", first=200, end=900)
    submitted(posting)
    with acting("cmd_desk") as by:
        with pytest.raises(CaseRunning):
            postings.advance(posting, "selected", by=by, on=today(), at=now())
        with pytest.raises(CaseRunning):
            postings.amend(posting, by=by, planned_to=day(950))
        with pytest.raises(DomainError):
            submissions.submit(posting, by=by, on=today(), at=now())


def test_nothing_goes_to_the_board_below_the_posts_requirements(db: None):
    posting = a_posting("proposed", post=a_post(language="tr", required_slp="3333"), first=200, end=900)
    with pytest.raises(LanguageBelowRequirement):
        submitted(posting)


def test_whoever_drafted_decides_on_no_step(db: None):
    posting = a_posting("proposed", first=200, end=900)
    with acting("mod_personnel") as by:
        postings.amend(posting, by=by, planned_to=day(901))
    with pytest.raises(DomainError):
        submitted(posting)  # the only officer of personnel amended it: the board has nobody to sit


def test_a_returned_one_is_amended_and_comes_back_as_the_next_round(db: None):
    posting = a_posting("proposed", first=200, end=900)
    case = submitted(posting)
    answer("mod_personnel", case, "concur")
    answer("mod_security_2", case, "return", reason_code="facts_need_correction", comment="the name")
    assert state_of(posting) == "selected"
    with acting("cmd_desk") as by:
        with pytest.raises(CaseRunning):
            postings.advance(posting, "prepared", by=by, on=today(), at=now())
        postings.amend(posting, by=by, planned_to=day(950))
    again = submitted(posting)
    assert (again.round_no, again.version_no) == (2, 2)
    for name, verdict, _reaches in BOARD:
        answer(name, again, verdict)
    assert state_of(posting) == "mfa_coordinated"


def test_a_rejected_one_ends_with_what_was_planned_at_the_host(db: None):
    posting = a_posting("proposed", first=200, end=900)
    case = submitted(posting)
    answer("mod_personnel", case, "reject", reason_code="other", comment="another candidate")
    assert state_of(posting) == "withdrawn"
    with acting("cmd_desk"):
        assert principal(posting).state == "withdrawn"


def test_withdrawing_the_posting_takes_its_case_back(db: None):
    posting = a_posting("proposed", first=200, end=900)
    case = submitted(posting)
    with acting("cmd_desk") as by:
        postings.advance(posting, "withdrawn", by=by, on=today(), at=now(), reason="the candidate withdrew")
        assert Case.in_context.get(pk=case.pk).state == "withdrawn"


def test_an_extension_granted_moves_the_planned_end(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    case = submitted(posting, submissions.submit_extension, until=day(300), reason="continuity")
    assert state_of(posting) == "extension_pending"
    answer("head_of_mission", case, "acknowledge")
    for name, verdict in AFTERWARDS:
        answer(name, case, verdict)
    assert (state_of(posting), as_it_stands(posting).planned.upper) == ("in_post", day(300))


def test_an_extension_refused_or_taken_back_leads_into_post_again(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    case = submitted(posting, submissions.submit_extension, until=day(300), reason="continuity")
    answer("head_of_mission", case, "acknowledge")
    answer("imcd_head", case, "reject", reason_code="other", comment="the successor is ready")
    assert (state_of(posting), as_it_stands(posting).planned.upper) == ("in_post", day(100))
    submitted(posting, submissions.submit_extension, until=day(300), reason="continuity")
    with acting("cmd_desk") as by:
        submissions.take_back(posting, by=by, reason="no longer wanted", at=now())
        with pytest.raises(NothingToWithdraw):
            submissions.take_back(posting, by=by, reason="again", at=now())
    assert state_of(posting) == "in_post"


def test_an_attache_asks_for_an_extension_at_his_own_mission(db: None):
    here = a_posting("in_post", first=-400, end=100)
    there = a_posting("in_post", post=a_post(mission="emb-de"), first=-400, end=100)
    submitted(here, submissions.submit_extension, as_="attache", until=day(300), reason="continuity")
    with pytest.raises(NotYourMission):
        submitted(there, submissions.submit_extension, as_="attache", until=day(300), reason="continuity")


def test_an_extension_ends_later_and_says_why(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    with pytest.raises(InvalidInput):
        submitted(posting, submissions.submit_extension, until=day(100), reason="continuity")
    with pytest.raises(InvalidInput):
        submitted(posting, submissions.submit_extension, until=day(300), reason="")
    with pytest.raises(NotPermitted):
        submitted(posting, submissions.submit_extension, as_="mfa_desk", until=day(300), reason="continuity")


def test_a_recall_agreed_to_breaks_the_posting_off(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    case = submitted(posting, submissions.submit_recall, reason="needed at home")
    answer("head_of_mission", case, "acknowledge")
    for name, verdict in AFTERWARDS:
        answer(name, case, verdict)
    standing = as_it_stands(posting)
    assert (standing.state, standing.end_reason) == ("recalled", "needed at home")
    with pytest.raises(TransitionRefused):
        submitted(posting, submissions.submit_recall, reason="twice")


def test_the_case_shows_what_was_submitted_in_words(db: None, signed_in):
    case = submitted(a_posting("proposed", first=200, end=900))
    page = signed_in("mod_personnel").get(f"/cases/{case.reference}/").content.decode()
    assert "Maket Specimen" in page
    assert "Defence attaché" in page


def test_what_the_approvers_agree_to_does_not_change_under_their_hands(db: None):
    posting, other = a_posting("proposed", first=200, end=900), an_officer()
    submitted(posting)
    with acting("cmd_desk") as by:
        for change in (
            lambda: accreditations.plan(posting, by=by, on=today(), country=Country.objects.get(iso2="AT")),
            lambda: accreditations.amend(principal(posting), by=by, consent_waived=True, waiver_basis="x"),
            lambda: officers.amend(posting.officer, by=by, rank="major"),
        ):
            with pytest.raises(CaseRunning):
                change()
    with acting("mod_personnel") as by, pytest.raises(CaseRunning):
        merge(posting.officer, other, by=by, reason="entered twice")


def test_a_recall_that_is_decided_on_is_not_made_by_hand_and_an_end_closes_what_runs(db: None):
    posting = a_posting("in_post", first=-400, end=100)
    case = submitted(posting, submissions.submit_recall, reason="needed at home")
    with acting("cmd_desk") as by:
        with pytest.raises(CaseRunning):
            tenures.recall(posting, by=by, on=today(), at=now(), reason="needed at home")
        tenures.declare_png(posting, by=by, on=today(), at=now())
        assert Case.in_context.get(pk=case.pk).state == "withdrawn"

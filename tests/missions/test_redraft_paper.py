"""papers.redraft: after a return a new version, every step anew (C3, X2)."""

import pytest

from approvals.services.decisions import decide
from foundation.clock import now, today
from foundation.errors import RecordChanged
from missions.models import PaperEditor
from missions.selectors.contents import content_of
from missions.selectors.papers import current, version_of
from missions.services import papers
from missions.services.papers import NotReturned
from tests.cast import acting
from tests.missions.scene import AT_POST, case_of, decided, drafted, returned, seen, submitted

pytestmark = pytest.mark.django_db


def redrafted(paper, name="attache"):
    with acting(name) as by:
        papers.redraft(paper, by=by, at=now(), on=today())
    return seen(paper)


def test_a_return_says_why_and_the_new_version_is_a_copy():
    paper = returned()
    assert paper.state == "returned"
    with acting("attache") as by:
        last = paper.transitions.order_by("-id").first()
        assert last.reason.startswith("priority_disputed: Rank it lower.")
        before = content_of(version_of(paper.reference, 1, to=by))
    paper = redrafted(paper)
    assert (paper.state, paper.current_no) == ("draft", 2)
    with acting("attache") as by:
        after = content_of(current(paper, to=by))
        assert after == {**before, "version": 2}
        assert version_of(paper.reference, 1, to=by).state == "returned"


def test_authors_stay_authors_because_their_words_stay():
    paper = redrafted(returned(), "head_of_mission")
    with acting("cmd_desk") as by:
        rows = PaperEditor.objects.visible_to(by).filter(version=current(paper, to=by))
        assert set(rows.values_list("user__username", flat=True)) == {"attache", "head_of_mission"}


def test_no_decision_carries_over():
    paper = redrafted(returned())
    with acting("head_of_mission") as by:
        old = case_of(paper, by)
    case = submitted(paper)
    assert case.pk != old.pk
    assert case.round_no == 2
    assert case.content_hash != old.content_hash
    with acting("cmd_desk") as by:
        assert not case_of(paper, by).decisions.exists()
        assert set(case_of(paper, by).steps.filter(state="open").values_list("role", flat=True)) == set(
            AT_POST
        )


def test_a_page_of_the_old_version_cannot_decide_on_the_new_one():
    paper = drafted()
    submitted(paper)
    with acting("head_of_mission") as by:
        seen_hash = case_of(paper, by).content_hash
    decided(paper, "attache")
    decided(paper, "head_of_mission", verdict="return", reason_code="wording", comment="Say it better.")
    paper = redrafted(seen(paper))
    with acting("attache") as by:
        papers.edit(paper, by=by, version=paper.version, at=now(), risks="Said better.")
    submitted(paper)
    with acting("head_of_mission") as by, pytest.raises(RecordChanged):
        decide(case_of(paper, by), by=by, verdict="sign", content_hash=seen_hash, at=now(), on=today())


def test_only_a_returned_paper_is_drafted_again():
    with pytest.raises(NotReturned):
        redrafted(drafted())


def test_a_rejection_opens_the_same_way_back_with_a_case_of_its_own():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    decided(paper, "cmd_head", verdict="reject", reason_code="other", comment="Begin again.")
    assert seen(paper).state == "returned"
    assert redrafted(seen(paper)).current_no == 2

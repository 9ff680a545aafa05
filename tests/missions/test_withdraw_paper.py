"""papers.withdraw: taken back before it takes effect, with its case."""

import pytest

from approvals.services.decisions import CaseClosed
from foundation.clock import now, today
from foundation.errors import NotPermitted
from missions.services import submissions
from missions.services.submissions import CannotBeWithdrawn
from tests.cast import acting
from tests.missions.scene import AT_POST, approved, case_of, decided, drafted, returned, seen, submitted

pytestmark = pytest.mark.django_db


def withdrawn(paper, name="attache"):
    with acting(name) as by:
        submissions.withdraw(paper, by=by, reason="The visit is off.", at=now(), on=today())
    return seen(paper)


def test_a_draft_is_withdrawn():
    paper = withdrawn(drafted())
    assert paper.state == "withdrawn"
    with acting("cmd_desk"):
        assert paper.transitions.order_by("-id").first().reason == "The visit is off."


def test_a_running_case_closes_and_takes_no_more_decisions():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    assert withdrawn(seen(paper), "cmd_desk").state == "withdrawn"
    with acting("cmd_desk") as by:
        assert case_of(paper, by).state == "withdrawn"
    with pytest.raises(CaseClosed):
        decided(paper, "cmd_head")


def test_a_returned_paper_is_withdrawn_for_good():
    paper = withdrawn(returned())
    assert paper.state == "withdrawn"
    with acting("cmd_desk") as by:
        assert case_of(paper, by).state == "withdrawn"


def test_what_took_effect_is_superseded_not_withdrawn():
    paper = approved()
    assert paper.state == "effective"
    with pytest.raises(CannotBeWithdrawn):
        withdrawn(paper)


def test_only_the_attache_and_the_center_withdraw():
    with pytest.raises(NotPermitted):
        withdrawn(drafted(), "head_of_mission")

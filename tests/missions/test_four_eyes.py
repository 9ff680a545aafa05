"""Who may decide on a paper: co-authors sign, authors do not decide, approvals race to one effect (X1, I22)."""

import threading

import pytest
from django.db import connection

from approvals.selectors.cases import available_decisions
from approvals.services.decisions import DraftersMayNotDecide, OneSeatPerPerson, StepAlreadyDecided, decide
from foundation.clock import now, today
from missions.models import PaperTransition
from missions.services import papers
from tests.cast import acting
from tests.missions.scene import (
    AT_POST,
    REVIEW,
    approved,
    case_of,
    decided,
    drafted,
    seen,
    submitted,
    takes_office,
)

pytestmark = pytest.mark.django_db


def test_the_attache_who_drafted_may_sign_as_co_author():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    assert seen(paper).state == "mod_review"


def test_a_drafter_cannot_decide_his_own_paper():
    """X1: the MFA desk wrote a section, so a colleague at the desk has to concur."""
    paper = drafted()
    with acting("mfa_desk") as by:
        papers.edit(paper, by=by, version=paper.version, at=now(), national_interests="Ours.")
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head", "imcd_head")
    with acting("mfa_desk") as by:
        assert not available_decisions(case_of(paper, by), to=by)
    with pytest.raises(DraftersMayNotDecide):
        decided(paper, "mfa_desk")
    decided(paper, "mfa_desk_2")
    assert seen(paper).state == "mfa_review"


def test_nobody_decides_two_seats():
    paper = drafted()
    takes_office("cmd_head", "imcd-head")
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head")
    with acting("cmd_head", office="imcd-head") as by:
        case = case_of(paper, by)
        with pytest.raises(OneSeatPerPerson):
            decide(case, by=by, verdict="concur", content_hash=case.content_hash, at=now(), on=today())


def in_parallel(*tasks):
    """Run each in its own thread and connection, all starting together; returns what each raised, or None."""
    start, outcomes = threading.Barrier(len(tasks)), [None] * len(tasks)

    def run(place, task):
        try:
            start.wait()
            task()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.django_db(transaction=True)
def test_two_leaderships_approving_at_the_same_moment_have_one_effect():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW)
    outcomes = in_parallel(lambda: decided(paper, "mod_leadership"), lambda: decided(paper, "mfa_leadership"))
    assert outcomes == [None, None]
    with acting("cmd_desk") as by:
        states = PaperTransition.objects.visible_to(by).filter(paper=paper).values_list("state", flat=True)
        assert sorted(states).count("effective") == sorted(states).count("approved") == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_holders_of_one_office_one_wins():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head", "imcd_head")
    outcomes = in_parallel(lambda: decided(paper, "mfa_desk"), lambda: decided(paper, "mfa_desk_2"))
    lost = [error for error in outcomes if error is not None]
    assert len(lost) == 1
    assert isinstance(lost[0], StepAlreadyDecided)


def test_the_history_of_a_case_says_its_phases_in_words(signed_in):
    paper = approved()
    with acting("cmd_head") as head:
        case = case_of(paper, head)
    page = signed_in("cmd_head").get(f"/admin/approvals/case/{case.pk}/history/").content.decode()
    assert "Review by the Ministry of Foreign Affairs" in page
    assert "mfa_review" not in page

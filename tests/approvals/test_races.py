"""Two people at the same moment, in real threads and transactions: one wins, the other is told (walls.md 2)."""

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from approvals import registry
from approvals.models import Case, Decision
from approvals.services.cases import withdraw_case
from approvals.services.decisions import decide
from foundation.clock import now, today
from foundation.errors import DomainError
from tests.approvals.conftest import make_route
from tests.approvals.stage import Proposals, agree, seen
from tests.cast import acting

TRIES = 300 if os.environ.get("PARLEY_LONG") else 3


@pytest.fixture
def proposals(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proposals]:
    """The same stage, but everything really commits."""
    adapter = Proposals()
    monkeypatch.setitem(registry._approvables, adapter.kind, adapter)
    make_route()
    return adapter


def at_once(*acts: Callable[[], Any]) -> list[str]:
    """Run all of them in threads that start together; "done" or the name of the refusal for each."""
    start, said = threading.Barrier(len(acts)), ["" for _ in acts]

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            act()
            said[place] = "done"
        except DomainError as refusal:
            said[place] = type(refusal).__name__
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return said


def deciding(name: str, case: Case, verdict: str) -> Callable[[], Any]:
    def act() -> None:
        with acting(name) as subject:
            decide(case, by=subject, verdict=verdict, content_hash=case.content_hash, at=now(), on=today())

    return act


def withdrawing(name: str, case: Case) -> Callable[[], Any]:
    def act() -> None:
        with acting(name) as subject:
            withdraw_case(case, by=subject, reason="Changed our minds", at=now())

    return act


def decisions_of(case: Case) -> int:
    with acting("cmd_head") as head:
        return Decision.objects.visible_to(head).filter(case=case).count()


def reference(number: int) -> str:
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return f"PRP-2026-{letters[number // 32 % 32]}{letters[number % 32]}AAA"


def test_of_two_colleagues_who_concur_at_once_one_wins(proposals: Proposals):
    for number in range(TRIES):
        case = proposals.submit(reference=reference(number))
        agree(case, until="mfa_desk")
        said = at_once(deciding("mfa_desk", case, "concur"), deciding("mfa_desk_2", case, "concur"))
        assert Counter(said) == {"done": 1, "StepAlreadyDecided": 1}
        assert decisions_of(case) == 5


def test_both_leaderships_may_approve_at_once_and_the_case_is_approved_once(proposals: Proposals):
    for number in range(TRIES):
        case = proposals.submit(reference=reference(number))
        agree(case, until="mod_leadership")
        proposals.moves.clear()
        said = at_once(
            deciding("mod_leadership", case, "approve"), deciding("mfa_leadership", case, "approve")
        )
        assert said == ["done", "done"]
        assert seen(case).state == "approved"
        assert proposals.moves == [("approved", "joint_approval")]


def test_an_approval_and_a_withdrawal_at_once_leave_one_truth(proposals: Proposals):
    for number in range(TRIES):
        case = proposals.submit(reference=reference(number))
        agree(case, until="mfa_leadership")
        said = at_once(deciding("mfa_leadership", case, "approve"), withdrawing("attache", case))
        outcome = (said[0], said[1], seen(case).state)
        assert outcome in {
            ("done", "TransitionRefused", "approved"),
            ("CaseClosed", "done", "withdrawn"),
        }


def test_a_first_signature_and_a_withdrawal_at_once_leave_one_truth(proposals: Proposals):
    for number in range(TRIES):
        case = proposals.submit(reference=reference(number))
        said = at_once(deciding("head_of_mission", case, "sign"), withdrawing("attache", case))
        assert said in (["done", "done"], ["CaseClosed", "done"])
        assert seen(case).state == "withdrawn"


def test_of_two_submissions_at_once_one_case_is_opened(proposals: Proposals):
    for number in range(TRIES):
        acts = [lambda n=number: proposals.submit(reference=reference(n)) for _ in range(2)]
        said = at_once(*acts)
        assert sorted(said) == ["CaseAlreadyOpen", "done"]
        with acting("cmd_head") as head:
            assert Case.objects.visible_to(head).filter(object_reference=reference(number)).count() == 1

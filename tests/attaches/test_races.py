"""Two at the same moment: one wins, the other is told (house rule 5)."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from approvals.models import Case
from attaches.models import Posting
from attaches.services import postings, submissions, tenures
from attaches.services.plans import OfficerAlreadyPosted
from attaches.services.tenures import PostHasIncumbent
from foundation.clock import now
from foundation.errors import DomainError
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.attaches.test_submit_posting import AFTERWARDS, answer, submitted
from tests.cast import acting

ROUNDS = 3


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Run every deed in a thread with its own connection; what each returned or was refused with."""
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            results[place] = deed()
        except DomainError as refusal:
            results[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


def assuming(posting: Posting) -> Callable[[], object]:
    def deed() -> str:
        with acting("cmd_desk") as clerk:
            return str(tenures.assume(posting, by=clerk, on=day(0), at=now()).state)

    return deed


@pytest.mark.django_db(transaction=True)
def test_two_threads_cannot_make_two_incumbents():
    for _round in range(ROUNDS):
        post = a_post()
        rivals = [a_posting("accredited", post=post, first=-5, end=900) for _rival in range(2)]
        results = at_once(*(assuming(rival) for rival in rivals))
        assert sorted(type(result).__name__ for result in results) == ["PostHasIncumbent", "str"], results
        with acting("cmd_desk"):
            assert Posting.in_context.filter(post=post, state="in_post").count() == 1
        assert PostHasIncumbent in map(type, results)


@pytest.mark.django_db(transaction=True)
def test_two_threads_cannot_post_one_officer_twice():
    for _round in range(ROUNDS):
        officer, posts = an_officer(), [a_post(), a_post()]

        def proposing(place: int, officer: object = officer, posts: list = posts) -> Callable[[], object]:
            def deed() -> str:
                with acting("cmd_desk") as clerk:
                    posting = postings.propose(
                        by=clerk, on=day(0), post=posts[place], officer=officer, planned_from=day(5), planned_to=day(9)
                    )  # fmt: skip
                    return posting.reference

            return deed

        results = at_once(proposing(0), proposing(1))
        assert OfficerAlreadyPosted in map(type, results)
        with acting("cmd_desk"):
            assert Posting.in_context.filter(officer=officer).count() == 1


@pytest.mark.django_db(transaction=True)
def test_deciding_on_an_extension_and_ending_its_case_never_wait_for_each_other():
    for _round in range(ROUNDS):
        posting = a_posting("in_post", end=100)
        case = submitted(posting, submissions.submit_extension, until=day(300), reason="continuity")
        answer("head_of_mission", case, "acknowledge")
        for name, verdict in AFTERWARDS[:-1]:
            answer(name, case, verdict)

        def suspend(posting: Posting = posting) -> str:
            with acting("cmd_desk") as by:
                moved = postings.advance(posting, "suspended", by=by, on=day(0), at=now(), reason="severed")
                return str(moved.state)

        def decide(case: Case = case) -> str:
            name, verdict = AFTERWARDS[-1]
            answer(name, case, verdict)
            return "decided"

        results = at_once(suspend, decide)
        assert results[0] == "suspended"
        assert results[1] == "decided" or isinstance(results[1], DomainError), results
        with acting("cmd_desk"):
            closed = {"decided": "approved"}.get(str(results[1]), "withdrawn")
            assert Case.in_context.get(pk=case.pk).state == closed

"""Two at the same moment never draw one number, and none is lost between them (I25; docs/decisions/0012)."""

from collections.abc import Callable

import pytest

from correspondence.models import Correspondence
from correspondence.services import steps
from foundation.clock import now, today
from tests.attaches.test_races import at_once
from tests.cast import acting
from tests.correspondence.scenes import day, outgoing

ROUNDS, RIVALS = 3, 4


def sending(note: Correspondence) -> Callable[[], object]:
    def deed() -> str:
        with acting("cmd_desk") as clerk:
            return steps.dispatch(note, by=clerk, on=day(0), at=now()).number

    return deed


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("level", ["official_use", "limited_official_use"])
def test_threads_draw_one_number_after_another(level: str):
    for turn in range(ROUNDS):
        notes = []
        for _rival in range(RIVALS):
            with acting("cmd_desk") as clerk:
                notes.append(outgoing(clerk, level=level))
        numbers = [str(number) for number in at_once(*(sending(note) for note in notes))]
        places = sorted(int(number.rsplit("/", 1)[1].rsplit("-", 1)[-1]) for number in numbers)
        assert places == list(range(turn * RIVALS + 1, (turn + 1) * RIVALS + 1)), numbers
        assert len({number[: -len("0001")] for number in numbers}) == 1
        assert all(number.startswith(f"EMB-GE/{today().year}/") for number in numbers)


@pytest.mark.django_db(transaction=True)
def test_two_threads_cannot_dispatch_one_note_twice():
    with acting("cmd_desk") as clerk:
        note = outgoing(clerk)
    results = at_once(sending(note), sending(note))
    assert sorted(type(result).__name__ for result in results) == ["TransitionRefused", "str"], results
    with acting("cmd_desk"):
        assert Correspondence.in_context.get(pk=note.pk).number.endswith("/0001")

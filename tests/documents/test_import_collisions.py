"""The worker and somebody at a desk wait for each other: one begins anew, and no row is blamed for it."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from attaches.imports import POSTINGS
from attaches.services import postings
from documents import registry
from documents.services.runs import MOST_TURNS_GIVEN
from documents.services.turns import keeps_waiting
from foundation.acts import act
from foundation.errors import Collided, DomainError
from tests.attaches.scenes import a_post, an_officer, day
from tests.attaches.test_imports_rows import POSTING
from tests.cast import acting
from tests.documents.tables import brought, found_in, workbook, worked

pytestmark = pytest.mark.django_db(transaction=True)
Hook = Callable[[], None]


@pytest.fixture
def before_row() -> Iterator[dict[str, Hook]]:
    """Something that happens when the worker comes to the posting to the post of a code."""
    hooks: dict[str, Hook] = {}

    def enter(row: Any, **acting: Any) -> Any:
        if hook := hooks.get(row["post"].code):
            hook()
        return POSTINGS.enter(row, **acting)

    registry.register(replace(POSTINGS, enter=enter))
    yield hooks
    registry.register(POSTINGS)


def ended_by_postgres(state: str) -> None:
    """What PostgreSQL says when two wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{state}'; END $$")


@pytest.mark.parametrize("state", ["40P01", "40001"])
def test_who_was_ended_for_another_is_asked_to_try_again(state: str):
    with acting("cmd_desk"), pytest.raises(Collided) as told, act("test"):
        ended_by_postgres(state)
    assert (told.value.status, told.value.code) == (409, "collided")
    assert str(told.value) == "Somebody else was working on the same record. Try again."


def test_a_table_whose_rows_were_ended_for_another_begins_anew(before_row: dict[str, Hook]):
    times: list[str] = []

    def collide() -> None:
        times.append("collided")
        if len(times) <= MOST_TURNS_GIVEN:
            with act("test"):
                ended_by_postgres("40P01")

    before_row["dl-a"] = collide
    held = brought(
        workbook([[a_post("dl-a").code, an_officer().reference, day(9), day(90), ""]], POSTING),
        kind="postings",
    )
    assert (held.state, held.errors, held.attempts) == ("checked", 0, 1)
    assert len(times) == MOST_TURNS_GIVEN + 1


def test_a_table_that_always_collides_waits_for_the_next_bell(before_row: dict[str, Hook]):
    before_row["dl-a"] = lambda: ended_by_postgres("40P01")
    held = brought(
        workbook([[a_post("dl-a").code, an_officer().reference, day(9), day(90), ""]], POSTING),
        kind="postings",
    )
    assert (held.state, found_in(held)) == ("checking", [])
    before_row.clear()
    held = worked(held)
    assert (held.state, held.errors, held.attempts) == ("checked", 0, 2)


def test_the_worker_and_a_user_who_want_each_others_records_both_come_to_their_end(
    before_row: dict[str, Hook],
):
    """The worker holds the officer and wants the second post; the user holds the post and wants the officer."""
    first, second, officer = a_post("dl-a"), a_post("dl-b"), an_officer()
    told: list[object] = []

    def propose() -> None:
        try:
            with acting("cmd_desk") as clerk:
                found = postings.propose(
                    by=clerk, on=day(0), post=second, officer=officer, planned_from=day(900), planned_to=day(950)
                )  # fmt: skip
                told.append(found.reference)
        except DomainError as refusal:
            told.append(refusal)
        finally:
            connection.close()

    user = threading.Thread(target=propose)

    def meet() -> None:
        if user.ident is None:
            user.start()
            while not keeps_waiting():
                assert user.is_alive()

    before_row["dl-b"] = meet
    rows = [
        [first.code, officer.reference, day(9), day(90), ""],
        [second.code, an_officer().reference, day(9), day(90), ""],
    ]
    held = brought(workbook(rows, POSTING), kind="postings")
    user.join(timeout=60)
    assert (held.state, held.errors, held.attempts) == ("checked", 0, 1), found_in(held)
    assert len(told) == 1
    assert isinstance(told[0], str | Collided), told

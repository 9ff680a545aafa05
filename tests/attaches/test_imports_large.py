"""A large table with planted errors: exactly those are named, nothing changes, memory and time stay bounded."""

import os
import resource
import time

import pytest

from attaches.models import Officer
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, some_officers, workbook, worked

ROWS = 20_000 if os.environ.get("PARLEY_LONG") else 2_000
PLANTED = 50
MOST_BYTES = 1024**3


def with_planted_errors() -> tuple[list[list[object]], set[tuple[int, str]]]:
    """Rows, and row and heading of what was planted, spread over all of them."""
    rows: list[list[object]] = [list(row) for row in some_officers(ROWS)]
    planted = set()
    faults = (
        ("Name", 0, ""), ("Name", 0, "N" * 161), ("Name", 0, "Nümunə\u202eZabit"), ("Rank", 1, "admiral of the ocean"),
        ("Service branch", 2, None), ("Rank", 1, 7), ("Service branch", 2, "=1+1"),
    )  # fmt: skip
    for number in range(PLANTED):
        place = (number * ROWS) // PLANTED + number % 7
        heading, column, value = faults[number % len(faults)]
        rows[place][column] = value
        planted.add((place + 2, heading))
    return rows, planted


@pytest.mark.django_db
def test_planted_errors_are_named_exactly_and_nothing_changes():
    rows, planted = with_planted_errors()
    held = brought(workbook(rows), checked=False)
    begun = time.monotonic()
    held = worked(held)
    print(f"{ROWS} rows checked in {time.monotonic() - begun:.1f} s")  # noqa: T201
    assert (held.state, held.rows, held.errors, len(planted)) == ("checked", ROWS, PLANTED, PLANTED)
    assert errors_in(held) == planted
    with acting("cmd_desk"):
        assert not Officer.in_context.filter(full_name__startswith="Nümunə Zabit").exists()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < MOST_BYTES


@pytest.mark.django_db
def test_a_large_table_without_errors_is_imported_whole():
    held = confirmed(brought(workbook(some_officers(ROWS // 4))))
    assert (held.state, held.rows) == ("applied", ROWS // 4)
    with acting("cmd_desk"):
        assert Officer.in_context.filter(full_name__startswith="Nümunə Zabit").count() == ROWS // 4

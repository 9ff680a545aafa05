"""A large table with planted errors: exactly those are named, nothing changes, the worker stays small."""

import os

import pytest
from django.conf import settings

from attaches.models import Officer
from tests.cast import acting
from tests.documents.tables import as_it_stands, brought, confirmed, errors_in, some_officers, workbook
from tests.own_process import own_process

ROWS = 20_000 if os.environ.get("PARLEY_LONG") else 2_000
PLANTED = 50
MOST_KIB = 1024**2
WORKER = """
import django, re; django.setup()
from documents.tasks import run_imports; run_imports()
print(re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())[1])
"""


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


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_planted_errors_are_named_exactly_and_nothing_changes():
    rows, planted = with_planted_errors()
    held = brought(workbook(rows), checked=False)
    with own_process(settings.PARLEY_HOME, "-c", WORKER) as worker:
        said, _none = worker.communicate(timeout=600)
    assert worker.returncode == 0, said
    held = as_it_stands(held)
    assert (held.state, held.rows, held.errors, len(planted)) == ("checked", ROWS, PLANTED, PLANTED)
    assert errors_in(held) == planted
    with acting("cmd_desk"):
        assert not Officer.in_context.filter(full_name__startswith="Nümunə Zabit").exists()
    most_used = int(said.splitlines()[-1])
    print(f"{most_used // 1024} MiB at most")  # noqa: T201
    assert most_used < MOST_KIB


@pytest.mark.django_db
def test_a_large_table_without_errors_is_imported_whole():
    held = confirmed(brought(workbook(some_officers(ROWS // 4))))
    assert (held.state, held.rows) == ("applied", ROWS // 4)
    with acting("cmd_desk"):
        assert Officer.in_context.filter(full_name__startswith="Nümunə Zabit").count() == ROWS // 4

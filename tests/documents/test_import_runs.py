"""The worker's side: all or nothing, once, seen from outside, and whoever is killed leaves nothing half."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from django.db import OperationalError, connection

from attaches.imports import OFFICERS
from attaches.models import Officer
from attaches.services import officers
from documents import registry
from documents.selectors.progress import Progress, progress_of
from documents.services import imports
from documents.services.outcomes import MOST_WARNINGS
from documents.services.runs import MOST_ATTEMPTS
from documents.tasks import run_imports
from foundation.clock import today
from foundation.errors import DomainError
from tests.cast import acting
from tests.documents.tables import (
    as_it_stands,
    brought,
    confirmed,
    errors_in,
    found_in,
    some_officers,
    workbook,
    worked,
)

pytestmark = pytest.mark.django_db(transaction=True)
Hook = Callable[[Any], None]
WAITS = """SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
           WHERE l.locktype = 'advisory' AND l.objid = 7021 AND NOT l.granted"""


@pytest.fixture
def before_row() -> Iterator[dict[str, Hook]]:
    """Something that happens when the worker comes to the officer of a name."""
    hooks: dict[str, Hook] = {}

    def enter(row: Any, **acting: Any) -> Any:
        if hook := hooks.get(row["full_name"]):
            hook(row)
        return OFFICERS.enter(row, **acting)

    registry.register(replace(OFFICERS, enter=enter))
    yield hooks
    registry.register(OFFICERS)


def on_record() -> int:
    with acting("cmd_desk"):
        return Officer.in_context.filter(full_name__startswith="Nümunə Zabit").count()


def elsewhere() -> psycopg.Connection:
    """A second session of the application role."""
    wanted = {"dbname", "user", "password", "host", "port"}
    given = {name: value for name, value in connection.get_connection_params().items() if name in wanted}
    return psycopg.connect(**given, autocommit=True)


def killed(row: Any) -> None:
    """The server ends the worker's session, as it does when its process dies."""
    with elsewhere() as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [connection.connection.info.backend_pid])


def test_how_far_the_worker_is_is_seen_while_its_transaction_runs(before_row: dict[str, Hook]):
    seen: list[Any] = []
    held = brought(workbook(some_officers(250)), checked=False)

    def look(row: Any) -> None:
        name = f"parley import {held.pk} %"
        with elsewhere() as other:
            rows = other.execute(
                "SELECT application_name FROM pg_stat_activity "
                "WHERE datname = current_database() AND application_name LIKE %s",
                [name],
            )
            seen.extend(rows.fetchall())
        seen.append(progress_of(held.pk))

    before_row["Nümunə Zabit 230"] = look
    worked(held)
    assert seen == [(f"parley import {held.pk} 200/250",), Progress(200, 250)]
    assert progress_of(held.pk) is None


def test_a_killed_worker_leaves_nothing_and_the_next_one_goes_on(before_row: dict[str, Hook]):
    held = brought(workbook(some_officers(120)))
    with acting("cmd_desk") as clerk:
        held = imports.confirm(held, by=clerk, on=today())
    before_row["Nümunə Zabit 110"] = killed
    with pytest.raises(OperationalError):
        run_imports()
    connection.close()
    assert (as_it_stands(held).state, on_record()) == ("applying", 0)
    before_row.clear()
    assert (worked(held).state, on_record()) == ("applied", 120)
    assert worked(held).state == "applied"
    assert on_record() == 120


def test_a_table_that_kills_every_worker_is_given_up_in_words(before_row: dict[str, Hook]):
    held = brought(workbook(some_officers(1)), checked=False)
    before_row["Nümunə Zabit 1"] = killed
    for _attempt in range(MOST_ATTEMPTS):
        with pytest.raises(OperationalError):
            run_imports(held.reference)
        connection.close()
    held = worked(held)
    assert held.state == "refused"
    assert "Several attempts broke off" in found_in(held)[0][3]


def test_what_changed_since_the_check_brings_the_table_back_with_what_was_found(before_row: dict[str, Hook]):
    """The row before the last one fails while everything is written: nothing stays."""
    held = brought(workbook(some_officers(300)))
    assert held.errors == 0

    def refuse(row: Any) -> None:
        raise officers.InvalidInput(fields={"rank": ["This rank was abolished."]})

    before_row["Nümunə Zabit 299"] = refuse
    held = confirmed(held)
    assert (held.state, held.errors, held.confirmed_by_id, on_record()) == ("checked", 1, None, 0)
    assert found_in(held) == [(300, "Rank", "error", "This rank was abolished.")]
    before_row.clear()
    with acting("cmd_desk") as clerk:
        imports.check_again(held, by=clerk, on=today())
    held = worked(held)
    assert (held.state, held.errors, found_in(held)) == ("checked", 0, [])
    assert (confirmed(held).state, on_record()) == ("applied", 300)


def test_two_confirmations_and_two_workers_at_once_import_once():
    held = brought(workbook(some_officers(150)))

    def confirm() -> None:
        with acting("cmd_desk") as clerk:
            imports.confirm(held, by=clerk, on=today())

    refusals = at_once(confirm, confirm)
    assert sorted(type(refusal).__name__ for refusal in refusals) == ["NoneType", "TransitionRefused"]
    at_once(run_imports, run_imports, run_imports)
    assert (worked(held).state, on_record()) == ("applied", 150)


def test_the_same_table_of_two_clerks_is_imported_once_until_one_of_them_wants_it_twice(
    before_row: dict[str, Hook],
):
    """The second worker comes while the rows of the first are written, and again when they are there."""
    table = workbook(some_officers(120))
    first, second = (brought(table, who=who) for who in ("cmd_desk", "cmd_desk_2"))
    assert (first.warnings, second.warnings) == (0, 0)
    for held, who in ((first, "cmd_desk"), (second, "cmd_desk_2")):
        with acting(who) as by:
            imports.confirm(held, by=by, on=today())
    seen: list[tuple[str, int]] = []

    def meanwhile(row: Any) -> None:
        before_row.clear()
        at_once(lambda: run_imports(second.reference))
        at_once(lambda: seen.append(((found := as_it_stands(second)).state, found.attempts)))

    before_row["Nümunə Zabit 60"] = meanwhile
    assert worked(first).state == "applied"
    assert seen == [("applying", 0)]
    second = worked(second)
    told = f"The same file was imported before: {first.reference}."
    assert (second.state, second.confirmed_by_id, on_record()) == ("checked", None, 120)
    assert found_in(second)[0] == (0, "", "warning", told)
    assert (confirmed(second, who="cmd_desk_2").state, on_record()) == ("applied", 240)


def test_two_workers_at_the_same_moment_import_a_table_of_two_clerks_once():
    table = workbook(some_officers(40))
    both = [brought(table, who=who) for who in ("cmd_desk", "cmd_desk_2")]
    for held, who in zip(both, ("cmd_desk", "cmd_desk_2"), strict=True):
        with acting(who) as by:
            imports.confirm(held, by=by, on=today())
    at_once(*(lambda held=held: run_imports(held.reference) for held in both))
    run_imports()
    assert sorted(as_it_stands(held).state for held in both) == ["applied", "checked"]
    assert on_record() == 40


def test_a_warning_that_is_new_brings_the_table_back_until_it_is_confirmed_too():
    held = brought(workbook([["Nümunə Zabit 1", "colonel", "staff"]] * 2))
    assert (held.state, held.warnings) == ("checked", 1)
    with acting("cmd_desk") as clerk:
        officers.record(by=clerk, full_name="Nümunə Zabit 1", rank="colonel", service_branch="staff")
    held = confirmed(held)
    assert (held.state, held.errors, held.warnings, on_record()) == ("checked", 0, 2, 1)
    assert (confirmed(held).state, on_record()) == ("applied", 3)


def test_a_new_warning_among_those_that_are_not_listed_is_not_overlooked():
    rows = [["Nümunə Zabit 1", "colonel", "staff"]] * (MOST_WARNINGS + 2)
    held = brought(workbook([*rows, ["Nümunə Zabit 2", "colonel", "staff"]]))
    assert found_in(held)[0] == (0, "", "warning", "Further warnings that are not listed: 1.")
    with acting("cmd_desk") as clerk:
        officers.record(by=clerk, full_name="Nümunə Zabit 2", rank="colonel", service_branch="staff")
    held = confirmed(held)
    assert (held.state, held.warnings, on_record()) == ("checked", MOST_WARNINGS + 2, 1)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """Every deed in a thread with its own connection; what it was refused with."""
    start = threading.Barrier(len(deeds))
    results: list[object] = [None] * len(deeds)

    def run(place: int, deed: Callable[[], object]) -> None:
        try:
            start.wait(timeout=20)
            deed()
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


def test_a_cancelled_check_stops_at_once(before_row: dict[str, Hook]):
    reached: list[str] = []
    held = brought(workbook(some_officers(350)), checked=False)

    def cancel(row: Any) -> None:
        at_once(cancelling)

    def cancelling() -> None:
        with acting("cmd_desk") as clerk:
            imports.cancel(as_it_stands_for(held, clerk), by=clerk, on=today())

    before_row["Nümunə Zabit 150"] = cancel
    before_row["Nümunə Zabit 350"] = lambda row: reached.append("the end")
    assert worked(held).state == "cancelled"
    assert reached == []
    assert errors_in(held) == set()


def as_it_stands_for(held: Any, by: Any) -> Any:
    """The import in a context that is open already."""
    from documents.selectors.imports import table_import

    return table_import(held.reference, to=by)


def test_the_worker_gives_way_to_whoever_waits_for_what_its_rows_hold(before_row: dict[str, Hook]):
    """Changing a marking asks for the lock that every new row holds: it is not kept waiting for the last row."""
    order: list[str] = []
    waiting: list[threading.Thread] = []
    held = brought(workbook(some_officers(250)), checked=False)

    def change_a_marking() -> None:
        with elsewhere() as other:
            other.execute("SELECT pg_advisory_xact_lock(7021)")
            order.append("marking changed")

    def begin_to_wait(row: Any) -> None:
        if waiting:
            return
        waiting.append(threading.Thread(target=change_a_marking))
        waiting[0].start()
        with elsewhere() as other:
            while not other.execute(WAITS).fetchone():
                assert waiting[0].is_alive()

    before_row["Nümunə Zabit 150"] = begin_to_wait
    before_row["Nümunə Zabit 250"] = lambda row: order.append("last row")
    held = worked(held)
    waiting[0].join(timeout=30)
    assert (held.state, held.errors, held.attempts, order) == (
        "checked",
        0,
        1,
        ["marking changed", "last row"],
    )

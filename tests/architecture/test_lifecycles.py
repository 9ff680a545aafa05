"""House rule 4: a lifecycle is a table, complete and without dead states."""

from enum import Enum
from importlib import import_module

import pytest
from django.db import connection

from tests.architecture.house import PROJECT, packages

TABLES = {
    f"{package}.{name}": value
    for package in packages()
    if (PROJECT / package / "lifecycle.py").exists()
    for name, value in vars(import_module(f"{package}.lifecycle")).items()
    if name.endswith("TRANSITIONS")
}
CHOICES = {
    f"{package}.{module}.{name}": value
    for package in packages()
    for module in ("lifecycle", "engine", "terms")
    if (PROJECT / package / f"{module}.py").exists()
    for name, value in vars(import_module(f"{package}.{module}")).items()
    if isinstance(value, type) and issubclass(value, Enum) and hasattr(value, "choices") and list(value)
}


@pytest.mark.parametrize("name", TABLES)
def test_every_state_has_a_row_and_can_be_reached_from_the_first(name: str):
    table = TABLES[name]
    states = list(type(next(iter(table))))
    assert list(states) and set(table) == set(states)  # noqa: PT018
    reached, edge = set(), {states[0]}
    while edge:
        reached |= edge
        edge = {target for state in edge for target in table[state]} - reached
    assert reached == set(states)


@pytest.mark.parametrize("name", CHOICES)
def test_stored_choices_are_lower_snake_and_have_their_own_words(name: str):
    for choice in CHOICES[name]:
        assert choice.value == choice.name.lower()
        assert choice.value.replace("_", "").isalnum()
    assert len({str(choice.label) for choice in CHOICES[name]}) == len(CHOICES[name])


def test_the_database_allows_the_steps_of_the_tables_and_no_other(db):
    """decisions.md 12: a changed table comes with its migration."""
    pairs = {
        (package, frozenset((str(s.value), str(t.value)) for s in table for t in table[s]))
        for package, table in ((name.partition(".")[0], table) for name, table in TABLES.items())
    }
    states = sorted({str(state.value) for table in TABLES.values() for state in table})
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE proname LIKE '%\\_may\\_step' ORDER BY 1")
        checks = [name for (name,) in cursor.fetchall()]
        assert len(checks) >= 5
        for check in checks:
            cursor.execute(
                f"SELECT s, t FROM unnest(%s::text[]) s, unnest(%s::text[]) t WHERE {check}(s, t)",
                [states, states],
            )
            assert (check.partition("_")[0], frozenset(cursor.fetchall())) in pairs, check

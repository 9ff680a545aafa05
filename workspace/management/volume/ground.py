"""The owner's connection, numbers that look random and are the same for the same seed, rows made where they lie."""

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db import connections, transaction
from django.db.models import NOT_PROVIDED, Model

BATCH = 50_000
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
YEAR = 2000  # of synthetic references: no real record is that old, so none can meet one

# `volume_pick(row, salt, n)`: 0..n-1, the same for the same row, salt and seed.
# `volume_reference(kind, row)`: every row below 33 million has one of its own.
HELPERS_SQL = """
CREATE OR REPLACE FUNCTION pg_temp.volume_pick(row_no bigint, salt int, n bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT ((hashint8extended(row_no, salt::bigint * 7919 + {seed}) & 9223372036854775807) % n)
$$;
CREATE OR REPLACE FUNCTION pg_temp.volume_reference(kind text, row_no bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT kind || '-{year}-' || {letters} $$;
"""


class Ground:
    """Everything is written through here: as owner, audited like any other write, told as it goes."""

    def __init__(self, *, activities: int, seed: int, say: Callable[[str], None]) -> None:
        self.activities, self.seed, self.say = activities, seed, say
        self.connection = connections["owner"]
        self.run(HELPERS_SQL.format(seed=int(seed), year=YEAR, letters=" || ".join(map(_letter, range(5)))))

    def run(self, sql: str, params: Mapping[str, Any] | None = None) -> int:
        """One statement; returns how many rows it touched."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.rowcount

    def rows(self, sql: str, params: Mapping[str, Any] | None = None) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def array(self, sql: str) -> str:
        """The ids a query gives, in its order, as an SQL array to pick from."""
        ids = [str(int(row[0])) for row in self.rows(sql)]
        return f"(ARRAY[{','.join(ids)}]::bigint[])"

    def insert(
        self,
        model: type[Model],
        columns: Mapping[str, str],
        source: str,
        params: Mapping[str, Any] | None = None,
    ) -> None:
        """INSERT ... SELECT ... FROM `source`; columns nobody names get the model's own default."""
        named = {**_defaults(model), **columns}
        into = ", ".join(f'"{name}"' for name in named)
        self.run(
            f"INSERT INTO {model._meta.db_table} ({into}) SELECT {', '.join(named.values())} FROM {source}",  # nosec B608
            params,
        )

    def batches(self, what: str, count: int) -> Iterator[str]:
        """Row numbers in batches, each as the FROM item `g(n)` in a transaction of its own; says how far it is."""
        began = time.monotonic()
        for start in range(1, count + 1, BATCH):
            end = min(start + BATCH - 1, count)
            with transaction.atomic(using="owner"):
                yield f"generate_series({start}::bigint, {end}) g(n)"
            self.say(f"{what}: {end:,} of {count:,} ({time.monotonic() - began:.0f} s)")


def pick(array: str, salt: int, row: str = "g.n") -> str:
    """SQL for one of an array's members, by the row's number."""
    return f"{array}[1 + pg_temp.volume_pick({row}, {salt}, array_length({array}, 1))]"


def _letter(place: int) -> str:
    """One of five letters of a reference; the multiplication scatters neighbours and never meets itself below 2^25."""
    scattered = "((row_no * 17895697 + 12345) & 33554431)"
    return f"substr('{LETTERS}', 1 + (({scattered} >> {5 * place}) & 31)::int, 1)"


def _defaults(model: type[Model]) -> dict[str, str]:
    """Literals for columns that may not be empty and have no default of the database's own."""
    found: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        if field.primary_key or field.null or field.db_default is not NOT_PROVIDED or field.is_relation:
            continue
        value = field.get_default()
        if value is not None:
            text = str(value).replace("'", "''")
            found[str(field.column)] = str(value).lower() if isinstance(value, bool) else f"'{text}'"
    return {**found, "is_demo": "true"} if "is_demo" in found else found

"""Queries whose SQL is built once in a process; from call to call only the values in it change.

Building the SQL of a page that asks many small questions, and planning it, takes longer than answering them. The rows
are those of the queryset itself, read behind the same two walls: whom allowed_labels() means is asked by the database.
Where many are to be asked anyway, `asked_together` sends them on one journey.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connections
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.models import QuerySet

from access.context import Subject, current_subject
from access.managers import SealedManagerUsed

Value = int | dt.date
Given = tuple[tuple[str, Any], ...]
Rows = list[tuple[Any, ...]]


class NotKept(RuntimeError):
    """The shape of a query depends on what should be a value alone."""


@dataclass(frozen=True)
class _Statement:
    """A compiled query: where in its parameters the values stand, and how rows become what the queryset gives."""

    queryset: QuerySet
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, str], ...]
    converters: Any

    def params_with(self, given: Mapping[str, Any]) -> list[Any]:
        """The parameters of one call."""
        params = list(self.params)
        for place, name in self.places:
            params[place] = given[name]
        return params

    def read(self, rows: Rows) -> list[Any]:
        """What the queryset makes of these rows."""
        answered: Any = self.queryset.all()
        answered.query.get_compiler = lambda *args, **options: _Replay(self, rows)
        return list(answered)


class _Replay:
    """The compiler of a query that has been answered already."""

    def __init__(self, statement: _Statement, rows: Rows) -> None:
        self._statement, self._rows = statement, rows

    def __getattr__(self, name: str) -> Any:
        return getattr(self._statement.compiler, name)

    def execute_sql(self, *args: Any, **options: Any) -> list[Rows]:
        return [self._rows]

    def results_iter(self, *args: Any, tuple_expected: bool = False, **options: Any) -> Iterator[Any]:
        if not self._statement.converters:
            return iter(self._rows)
        read = self._statement.compiler.apply_converters(self._rows, self._statement.converters)
        return iter(map(tuple, read) if tuple_expected else read)


class _Asker:
    """Who asks, known only as the subject of the context: what depends on more would answer another's rows."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject

    def __eq__(self, other: object) -> bool:
        return self._subject == other

    def __hash__(self) -> int:
        return hash(self._subject)

    def __getattr__(self, name: str) -> Any:
        raise NotKept(f"The query depends on {name} of who asks.")


class Kept:
    """`Kept(build)(to=viewer, ...)`: the rows of `build(to=viewer, ...)`, whose SQL is built once.

    Whole numbers and days are values; what else is given (None, words, switches) may shape the query and keeps a
    statement of its own. A list is no value: ask by a sub-select.
    """

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self._build = build
        self._statements: dict[Given, _Statement] = {}

    def __call__(self, *, to: Subject, **given: Any) -> list[Any]:
        _known(to)
        told = _told.get()
        if told is not None and (question := self.asking(**given)) in told:
            return told.pop(question)
        statement = self.statement(to, given)
        with _prepared(connections[statement.queryset.db]) as cursor:
            cursor.execute(statement.sql, statement.params_with(given))
            return statement.read(cursor.fetchall())

    def asking(self, **given: Any) -> "Question":
        """The same as a question, for asked_together()."""
        return self, tuple(sorted(given.items()))

    def statement(self, to: Subject, given: Mapping[str, Any]) -> _Statement:
        """The compiled query for what is given besides values."""
        shape = tuple((name, value) for name, value in sorted(given.items()) if not _is_value(value))
        if shape not in self._statements:
            self._statements[shape] = self._compiled(to, given)
        return self._statements[shape]

    def _compiled(self, to: Subject, given: Mapping[str, Any]) -> _Statement:
        """Built twice from different values, so that no constant of the query is taken for one of them."""
        marks = [_marked(given, turn) for turn in (0, 1)]
        querysets = [self._build(to=_Asker(to), **mark) for mark in marks]
        compilers = [queryset.query.get_compiler(using=queryset.db) for queryset in querysets]
        (sql, params), (again, others) = (compiler.as_sql() for compiler in compilers)
        if sql != again:
            raise NotKept("The SQL changes with a value.")
        places = tuple(
            (place, _name_of((one, other), *marks))
            for place, (one, other) in enumerate(zip(params, others, strict=True)) if one != other
        )  # fmt: skip
        compiler = compilers[0]
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Statement(querysets[0], compiler, sql, tuple(params), places, converters)


Question = tuple[Kept, Given]
_told: ContextVar[dict[Question, list[Any]] | None] = ContextVar("parley_kept_answers", default=None)


@contextmanager
def asked_together(questions: Sequence[Question], *, to: Subject) -> Iterator[None]:
    """Send these to PostgreSQL on one journey; whoever asks one of them inside the block has the answer at once."""
    _known(to)
    asked = [
        (question, question[0].statement(to, dict(question[1]))) for question in dict.fromkeys(questions)
    ]
    connection = connections[asked[0][1].queryset.db] if asked else connections["default"]
    connection.ensure_connection()
    with ExitStack() as cursors:
        with connection.wrap_database_errors, connection.connection.pipeline():
            sent = []
            for question, statement in asked:
                cursor = cursors.enter_context(_prepared(connection))
                cursor.execute(statement.sql, statement.params_with(dict(question[1])))
                sent.append(cursor)
        answers = {
            question: statement.read(cursor.fetchall())
            for (question, statement), cursor in zip(asked, sent, strict=True)
        }
    before = _told.set(answers)
    try:
        yield
    finally:
        _told.reset(before)


def _known(to: Subject) -> None:
    if to is None or to != current_subject():
        raise SealedManagerUsed("A kept query takes the subject of the running context.")


@contextmanager
def _prepared(connection: Any) -> Iterator[Any]:
    """A cursor whose statements PostgreSQL keeps planned once they were asked a few times over one connection.

    Our other statements go to it with their values written in, as Django does by itself: each is planned anew.
    """
    connection.ensure_connection()
    session = connection.connection
    usual, session.cursor_factory = session.cursor_factory, ServerBindingCursor
    try:
        cursor = connection.cursor()
    finally:
        session.cursor_factory = usual
    with cursor:
        yield cursor


def _is_value(value: Any) -> bool:
    return isinstance(value, Value) and not isinstance(value, bool | dt.datetime)


def _marked(given: Mapping[str, Any], turn: int) -> dict[str, Any]:
    """The same with values that stand for theirs: small enough for any column, far from any day of ours."""
    return {
        name: value if not _is_value(value)
        else dt.date(1801 + turn, 1, 1 + place) if isinstance(value, dt.date) else 31_000 + 500 * turn + place
        for place, (name, value) in enumerate(sorted(given.items()))
    }  # fmt: skip


def _name_of(pair: tuple[Any, Any], first: dict[str, Any], second: dict[str, Any]) -> str:
    for name in first:
        if _is_value(first[name]) and pair == (first[name], second[name]):
            return name
    raise NotKept(f"{pair[0]!r} was made of a value before it came into the query.")

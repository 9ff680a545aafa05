"""One verb, one transaction, one audit line: the frame in which every service runs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, IntegrityError, connection, transaction

from foundation.errors import Collided, DomainError, RuleBroken

P = ParamSpec("P")
R = TypeVar("R")
VERB, REASON, WRITTEN = "parley.verb", "parley.reason", "parley.written"
END_OF_ACT = """SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
SELECT set_config(%s, %s, true), set_config(%s, %s, true)"""
# Of an outermost act also what the triggers of the trail noted (audit.triggers); nothing is noted any more.
END_OF_ALL = """SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
WITH noted AS MATERIALIZED (SELECT coalesce(current_setting(%s, true), '') AS tables)
SELECT tables, set_config(%s, '', true), set_config(%s, '', true), set_config(%s, '', true) FROM noted"""
COLLISIONS = frozenset({"40001", "40P01"})  # serialization failure, deadlock
AtTheEnd = Callable[[str, frozenset[str]], None]
_at_the_end: list[AtTheEnd] = []
_running: ContextVar[tuple[str, str]] = ContextVar("parley_act", default=("", ""))  # verb and reason


def at_the_end(ask: AtTheEnd) -> None:
    """Called once per floor: `ask(verb, tables)` runs at the end of every outermost act that wrote something.

    In its transaction, once everything it writes is written; what it raises undoes the act.
    """
    if ask not in _at_the_end:
        _at_the_end.append(ask)


def set_local(**values: str) -> None:
    """Set settings of the running transaction, e.g. set_local(**{"parley.verb": "postings.propose"}); one statement."""
    if values:
        calls = ", ".join(["set_config(%s, %s, true)"] * len(values))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {calls}", [text for pair in values.items() for text in pair])


@contextmanager
def act(verb: str, reason: str = "") -> Iterator[None]:
    """Run a service verb in a savepoint; the audit triggers write `verb` and `reason` beside every row it changes.

    Deferred constraints are made immediate before it ends, so that what the database refuses is answered here
    as RuleBroken and not at commit, when the page is already built (decisions.md 13). Collided says that nothing was
    wrong but the moment.
    """
    outer = _running.get()
    inner = (verb, reason or outer[1])
    before = _running.set(inner)
    try:
        with transaction.atomic():
            set_local(**{VERB: inner[0], REASON: inner[1]})
            yield
            if outer[0]:
                with connection.cursor() as cursor:
                    cursor.execute(END_OF_ACT, [VERB, outer[0], REASON, outer[1]])
            elif tables := _written():
                _running.set(outer)  # who asks acts for itself
                for ask in _at_the_end:
                    ask(verb, tables)
    except DatabaseError as error:
        if refusal := refused_with(error):
            raise refusal from error
        raise
    finally:
        _running.reset(before)


@contextmanager
def under_name(verb: str, reason: str) -> Iterator[None]:
    """Part of a running act that stands in the trail under a name and a reason of its own.

    What is deferred stays so until the act ends: it may be in the middle of what it does.
    """
    outer = _running.get()
    before = _running.set((verb, reason))
    try:
        set_local(**{VERB: verb, REASON: reason})
        yield
        set_local(**{VERB: outer[0], REASON: outer[1]})
    finally:
        _running.reset(before)


def _written() -> frozenset[str]:
    """Ends an outermost act: the tables it wrote."""
    with connection.cursor() as cursor:
        cursor.execute(END_OF_ALL, [WRITTEN, VERB, REASON, WRITTEN])
        while cursor.nextset():  # the answer is that of the last statement
            pass
        return frozenset(filter(None, str(cursor.fetchone()[0]).split(",")))


def refused_with(error: DatabaseError) -> DomainError | None:
    """What is told when a rule of the database, a wall or the moment made PostgreSQL refuse; None for a fault."""
    state = getattr(error.__cause__, "sqlstate", "") or ""
    if state in COLLISIONS:
        return Collided()
    if isinstance(error, IntegrityError) or state.startswith(("23", "22", "P0")) or state == "42501":
        return RuleBroken()
    return None


def verb(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorate a service: runs it inside act(name, reason=kwargs.get("reason"))."""

    def decorate(service: Callable[P, R]) -> Callable[P, R]:
        @wraps(service)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with act(name, str(kwargs.get("reason") or "")):
                return service(*args, **kwargs)

        return run

    return decorate

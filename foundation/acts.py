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
VERB, REASON = "parley.verb", "parley.reason"
END_OF_ACT = """SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
SELECT set_config(%s, %s, true), set_config(%s, %s, true)"""
COLLISIONS = frozenset({"40001", "40P01"})  # serialization failure, deadlock
_running: ContextVar[tuple[str, str]] = ContextVar("parley_act", default=("", ""))  # verb and reason


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
            with connection.cursor() as cursor:
                cursor.execute(END_OF_ACT, [VERB, outer[0], REASON, outer[1]])
    except DatabaseError as error:
        if refusal := refused_with(error):
            raise refusal from error
        raise
    finally:
        _running.reset(before)


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

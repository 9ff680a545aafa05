"""The one entry to context: who acts, in which office, for what purpose (decisions.md 3, 12-14)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from uuid import uuid4

from django.db import connection, transaction

from accounts.models import Appointment, User
from accounts.roles import Role
from foundation.acts import set_local


class NestedSubject(RuntimeError):
    """A context for one subject was asked for inside that of another."""


@dataclass(frozen=True)
class Subject:
    """A person in the office acted in. `viewer`, `by` and `to` of every service and selector are one of these."""

    user_id: int
    username: str
    full_name: str
    office_id: int | None
    role: str
    institution: str
    mission_id: int | None = None
    acting: bool = False
    scope: str = "write"
    release_to: str = ""  # reads what may be given to this State or organisation, and nothing else

    @classmethod
    def of(cls, appointment: Appointment, scope: str = "write") -> "Subject":
        """The subject of an appointment; raises nothing: validity is PostgreSQL's question on every statement."""
        user, office = appointment.user, appointment.office
        return cls(
            user.pk, user.username, user.full_name, office.pk, office.role, office.institution.code,
            office.mission_id, appointment.is_acting, scope,
        )  # fmt: skip

    @classmethod
    def without_office(cls, user: User) -> "Subject":
        """Somebody signed in who holds no office today: sees no protected row."""
        return cls(user.pk, user.username, user.full_name, None, "", user.institution.code)

    def holds(self, *roles: Role | str) -> bool:
        """True when the office acted in has one of the roles."""
        return self.role in roles


_subject: ContextVar[Subject | None] = ContextVar("parley_subject", default=None)
_WHO = ("user_id", "office_id", "release_to", "purpose")
HERE_SQL = "SELECT " + ", ".join(f"coalesce(current_setting('parley.{name}', true), '')" for name in _WHO)
_NOBODY = dict.fromkeys((*(f"parley.{name}" for name in _WHO), "parley.request_id"), "")


def current_subject() -> Subject | None:
    """The subject of the running context."""
    return _subject.get()


def _settings_of(subject: Subject, purpose: str) -> dict[str, str]:
    return {
        "parley.user_id": str(subject.user_id),
        "parley.office_id": str(subject.office_id or ""),
        "parley.release_to": subject.release_to,
        "parley.purpose": purpose.replace("\x00", " "),  # an address may carry what PostgreSQL cannot
    }


def assume(subject: Subject, purpose: str) -> None:
    """Set the subject inside an open request context; refused when another one already acts."""
    if (present := _subject.get()) is not None and present != subject:
        raise NestedSubject(f"{present.username} already acts here.")
    _subject.set(subject)
    set_local(**_settings_of(subject, purpose))


@contextmanager
def request_context(request_id: str = "") -> Iterator[None]:
    """A transaction without a subject yet; whatever assumes one inside, it ends with the transaction."""
    if _subject.get() is not None:
        raise NestedSubject("A context is already open.")
    within_another = connection.in_atomic_block  # which keeps settings that its own end alone would forget
    try:
        with transaction.atomic():
            set_local(**{**_NOBODY, "parley.request_id": request_id or uuid4().hex})
            yield
            if within_another and not transaction.get_rollback():
                set_local(**_NOBODY)
    finally:
        _subject.set(None)


@contextmanager
def enter_subject(subject: Subject, purpose: str) -> Iterator[Subject]:
    """Open a transaction in which `subject` acts. Entering the same one again is fine, another one is refused.

    For commands, tasks, streams and tests; requests come through access.middleware.
    """
    if (present := _subject.get()) is not None:
        if present != subject:
            raise NestedSubject(f"{present.username} already acts here.")
        yield subject
        return
    with request_context():
        assume(subject, purpose)
        yield subject


@contextmanager
def service_in_between(service: Subject, purpose: str) -> Iterator[Subject]:
    """A service of the system acts inside somebody's transaction under its own clearance, and he goes on after it.

    For what has to be done with a person's act and does not depend on what that person may see: nothing of what is
    read inside may reach him. What fails inside is undone alone.
    """
    present = _subject.get()
    with connection.cursor() as cursor:
        cursor.execute(HERE_SQL)
        before = dict(zip((f"parley.{name}" for name in _WHO), cursor.fetchone(), strict=True))
    try:
        with transaction.atomic():
            _subject.set(service)
            set_local(**_settings_of(service, purpose))
            yield service
            set_local(**before)
    finally:
        _subject.set(present)

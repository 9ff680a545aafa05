"""The two notes of a sending State and what we answer (VCDR arts 5, 7, 9; domain.md A1.1, B2).

The Center says what it thinks first, then the Ministry of Foreign Affairs decides. We owe nobody reasons.
"""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import ForeignAttacheState, foreign_allowed
from attaches.models import ForeignAttache
from attaches.services.foreign_attaches import not_ahead
from attaches.services.steps import StepBeforeLast, lock, step
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, TransitionRefused
from foundation.permissions import require
from foundation.writes import update

_S = ForeignAttacheState


class ConcurrenceMissing(DomainError):
    """No consent is given before the Center has concurred (domain.md A1.1, the other way round)."""

    message = _("The Center for Military Diplomacy has not concurred yet.")


class ResidentHere(DomainError):
    """We object to an accreditation from a third State (VCDR art. 5); whoever lives here is persona non grata."""

    message = _("He resides with us: consent is refused, or he is declared persona non grata.")


def closed(period: DateRange | None, on: dt.date) -> DateRange | None:
    """The period ended on a day at the latest; none when it never lasted one."""
    if period is None or (period.upper is not None and period.upper <= on):
        return period
    return DateRange(period.lower, on) if on > period.lower else None


def move(
    attache: ForeignAttache, target: ForeignAttacheState, *, on: dt.date, at: dt.datetime,
    version: int | None, **facts: Any,
) -> ForeignAttache:  # fmt: skip
    """A step of the table; part of the verbs that take one."""
    held = lock(attache)
    if not foreign_allowed(ForeignAttacheState(held.state), target):
        raise TransitionRefused
    return step(held, target, on=on, at=at, version=version, **facts)


def over(
    attache: ForeignAttache, target: ForeignAttacheState, *, on: dt.date, at: dt.datetime,
    version: int | None, **facts: Any,
) -> ForeignAttache:  # fmt: skip
    """A last step: what ran of functions and of a term as dean ends with it."""
    held = lock(attache)
    function = closed(held.function, on)
    dean = closed(held.dean, on) if function is not None else None
    return move(
        held, target, on=on, at=at, version=version, ended_on=on, function=function, dean=dean, **facts
    )


@verb("foreign_attaches.concur")
def concur(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """The Center has nothing against the person; without that no consent is given."""
    require(by, "foreign_attaches.concur")
    held = lock(attache)
    if held.state != _S.CONSENT_REQUESTED or held.concurred_on is not None:
        raise TransitionRefused
    not_ahead(on, at)
    if on < held.requested_on:
        raise StepBeforeLast(held.requested_on)
    return update(held, version=version, concurred_on=on)


@verb("foreign_attaches.consent")
def consent(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """We consent in a note of a day: on its receipt the attaché is deemed appointed (domain.md B2)."""
    require(by, "foreign_attaches.consent")
    held = lock(attache)
    if held.state == _S.CONSENT_REQUESTED:
        if held.concurred_on is None:
            raise ConcurrenceMissing
        if on < held.concurred_on:
            raise InvalidInput(fields={"on": [_("The Center concurred later than that.")]})
    return move(held, _S.CONSENT_GRANTED, on=on, at=at, version=version, replied_on=on)


@verb("foreign_attaches.refuse")
def refuse(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """We refuse consent; we owe no reasons (VCDR art. 7)."""
    require(by, "foreign_attaches.refuse")
    return move(attache, _S.CONSENT_REFUSED, on=on, at=at, version=version, replied_on=on)


@verb("foreign_attaches.request_accreditation")
def request_accreditation(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """The second note is received on a day: we are asked to accredit."""
    require(by, "foreign_attaches.request_accreditation")
    return move(
        attache, _S.ACCREDITATION_REQUESTED, on=on, at=at, version=version, accreditation_requested_on=on
    )


@verb("foreign_attaches.accredit")
def accredit(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None
) -> ForeignAttache:
    """We accredit on a day."""
    require(by, "foreign_attaches.accredit")
    return move(attache, _S.ACCREDITED, on=on, at=at, version=version, accredited_on=on)


@verb("foreign_attaches.object")
def object_to(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """We object to somebody accredited to us from another State (VCDR art. 5)."""
    require(by, "foreign_attaches.object")
    if lock(attache).is_resident:
        raise ResidentHere
    return over(attache, _S.OBJECTED, on=on, at=at, version=version)


@verb("foreign_attaches.declare_png")
def declare_png(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """We declare him persona non grata, before he arrives too; we owe no reasons (VCDR art. 9)."""
    require(by, "foreign_attaches.declare_png")
    return over(attache, _S.DECLARED_PNG, on=on, at=at, version=version)


@verb("foreign_attaches.withdraw")
def withdraw(
    attache: ForeignAttache, *, by: Subject, on: dt.date, at: dt.datetime, reason: str = "",
    version: int | None = None,
) -> ForeignAttache:  # fmt: skip
    """The sending State no longer asks for him, before he takes up his functions."""
    require(by, "foreign_attaches.withdraw")
    return over(attache, _S.WITHDRAWN, on=on, at=at, version=version)

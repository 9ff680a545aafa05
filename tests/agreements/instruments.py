"""Agreements as the cast enters them."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.services.labels import intern
from agreements.models import Agreement
from agreements.services import agreements, conclusion, kin, powers
from directory.models import Country, Organisation
from foundation.clock import now, today

V1_CLAUSE = {
    "eif_rule": "last_notification_received",
    "initial_value": 3,
    "initial_unit": "years",
    "renewal_mode": "tacit",
    "renewal_value": 3,
    "renewal_unit": "years",
    "notice_value": 6,
    "notice_unit": "months",
    "notice_basis": "before_term_end",
}


# Who needs no full powers (VCLT art. 7).
MINISTER = {"signatory": "Nazim Test", "capacity": "foreign_minister"}


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def organisation(code: str) -> Organisation:
    return Organisation.objects.get(code=code)


def recorded(
    by: Subject,
    *,
    level: str = "official_use",
    caveats: tuple[str, ...] = (),
    releasable_to: tuple[str, ...] = (),
    **facts: Any,
) -> Agreement:
    """A bilateral memorandum with Georgia unless told otherwise."""
    label = intern(level, caveats, releasable_to=releasable_to)
    known = {
        "title": "Müdafiə sahəsində əməkdaşlıq haqqında Saziş",
        "title_en": "Agreement on defence cooperation",
        "kind": "mou",
        "level": "interagency",
        "parties": [country("GE")],
        "binding": True,
        "at": now(),
        **facts,
    }
    return agreements.record(by=by, label=label, **known)


def in_force(
    by: Subject, eif_on: dt.date, *, clause: dict[str, Any] | None = None, **facts: Any
) -> Agreement:
    """Entered as in force since a day, signed a month before."""
    return recorded(
        by,
        stands_as="in_force",
        signed_on=eif_on - dt.timedelta(days=30),
        eif_on=eif_on,
        clause=V1_CLAUSE if clause is None else clause,
        **facts,
    )


def negotiated(by: Subject, *, since: dt.date = dt.date(2019, 1, 1), **facts: Any) -> Agreement:
    """Proposed on a day, mandated and negotiated a month later; ready to be signed."""
    agreement = recorded(by, on=since, **facts)
    for step in (conclusion.mandate, conclusion.negotiate):
        agreement = step(agreement, by=by, on=since + dt.timedelta(days=30), at=now())
    return agreement


def empowered(agreement: Agreement, by: Subject, **facts: Any) -> Agreement:
    """Full powers to negotiate and sign through 2019."""
    known = {
        "holder": "Elçin Nümunə",
        "subject": "Cooperation in defence",
        "permitted": ["negotiate", "sign"],
        "issued_by": "President",
        "valid_from": dt.date(2019, 1, 1),
        "valid_until": dt.date(2019, 12, 31),
        **facts,
    }
    return powers.give(agreement, by=by, at=now(), **known)


def superseded(agreement: Agreement, by: Subject, *, reason: str = "a new one", **facts: Any) -> Agreement:
    """A later instrument of the same parties takes its place today."""
    known = {"stands_as": "in_force", "signed_on": today(), "eif_on": today(), **facts}
    parties = [party.country or party.organisation for party in agreement.parties.filter(is_home=False)]
    later = recorded(by, title_en="Later agreement", parties=parties, **known)
    return kin.supersede(agreement, by=by, on=today(), at=now(), reason=reason, successor=later)

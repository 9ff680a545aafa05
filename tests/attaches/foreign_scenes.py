"""Scenes of the inbound register: foreign attachés brought as far as a test needs them."""

from itertools import count
from typing import Any

from attaches.models import ForeignAttache
from attaches.services import foreign_attaches, foreign_notes, foreign_tenures
from directory.models import Country
from foundation.clock import now
from tests.attaches.scenes import day
from tests.cast import acting

_number = count(1)
# Each step: who takes it, how many days after the request.
WAY = (
    ("concurred", "cmd_head", 10, foreign_notes.concur),
    ("consent_granted", "mfa_protocol", 20, foreign_notes.consent),
    ("accreditation_requested", "mfa_protocol", 30, foreign_notes.request_accreditation),
    ("accredited", "mfa_protocol", 40, foreign_notes.accredit),
    ("in_function", "mfa_protocol", 50, foreign_tenures.record_arrival),
)


def country(iso: str) -> Country:
    """A State by its code."""
    return Country.objects.get(iso2=iso)


def a_foreigner(
    reaches: str = "consent_requested", *, iso: str = "TR", asked: int = -400, seat: str = "", took: int = 20,
    **details: Any,
) -> ForeignAttache:  # fmt: skip
    """Registered `asked` days from today and brought to a state of WAY; `took`: days until we consented."""
    facts = {"full_name": f"Sınaq Specimen {next(_number)}", "rank": "Colonel", **details}
    with acting("mfa_protocol") as protocol:
        attache = foreign_attaches.register(
            by=protocol, on=day(asked), at=now(), country=country(iso), seat=country(seat) if seat else None, **facts
        )  # fmt: skip
    for step, who, after, service in WAY if reaches != "consent_requested" else ():
        offset = {"concurred": min(after, took), "consent_granted": took}.get(step, max(after, took))
        with acting(who) as by:
            service(attache, by=by, on=day(asked + offset), at=now())
        if step == reaches:
            break
    return as_stands(attache)


def as_stands(attache: ForeignAttache) -> ForeignAttache:
    """As the database has it."""
    with acting("cmd_desk"):
        return ForeignAttache.in_context.select_related("country", "seat", "label").get(pk=attache.pk)


def ended(attache: ForeignAttache, offset: int) -> ForeignAttache:
    """His functions ended and he left on a day."""
    with acting("mfa_protocol") as protocol:
        foreign_tenures.end(attache, by=protocol, on=day(offset), departed_on=day(offset), at=now())
    return as_stands(attache)

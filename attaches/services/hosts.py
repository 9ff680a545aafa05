"""What receiving States ask for, kept once per State (domain.md B2)."""

from typing import Any

from access.context import Subject
from attaches.models import HostPractice
from attaches.services import labels
from attaches.services.officers import only
from attaches.services.steps import lock
from directory.models import Country
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update

AMENDABLE = frozenset(
    {"consents_to_office", "consents_to_person", "second_note", "lead_days", "call_notice_days", "basis"}
)


@verb("hosts.keep")
def keep(
    country: Country, *, by: Subject, version: int | None = None, is_demo: bool = False, **practice: Any
) -> HostPractice:
    """Enter or change what a receiving State asks for; what runs already stays as it began."""
    require(by, "hosts.keep")
    only(practice, AMENDABLE)
    present = HostPractice.objects.visible_to(by).filter(country=country).first()
    if present is None:
        return insert(HostPractice(country=country, label=labels.base(), is_demo=is_demo, **practice))
    return update(lock(present), version=version, **practice)


def practice_of(country: Country | None, *, by: Subject) -> HostPractice | None:
    """What is known of a State's practice; None where nobody entered any."""
    if country is None:
        return None
    return HostPractice.objects.visible_to(by).filter(country=country).first()

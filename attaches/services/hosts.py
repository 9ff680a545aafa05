"""What receiving States ask for, kept once per State (domain.md B2)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.models import HostPractice
from attaches.services import labels
from attaches.services.officers import only
from attaches.services.steps import lock
from directory.models import Country
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update

AMENDABLE = frozenset(
    {"consents_to_office", "consents_to_person", "second_note", "lead_days", "call_notice_days", "basis"}
)
OWN_STATE = _("We send to other States, not to our own.")


class PracticeThere(DomainError):
    """A State has one practice: what stands there is changed, not entered again."""

    message = _("The practice of this State has been entered already: change it there.")


@verb("hosts.keep")
def keep(
    country: Country, *, by: Subject, version: int | None = None, anew: bool = False, is_demo: bool = False,
    **practice: Any,
) -> HostPractice:  # fmt: skip
    """Enter or change what a receiving State asks for; what runs already stays as it began.

    `anew`: whoever calls has seen none. Raises PracticeThere.
    """
    require(by, "hosts.keep")
    only(practice, AMENDABLE)
    if country.iso2 == settings.HOME_COUNTRY:
        raise InvalidInput(fields={"country": [OWN_STATE]})
    present = HostPractice.objects.visible_to(by).filter(country=country).first()
    if present is None:
        return insert(HostPractice(country=country, label=labels.base(), is_demo=is_demo, **practice))
    if anew:
        raise PracticeThere
    return update(lock(present), version=version, **practice)


def practice_of(country: Country | None, *, by: Subject) -> HostPractice | None:
    """What is known of a State's practice; None where nobody entered any."""
    if country is None:
        return None
    return HostPractice.objects.visible_to(by).filter(country=country).first()

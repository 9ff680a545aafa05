"""An officer who was entered twice takes nothing more: his other record does (domain.md C9)."""

from django.utils.translation import gettext_lazy as _

from attaches.models import Officer
from attaches.services.steps import lock
from foundation.errors import DomainError


class OfficerMerged(DomainError):
    """Whatever is new belongs to the record that stayed."""

    message = _("This officer was entered twice; use %(reference)s.")

    def __init__(self, stays: str) -> None:
        super().__init__(str(self.message) % {"reference": stays})


def lock_officer(officer: Officer) -> Officer:
    """The officer as he stands now, held until the verb ends; raises OfficerMerged."""
    held = lock(officer)
    if held.merged_into is not None:
        raise OfficerMerged(held.merged_into.reference)
    return held

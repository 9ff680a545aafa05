"""Cases follow the label of their matter (access.registry, docs/decisions/0009)."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from approvals.lifecycle import CaseState
from approvals.models import Case
from foundation.errors import DomainError


class UnderApproval(DomainError):
    """The label is part of what is signed; lowering is not so urgent that a running case must give way."""

    message = _(
        "This is under approval, and its marking is part of what is signed. Lower it when the case is closed."
    )


class Cases:
    """Every round of a matter, with the comments of those who decided."""

    def telling_of(self, references: Collection[str]) -> Iterable[QuerySet[Case]]:
        return [Case.in_context.filter(object_reference__in=references)]

    def before_lowering(self, reference: str) -> None:
        """Raises UnderApproval."""
        if Case.in_context.filter(object_reference=reference, state=CaseState.OPEN).exists():
            raise UnderApproval

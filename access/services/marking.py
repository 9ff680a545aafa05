"""One way to change a marking: raised at once, or proposed to be lowered."""

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label, LoweringProposal
from access.selectors.dependants import dominates
from access.services.lowering import propose_lowering
from access.services.relabelling import raise_label
from foundation.errors import DomainError


class SameMarking(DomainError):
    """Nothing would change."""

    message = _("The record carries this marking already.")


class NeitherHigherNorLower(DomainError):
    """Sideways is two steps, because only one of them may be taken alone."""

    message = _("This would raise and lower at once. First raise the marking, then propose to lower it.")


def change_marking(
    record: Classified,
    *,
    by: Subject,
    to: Label,
    reason: str,
    together: bool = False,
    version: int | None = None,
) -> LoweringProposal | None:
    """Raise at once, or propose to lower and return the proposal that waits for a second person."""
    higher, lower = dominates(to, record.label), dominates(record.label, to)
    if higher and lower:
        raise SameMarking
    if not higher and not lower:
        raise NeitherHigherNorLower
    if lower:
        return propose_lowering(record, by=by, to=to, reason=reason, version=version)
    raise_label(record, by=by, to=to, reason=reason, together=together, version=version)
    return None

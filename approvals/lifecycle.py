"""What can happen to a case, its steps and decisions (domain.md C6, decisions.md 21-22)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Verdict(TextChoices):
    """Concur (a coordinating body's yes) is not approve (the deciding authority's yes)."""

    CONCUR = "concur", _("Concur")
    APPROVE = "approve", _("Approve")
    SIGN = "sign", _("Sign")
    ACKNOWLEDGE = "acknowledge", _("Acknowledge")
    RETURN = "return", _("Return")
    REJECT = "reject", _("Reject")


class StepMode(TextChoices):
    """How many of a step's seats must agree."""

    ONE = "one", _("Any one seat")
    ALL = "all", _("Every seat")
    QUORUM = "quorum", _("A quorum of the seats")


class DaysFrom(TextChoices):
    """Who set the working days within which a step answers."""

    ROUTE = "route", _("the route")
    AGREEMENT = "agreement", _("the joint agreement of both ministries")


class DelegationState(TextChoices):
    """Where a delegation stands on a day."""

    PROPOSED = "proposed", _("waits for a security officer")
    LATER = "later", _("begins later")
    IN_FORCE = "in_force", _("in force")
    ENDED = "ended", _("ended")
    DECLINED = "declined", _("declined or taken back")


class StepState(TextChoices):
    WAITING = "waiting", _("Waiting for earlier steps")
    OPEN = "open", pgettext_lazy("step", "Open")
    DONE = "done", pgettext_lazy("step", "Done")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    NOT_NEEDED = "not_needed", _("Not needed")


class CaseState(TextChoices):
    """A returned matter keeps its number and comes back as the next round; a rejected one starts anew (C9).

    Case rows are bound to one content: whatever comes back is another version and therefore another row.
    """

    OPEN = "open", pgettext_lazy("case", "Open")
    RETURNED = "returned", _("Returned")
    REJECTED = "rejected", _("Rejected")
    APPROVED = "approved", _("Approved")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class ReturnReason(TextChoices):
    """Coded reasons of a return or rejection; the comment says the rest."""

    OBJECTIVES_NOT_MEASURABLE = "objectives_not_measurable", _("Objectives cannot be measured")
    PRIORITY_DISPUTED = "priority_disputed", _("Priority is disputed")
    RESOURCES_MISSING = "resources_missing", _("Money or people are missing")
    LEGAL_BASIS_MISSING = "legal_basis_missing", _("Legal basis is missing")
    CONTRADICTS_EMBASSY_PRIORITY = "contradicts_embassy_priority", _("Contradicts a priority of the embassy")
    FACTS_NEED_CORRECTION = "facts_need_correction", _("Facts need correction")
    WORDING = "wording", _("Wording")
    OTHER = "other", _("Other reason")


class Over(TextChoices):
    """Why nobody is asked any more to read what was approved."""

    MATTER_SUPERSEDED = (
        "matter_superseded",
        _("What was approved here has been superseded since. Nobody is asked to read it any more."),
    )
    MATTER_EXPIRED = (
        "matter_expired",
        _("The time of what was approved here is over. Nobody is asked to read it any more."),
    )
    MATTER_WITHDRAWN = (
        "matter_withdrawn",
        _("What was approved here has been withdrawn since. Nobody is asked to read it any more."),
    )
    MATTER_ENDED = (
        "matter_ended",
        _("What was approved here does not stand any more. Nobody is asked to read it any more."),
    )


REFUSING: frozenset[Verdict] = frozenset({Verdict.RETURN, Verdict.REJECT})
AGREEING: frozenset[Verdict] = frozenset(Verdict) - REFUSING

TRANSITIONS: dict[CaseState, frozenset[CaseState]] = {
    CaseState.OPEN: frozenset(
        {CaseState.RETURNED, CaseState.REJECTED, CaseState.APPROVED, CaseState.WITHDRAWN}
    ),
    CaseState.RETURNED: frozenset({CaseState.WITHDRAWN}),
    CaseState.REJECTED: frozenset(),
    CaseState.APPROVED: frozenset(),
    CaseState.WITHDRAWN: frozenset(),
}
TERMINAL: frozenset[CaseState] = frozenset(state for state, after in TRANSITIONS.items() if not after)


def allowed(source: CaseState, target: CaseState) -> bool:
    return target in TRANSITIONS[source]

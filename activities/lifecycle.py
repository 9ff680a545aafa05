"""What can happen to activities and exercises (domain.md C3, B5)."""

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityState(TextChoices):
    """ "Blocked" is derived from the agreement it stands on, never stored (decisions.md 26)."""

    IDEA = "idea", _("Idea")
    PLANNED = "planned", pgettext_lazy("activity", "Planned")
    IN_APPROVAL = "in_approval", _("In approval")
    APPROVED = "approved", _("Approved")
    PREPARING = "preparing", _("Preparing")
    ONGOING = "ongoing", _("Ongoing")
    COMPLETED = "completed", pgettext_lazy("activity", "Completed")
    AAR_SUBMITTED = "aar_submitted", _("After-action report submitted")
    CLOSED = "closed", pgettext_lazy("activity", "Closed")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class Direction(TextChoices):
    IN = "in", _("Inbound")
    OUT = "out", _("Outbound")
    HOME = "home", _("At home")
    MULTI = "multi", _("Multilateral")


class Level(TextChoices):
    """Bilateral is the most significant level (domain.md A5.27)."""

    BILATERAL = "bilateral", _("Bilateral")
    REGIONAL = "regional", _("Regional")
    INTERNATIONAL = "international", _("International")


class Aspect(TextChoices):
    """The three aspects that yield no result apart from each other (domain.md A4)."""

    OPERATIONS = "operations", _("NATO and UN operations")
    REPRESENTATION = "representation", _("International representation")
    COOPERATION = "cooperation", _("Cooperation")


class ExerciseSize(TextChoices):
    """Decides how early the planning conferences must be (domain.md B5)."""

    MAJOR = "major", _("Major exercise")
    SMALL = "small", _("Small exercise")


class Conference(TextChoices):
    """The conferences that prepare an exercise, in their order."""

    IPC = "ipc", _("Initial planning conference")
    MPC = "mpc", _("Main planning conference")
    FPC = "fpc", _("Final planning conference")


class ExerciseReport(TextChoices):
    """What is written of an exercise after its end, in this order (domain.md B5, C3)."""

    FIRST = "first", _("First impression report")
    FINAL = "final", _("Final exercise report")


class ProtocolLevel(TextChoices):
    """Who leads the guests decides how they are received (domain.md B3)."""

    HEAD_OF_STATE = "head_of_state", _("Head of State or Government")
    MINISTER = "minister", _("Minister")
    CHIEF_OF_STAFF = "chief_of_staff", _("Chief of the General Staff or service")
    GENERAL = "general", pgettext_lazy("protocol level", "Generals and directors")
    EXPERT = "expert", pgettext_lazy("protocol level", "Experts")
    WORKING = "working", pgettext_lazy("protocol level", "Working level")


class VisitPhase(TextChoices):
    """What prepares a visit, in its order (domain.md C7, row 29)."""

    PROGRAMME = "programme", _("Programme agreed")
    PROTOCOL = "protocol", _("Delegation, protocol and gifts settled")
    ASSURANCE = "assurance", _("Security assurance given")


class LessonTopic(TextChoices):
    """What a lesson is about."""

    PLANNING = "planning", pgettext_lazy("lesson", "Planning")
    COMMAND = "command", _("Command and staff work")
    COMMUNICATIONS = "communications", _("Communications and information systems")
    LOGISTICS = "logistics", _("Logistics")
    TRAINING = "training", pgettext_lazy("lesson", "Training level")
    LANGUAGE = "language", pgettext_lazy("lesson", "Language")
    LEGAL = "legal", _("Legal questions and clearances")
    PROTOCOL = "protocol", pgettext_lazy("lesson", "Protocol")
    SAFETY = "safety", _("Safety and security")


class ClearanceState(TextChoices):
    """A diplomatic clearance: asked by note, given for hours, used or lapsed (domain.md C3)."""

    DRAFT = "draft", pgettext_lazy("clearance", "To be asked for")
    NOTE_SENT = "note_sent", _("Note sent")
    GRANTED = "granted", pgettext_lazy("clearance", "Granted")
    REFUSED = "refused", pgettext_lazy("clearance", "Refused")
    USED = "used", pgettext_lazy("clearance", "Used")
    LAPSED = "lapsed", pgettext_lazy("clearance", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("clearance", "Withdrawn")


_C = ClearanceState
CLEARANCE_TRANSITIONS: dict[ClearanceState, frozenset[ClearanceState]] = {
    _C.DRAFT: frozenset({_C.NOTE_SENT, _C.WITHDRAWN}),
    _C.NOTE_SENT: frozenset({_C.GRANTED, _C.REFUSED, _C.WITHDRAWN}),
    _C.GRANTED: frozenset({_C.USED, _C.LAPSED}),
    _C.REFUSED: frozenset(),
    _C.USED: frozenset(),
    _C.LAPSED: frozenset(),
    _C.WITHDRAWN: frozenset(),
}
CLEARANCE_ASKED: frozenset[ClearanceState] = frozenset(_C) - {_C.DRAFT, _C.WITHDRAWN}
CLEARANCE_GIVEN: frozenset[ClearanceState] = frozenset({_C.GRANTED, _C.USED, _C.LAPSED})
CLEARANCE_OPEN: frozenset[ClearanceState] = frozenset({_C.DRAFT, _C.NOTE_SENT, _C.GRANTED})

_S = ActivityState

TRANSITIONS: dict[ActivityState, frozenset[ActivityState]] = {
    _S.IDEA: frozenset({_S.PLANNED, _S.CANCELLED}),
    _S.PLANNED: frozenset({_S.IN_APPROVAL, _S.POSTPONED, _S.CANCELLED}),
    # Back to planned when the case is returned, rejected or withdrawn.
    _S.IN_APPROVAL: frozenset({_S.APPROVED, _S.PLANNED, _S.POSTPONED, _S.CANCELLED}),
    _S.APPROVED: frozenset({_S.PREPARING, _S.POSTPONED, _S.CANCELLED}),
    _S.PREPARING: frozenset({_S.ONGOING, _S.POSTPONED, _S.CANCELLED}),
    _S.ONGOING: frozenset({_S.COMPLETED, _S.CANCELLED}),
    _S.COMPLETED: frozenset({_S.AAR_SUBMITTED}),
    _S.AAR_SUBMITTED: frozenset({_S.CLOSED}),
    # With new dates: to approved as long as `needs_new_approval` says no, else through approval again.
    _S.POSTPONED: frozenset({_S.PLANNED, _S.IN_APPROVAL, _S.APPROVED, _S.CANCELLED}),
    _S.CLOSED: frozenset(),
    _S.CANCELLED: frozenset(),
}
TERMINAL: frozenset[ActivityState] = frozenset(state for state, after in TRANSITIONS.items() if not after)
# "Held" in every report means completed or later (domain.md C8).
HELD: frozenset[ActivityState] = frozenset({_S.COMPLETED, _S.AAR_SUBMITTED, _S.CLOSED})
AHEAD: frozenset[ActivityState] = frozenset(_S) - HELD - {_S.ONGOING, _S.CANCELLED}
# What follows a held activity is still written.
REPORTING: frozenset[ActivityState] = HELD - {_S.CLOSED}
# What was spent is known once it is under way, also where it was broken off (I21).
SPENT: frozenset[ActivityState] = HELD | {_S.ONGOING, _S.CANCELLED}
# Until it is approved, an activity may still be looking for its basis (I17).
WITHOUT_BASIS: frozenset[ActivityState] = frozenset(
    {_S.IDEA, _S.PLANNED, _S.IN_APPROVAL, _S.POSTPONED, _S.CANCELLED}
)
# What was under way or over before this register knew of it is entered where it stands.
ENTERED_AS: frozenset[ActivityState] = frozenset(
    {_S.IDEA, _S.PLANNED, _S.ONGOING, _S.COMPLETED, _S.CLOSED, _S.CANCELLED}
)


def allowed(source: ActivityState, target: ActivityState) -> bool:
    return target in TRANSITIONS[source]


def needs_new_approval(
    *,
    moved_by: timedelta,
    country_changed: bool,
    cost_before: Decimal,
    cost_after: Decimal,
    days_tolerated: int = 30,
    cost_growth_tolerated: Decimal = Decimal("0.20"),
) -> bool:
    """A change beyond thirty days, a fifth of the cost or to another country is approved anew (C3)."""
    too_far = abs(moved_by) > timedelta(days=days_tolerated)
    too_dear = cost_after > cost_before * (1 + cost_growth_tolerated)
    return country_changed or too_far or too_dear


def notify_by(starts_on: date, lead_days: int) -> date:
    """Last day for a notification that is due whole calendar days ahead (Vienna Document: 42)."""
    return starts_on - timedelta(days=lead_days)


class DeploymentState(TextChoices):
    """A rotation of own forces abroad: rotating while the next one takes over, called off before it has left (C3)."""

    AUTHORISED = "authorised", pgettext_lazy("deployment", "Authorised")
    PREPARING = "preparing", pgettext_lazy("deployment", "Preparing")
    DEPLOYED = "deployed", pgettext_lazy("deployment", "Deployed")
    ROTATING = "rotating", pgettext_lazy("deployment", "Rotating")
    RETURNED = "returned", pgettext_lazy("deployment", "Returned")
    CALLED_OFF = "called_off", pgettext_lazy("deployment", "Called off")


_D = DeploymentState
DEPLOYMENT_TRANSITIONS: dict[DeploymentState, frozenset[DeploymentState]] = {
    _D.AUTHORISED: frozenset({_D.PREPARING, _D.CALLED_OFF}),
    _D.PREPARING: frozenset({_D.DEPLOYED, _D.CALLED_OFF}),
    # The last one goes home without being relieved.
    _D.DEPLOYED: frozenset({_D.ROTATING, _D.RETURNED}),
    _D.ROTATING: frozenset({_D.RETURNED}),
    _D.RETURNED: frozenset(),
    _D.CALLED_OFF: frozenset(),
}
ABROAD: frozenset[DeploymentState] = frozenset({_D.DEPLOYED, _D.ROTATING})
TO_LEAVE: frozenset[DeploymentState] = frozenset({_D.AUTHORISED, _D.PREPARING})
# What was called off stood at no time (I18).
STANDING: frozenset[DeploymentState] = frozenset(_D) - {_D.CALLED_OFF}


class ReturnState(TextChoices):
    """A return to an organisation: whom its route asks, or the other ministry alone, agrees before it leaves (C6)."""

    SCHEDULED = "scheduled", pgettext_lazy("return", "Scheduled")
    IN_PREPARATION = "in_preparation", pgettext_lazy("return", "In preparation")
    IN_APPROVAL = "in_approval", pgettext_lazy("return", "With those who agree")
    CLEARED = "cleared", pgettext_lazy("return", "Cleared by the other ministry")
    SENT_BACK = "sent_back", pgettext_lazy("return", "Sent back")
    SUBMITTED = "submitted", pgettext_lazy("return", "Submitted")
    CLOSED = "closed", pgettext_lazy("return", "Receipt confirmed")
    NOT_DUE = "not_due", pgettext_lazy("return", "Not due")


_R = ReturnState
RETURN_TRANSITIONS: dict[ReturnState, frozenset[ReturnState]] = {
    # What was submitted before this register knew of it is taken over as submitted.
    _R.SCHEDULED: frozenset({_R.IN_PREPARATION, _R.SUBMITTED, _R.NOT_DUE}),
    # What is marked is put up; the other ministry alone clears or sends back what is not.
    _R.IN_PREPARATION: frozenset({_R.IN_APPROVAL, _R.CLEARED, _R.SENT_BACK, _R.NOT_DUE}),
    # By its case; taken back from it, it is in preparation again.
    _R.IN_APPROVAL: frozenset({_R.CLEARED, _R.SENT_BACK, _R.IN_PREPARATION, _R.NOT_DUE}),
    _R.CLEARED: frozenset({_R.SENT_BACK, _R.SUBMITTED, _R.NOT_DUE}),
    # Whoever works on it again says so, and does not agree to it (I22).
    _R.SENT_BACK: frozenset({_R.IN_PREPARATION, _R.NOT_DUE}),
    _R.SUBMITTED: frozenset({_R.CLOSED}),
    _R.CLOSED: frozenset(),
    # What a slip in the rule had dropped is due again once the rule is corrected.
    _R.NOT_DUE: frozenset({_R.SCHEDULED}),
}
OWED: frozenset[ReturnState] = frozenset(
    {_R.SCHEDULED, _R.IN_PREPARATION, _R.IN_APPROVAL, _R.CLEARED, _R.SENT_BACK}
)
# Before there were routes, security's word was a step of its own.
CHECKED = "checked"
RETURN_STEPS = [*ReturnState.choices, (CHECKED, pgettext_lazy("return", "Agreed to by security"))]
AGREED: frozenset[str] = frozenset({CHECKED, _R.CLEARED})
PREPARING: frozenset[ReturnState] = frozenset({_R.IN_PREPARATION, _R.IN_APPROVAL})
GIVEN: frozenset[ReturnState] = frozenset({_R.SUBMITTED, _R.CLOSED})


class InspectionState(TextChoices):
    """An inspection or evaluation: asked for, answered within its hours, carried out (B5)."""

    REQUESTED = "requested", pgettext_lazy("inspection", "Requested")
    ACCEPTED = "accepted", pgettext_lazy("inspection", "Accepted")
    REFUSED = "refused", pgettext_lazy("inspection", "Refused")
    CARRIED_OUT = "carried_out", pgettext_lazy("inspection", "Carried out")
    CALLED_OFF = "called_off", pgettext_lazy("inspection", "Called off")


_I = InspectionState
INSPECTION_TRANSITIONS: dict[InspectionState, frozenset[InspectionState]] = {
    _I.REQUESTED: frozenset({_I.ACCEPTED, _I.REFUSED, _I.CALLED_OFF}),
    _I.ACCEPTED: frozenset({_I.CARRIED_OUT, _I.CALLED_OFF}),
    _I.REFUSED: frozenset(),
    _I.CARRIED_OUT: frozenset(),
    _I.CALLED_OFF: frozenset(),
}
# What was accepted uses the quota of its year, unless it was called off.
USES_QUOTA: frozenset[InspectionState] = frozenset({_I.ACCEPTED, _I.CARRIED_OUT})

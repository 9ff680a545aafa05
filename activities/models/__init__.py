"""Activities with their partners, particulars and steps; exercises with their conferences."""

from activities.models.activity import Activity, ActivityParticipant, ActivityStep
from activities.models.authorisation import Authorisation
from activities.models.exercise import Exercise, PlanningConference
from activities.models.particulars import (
    Contingent,
    CostLine,
    GuidingPaper,
    ServedObjective,
    SupportingInstitution,
)
from activities.models.submission import ActivityDrafter, ActivitySubmission

__all__ = [
    "Activity",
    "ActivityDrafter",
    "ActivityParticipant",
    "ActivityStep",
    "ActivitySubmission",
    "Authorisation",
    "Contingent",
    "CostLine",
    "Exercise",
    "GuidingPaper",
    "PlanningConference",
    "ServedObjective",
    "SupportingInstitution",
]

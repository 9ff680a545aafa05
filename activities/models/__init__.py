"""Activities with their partners and steps; exercises with their conferences."""

from activities.models.activity import Activity, ActivityParticipant, ActivityStep
from activities.models.exercise import Exercise, PlanningConference

__all__ = ["Activity", "ActivityParticipant", "ActivityStep", "Exercise", "PlanningConference"]

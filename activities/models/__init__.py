"""Activities with their partners, particulars and steps; exercises with their conferences."""

from activities.models.activity import Activity, ActivityParticipant, ActivityStep
from activities.models.after_action import AfterActionReport, Lesson
from activities.models.authorisation import Authorisation
from activities.models.clearance import ClearanceStep, DiplomaticClearance
from activities.models.clearance_case import ClearanceDrafter, ClearanceSubmission
from activities.models.deployment import Deployment, DeploymentStep
from activities.models.details import AssistanceItem, Course, ExpertPost, TrainingTeam
from activities.models.due_return import DueReturn, DueReturnStep, ReturnRedating
from activities.models.exercise import Exercise, PlanningConference
from activities.models.former import FormerDays
from activities.models.inspection import InspectionEvent, InspectionQuota, InspectionStep
from activities.models.obligation import ObligationSuspension, ReportingObligation
from activities.models.operation import Contribution, Operation, StatedFigure
from activities.models.particulars import (
    Contingent,
    CostLine,
    GuidingPaper,
    ServedObjective,
    SupportingInstitution,
)
from activities.models.return_case import ReturnSubmission
from activities.models.submission import ActivityDrafter, ActivitySubmission
from activities.models.visit import Delegate, DelegationSeat, ProgrammeItem, Visit, VisitPreparation

__all__ = [
    "Activity",
    "ActivityDrafter",
    "ActivityParticipant",
    "ActivityStep",
    "ActivitySubmission",
    "AfterActionReport",
    "AssistanceItem",
    "Authorisation",
    "ClearanceDrafter",
    "ClearanceStep",
    "ClearanceSubmission",
    "Contingent",
    "Contribution",
    "CostLine",
    "Course",
    "Delegate",
    "DelegationSeat",
    "Deployment",
    "DeploymentStep",
    "DiplomaticClearance",
    "DueReturn",
    "DueReturnStep",
    "Exercise",
    "ExpertPost",
    "FormerDays",
    "GuidingPaper",
    "InspectionEvent",
    "InspectionQuota",
    "InspectionStep",
    "Lesson",
    "ObligationSuspension",
    "Operation",
    "PlanningConference",
    "ProgrammeItem",
    "ReportingObligation",
    "ReturnRedating",
    "ReturnSubmission",
    "ServedObjective",
    "StatedFigure",
    "SupportingInstitution",
    "TrainingTeam",
    "Visit",
    "VisitPreparation",
]

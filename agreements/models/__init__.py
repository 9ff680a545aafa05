"""Agreements with their parties, clauses, steps, notifications, the days computed from them, and annual plans."""

from agreements.models.agreement import Agreement, Party
from agreements.models.clause import Clause
from agreements.models.deadline import AgreementDeadline
from agreements.models.plan import BilateralPlan, PlanEditor, PlanItem, PlanStep, PlanSubmission
from agreements.models.stages import Notification, StageEvent

__all__ = [
    "Agreement",
    "AgreementDeadline",
    "BilateralPlan",
    "Clause",
    "Notification",
    "Party",
    "PlanEditor",
    "PlanItem",
    "PlanStep",
    "PlanSubmission",
    "StageEvent",
]

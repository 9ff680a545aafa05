"""Agreements with their parties, clauses, steps, notifications and the days computed from them."""

from agreements.models.agreement import Agreement, Party
from agreements.models.clause import Clause
from agreements.models.deadline import AgreementDeadline
from agreements.models.provision import ImplementationEvent, Provision, ProvisionStage, Redating
from agreements.models.stages import Notification, StageEvent

__all__ = [
    "Agreement",
    "AgreementDeadline",
    "Clause",
    "ImplementationEvent",
    "Notification",
    "Party",
    "Provision",
    "ProvisionStage",
    "Redating",
    "StageEvent",
]

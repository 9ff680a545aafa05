"""Agreements with their parties, clauses, steps, notifications, the days computed from them, and annual plans."""

from agreements.models.agreement import Agreement, Party
from agreements.models.clause import Clause, ClauseBefore
from agreements.models.deadline import AgreementDeadline
from agreements.models.kin import Supersession
from agreements.models.later import LaterRegistration
from agreements.models.parties import DomesticStep, PartySignature, PartyStatement, PartyWithdrawal
from agreements.models.plan import BilateralPlan, PlanEditor, PlanItem, PlanStep, PlanSubmission
from agreements.models.powers import FullPowers
from agreements.models.provision import ImplementationEvent, Provision, ProvisionStage, Redating
from agreements.models.stages import Notification, StageEvent
from agreements.models.submission import AgreementDrafter, AgreementSubmission
from agreements.models.texts import AgreementText, StageDocument

__all__ = [
    "Agreement", "AgreementDeadline", "AgreementDrafter", "AgreementSubmission", "AgreementText", "BilateralPlan",
    "Clause", "ClauseBefore", "DomesticStep", "FullPowers", "ImplementationEvent", "LaterRegistration", "Notification",
    "Party",
    "PartySignature", "PartyStatement", "PartyWithdrawal", "PlanEditor", "PlanItem", "PlanStep", "PlanSubmission",
    "Provision", "ProvisionStage", "Redating", "StageDocument", "StageEvent", "Supersession",
]  # fmt: skip

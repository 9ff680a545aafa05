"""Agreements with their parties, clauses, steps, notifications and the days computed from them."""

from agreements.models.agreement import Agreement, Party
from agreements.models.clause import Clause
from agreements.models.deadline import AgreementDeadline
from agreements.models.parties import DomesticStep, PartySignature, PartyStatement, PartyWithdrawal
from agreements.models.powers import FullPowers
from agreements.models.stages import Notification, StageEvent

__all__ = [
    "Agreement", "AgreementDeadline", "Clause", "DomesticStep", "FullPowers", "Notification", "Party",
    "PartySignature", "PartyStatement", "PartyWithdrawal", "StageEvent",
]  # fmt: skip

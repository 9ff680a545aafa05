"""Routes (templates, open) and cases (runs, protected) with steps, seats, decisions and what became of them."""

from approvals.models.case import Case, CaseEditor
from approvals.models.decision import Decision, Movement
from approvals.models.delegation import Delegation
from approvals.models.evidence import Evidence
from approvals.models.recall import Revocation
from approvals.models.route import Route, RouteStep
from approvals.models.step import CaseSeat, CaseStep

__all__ = [
    "Case", "CaseEditor", "CaseSeat", "CaseStep", "Decision", "Delegation", "Evidence", "Movement", "Revocation",
    "Route", "RouteStep",
]  # fmt: skip

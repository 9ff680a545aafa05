"""Routes (templates, open) and cases (runs, protected) with their steps, seats, decisions and movements."""

from approvals.models.case import Case, CaseEditor
from approvals.models.decision import Decision, Movement
from approvals.models.route import Route, RouteStep
from approvals.models.step import CaseSeat, CaseStep

__all__ = ["Case", "CaseEditor", "CaseSeat", "CaseStep", "Decision", "Movement", "Route", "RouteStep"]

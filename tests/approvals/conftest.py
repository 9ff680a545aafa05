"""The stage of these tests: a kind of matter with the mission paper's route, registered for one test at a time."""

import pytest

from approvals import registry
from approvals.lifecycle import Verdict
from approvals.models import Route, RouteStep
from approvals.services.reference import MISSION_PAPER, _step
from approvals.services.routes import record_route
from tests.approvals.stage import Proposals
from tests.cast import acting

DECIDING = tuple(row for row in MISSION_PAPER if row[2] != Verdict.ACKNOWLEDGE)


def make_route(kind: str = "proposal", code: str = "proposal", rows: tuple = DECIDING) -> Route:
    """The Center sets up a route."""
    route = Route(code=code, kind=kind, name_en="Proposal", name_az="Təklif", is_default=True)
    steps: list[RouteStep] = [_step(route, *row) for row in rows]
    with acting("cmd_head") as head:
        return record_route(route, by=head, steps=steps)


@pytest.fixture
def proposals(db: None, monkeypatch: pytest.MonkeyPatch) -> Proposals:
    """The adapter of the tests' kind, with its route in place."""
    adapter = Proposals()
    monkeypatch.setitem(registry._approvables, adapter.kind, adapter)
    make_route()
    return adapter

"""No annual plan without the MFA's word, no agreement past the legal desk of a ministry (domain.md A1.1, B4)."""

import pytest

from approvals.models import Route
from approvals.services.routes import amend_route
from foundation.errors import InvalidInput
from tests.cast import acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        ("annual_plan", "mfa_desk"), ("annual_plan", "mod_leadership"), ("agreement_mandate", "mfa_legal"),
        ("agreement_text", "mod_legal"), ("agreement_denunciation", "mfa_legal"),
    ],
)  # fmt: skip
def test_the_center_takes_no_ministry_off_the_route(db: None, kind: str, role: str) -> None:
    route = Route.objects.get(kind=kind)
    with acting("cmd_desk") as desk, pytest.raises(InvalidInput, match="does without"):
        amend_route(route, by=desk, steps=[], removed=[route.steps.get(role=role)])

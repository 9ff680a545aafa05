"""Seats that a matter's facts call for stay on the route of activities, whoever keeps it (domain.md C6)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from access.context import Subject
from accounts.roles import Role
from activities.models import Activity
from approvals.models import Route, RouteStep
from approvals.services.cases import SeatsLacking
from approvals.services.routes import amend_route
from foundation.errors import InvalidInput
from tests.activities.programme import agreed, basis, planned, stepped, waiting
from tests.cast import acting

pytestmark = pytest.mark.django_db


def steps_of(role: Role, code: str = "activity") -> list[RouteStep]:
    return list(RouteStep.objects.filter(route__code=code, role=role))


def taken_off(by: Subject, *steps: RouteStep, code: str = "activity") -> None:
    amend_route(Route.objects.get(code=code), by=by, steps=[], removed=steps)


@pytest.mark.parametrize(
    ("role", "condition"),
    [
        (Role.MOD_SECURITY, "classified information is exchanged: applies"),
        (Role.MFA_DESK, "way to approval"),
        (Role.MOD_LEADERSHIP, "way to approval"),
        (Role.IMCD_HEAD, "way to approval"),
        (Role.SBS_LIAISON, "touches the State border: applies"),
        (Role.MOD_LEGAL, "reaches beyond defence and security: applies"),
        (Role.MFA_LEADERSHIP, "diplomatic relations with every State: does not apply"),
    ],
)
def test_the_center_takes_no_seat_off_that_a_matter_may_need(db: None, role: Role, condition: str) -> None:
    with acting("cmd_head") as by, pytest.raises(InvalidInput) as refusal, transaction.atomic():
        taken_off(by, *steps_of(role))
    assert str(role.label) in str(refusal.value)
    assert condition in str(refusal.value)


def test_nor_does_a_narrower_condition_do(db: None) -> None:
    with acting("cmd_head") as by, pytest.raises(InvalidInput), transaction.atomic():
        (step,) = steps_of(Role.SBS_LIAISON)
        step.only_when = {"border": [True], "country": ["GE"]}
        amend_route(Route.objects.get(code="activity"), by=by, steps=[step])


def test_nor_are_both_leaderships_taken_off_what_could_not_wait(db: None) -> None:
    with acting("cmd_head") as by, pytest.raises(InvalidInput), transaction.atomic():
        taken_off(by, *steps_of(Role.MFA_LEADERSHIP, "activity-urgent"), code="activity-urgent")


@pytest.mark.parametrize("role", [Role.MFA_PROTOCOL, Role.MOD_LEGAL])
def test_nor_is_anybody_taken_off_the_route_of_clearances(db: None, role: Role) -> None:
    with acting("cmd_head") as by, pytest.raises(InvalidInput, match="does without"), transaction.atomic():
        taken_off(by, *steps_of(role, "diplomatic-clearance"), code="diplomatic-clearance")


def test_a_wider_condition_and_a_further_seat_are_the_centers_to_choose(db: None) -> None:
    with acting("cmd_head") as by:
        (step,) = steps_of(Role.MFA_DESK)
        step.only_when = {}
        further = RouteStep(
            order=4, role=Role.MOD_FINANCE, verdict="concur", phase="in_approval", sla_days=3, name_en="Finance",
            name_az="Maliyyə",
        )  # fmt: skip
        amend_route(Route.objects.get(code="activity"), by=by, steps=[step, further])


def under(**facts: Any) -> Activity:
    with acting("cmd_desk") as desk:
        if facts.get("with_secrets"):
            basis(desk, kind="gsomia")
        return stepped(planned(desk, agreement=basis(desk), **facts), desk, "in_approval")


def test_security_is_asked_where_secrets_are_exchanged(db: None) -> None:
    assert waiting(under(with_secrets=True)) == ["mod_security", "imcd_head"]


def test_a_route_that_lacks_a_seat_all_the_same_runs_no_case(db: None) -> None:
    with acting("cmd_desk") as desk:
        RouteStep.objects.filter(route__code="activity", role=Role.SBS_LIAISON).delete()
        with pytest.raises(SeatsLacking, match="touches the State border"):
            stepped(planned(desk, agreement=basis(desk), border_topic=True), desk, "in_approval")


def test_in_sql_nothing_is_approved_past_a_seat(db: None) -> None:
    activity = under(border_topic=True)
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "UPDATE activities_activity SET state = 'approved', approved_start = starts_on WHERE id = %s",
            [activity.pk],
        )
    assert agreed(activity).state == "approved"

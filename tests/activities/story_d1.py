"""The situation of D1: two observers abroad, under an act for four that ends in sixty days."""

from typing import Any, NamedTuple

from django.db.backends.postgresql.psycopg_any import DateRange

from activities.models import Authorisation, Deployment, Operation
from tests.activities.contingents import a_rotation, an_act, an_operation, gone
from tests.activities.programme import days
from tests.cast import acting


class Scene(NamedTuple):
    operation: Operation
    act: Authorisation
    deployment: Deployment


def scene() -> Scene:
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by, valid=DateRange(days(-400), days(61)))
        rotation = gone(a_rotation(by, operation, act, first=-300, last=60), by, days(-300))
    return Scene(operation, act, rotation)


def state(deployment: Deployment) -> str:
    with acting("operations_desk"):
        return str(Deployment.in_context.get(pk=deployment.pk).state)


def typed(found: Scene) -> dict[str, Any]:
    """The next rotation as it is typed in data entry."""
    return {
        "operation": found.operation.pk, "authorisation": found.act.pk, "predecessor": found.deployment.pk,
        "rotation_no": 2, "headcount": 2, "role": "Military observers", "classification": "official_use",
    }  # fmt: skip

"""A row of a list is whole, also where the rest of a record is not sent; what is typed in a table is an amount."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client

from access.context import Subject
from activities.services import visits
from agreements.services import plans
from agreements.services.plan_refusals import ItemRefused
from documents.engine.figures import amount
from foundation.clock import now
from foundation.errors import InvalidInput
from tests.activities.programme import planned
from tests.agreements.planning import begun
from tests.cast import acting
from tests.whole_job.rest import refused, send

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("resource", "part"),
    [
        ("activities", "contingents"),
        ("visits", "delegation"),
        ("visits", "programme"),
        ("activities", "costs"),
    ],
)
def test_a_row_is_whole_although_the_rest_is_not_sent(
    db: None, api: Callable[..., Client], resource: str, part: str
) -> None:
    with acting("cmd_desk") as desk:
        activity = planned(desk, ad_hoc_reason="Agreed")
        visit = visits.write(activity, by=desk, at=now(), protocol_level="minister", purpose="Talks")
    answer = send(
        api("cmd_desk"), "patch", f"{resource}/{activity.reference}/", {part: [{}]}, f'"v{visit.version}"'
    )
    problem = refused(answer, 400)
    assert any(error["field"].startswith(part) for error in problem["errors"]), problem


@pytest.mark.parametrize("typed", ["1e30", "1e999999", "12,5,0", "NaN", "0.001", "4,500", "-355,200"])
def test_an_amount_in_a_table_has_at_most_two_decimals(typed: str) -> None:
    with pytest.raises(InvalidInput):
        amount("planned_cost", typed)
    assert amount("planned_cost", "12 500,50") == amount("planned_cost", "12500.500") == Decimal("12500.50")


def test_a_new_line_of_a_plan_without_its_kind_is_named_by_its_number(clerk: Subject) -> None:
    plan = begun(clerk)
    with pytest.raises(ItemRefused) as refused:
        plans.amend(plan, by=clerk, at=now(), items=[{"title_en": "Talks"}])
    assert "2" in str(refused.value.fields["items"])
    assert "kind of activity" in str(refused.value.fields["items"])

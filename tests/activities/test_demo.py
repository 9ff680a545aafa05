"""The demo's programme tells its stories (domain.md D): most states, agreed to on their routes."""

from collections import Counter

import pytest

from activities.models import Activity
from activities.selectors.submissions import cases_about
from approvals.models import Case
from foundation.clock import now, today
from tests.cast import acting
from workspace.management.demo import activities, agreements

pytestmark = pytest.mark.django_db


def test_the_programme_stands_in_most_states_and_nothing_is_approved_without_a_case() -> None:
    agreements.load(on=today(), at=now())
    activities.load(on=today(), at=now())
    with acting("cmd_desk") as desk:
        found = Counter(Activity.in_context.values_list("state", flat=True))
        for state in (
            "idea",
            "planned",
            "in_approval",
            "approved",
            "preparing",
            "ongoing",
            "completed",
            "closed",
        ):
            assert found[state], state
        for activity in Activity.in_context.filter(state__in=("approved", "preparing")):
            case = cases_about(activity, to=desk).get()
            assert case.state == "approved" or case.acted_on == today()
        waiting = Case.in_context.filter(kind="activity", state="open")
        assert waiting.filter(acted_on__isnull=True).count() == found["in_approval"]
        first = waiting.get(acted_on__isnull=False)
        assert (first.route.code, first.steps.filter(state="done").count()) == ("activity-urgent", 1)
        said = Activity.in_context.get(title="DEMO Staff talks on training")
        assert (str(said.planned_cost), str(said.actual_cost), said.currency) == ("4200.00", "3770.40", "AZN")
        for name in ("course", "expert_post", "training_team"):
            assert Activity.in_context.filter(**{f"{name}__isnull": False}).count() == 1

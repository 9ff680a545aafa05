"""The demo's clearances, visit, reports and lessons tell their stories (domain.md D: C1, R1)."""

import datetime as dt

import pytest

from activities.engine import report_due
from activities.models import Activity, DiplomaticClearance
from activities.selectors.clearance_cases import KIND
from activities.selectors.clearances import open_clearances, without_rule
from activities.selectors.lessons import lessons
from activities.selectors.visits import phase_lines, visits
from approvals.selectors.about import open_case_about
from foundation.clock import now, today
from tests.cast import acting
from workspace.management.demo import activities, agreements, crossings

pytestmark = pytest.mark.django_db


def test_the_stories_stand_in_the_register(db: None) -> None:
    agreements.load(on=today(), at=now())
    activities.load(on=today(), at=now())
    crossings.load(on=today(), at=now())
    with acting("cmd_desk") as clerk:
        drafts = open_clearances(to=clerk).filter(state="draft", latest_on__isnull=False)
        to_ask = drafts.get(granting__iso2="AZ")
        assert open_case_about(drafts.get(flag__iso2="AZ").reference, KIND, to=clerk).phase == "in_approval"
        assert today() + dt.timedelta(days=2) <= to_ask.latest_on <= today() + dt.timedelta(days=12)
        assert without_rule(open_clearances(to=clerk)).count() == 1
        assert DiplomaticClearance.objects.visible_to(clerk).filter(state="granted").count() == 1
        advice = Activity.in_context.get(title="DEMO Advice on logistics management")
        assert (advice.state, report_due(advice.ends_on) < today()) == ("completed", True)
        assert lessons(to=clerk).filter(done_on__isnull=True).count() == 3
        visit = visits(to=clerk).select_related("activity").get()
        assert [line.phase for line in phase_lines(visit, on=today()) if line.done_on] == ["programme"]

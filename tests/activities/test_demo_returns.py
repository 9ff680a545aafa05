"""The demo's returns: a past, one that is late, one in preparation, a treaty that rests, and a running clock (O1)."""

import pytest

from activities.models import DueReturn, InspectionEvent
from activities.selectors.compliance import compliance_lines, compliance_years
from foundation.clock import now, today
from tests.cast import acting
from workspace.management.demo import returns as demo

pytestmark = pytest.mark.django_db


def test_the_demo_tells_a_year_of_returns_and_a_running_clock():
    demo.load(on=today(), at=now())
    with acting("arms_control_desk") as by:
        lines = [
            line
            for year in compliance_years(to=by)
            for line in compliance_lines(to=by, as_of=today(), year=year)
        ]
        stood = {line.stands for line in lines}
        assert {"submitted", "submitted_late", "due", "resting"} <= stood
        assert any(line.is_nil for line in lines)
        assert DueReturn.objects.visible_to(by).filter(state="in_preparation").count() == 1
        states = InspectionEvent.objects.visible_to(by).values_list("state", flat=True)
        assert sorted(states) == ["accepted", "carried_out", "requested"]

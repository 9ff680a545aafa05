"""What begins a report or a visit never writes over one that somebody else has begun."""

import pytest

from access.context import Subject
from activities.models import Visit
from activities.services import after_action, visits
from activities.services.after_action import ReportBegun
from activities.services.visits import VisitBegun
from foundation.clock import now
from tests.activities.programme import days, planned

pytestmark = pytest.mark.django_db


def test_a_second_report_does_not_write_over_the_first(clerk: Subject) -> None:
    done = planned(clerk, ad_hoc_reason="Agreed", starts_on=days(-9), ends_on=days(-8), stands_as="completed")
    first = after_action.write(done, by=clerk, at=now(), begins=True, summary="Mine")
    with pytest.raises(ReportBegun) as refused:
        after_action.write(done, by=clerk, at=now(), begins=True, summary="Yours")
    assert "activity" in refused.value.fields
    first.refresh_from_db()
    assert first.summary == "Mine"


def test_an_activity_becomes_a_visit_once(clerk: Subject) -> None:
    activity = planned(clerk, ad_hoc_reason="Agreed")
    visits.write(activity, by=clerk, at=now(), begins=True, protocol_level="minister", purpose="Mine")
    with pytest.raises(VisitBegun):
        visits.write(activity, by=clerk, at=now(), begins=True, protocol_level="expert", purpose="Yours")
    assert Visit.in_context.get().purpose == "Mine"

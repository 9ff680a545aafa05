"""A step may depend on the topic: what touches the border is shown to one office more (domain.md C6)."""

import pytest

from activities.selectors.submissions import facts_for_route
from approvals.models import Route
from approvals.registry import facts_known
from approvals.services.routes import amend_route
from foundation.clock import today
from foundation.errors import InvalidInput
from tests.activities.programme import basis, planned, stepped, waiting
from tests.cast import acting

pytestmark = pytest.mark.django_db


def by_topic(*topics: str) -> None:
    """The Center lets the topic decide whether the lawyers of the other ministry are asked too."""
    route = Route.objects.get(code="activity")
    step = route.steps.get(role="sbs_liaison")
    step.pk, step.role, step.only_when = None, "mfa_legal", {"topic": list(topics)}
    with acting("cmd_head") as head:
        amend_route(route, by=head, steps=[step])


def put_up(**facts):
    with acting("cmd_desk") as desk:
        return stepped(planned(desk, agreement=basis(desk), **facts), desk, "in_approval")


def test_an_activity_tells_its_topic():
    assert {"delimitation", "other"} == set(facts_known("activity")["topic"].choices() or ())
    with acting("cmd_desk") as desk:
        border, other = planned(desk, border_topic=True), planned(desk, title="Another")
        assert facts_for_route(border, ["GE"], on=today())["topic"] == "delimitation"
        assert facts_for_route(other, ["GE"], on=today())["topic"] == "other"


def test_an_office_is_asked_about_delimitation_alone():
    by_topic("delimitation")
    assert "mfa_legal" in waiting(put_up(border_topic=True))
    assert "mfa_legal" not in waiting(put_up(title="Another"))


def test_a_topic_nothing_has_is_refused_in_words():
    with pytest.raises(InvalidInput):
        by_topic("borders")


def test_the_clerk_chooses_it_in_words(signed_in):
    route = Route.objects.get(code="activity")
    page = signed_in("cmd_desk").get(f"/admin/approvals/route/{route.pk}/change/").content.decode()
    assert "delimitation and demarcation of the State border" in page

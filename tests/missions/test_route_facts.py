"""What a paper tells of its State decides who is asked: the tier its ranks give it, and how we are represented."""

import pytest

from approvals.models import Route
from approvals.registry import facts_known
from directory.models import Country
from missions.engine import KIND
from missions.selectors.cases import facts_for_route, relations_with
from tests.cast import acting
from tests.missions.scene import content, drafted, mission, submitted

pytestmark = pytest.mark.django_db


def ranked(political, geographic):
    return drafted(
        priorities=[{**content()["priorities"][0], "political": political, "geographic": geographic}]
    )


def condition(role, **only_when):
    """The step of that office in the default route is asked only then."""
    route = Route.objects.get(kind=KIND, is_default=True)
    assert route.steps.filter(role=role).update(only_when=only_when) == 1


def asked(paper):
    case = submitted(paper)
    with acting("cmd_desk"):
        return set(case.steps.values_list("role", flat=True))


def test_a_paper_tells_the_tier_and_how_we_are_represented():
    first, last, unranked = ranked(5, 4), ranked(1, 1), drafted(priorities=[])
    with acting("cmd_desk"):
        facts = facts_for_route(first)
        assert (facts["tier"], facts["relations"]) == (1, "resident")
        assert facts_for_route(last)["tier"] == 4
        assert facts_for_route(unranked)["tier"] is None
    assert {"tier", "relations"} <= set(facts_known(KIND))


def test_a_step_for_the_first_tier_is_left_out_for_others():
    condition("imcd_head", tier=[1])
    assert "imcd_head" not in asked(ranked(1, 1))
    assert "imcd_head" in asked(ranked(5, 5))


def test_a_state_without_relations_is_told_from_one_served_from_elsewhere():
    first, second = Country.objects.filter(missions=None, side_missions=None).order_by("pk")[:2]
    mission().side_accredited.add(first)
    assert relations_with(first.pk) == "side"
    assert relations_with(second.pk) == "none"


def test_the_clerk_chooses_both_in_words(signed_in):
    route = Route.objects.get(kind=KIND, is_default=True)
    page = signed_in("cmd_desk").get(f"/admin/approvals/route/{route.pk}/change/").content.decode()
    assert "tier of the receiving state by its ranks" in page.lower()
    assert "not at all: no diplomatic relations" in page

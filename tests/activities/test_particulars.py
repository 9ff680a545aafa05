"""What is said of an activity beside its days: institutions, objectives, who takes part, what it costs."""

from decimal import Decimal
from typing import Any

import pytest

from access.context import Subject
from activities.models import Activity, Contingent, CostLine, SupportingInstitution
from activities.selectors.activities import activity_pages
from activities.services import activities
from activities.services.refusals import (
    ClauseOfNothing,
    ContingentOfNobody,
    ContingentTwice,
    CostsFromLines,
    CostTwice,
    CostWithoutAmount,
    InstitutionTwice,
    PaperOfAnotherState,
    SpentTooEarly,
)
from audit.models import Event
from directory.models import CooperationFormat, Institution
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, RuleBroken
from tests.activities.programme import country, days, planned
from tests.cast import acting
from tests.missions.scene import drafted

pytestmark = pytest.mark.django_db

TRAVEL = {"item": "travel", "currency": "AZN", "planned": Decimal("4200.00")}
STAY = {"item": "accommodation", "bearer": "partner", "funding": "partner_means", "currency": "EUR",
        "planned": Decimal("900.00")}  # fmt: skip
HIRE = {"item": "transport", "currency": "AZN", "planned": Decimal("800.00"), "note": "Two buses"}


def institution(code: str) -> Institution:
    return Institution.objects.get(code=code)


def under_way(by: Subject, **facts: Any) -> Activity:
    return planned(by, stands_as="ongoing", starts_on=days(-2), ad_hoc_reason="Before this register", **facts)


def costs(activity: Activity) -> list[tuple[Any, ...]]:
    return list(
        CostLine.in_context.filter(activity=activity).values_list("item", "bearer", "planned", "actual")
    )


def test_all_that_is_asked_of_an_activity_is_kept(clerk: Subject) -> None:
    border = institution("sbs")
    activity = planned(
        clerk, coordination_level="minister", power_type="soft", dimensions=["regional", "technical"],
        format=CooperationFormat.objects.first(), lead_institution=institution("mod"), supporting=[border],
        border_topic=True,
        contingents=[
            {"country": country("AZ"), "rank_level": "senior_officers", "planned": 4},
            {"country": country("GE"), "rank_level": "senior_officers", "planned": 3},
            {"country": country("AZ"), "rank_level": "civilians", "planned": 1},
        ],
    )  # fmt: skip
    assert (activity.coordination_level, activity.dimensions) == ("minister", ["regional", "technical"])
    assert [row.institution for row in activity.supporting.all()] == [border]
    assert [(row.country.iso2, row.planned) for row in activity.contingents.select_related("country")] == [
        ("AZ", 4), ("GE", 3), ("AZ", 1),
    ]  # fmt: skip
    labels = {row.label_id for row in [*Contingent.in_context.all(), *SupportingInstitution.in_context.all()]}
    assert labels == {activity.label_id}


def test_the_cost_is_what_we_bear_of_the_lines(clerk: Subject) -> None:
    activity = planned(clerk, costs=[TRAVEL, STAY, HIRE])
    assert (activity.planned_cost, activity.currency) == (Decimal(5000), "AZN")
    changed = activities.amend(
        activity, by=clerk, at=now(), costs=[{**TRAVEL, "planned": Decimal(4000)}, STAY]
    )
    assert changed.planned_cost == Decimal(4000)
    assert costs(changed) == [("travel", "ours", 4000, None), ("accommodation", "partner", 900, None)]
    events = Event.objects.filter(verb="activities.amend", table="activities_costline")
    assert events.count() == 2  # one line changed, one gone


def test_what_follows_from_the_lines_is_not_typed(clerk: Subject) -> None:
    activity = planned(clerk, costs=[TRAVEL])
    with pytest.raises(CostsFromLines) as refused:
        activities.amend(activity, by=clerk, at=now(), planned_cost=Decimal(7))
    assert set(refused.value.fields) == {"planned_cost"}
    with pytest.raises(CostsFromLines):
        planned(clerk, costs=[TRAVEL], planned_cost=Decimal(7), currency="AZN")
    freed = activities.amend(activity, by=clerk, at=now(), costs=[])
    assert activities.amend(freed, by=clerk, at=now(), planned_cost=Decimal(7)).planned_cost == 7


def test_what_was_spent_and_who_came_is_known_once_it_is_under_way(clerk: Subject) -> None:
    came = {"country": country("AZ"), "rank_level": "officers", "planned": 10, "actual": 9}
    spent = {**TRAVEL, "actual": Decimal("4100.50")}
    for early in (
        {"contingents": [came]}, {"costs": [spent]}, {"actual_person_days": 9},
        {"actual_cost": Decimal(1), "planned_cost": Decimal(1), "currency": "AZN"},
    ):  # fmt: skip
        with pytest.raises(SpentTooEarly):
            planned(clerk, **early)
    activity = under_way(clerk, contingents=[came], costs=[spent], actual_person_days=40)
    assert (activity.actual_cost, activity.actual_person_days) == (Decimal("4100.50"), 40)
    still_planned = planned(clerk)
    for change in ({"actual_person_days": 3}, {"actual_cost": 3, "currency": "AZN", "planned_cost": 3}):
        with pytest.raises(RuleBroken), act("test"):
            Activity.in_context.filter(pk=still_planned.pk).update(**change)
    line = planned(clerk, costs=[TRAVEL]).costs.get()
    with pytest.raises(RuleBroken), act("test"):
        CostLine.in_context.filter(pk=line.pk).update(actual=3)


def test_contradictions_between_rows_are_told_beside_their_part(clerk: Subject) -> None:
    ours = {"country": country("AZ"), "rank_level": "officers", "planned": 1}
    for error, part, facts in (
        (InstitutionTwice, "supporting", {"supporting": [institution("sbs")] * 2}),
        (
            InstitutionTwice,
            "supporting",
            {"lead_institution": institution("sbs"), "supporting": [institution("sbs")]},
        ),
        (ContingentTwice, "contingents", {"contingents": [ours, ours]}),
        (ContingentOfNobody, "contingents", {"contingents": [{**ours, "country": country("TR")}]}),
        (CostTwice, "costs", {"costs": [TRAVEL, TRAVEL]}),
        (CostWithoutAmount, "costs", {"costs": [{"item": "travel", "currency": "AZN"}]}),
        (InvalidInput, "costs", {"costs": [{**TRAVEL, "planned": Decimal(-1)}]}),
        (InvalidInput, "costs", {"costs": [{**TRAVEL, "currency": "manat"}]}),
        (InvalidInput, "contingents", {"contingents": [{**ours, "rank_level": "emperor"}]}),
        (InvalidInput, "dimensions", {"dimensions": ["vertical"]}),
        (ClauseOfNothing, "status_agreement", {"status_clause": "Article 7"}),
    ):
        with pytest.raises(error) as refused:
            planned(clerk, **facts)
        assert set(refused.value.fields) == {part}, facts


def test_a_mission_paper_guides_its_own_state_and_is_told_to_those_who_know_it(db: None) -> None:
    paper = drafted()
    with acting("cmd_desk") as clerk:
        with pytest.raises(PaperOfAnotherState):
            planned(clerk, mission_paper=paper)
        activity = planned(clerk, mission_paper=paper, country=paper.country)
        assert [row.paper for row in activity.guided_by.all()] == [paper]
        with pytest.raises(PaperOfAnotherState):
            activities.amend(activity, by=clerk, at=now(), country=country("GE"))
        row = activity.guided_by.get()
        assert row.label_id not in {activity.label_id}
        activities.amend(activity, by=clerk, at=now(), mission_paper=None)
        assert not activity.guided_by.exists()
        activities.amend(activity, by=clerk, at=now(), mission_paper=paper)
    with acting("imcd_head") as reader:
        assert Activity.objects.visible_to(reader).get() == activity
    with acting("mod_finance") as stranger:
        assert activity_pages(to=stranger, on=today()).get().paper_reference is None

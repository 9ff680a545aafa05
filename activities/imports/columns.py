"""Columns that the tables of activities and of exercises share, and how their cells are read."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.imports import cells
from activities.lifecycle import ENTERED_AS, ActivityState, Aspect, Direction, Level
from activities.selectors import named
from activities.terms import PowerType
from agreements.selectors.named import agreements_referenced
from directory.selectors.named import countries_called, format_codes, formats_called, institutions_called
from documents.engine.figures import read_figures
from documents.registry import Column, Kind
from missions.lifecycle import Dimension
from missions.terms import CoordinationLevel

STANDS_AS = [(state.value, state.label) for state in ActivityState if state in ENTERED_AS]
SEVERAL = _("Codes or names, parted by semicolons.")
REFERENCE = _("Its reference.")
WHO = _(
    "State, rank level and number, e.g. AZ:officers:12; TR:generals:1. Where it is over, then how many came."
)
COSTS = _(
    "Cost, amount and currency, e.g. travel:4500:AZN; then, where it is otherwise, borne by, means and spent."
)


def read_cells(row: Mapping[str, Any], by: Subject) -> dict[str, Any]:
    """The facts of a row as the services take them; lists and numbers are read from the words of their cells."""
    facts = dict(row)
    facts.setdefault("ends_on", facts["starts_on"])
    if "participants" in facts:
        facts["participants"] = cells.states(
            "participants", cells.several(facts["participants"], commas=True), by
        )
    if "dimensions" in facts:
        facts["dimensions"] = cells.chosen(
            "dimensions", cells.several(facts["dimensions"]), Dimension.choices
        )
    if "contingents" in facts:
        facts["contingents"] = cells.contingents("contingents", facts["contingents"], by)
    if "costs" in facts:
        facts["costs"] = cells.costs("costs", facts["costs"])
    read_figures(
        facts, amounts=("planned_cost", "actual_cost"), numbers=("person_days", "actual_person_days")
    )
    return facts


TITLE = Column(key="title", heading=_("Title"), required=True, longest=300, example="Visit of a frigate")
WITH_WHOM = (
    Column(
        key="country", heading=_("Main partner"), kind=Kind.RECORD, required=True, example="TR",
        help=_("Two letters, or the name in either language."), find=countries_called,
    ),
    Column(
        key="participants", heading=_("Further countries"), longest=300, example="GE, PK",
        help=_("Two letters or names, between commas."),
    ),
    Column(key="starts_on", heading=_("First day"), kind=Kind.DAY, required=True, example="2027-05-10"),
    Column(
        key="ends_on", heading=_("Last day"), kind=Kind.DAY, example="2027-05-13",
        help=_("The first day where it is empty."),
    ),
    Column(key="place", heading=_("Place"), longest=120),
)  # fmt: skip
BASIS = (
    Column(
        key="agreement", heading=_("Under which agreement"), kind=Kind.RECORD, find=agreements_referenced,
        help=REFERENCE,
    ),
    Column(
        key="plan_item", heading=_("Item of a plan"), kind=Kind.RECORD, find=named.plan_items_called,
        help=_("Its reference with the number, such as PLN-2027-7K3QF/4."),
    ),
    Column(key="ad_hoc_reason", heading=_("Reason without an agreement"), longest=500),
)  # fmt: skip
NATURE = (
    Column(key="level", heading=_("Level"), kind=Kind.CHOICE, choices=Level.choices),
    Column(
        key="coordination_level", heading=_("Held at the level of"), kind=Kind.CHOICE,
        choices=CoordinationLevel.choices,
    ),
    Column(key="direction", heading=_("Direction"), kind=Kind.CHOICE, choices=Direction.choices),
    Column(key="aspect", heading=_("Aspect"), kind=Kind.CHOICE, choices=Aspect.choices),
    Column(key="dimensions", heading=_("Dimensions"), longest=500, help=SEVERAL),
    Column(key="power_type", heading=_("Kind of power"), kind=Kind.CHOICE, choices=PowerType.choices),
    Column(
        key="format", heading=_("Co-operation format"), kind=Kind.RECORD, help=_("Its code or name."),
        find=formats_called, suggest=lambda to: format_codes(),
    ),
    Column(
        key="objectives", heading=_("Objectives served"), kind=Kind.RECORD, find=named.objectives_called,
        help=_("Document and code, such as STD-2026-7K3QF/S1, parted by semicolons."),
    ),
    Column(
        key="lead_institution", heading=_("Lead institution"), kind=Kind.RECORD, help=_("Its code."),
        find=institutions_called,
    ),
    Column(
        key="supporting", heading=_("Supporting institutions"), kind=Kind.RECORD, help=SEVERAL,
        find=lambda texts, to: named.institutions_of(texts),
    ),
)  # fmt: skip
TOUCHES = (
    Column(key="with_troops", heading=_("Troops cross the border"), kind=Kind.FLAG),
    Column(key="with_secrets", heading=_("Classified information is exchanged"), kind=Kind.FLAG),
    Column(key="border_topic", heading=_("Touches the State border"), kind=Kind.FLAG),
    Column(key="beyond_defence", heading=_("Reaches beyond defence and security"), kind=Kind.FLAG),
    Column(
        key="authorisation", heading=_("Authorisation"), kind=Kind.RECORD, find=named.authorisations_called,
        help=REFERENCE,
    ),
    Column(
        key="status_agreement", heading=_("Status clause in"), kind=Kind.RECORD, find=agreements_referenced,
        help=REFERENCE,
    ),
    Column(key="status_clause", heading=_("Article of the clause"), longest=60),
)  # fmt: skip
MEANS = (
    Column(key="contingents", heading=_("Who takes part"), longest=1_000, help=WHO, example="AZ:officers:12"),
    Column(key="costs", heading=_("Costs"), longest=1_000, help=COSTS),
    Column(key="planned_cost", heading=_("Planned cost"), longest=20, example="12500.00",
           help=_("Left empty where the costs are given one by one.")),
    Column(key="currency", heading=_("Currency"), longest=3, example="AZN"),
    Column(key="person_days", heading=_("Person-days"), longest=12),
)  # fmt: skip
OUTCOME = (
    Column(
        key="stands_as", heading=_("Where it stands"), kind=Kind.CHOICE, choices=STANDS_AS,
        help=_("What was under way or over before this register is entered where it stands."),
    ),
    Column(key="actual_cost", heading=_("Actual cost"), longest=20),
    Column(key="actual_person_days", heading=_("Actual person-days"), longest=12),
    Column(key="outcome", heading=_("Outcome"), longest=4000),
)  # fmt: skip
SAID = {
    "similar": _("The same kind of activity with this State is on record on these days: %(references)s."),
    "similar_above": _("Row %(row)s is the same kind of activity with this State on these days."),
}

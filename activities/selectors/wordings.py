"""How the contents of activities, of requests for clearances and of returns are said to people (walls.md 2)."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.lifecycle import Aspect, Direction, ExerciseSize, Level, ProtocolLevel
from activities.terms import (
    CostBearer,
    CostItem,
    FundingSource,
    PowerType,
    Prerequisite,
    RankLevel,
    Regime,
)
from approvals.registry import Wording
from directory.models import ActivityKind, CooperationFormat, Country, Institution
from directory.selectors.clearance_rules import clearance_rules
from directory.terms import CargoClass, Passage, VehicleKind
from foundation.wording import written_date
from missions.lifecycle import Dimension
from missions.terms import CoordinationLevel

MARKING_NAMES = {
    "label": _("Marking"), "caveats": _("Caveats"), "compartments": _("Need-to-know lists"),
    "releasable_to": _("Releasable to"),
}  # fmt: skip
MARKING_VALUES = {"caveats": dict(settings.CAVEATS)}
NAMES = {
    "title": _("Title"), "kind": _("Kind of activity"), "country": _("Main partner"),
    "participants": _("Further countries"), "starts_on": _("First day"), "ends_on": _("Last day"),
    "place": _("Place"), "agreement": _("Under which agreement"), "ad_hoc_reason": _("Reason without an agreement"),
    "plan_item": _("Item of a plan"),
    "prerequisites": _("Prerequisites"), "prerequisite": _("Prerequisite"), "met": _("Met"), "by": _("By"),
    "level": _("Level"), "direction": _("Direction"), "aspect": _("Aspect"),
    "coordination_level": _("Held at the level of"), "power_type": _("Kind of power"),
    "dimensions": _("Dimensions"), "format": _("Co-operation format"), "objectives": _("Objectives served"),
    "lead_institution": _("Lead institution"), "supporting": _("Supporting institutions"),
    "contingents": _("Who takes part"), "rank_level": _("Rank level"), "planned": _("Planned"), "actual": _("Actual"),
    "planned_cost": _("Planned cost"), "currency": _("Currency"), "costs": _("Costs"), "item": _("Cost"),
    "bearer": _("Borne by"), "funding": _("Funding source"), "note": _("Note"), "person_days": _("Person-days"),
    "with_troops": _("Troops cross the border"), "with_secrets": _("Classified information is exchanged"),
    "border_topic": _("Touches the State border"), "beyond_defence": _("Reaches beyond defence and security"),
    "status_agreement": _("Status clause in"), "status_clause": _("Article of the clause"),
    "exercise": _("Exercise"), "size": _("Size"), "troops": _("Troops"), "tanks": _("Battle tanks"),
    "acvs": _("Armoured combat vehicles"), "artillery": _("Artillery pieces"),
    "special": _("Amphibious, heliborne or parachute troops"), "sorties": _("Sorties of aircraft"),
    "authorisation": _("Authorisation"), "reference": _("Reference"), "body": _("Authorised by"), "act": _("Act"),
    "act_on": _("Day of the act"), "subject": _("Subject"), "ceiling": _("Ceiling"), "valid": _("Valid"),
    "course": _("Course"), "school": _("School"), "places": _("Places"), "language": _("Language of the course"),
    "required_slp": _("Language profile asked for"), "obliged_until": _("Graduates serve until"),
    "expert_post": _("Expert post"), "host_body": _("Ministry or unit of the post"), "position": _("Position"),
    "field": _("Field of expertise"), "reciprocal": _("The other side sends one too"),
    "training_team": _("Mobile training team"), "instructors": _("Instructors"), "trainees": _("Trainees"),
    "trained_unit": _("Trained unit"), "assistance": _("Assistance in kind"), "quantity": _("Quantity"),
    "unit": _("Unit of measure"), "value": _("Value"), "end_use": _("Use agreed"), "visit": _("Visit"),
    "protocol_level": _("Protocol level"), "purpose": _("Purpose"), "gifts": _("Gifts"),
    "delegation": _("Delegation"), "is_head": _("Heads the delegation"), "programme": _("Programme"),
    "starts_at": _("From"), "ends_at": _("To"), "owner_unit": _("Owning unit"), **MARKING_NAMES,
}  # fmt: skip
CLEARANCE_NAMES = {
    "granting": _("State that gives the clearance"), "flag": _("whose vehicle"), "vehicle": _("Vehicle"),
    "craft": _("Type, registration and call sign"), "passage": _("Passage"), "cargo": _("Cargo"),
    "cargo_words": _("What it carries"), "route": _("Route"), "enters_at": _("Enters at"), "leaves_at": _("Leaves at"),
    "activity": _("Activity"), "rule": _("Rule"), "told_latest_on": _("Latest day as we were told"),
    "note": _("Note"), "language": _("Language"), "subject": _("Subject"), "text": _("Text"),
    "translation": _("Translation"), "addressee_name": _("Addressee"), "reference": _("Reference"),
    "level": _("Level"), **MARKING_NAMES,
}  # fmt: skip
RETURN_NAMES = {
    "name_en": _("Name in English"), "name_az": _("Name in Azerbaijani"), "covers_year": _("Reports on"),
    "event": _("Event"), "event_on": _("Day of the event"), "regime": _("Regime"), "instrument": _("Instrument"),
    "addressee": _("Owed to"), "corrects": _("Corrects"), "text": _("Text that is to leave"), "name": _("Name"),
    "digest": _("Digest"), "reference": _("Reference"), "level": _("Level"), **MARKING_NAMES,
}  # fmt: skip


def wording() -> Wording:
    """How the content of a submission is said, in the language of the moment."""
    countries = {row.iso2: row.name for row in Country.objects.all()}
    institutions = {row.code: row.name for row in Institution.objects.all()}
    return Wording(
        names=NAMES,
        values={
            "kind": {row.code: row.name for row in ActivityKind.objects.all()},
            "country": countries,
            "participants": countries,
            "level": {**dict(Level.choices), **dict(settings.LADDER)},
            **MARKING_VALUES,
            "protocol_level": dict(ProtocolLevel.choices),
            "direction": dict(Direction.choices),
            "aspect": dict(Aspect.choices),
            "coordination_level": dict(CoordinationLevel.choices),
            "power_type": dict(PowerType.choices),
            "dimensions": dict(Dimension.choices),
            "format": {row.code: row.name for row in CooperationFormat.objects.all()},
            "lead_institution": institutions,
            "supporting": institutions,
            "rank_level": dict(RankLevel.choices),
            "item": dict(CostItem.choices),
            "bearer": dict(CostBearer.choices),
            "funding": dict(FundingSource.choices),
            "prerequisite": dict(Prerequisite.choices),
            "size": dict(ExerciseSize.choices),
        },
        hidden=frozenset({"schema_version", "activity"}),
        identity={"prerequisites": "prerequisite", "costs": "item", "assistance": "item"},
        said={
            **dict.fromkeys(("starts_on", "ends_on", "act_on", "obliged_until"), _day),
            **dict.fromkeys(("starts_at", "ends_at"), hour),
        },
    )


def clearance_wording() -> Wording:
    """The same of a request for a clearance."""
    countries = _countries()
    return Wording(
        names=CLEARANCE_NAMES,
        values={
            "granting": countries,
            "flag": countries,
            "vehicle": dict(VehicleKind.choices),
            "passage": dict(Passage.choices),
            "cargo": dict(CargoClass.choices),
            "rule": {row.code: row.name for row in clearance_rules()},
            "level": dict(settings.LADDER),
            **MARKING_VALUES,
        },
        hidden=frozenset({"schema_version", "clearance"}),
        texts=frozenset({"text", "translation"}),
        said={"enters_at": hour, "leaves_at": hour, "told_latest_on": _day},
    )


def return_wording() -> Wording:
    """The same of a return."""
    return Wording(
        names=RETURN_NAMES,
        values={"regime": dict(Regime.choices), "level": dict(settings.LADDER), **MARKING_VALUES},
        hidden=frozenset({"schema_version", "return", "obligation"}),
        said={"event_on": _day},
    )


def _day(written: str) -> str:
    return written_date(dt.date.fromisoformat(written))


def hour(written: str) -> str:
    """An instant of a content as people read it."""
    there = timezone.localtime(dt.datetime.fromisoformat(written))
    return f"{written_date(there.date())}, {there:%H:%M}"


def _countries() -> dict[Any, Any]:
    return {row.iso2: row.name for row in Country.objects.all()}

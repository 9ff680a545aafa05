"""Activities as something approvals can run a case on (domain.md C6)."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.lifecycle import ActivityState, Aspect, Direction, ExerciseSize, Level
from activities.models import ClearanceSubmission
from activities.selectors import clearance_cases
from activities.selectors.activities import activity_titles
from activities.selectors.clearances import clearance_titles
from activities.selectors.submissions import KIND, submission
from activities.services.submissions import follow
from activities.terms import CostBearer, CostItem, FundingSource, Handling, PowerType, Prerequisite, RankLevel
from approvals.models import Case
from approvals.registry import Fact, Matter, Wording
from directory.models import ActivityKind, CooperationFormat, Country, Institution
from directory.selectors.clearance_rules import clearance_rules
from directory.terms import CargoClass, Passage, VehicleKind
from foundation.errors import NotFound
from foundation.wording import written_date
from missions.lifecycle import Dimension
from missions.terms import CoordinationLevel

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
}  # fmt: skip
YES_OR_NO = {
    True: _("applies"),
    False: _("does not apply"),
}

TOPICS = {
    "delimitation": _("delimitation and demarcation of the State border"),
    "other": _("any other topic"),
}


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
            "level": dict(Level.choices),
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
        identity={"prerequisites": "prerequisite", "costs": "item"},
        said=dict.fromkeys(("starts_on", "ends_on"), _day),
    )


def _day(written: str) -> str:
    return written_date(dt.date.fromisoformat(written))


def _countries() -> dict[Any, Any]:
    return {row.iso2: row.name for row in Country.objects.all()}


def _kinds() -> dict[Any, Any]:
    return {row.code: row.name for row in ActivityKind.objects.all()}


class Activities:
    """The adapter registered with approvals."""

    kind = KIND
    kind_label = _("Activity")
    urgent_route = "activity-urgent"  # an evacuation or an inspection does not wait (domain.md C9)
    phases: Mapping[str, Any] = {str(ActivityState.IN_APPROVAL): ActivityState.IN_APPROVAL.label}
    facts: Mapping[str, Fact] = {
        "handling": Fact(_("way to approval"), dict(Handling.choices)),
        "topic": Fact(_("topic"), TOPICS),
        "border": Fact(_("touches the State border"), YES_OR_NO),
        "beyond_defence": Fact(_("reaches beyond defence and security"), YES_OR_NO),
        "relations": Fact(_("diplomatic relations with every State"), YES_OR_NO),
        "kind": Fact(_("kind of activity"), _kinds),
        "country": Fact(_("main partner"), _countries),
    }

    @property
    def wording(self) -> Wording:
        """See wording()."""
        return wording()

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the activity; its prerequisites stand in the content."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        activity = found.activity
        return Matter(
            title=activity.title,
            url=reverse("activities:activity", args=[activity.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("Main partner"), activity.country.name),
                (_("Kind of activity"), activity.kind.name),
                (_("Dates"), f"{written_date(activity.starts_on)} – {written_date(activity.ends_on)}"),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        found = submission(reference, version_no, to=to)
        if found is None:
            raise NotFound
        return dict(found.content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those activities the viewer may see."""
        return {reference: str(titled.title) for reference, titled in activity_titles(references, to).items()}

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """The activity follows its case, in the deciding transaction."""
        follow(case, by=by, at=at)


CLEARANCE_NAMES = {
    "granting": _("State that gives the clearance"), "flag": _("whose vehicle"), "vehicle": _("Vehicle"),
    "craft": _("Type, registration and call sign"), "passage": _("Passage"), "cargo": _("Cargo"),
    "cargo_words": _("What it carries"), "route": _("Route"), "enters_at": _("Enters at"), "leaves_at": _("Leaves at"),
    "activity": _("Activity"), "rule": _("Rule"), "told_latest_on": _("Latest day as we were told"),
    "note": _("Note"), "language": _("Language"), "subject": _("Subject"), "text": _("Text"),
    "translation": _("Translation"), "addressee_name": _("Addressee"), "reference": _("Reference"),
}  # fmt: skip


def _hour(written: str) -> str:
    there = timezone.localtime(dt.datetime.fromisoformat(written))
    return f"{written_date(there.date())}, {there:%H:%M}"


class Clearances:
    """Requests for diplomatic clearances of our vehicles, with the note that asks (domain.md C6)."""

    kind = clearance_cases.KIND
    kind_label = _("Diplomatic clearance")
    phases: Mapping[str, Any] = {"in_approval": _("In approval")}
    facts: Mapping[str, Fact] = {
        "novel": Fact(_("without a rule or the first of its kind with that State"), YES_OR_NO),
        "country": Fact(_("State that gives the clearance"), _countries),
        "vehicle": Fact(_("vehicle"), dict(VehicleKind.choices)),
        "passage": Fact(_("passage"), dict(Passage.choices)),
        "cargo": Fact(_("cargo"), dict(CargoClass.choices)),
    }

    @property
    def wording(self) -> Wording:
        """How the content of a submission is said, in the language of the moment."""
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
            },
            hidden=frozenset({"schema_version", "clearance"}),
            texts=frozenset({"text", "translation"}),
            said={"enters_at": _hour, "leaves_at": _hour, "told_latest_on": _day},
        )

    def matter(self, reference: str, version_no: int, *, to: Subject) -> Matter:
        """What a case page shows of the request."""
        row = _submitted(reference, version_no, to).clearance
        return Matter(
            title=row.craft,
            url=reverse("activities:clearance", args=[row.reference]),
            kind_label=self.kind_label,
            summary=[
                (_("State that gives the clearance"), row.granting.name),
                (_("Vehicle"), row.get_vehicle_display()),
                (_("Enters at"), _hour(row.enters_at.isoformat())),
            ],
        )

    def content(self, reference: str, version_no: int, *, to: Subject) -> dict[str, Any]:
        """What the hash covers."""
        return dict(_submitted(reference, version_no, to).content)

    def titles(self, references: Collection[str], *, to: Subject) -> dict[str, str]:
        """Present titles of those requests the viewer may see."""
        return {
            reference: str(titled.title) for reference, titled in clearance_titles(references, to).items()
        }

    def moved(self, case: Case, *, by: Subject, at: dt.datetime) -> None:
        """Nothing moves by itself: an approved note waits until protocol dispatches it."""


def _submitted(reference: str, version_no: int, to: Subject) -> ClearanceSubmission:
    found = clearance_cases.submission(reference, version_no, to=to)
    if found is None:
        raise NotFound
    return found

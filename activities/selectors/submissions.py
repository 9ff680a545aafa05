"""What of an activity went to approval, and where that stands (domain.md C6)."""

import datetime as dt
from typing import Any

from access.context import Subject
from activities.models import Activity, ActivitySubmission, CostLine, Exercise, ServedObjective
from activities.selectors.activities import activity_pages
from activities.selectors.prerequisites import checks_of
from activities.terms import handling
from approvals.models import Case
from approvals.selectors import about
from directory.selectors.stances import stances_on
from directory.terms import StanceKind

KIND = "activity"
SCHEMA_VERSION = 1
PLAIN = (
    "title", "ad_hoc_reason", "level", "direction", "aspect", "coordination_level", "power_type", "place",
    "currency", "person_days", "with_troops", "with_secrets", "border_topic", "beyond_defence", "status_clause",
)  # fmt: skip


def cases_about(activity: Activity, *, to: Subject) -> Any:
    """Every case about an activity, the latest first."""
    return about.cases_about(activity.reference, KIND, to=to)


def open_case_of(activity: Activity, *, to: Subject) -> Case | None:
    """The case that runs."""
    return about.open_case_about(activity.reference, KIND, to=to)


def submission(reference: str, no: int, *, to: Subject) -> ActivitySubmission | None:
    """One submission of an activity, as it was signed."""
    rows = ActivitySubmission.objects.visible_to(to).filter(activity__reference=reference, no=no)
    return rows.select_related("activity__kind", "activity__country", "activity__agreement").first()


def facts_for_route(activity: Activity, countries: list[str], *, on: dt.date) -> dict[str, Any]:
    """What conditions of a route may ask for (C6), as we stand towards these States on the day it is put up."""
    codes, stances = set(countries), stances_on(on)
    without, sensitive = stances[StanceKind.WITHOUT_RELATIONS], stances[StanceKind.SENSITIVE]
    way = handling(
        ad_hoc=activity.agreement_id is None and getattr(activity, "plan_item_id", None) is None,
        coordination_level=activity.coordination_level,
        power_type=activity.power_type,
        with_troops=activity.with_troops,
        sensitive=bool(codes & (sensitive | without)),
    )
    return {
        "handling": str(way.value),
        "topic": "delimitation" if activity.border_topic else "other",
        "border": activity.border_topic,
        "beyond_defence": activity.beyond_defence,
        "relations": not codes & without,
        "kind": activity.kind.code,
        "country": activity.country.iso2,
    }


def content_for_approval(activity: Activity, *, to: Subject, today: dt.date) -> dict[str, Any]:
    """What is put to the approvers; what carries a label of its own is left to those who may read it."""
    found = activity_pages(to=to, on=today).get(pk=activity.pk)
    content: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "activity": found.reference}
    content |= {name: getattr(found, name) for name in PLAIN}
    content |= {
        "kind": found.kind.code,
        "country": found.country.iso2,
        "participants": found.further,
        "plan_item": found.plan_item.reference if found.plan_item else None,
        "agreement": found.agreement.reference if found.agreement else None,
        "starts_on": found.starts_on.isoformat(),
        "ends_on": found.ends_on.isoformat(),
        "planned_cost": None if found.planned_cost is None else str(found.planned_cost),
        "dimensions": found.dimensions,
        "format": found.format.code if found.format else None,
        "lead_institution": found.lead_institution.code if found.lead_institution else None,
        "supporting": found.helping,
        "objectives": _objectives(found, to),
        "contingents": found.people,
        "costs": _costs(found, to),
        "status_agreement": found.status_agreement.reference if found.status_agreement else None,
        "prerequisites": _checks(found, to, today),
        **_exercise(found, to),
    }
    return content


def _objectives(activity: Activity, to: Subject) -> list[str]:
    rows = ServedObjective.objects.visible_to(to).filter(activity=activity, label=activity.label_id)
    return [str(row.objective) for row in rows.select_related("objective").order_by("pk")]


def _costs(activity: Activity, to: Subject) -> list[dict[str, Any]]:
    rows = CostLine.objects.visible_to(to).filter(activity=activity).order_by("pk")
    return [
        {
            "item": row.item, "bearer": row.bearer, "funding": row.funding, "currency": row.currency,
            "planned": None if row.planned is None else str(row.planned), "note": row.note,
        }
        for row in rows
    ]  # fmt: skip


def _checks(activity: Activity, to: Subject, today: dt.date) -> list[dict[str, Any]]:
    return [
        {"prerequisite": str(check.prerequisite.value), "met": check.met, "by": check.says}
        for check in checks_of(activity, to=to, today=today)
    ]


def _exercise(activity: Activity, to: Subject) -> dict[str, Any]:
    """What an exercise adds: its size and strength decide on notification."""
    row = Exercise.objects.visible_to(to).filter(activity=activity).first()
    if row is None:
        return {}
    names = ("size", "troops", "tanks", "acvs", "artillery")
    return {"exercise": {name: getattr(row, name) for name in names}}

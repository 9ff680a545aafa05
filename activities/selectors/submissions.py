"""What of an activity went to approval, and where that stands (domain.md C6)."""

import datetime as dt
from typing import Any

from django.utils.translation import override

from access.context import Subject
from activities.models import Activity, ActivitySubmission
from activities.selectors.contents import changed, content_of
from activities.selectors.prerequisites import checks_of
from activities.terms import handling
from approvals.models import Case
from approvals.selectors import about
from directory.selectors.stances import stances_on
from directory.terms import StanceKind

KIND = "activity"
SCHEMA_VERSION = 2
LINKS = (
    "kind", "country", "plan_item__plan", "agreement", "format", "lead_institution", "status_agreement", "owner_unit",
    "authorisation", "label",
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
        "secrets": activity.with_secrets,
        "relations": not codes & without,
        "kind": activity.kind.code,
        "country": activity.country.iso2,
    }


def content_for_approval(activity: Activity, *, to: Subject, today: dt.date) -> dict[str, Any]:
    """What is put to the approvers, with the prerequisites as they stand that day."""
    return {
        "schema_version": SCHEMA_VERSION,
        "activity": activity.reference,
        **content_of(activity, to=to),
        "prerequisites": _checks(activity, to, today),
    }


def changed_since(found: ActivitySubmission, *, to: Subject) -> list[str]:
    """Words of what was put up that are not true any more: of rows that nobody froze, such as its authorisation."""
    rows = Activity.objects.visible_to(to).select_related(*LINKS)
    with override("en"):
        held = rows.get(pk=found.activity_id)
        now = {"schema_version": SCHEMA_VERSION, "activity": held.reference, **content_of(held, to=to)}
    return changed(found.content, now)


def _checks(activity: Activity, to: Subject, today: dt.date) -> list[dict[str, Any]]:
    return [
        {"prerequisite": str(check.prerequisite.value), "met": check.met, "by": check.says}
        for check in checks_of(activity, to=to, today=today)
    ]

"""What of a plan is put to the approvers, and how it is said to them."""

import datetime as dt
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from agreements.lifecycle import PLAN_BASIS
from agreements.models import BilateralPlan, PlanItem, PlanSubmission
from agreements.models.plan import Bearer, MeetingLevel, PlanFunding, PlanHost
from agreements.selectors.plan_seats import ROLES, View
from agreements.selectors.plans import items_of
from agreements.terms import PlanView
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.registry import Wording
from directory.models import ActivityKind, Country, DiplomaticMission
from foundation.wording import written_date

PLAN_SCHEMA = 1
NAMES = {
    "country": _("Partner"), "year": _("Year"), "agreement": _("Under which agreement"), "note": _("Note"),
    "views": _("Taken note of at the mission"), "view_of": _("Office"), "view": _("How"),
    "serving_mission": _("Asked of the mission that serves the State too"), "items": _("Items"),
    "no": _("No."), "title_en": _("Activity in English"),
    "title_az": _("Activity in Azerbaijani"), "activity_kind": _("Kind of activity"), "objective": _("Objective"),
    "host": _("Host"), "place": _("Place"), "quarter": _("Quarter"), "starts_on": _("First day"),
    "ends_on": _("Last day"), "meeting_level": _("Level"), "people_home": _("Participants of the home State"),
    "people_partner": _("Participants of the partner"), "travel_by": _("Travel paid by"),
    "stay_by": _("Stay paid by"), "contact_home": _("Point of contact at home"),
    "contact_partner": _("Point of contact of the partner"), "cost": _("Cost for the home State"),
    "currency": _("Currency"), "funding": _("Funding source"), "remark": _("Remark"),
}  # fmt: skip
PLAIN = (
    "no", "title_en", "title_az", "objective", "host", "place", "quarter", "starts_on", "ends_on", "people_home",
    "people_partner", "travel_by", "stay_by", "contact_home", "contact_partner", "cost", "currency", "funding",
    "remark",
)  # fmt: skip


def content_of(plan: BilateralPlan, *, to: Subject) -> dict[str, Any]:
    """The plan with its items as plain data."""
    return {
        "schema_version": PLAN_SCHEMA,
        "plan": plan.reference,
        "country": plan.country.iso2,
        "year": plan.year,
        "agreement": plan.agreement.reference if plan.agreement else None,
        "note": plan.note,
        "items": [_item(item) for item in items_of(plan, to=to)],
    }


def _item(item: PlanItem) -> dict[str, Any]:
    plain = {name: _said(getattr(item, name)) for name in PLAIN}
    return {**plain, "activity_kind": item.kind.code, "meeting_level": item.level}


def _said(value: Any) -> Any:
    """As JSON keeps it."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, dt.date) else value


def submission(reference: str, no: int, *, to: Subject) -> PlanSubmission | None:
    """One submission of a plan, as it was decided on."""
    rows = PlanSubmission.objects.visible_to(to).filter(plan__reference=reference, no=no)
    return rows.select_related("plan__country", "plan__agreement", "plan__label").first()


def items_as_approved(
    plans: Collection[BilateralPlan], *, to: Subject, as_of: dt.date
) -> dict[int, list[PlanItem]]:
    """Lines of plans that were talked over again later, as they stood approved on a day; by plan, and never saved.

    A line keeps its number, so it is told under the key it has now, as far as it is still there.
    """
    approved = Case.objects.visible_to(to).filter(
        kind="annual_plan", state=CaseState.APPROVED, closed_on__lte=as_of,
        object_reference=OuterRef("plan__reference"), version_no=OuterRef("no"),
    )  # fmt: skip
    reopened = [plan for plan in plans if plan.state not in PLAN_BASIS]
    rows = PlanSubmission.objects.visible_to(to).filter(Exists(approved), plan__in=reopened)
    contents = {row.plan_id: row.content for row in rows.order_by("no")}
    if not contents:
        return {}
    kinds = {kind.code: kind for kind in ActivityKind.objects.select_related("parent")}
    present = PlanItem.objects.visible_to(to).filter(plan__in=list(contents))
    keys = {(item.plan_id, item.no): item.pk for item in present}
    by_key = {plan.pk: plan for plan in reopened}
    found: dict[int, list[PlanItem]] = {key: [] for key in contents}
    for key, content in contents.items():
        for row in content["items"]:
            found[key].append(
                _line(by_key[key], row, kinds[row["activity_kind"]], keys.get((key, row["no"])))
            )
    return found


def _line(plan: BilateralPlan, row: dict[str, Any], kind: ActivityKind, key: int | None) -> PlanItem:
    plain = {name: row[name] for name in PLAIN}
    days = {name: row[name] and dt.date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")}
    cost = None if row["cost"] is None else Decimal(row["cost"])
    facts = {**plain, **days, "cost": cost, "level": row["meeting_level"], "label_id": plan.label_id}
    return PlanItem(pk=key, plan=plan, kind=kind, **facts)


def views_of(found: PlanSubmission | None) -> list[str]:
    """What was said of the two offices at the mission when it was submitted, in the reader's language."""
    told = found.content.get("views", []) if found else []
    return [View(Role(row["view_of"]), PlanView(row["view"])).words for row in told]


def plan_wording() -> Wording:
    """How the content is said, in the language of the moment."""
    return Wording(
        names=NAMES,
        values={
            "country": {row.iso2: row.name for row in Country.objects.all()},
            "activity_kind": {row.code: row.name for row in ActivityKind.objects.all()},
            "host": dict(PlanHost.choices), "meeting_level": dict(MeetingLevel.choices),
            "travel_by": dict(Bearer.choices), "stay_by": dict(Bearer.choices),
            "funding": dict(PlanFunding.choices), "view_of": {role.value: role.label for role in ROLES},
            "view": dict(PlanView.choices),
            "serving_mission": {row.code: row.name for row in DiplomaticMission.objects.all()},
        },
        hidden=frozenset({"schema_version", "plan"}),
        identity={"items": "no", "views": "view_of"},
        said=dict.fromkeys(("starts_on", "ends_on"), _day),
    )  # fmt: skip


def _day(written: str) -> str:
    return written_date(dt.date.fromisoformat(written))

"""A plan as it is laid before both sides: one column for each, in one language (domain.md B4)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.models import BilateralPlan, PlanItem
from agreements.selectors.plans import items_of
from directory.models import Country
from foundation.wording import NOTHING, written_date, written_period
from publishing.documents import Decision, Document, Grid, Paragraph, Section
from publishing.tables import Column, Table

LANGUAGES = ("en", "az")


def columns(plan: BilateralPlan) -> list[Column]:
    """Number, what, when and where; then each side by its name; then what is agreed besides."""
    home = Country.objects.get(iso2=settings.HOME_COUNTRY)
    return [
        Column("no", _("No."), "integer"),
        Column("what", _("Activity")),
        Column("when", _("Date and place")),
        Column("home", home.name),
        Column("partner", plan.country.name),
        Column("remark", _("Remarks")),
    ]


def lines(items: list[PlanItem]) -> Iterator[dict[str, Any]]:
    """Items that stand, as both sides read them; what the home State pays from is not theirs to know."""
    for item in items:
        if item.dropped_on is not None:
            continue
        yield {
            "no": item.no,
            "what": _joined(item.title, item.objective, item.get_level_display()),
            "when": _joined(when(item), item.place),
            "home": _side(item, "home", item.people_home, item.contact_home),
            "partner": _side(item, "partner", item.people_partner, item.contact_partner),
            "remark": item.remark,
        }


def when(item: PlanItem) -> str:
    """Its days, else its quarter, else that both are still open."""
    if item.starts_on is not None and item.ends_on is not None:
        if item.starts_on == item.ends_on:
            return written_date(item.starts_on)
        return written_period(item.starts_on, item.ends_on)
    if item.quarter is not None:
        return quarter(item.quarter)
    return _("to be agreed")


def quarter(number: int) -> str:
    """The quarter in words."""
    return _("quarter %(number)d") % {"number": number}


def _side(item: PlanItem, side: str, people: int | None, contact: str) -> str:
    """Role, participants, what it pays, whom to call."""
    hosts = item.host == side
    role = _("host") if hosts else _("sending side") if item.host in ("home", "partner") else _("participant")
    counted = _("%(count)d participants") % {"count": people} if people is not None else ""
    pays = [
        word for word, by in ((_("travel"), item.travel_by), (_("stay"), item.stay_by)) if _bears(by, hosts)
    ]
    paid = _("pays: %(what)s") % {"what": ", ".join(pays)} if pays else ""
    return _joined(role, counted, paid, contact)


def _bears(by: str, hosts: bool) -> bool:
    return by == "shared" or by == ("host" if hosts else "sending")


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def particulars(plan: BilateralPlan) -> Mapping[str, Any]:
    """What stands under the title."""
    told = {
        _("Under which agreement"): plan.agreement.shown_title if plan.agreement else "",
        _("State"): plan.get_state_display(),
        _("Signed"): _joined(written_date(plan.signed_on), plan.signed_in) if plan.signed_on else "",
    }
    return {name: value for name, value in told.items() if value}


def document(plan: BilateralPlan, *, to: Subject, language: str, at: dt.datetime) -> Document:
    """For signature: the two-column list, and a place for each side's signature."""
    items = items_of(plan, to=to)
    home = Country.objects.get(iso2=settings.HOME_COUNTRY)
    text = _("Both sides carry out the activities below in %(year)s.") % {"year": plan.year}
    sides = [
        Decision(office=home.name, person=plan.signed_by_home, at=plan.signed_on),
        Decision(office=plan.country.name, person=plan.signed_by_partner, at=plan.signed_on),
    ]
    rows = list(lines(items))
    return Document(
        title=plan.title,
        institution=f"{home.name} – {plan.country.name}",
        reference=plan.reference,
        edition="" if plan.signed_on else _("draft"),
        particulars=particulars(plan),
        sections=[
            Section(_("Activities"), [Paragraph(text), Grid(columns(plan), rows)])
            if rows else Section(_("Activities"), [Paragraph(_("The plan has no items yet."))])
        ],
        decisions=sides,
        printed_at=at,
        marking=plan.label.marking,
        prepared_for=to.full_name,
        language=language,
    )  # fmt: skip


def table(plan: BilateralPlan, *, to: Subject, language: str, at: dt.datetime) -> Table:
    """For work: the same columns, and what each item costs the home State."""
    items = [item for item in items_of(plan, to=to) if item.dropped_on is None]
    own = [
        Column("kind", _("Kind of activity")), Column("starts_on", _("First day"), "date"),
        Column("ends_on", _("Last day"), "date"), Column("cost", _("Cost for the home State"), "decimal"),
        Column("currency", _("Currency")), Column("funding", _("Funding source")),
    ]  # fmt: skip
    rows = [
        {
            **line, "kind": item.kind.name, "starts_on": item.starts_on, "ends_on": item.ends_on,
            "cost": item.cost, "currency": item.currency, "funding": item.get_funding_display(),
        }
        for item, line in zip(items, lines(items), strict=True)
    ]  # fmt: skip
    return Table(
        title=plan.title, question=str(particulars(plan).get(_("Under which agreement"), NOTHING)),
        columns=[*columns(plan), *own], rows=rows, parameters=particulars(plan), printed_at=at,
        marking=plan.label.marking, language=language,
    )  # fmt: skip

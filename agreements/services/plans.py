"""Beginning, amending and copying annual plans (domain.md B4, C9)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from access.context import Subject
from access.models import Label
from agreements.lifecycle import PLAN_ENTERED_AS, PLAN_OPEN, PlanState
from agreements.models import Agreement, BilateralPlan, Party, PlanItem
from agreements.services.plan_items import WRITTEN, add_item, append_item, write_items
from agreements.services.plan_refusals import (
    PlanBasisIsOther,
    PlanEntryRefused,
    PlanFixed,
    PlanOfYearExists,
    PlanWithHome,
)
from agreements.services.plan_steps import check_entry, hold, note_author, refuse_under_approval
from agreements.services.refusals import StepInFuture
from directory.models import Country, Unit
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import insert, update

S = PlanState
CHANGEABLE = frozenset({"country", "year", "agreement", "note", "owner_unit"})
# A copy is planned anew: without dates, without costs, with nothing of what became of the line (domain.md C9).
NOT_COPIED = frozenset({"starts_on", "ends_on", "cost", "currency", "funding"})


@verb("plans.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, country: Country, year: int, agreement: Agreement | None = None,
    items: Iterable[Mapping[str, Any]] = (), stands_as: str = S.COLLECTING, signed_on: dt.date | None = None,
    signed_in: str = "", on: dt.date | None = None, review: str = "", is_demo: bool = False, **facts: Any,
) -> BilateralPlan:  # fmt: skip
    """Begin collecting for a year, or enter an older plan where it stands, with its items."""
    require(by, "plans.record")
    today = timezone.localdate(at)
    if stands_as not in PLAN_ENTERED_AS:
        raise PlanEntryRefused(fields={"stands_as": [PlanEntryRefused.message]})
    check_entry(stands_as, signed_on, review, today)
    if on is not None and on > today:
        raise StepInFuture(fields={"on": [StepInFuture.message]})
    _check_sides(country, agreement, by=by)
    facts.setdefault("owner_unit", Unit.objects.filter(office__pk=by.office_id or 0).first())
    _check_once(country, year, agreement, by=by)
    plan = _new(
        BilateralPlan(
            country=country, year=year, agreement=agreement, label=label, is_demo=is_demo, state=stands_as,
            state_on=on or (signed_on if stands_as == S.SIGNED else None) or today, signed_on=signed_on,
            signed_in=signed_in, review=review, **facts,
        )
    )  # fmt: skip
    note_author(plan, by)
    write_items(plan, items, by=by)
    return plan


def _check_sides(country: Country, agreement: Agreement | None, *, by: Subject) -> None:
    if country.iso2 == settings.HOME_COUNTRY:
        raise PlanWithHome(fields={"country": [PlanWithHome.message]})
    if agreement is None:
        return
    if not Party.objects.visible_to(by).filter(agreement=agreement, country=country).exists():
        raise PlanBasisIsOther(fields={"agreement": [PlanBasisIsOther.message]})


def _check_once(
    country: Country, year: int, agreement: Agreement | None, *, by: Subject, but: int | None = None
) -> None:
    """I16, among what they may see; PostgreSQL looks again among plans of one label."""
    same = BilateralPlan.objects.visible_to(by).filter(country=country, year=year, agreement=agreement)
    if same.exclude(pk=but).exists():
        raise PlanOfYearExists(fields={"year": [PlanOfYearExists.message]})


def _new(plan: BilateralPlan) -> BilateralPlan:
    """I16, in the words of the rule."""
    try:
        with transaction.atomic():
            return insert(plan)
    except IntegrityError as error:
        _once(error)
        raise


def _once(error: IntegrityError) -> None:
    if "plan_of_a_year_once" in str(error):
        raise PlanOfYearExists(fields={"year": [PlanOfYearExists.message]}) from error


@verb("plans.amend")
def amend(
    plan: BilateralPlan, *, by: Subject, at: dt.datetime, version: int | None = None,
    items: Iterable[Mapping[str, Any]] | None = None, **changes: Any,
) -> BilateralPlan:  # fmt: skip
    """Change the plan and its items; items that are given take the place of those there were."""
    require(by, "plans.amend")
    held = hold(plan, by=by, version=version)
    refuse_under_approval(held, by=by)
    if held.state not in PLAN_OPEN and (items is not None or set(changes) - {"note", "owner_unit"}):
        raise PlanFixed
    if unknown := set(changes) - CHANGEABLE:
        raise PlanFixed(fields=dict.fromkeys(sorted(unknown), PlanFixed.message))
    after = {name: changes.get(name, getattr(held, name)) for name in ("country", "agreement")}
    _check_sides(after["country"], after["agreement"], by=by)
    year = changes.get("year", held.year)
    _check_once(after["country"], year, after["agreement"], by=by, but=held.pk)
    note_author(held, by)
    if items is not None:
        write_items(held, items, by=by)
    try:
        with transaction.atomic():
            return update(held, **changes)
    except IntegrityError as error:
        _once(error)
        raise


@verb("plans.add_item")
def add_line(
    *, by: Subject, at: dt.datetime, label: Label, country: Country, year: int, **line: Any
) -> PlanItem:
    """One more item of the plan of a State and year, as a table brings it in; the plan is begun where there is none."""
    require(by, "plans.amend")
    found: BilateralPlan | None = (
        BilateralPlan.objects.visible_to(by).filter(country=country, year=year).first()
    )
    held = hold(found or record(by=by, at=at, label=label, country=country, year=year), by=by)
    refuse_under_approval(held, by=by)
    if held.state not in PLAN_OPEN:
        raise PlanFixed(fields={"year": [PlanFixed.message]})
    note_author(held, by)
    item = append_item(held, by=by, **line)
    update(held)
    return item


@verb("plans.copy")
def copy(
    plan: BilateralPlan, *, by: Subject, at: dt.datetime, year: int | None = None, version: int | None = None
) -> BilateralPlan:
    """Next year's plan from this one: every item that was not taken out, planned anew without dates and costs."""
    require(by, "plans.record")
    held = hold(plan, by=by, version=version)
    _check_once(held.country, year or held.year + 1, held.agreement, by=by)
    fresh = _new(
        BilateralPlan(
            country=held.country, year=year or held.year + 1, agreement=held.agreement, label=held.label,
            owner_unit=held.owner_unit, copied_from=held, is_demo=held.is_demo, state=S.COLLECTING,
            state_on=timezone.localdate(at),
        )
    )  # fmt: skip
    note_author(fresh, by)
    rows = PlanItem.objects.visible_to(by).filter(plan=held, dropped_on__isnull=True).select_related("kind")
    for no, item in enumerate(rows.order_by("no"), start=1):
        facts = {name: getattr(item, name) for name in WRITTEN if name not in NOT_COPIED}
        add_item(fresh, no=no, carried_from=item, **facts)
    return fresh

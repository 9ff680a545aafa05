"""The lines of a plan: written together, each checked, taken out with a reason once approved."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from access.context import Subject
from access.selectors.dependants import pointing_at
from agreements.lifecycle import PLAN_BASIS
from agreements.models import BilateralPlan, PlanItem
from agreements.models.plan import ITEM_DAYS, ITEM_MONEY, ITEM_NAMED
from agreements.services.plan_refusals import (
    ItemAlreadyDropped,
    ItemCarried,
    ItemRefused,
    ItemsNotCosted,
    NoSuchItem,
    PlanStepRefused,
)
from agreements.services.plan_steps import begin
from foundation.acts import verb
from foundation.errors import InvalidInput
from foundation.writes import insert, update

WRITTEN = (
    "title_en", "title_az", "kind", "objective", "host", "place", "quarter", "starts_on", "ends_on", "level",
    "people_home", "people_partner", "travel_by", "stay_by", "contact_home", "contact_partner", "cost", "currency",
    "funding", "remark",
)  # fmt: skip
# Appointments and signatures come from postings and agreements (decisions.md 26).
DERIVED_KINDS = frozenset({"attache_appointment", "agreement_signing"})
MOST = 500


def check_item(item: PlanItem) -> None:
    """Raise ItemRefused with the number of the line and every rule it breaks."""
    wrong: list[Any] = []
    if getattr(item, "kind_id", None) is None:
        _refuse(item.no, [f"{_words('kind')}: {_('This field is required.')}"])
    if not (item.title_en.strip() or item.title_az.strip()):
        wrong.append(ITEM_NAMED)
    if item.kind.code in DERIVED_KINDS:
        wrong.append(_("Appointments and signatures appear by themselves from postings and agreements."))
    if not _days_fit(item.starts_on, item.ends_on):
        wrong.append(ITEM_DAYS)
    elif item.starts_on and item.quarter and item.quarter != (item.starts_on.month + 2) // 3:
        wrong.append(_("The first day lies in another quarter."))
    given = (item.cost is not None, bool(item.currency), bool(item.funding))
    if any(given) and not all(given):
        wrong.append(ITEM_MONEY)
    if wrong:
        _refuse(item.no, [str(words) for words in wrong])


def _days_fit(first: dt.date | None, last: dt.date | None) -> bool:
    if first is None or last is None:
        return first is last
    return first <= last


def _refuse(no: int, words: Sequence[str]) -> None:
    said = _("Item %(no)d: %(what)s") % {"no": no, "what": " ".join(words)}
    raise ItemRefused(fields={"items": [said]})


def write_items(plan: BilateralPlan, rows: Iterable[Mapping[str, Any]], *, by: Subject) -> None:
    """The lines as given take the place of those there were; `no` tells which one a line is. Called with the plan held.

    Numbers are kept: what others call item 4 stays item 4.
    """
    given = list(rows)
    if len(given) > MOST:
        raise ItemRefused(fields={"items": [_("A plan has %(most)d items at most.") % {"most": MOST}]})
    present = {
        item.no: item for item in PlanItem.objects.visible_to(by).filter(plan=plan).select_related("kind")
    }
    numbers = [row["no"] for row in given if row.get("no")]
    if len(set(numbers)) < len(numbers) or not set(numbers) <= set(present):
        raise NoSuchItem(fields={"items": [NoSuchItem.message]})
    gone = [item.pk for no, item in present.items() if no not in numbers]
    if gone:
        _check_free([item for no, item in present.items() if no not in numbers])
        PlanItem.objects.visible_to(by).filter(pk__in=gone).delete()
    next_no = max(present, default=0) + 1
    for row in given:
        facts = {name: row[name] for name in WRITTEN if name in row}
        if row.get("no"):
            _change(present[row["no"]], plan, facts)
        else:
            add_item(plan, no=next_no, **facts)
            next_no += 1


def _check_free(gone: list[PlanItem]) -> None:
    """Raises ItemCarried, naming the items on which something stands that the officer may see."""
    carried = {item.no for item in gone for rows in pointing_at(PlanItem, [item]) if rows.exists()}
    if carried:
        named = ", ".join(str(no) for no in sorted(carried))
        raise ItemCarried(fields={"items": [f"{ItemCarried.message} {named}"]})


def add_item(plan: BilateralPlan, *, no: int, **facts: Any) -> PlanItem:
    """One new line of a plan that is held."""
    item = PlanItem(plan=plan, no=no, label_id=plan.label_id, is_demo=plan.is_demo, **facts)
    check_item(item)
    return _said(insert, item, no)


def append_item(plan: BilateralPlan, *, by: Subject, **facts: Any) -> PlanItem:
    """The line after the last of a plan that is held."""
    last = PlanItem.objects.visible_to(by).filter(plan=plan).aggregate(many=Count("pk"), last=Max("no"))
    if last["many"] >= MOST:
        raise ItemRefused(fields={"items": [_("A plan has %(most)d items at most.") % {"most": MOST}]})
    return add_item(plan, no=(last["last"] or 0) + 1, **facts)


def _change(item: PlanItem, plan: BilateralPlan, facts: dict[str, Any]) -> None:
    item.plan = plan
    changes = {name: value for name, value in facts.items() if getattr(item, name) != value}
    if not changes:
        return
    for name, value in changes.items():
        setattr(item, name, value)
    check_item(item)
    _said(update, item, item.no, **changes)


def _said(write: Any, item: PlanItem, no: int, **changes: Any) -> PlanItem:
    """A fault of a field names its line."""
    try:
        written: PlanItem = write(item, **changes)
    except InvalidInput as refusal:
        told = [f"{_words(name)}: {_first(words)}"
                for name, words in refusal.fields.items()]  # fmt: skip
        _refuse(no, told)
        raise
    return written


def _words(name: str) -> str:
    field: Any = PlanItem._meta.get_field(name)
    return str(field.verbose_name)


def _first(words: Any) -> str:
    return str(words[0] if isinstance(words, list | tuple) else words)


def check_costed(plan: BilateralPlan, *, by: Subject) -> None:
    """Raise ItemsNotCosted with the numbers of the lines that say nothing of their cost."""
    rows = PlanItem.objects.visible_to(by).filter(plan=plan, cost__isnull=True).order_by("no")
    numbers = [str(no) for no in rows.values_list("no", flat=True)]
    if numbers:
        raise ItemsNotCosted(ItemsNotCosted.message % {"items": ", ".join(numbers)})


def totals(items: Iterable[PlanItem]) -> dict[str, Decimal]:
    """Cost by currency of what stands; money is never summed across currencies (decisions.md 20)."""
    found: dict[str, Decimal] = {}
    for item in items:
        if item.cost is not None and item.dropped_on is None:
            found[item.currency] = found.get(item.currency, Decimal(0)) + item.cost
    return dict(sorted(found.items()))


@verb("plans.drop_item")
def drop_item(
    plan: BilateralPlan, *, by: Subject, no: int, reason: str, on: dt.date, at: dt.datetime,
    version: int | None = None,
) -> BilateralPlan:  # fmt: skip
    """Both sides agree that an approved item does not take place; it stays in the plan, with the reason."""
    held = begin(plan, "plans.drop_item", by=by, on=on, at=at, version=version)
    if held.state not in PLAN_BASIS or held.state == "closed":
        raise PlanStepRefused
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})
    item = PlanItem.objects.visible_to(by).select_for_update(of=("self",)).filter(plan=held, no=no).first()
    if item is None:
        raise NoSuchItem(fields={"no": [NoSuchItem.message]})
    if item.dropped_on is not None:
        raise ItemAlreadyDropped
    update(item, dropped_on=on, dropped_because=reason.strip()[:500])
    return update(held)

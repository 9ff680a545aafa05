"""Institutions, objectives, contingents and costs of an activity; only what differs is written (domain.md C2)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings

from access.context import Subject
from activities.lifecycle import SPENT
from activities.models import (
    Activity,
    Contingent,
    CostLine,
    GuidingPaper,
    ServedObjective,
    SupportingInstitution,
)
from activities.services.papers import label_of_both
from activities.services.refusals import (
    ContingentOfNobody,
    ContingentTwice,
    CostsFromLines,
    CostTwice,
    CostWithoutAmount,
    InstitutionTwice,
    ObjectiveTwice,
    SpentTooEarly,
)
from activities.terms import CostBearer, FundingSource, borne, currency_of
from foundation.errors import InvalidInput
from foundation.writes import validate

PARTS = ("supporting", "objectives", "contingents", "costs")
COST_KEY = ("item", "bearer", "funding", "currency", "note")
COST_DEFAULTS = {
    "bearer": CostBearer.OURS.value, "funding": FundingSource.DEFENCE_BUDGET.value, "note": "", "planned": None,
    "actual": None,
}  # fmt: skip
MONEY = ("planned_cost", "actual_cost", "currency")
Parts = dict[str, list[Any]]


def taken(facts: dict[str, Any]) -> Parts:
    """The rows named among the facts, taken out of them; a part that is not named stays as it is."""
    parts = {name: list(facts.pop(name)) for name in PARTS if facts.get(name) is not None}
    for name in PARTS:
        facts.pop(name, None)
    if "mission_paper" in facts:
        paper = facts.pop("mission_paper")
        parts["papers"] = [paper] if paper is not None else []
    if "costs" in parts:
        parts["costs"] = [_cost(line) for line in parts["costs"]]
    if "contingents" in parts:
        parts["contingents"] = [{"actual": None, **row} for row in parts["contingents"]]
    return parts


def _cost(line: Mapping[str, Any]) -> dict[str, Any]:
    line = {**COST_DEFAULTS, **line}
    if line["planned"] is None and line["actual"] is None:
        raise CostWithoutAmount(fields={"costs": CostWithoutAmount.message})
    _valid(CostLine(**line), "costs", exclude=("activity", "label"))
    return line


def money_of(parts: Parts, facts: Mapping[str, Any], held: Activity | None = None) -> dict[str, Any]:
    """What follows from the cost lines for the activity itself; said otherwise at the same time, it is refused."""
    if "costs" not in parts:
        return {}
    lines = parts["costs"]
    if not lines:
        return {}
    currency = facts.get("currency") or (held.currency if held else "") or ""
    if currency not in {line["currency"] for line in lines if line["bearer"] == CostBearer.OURS}:
        currency = currency_of(lines)
    planned, actual = borne(lines, currency, "planned"), borne(lines, currency, "actual")
    if planned is None and currency:
        planned = borne([{**line, "planned": line["planned"] or 0} for line in lines], currency, "planned")
    found = {"planned_cost": planned, "actual_cost": actual, "currency": currency}
    wrong = [name for name in MONEY if facts.get(name) not in (None, "", found[name])]
    if wrong:
        raise CostsFromLines(fields=dict.fromkeys(wrong, CostsFromLines.message))
    return found


def check_money_free(held: Activity, changes: Mapping[str, Any], *, by: Subject) -> None:
    """Totals are typed only where no line says more."""
    said = [name for name in MONEY if name in changes and changes[name] != getattr(held, name)]
    if said and CostLine.objects.visible_to(by).filter(activity=held, bearer=CostBearer.OURS).exists():
        raise CostsFromLines(fields=dict.fromkeys(said, CostsFromLines.message))


def check_parts(parts: Parts, facts: Mapping[str, Any], countries: Iterable[int], state: str) -> None:
    """Rules over the rows together, each told beside its part."""
    lead = facts.get("lead_institution")
    helping = [row.pk for row in parts.get("supporting", [])]
    if len(set(helping)) < len(helping) or (lead and lead.pk in helping):
        raise InstitutionTwice(fields={"supporting": InstitutionTwice.message})
    aims = [row.pk for row in parts.get("objectives", [])]
    if len(set(aims)) < len(aims):
        raise ObjectiveTwice(fields={"objectives": ObjectiveTwice.message})
    _check_contingents(parts.get("contingents", []), set(countries))
    keys = [tuple(line[name] for name in COST_KEY) for line in parts.get("costs", [])]
    if len(set(keys)) < len(keys):
        raise CostTwice(fields={"costs": CostTwice.message})
    _check_spent(parts, facts, state)


def _check_contingents(rows: list[Mapping[str, Any]], countries: set[int]) -> None:
    if any(
        row["country"].pk not in countries and row["country"].iso2 != settings.HOME_COUNTRY for row in rows
    ):
        raise ContingentOfNobody(fields={"contingents": ContingentOfNobody.message})
    keys = [(row["country"].pk, row["rank_level"]) for row in rows]
    if len(set(keys)) < len(keys):
        raise ContingentTwice(fields={"contingents": ContingentTwice.message})


def _check_spent(parts: Parts, facts: Mapping[str, Any], state: str) -> None:
    """I21: what was spent and who came is known once it is under way."""
    if state in SPENT:
        return
    early = [name for name in ("actual_cost", "actual_person_days") if facts.get(name) is not None]
    early += [
        name
        for name in ("contingents", "costs")
        if any(row["actual"] is not None for row in parts.get(name, []))
    ]
    if early:
        raise SpentTooEarly(fields=dict.fromkeys(early, SpentTooEarly.message))


def write_parts(activity: Activity, parts: Parts, *, by: Subject) -> None:
    """Rows that are gone are deleted, changed ones updated, new ones added, so that the trail tells what changed."""
    for name, write in (
        ("supporting", _write_supporting), ("objectives", _write_objectives), ("papers", _write_papers),
        ("contingents", _write_contingents), ("costs", _write_costs),
    ):  # fmt: skip
        if name in parts:
            write(activity, parts[name], by)


def _write_supporting(activity: Activity, wanted: list[Any], by: Subject) -> None:
    rows = SupportingInstitution.objects.visible_to(by).filter(activity=activity)
    _write(rows, activity, "supporting", ("institution_id",), [{"institution": one} for one in wanted])


def _write_objectives(activity: Activity, wanted: list[Any], by: Subject) -> None:
    rows = ServedObjective.objects.visible_to(by).filter(activity=activity)
    marked = [{"objective": one, "label_id": label_of_both(activity, one)} for one in wanted]
    _write(rows, activity, "objectives", ("objective_id",), marked)


def _write_papers(activity: Activity, wanted: list[Any], by: Subject) -> None:
    rows = GuidingPaper.objects.visible_to(by).filter(activity=activity)
    marked = [{"paper": one, "label_id": label_of_both(activity, one)} for one in wanted]
    _write(rows, activity, "mission_paper", ("paper_id",), marked)


def _write_contingents(activity: Activity, wanted: list[Any], by: Subject) -> None:
    rows = Contingent.objects.visible_to(by).filter(activity=activity)
    _write(rows, activity, "contingents", ("country_id", "rank_level"), wanted, ("planned", "actual"))


def _write_costs(activity: Activity, wanted: list[Any], by: Subject) -> None:
    rows = CostLine.objects.visible_to(by).filter(activity=activity)
    _write(rows, activity, "costs", COST_KEY, wanted, ("planned", "actual"))


def _write(
    rows: Any, activity: Activity, part: str, key: tuple[str, ...], wanted: Sequence[Mapping[str, Any]],
    amounts: tuple[str, ...] = (),
) -> None:  # fmt: skip
    known = {tuple(getattr(row, name) for name in key): row for row in rows}
    new = []
    for facts in wanted:
        fresh = rows.model(**{"activity": activity, "label_id": activity.label_id, **facts})
        present = known.pop(tuple(getattr(fresh, name) for name in key), None)
        _valid(fresh, part)
        if present is None:
            new.append(fresh)
        elif changed := [name for name in amounts if getattr(present, name) != getattr(fresh, name)]:
            for name in changed:
                setattr(present, name, getattr(fresh, name))
            present.save(update_fields=changed)
    if known:
        rows.filter(pk__in=[row.pk for row in known.values()]).delete()
    if new:
        rows.model.objects.bulk_create(new)


def _valid(row: Any, part: str, exclude: tuple[str, ...] = ()) -> None:
    """What is wrong with a row stands beside its part, with the name of the field."""
    try:
        validate(row, exclude)
    except InvalidInput as error:
        said = [
            f"{row._meta.get_field(name).verbose_name}: {message}"
            for name, messages in error.fields.items()
            for message in (messages if isinstance(messages, list) else [messages])
        ]
        raise InvalidInput(fields={part: said}) from error

"""Courses, expert posts, training teams and assistance in kind: each belongs to its kind of activity (domain.md A3)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from access.context import Subject
from activities.models import Activity, AssistanceItem, Course, ExpertPost, TrainingTeam
from activities.services.refusals import AssistanceTwice, DetailOfAnotherKind, HandedOverLater
from directory.models import ActivityKind
from foundation.errors import InvalidInput
from foundation.writes import validate

SINGLE: dict[str, tuple[type[Any], str]] = {
    "course": (Course, "foreign_mission_training"),
    "expert_post": (ExpertPost, "expert_exchange_post"),
    "training_team": (TrainingTeam, "mobile_training_team"),
}
ASSISTANCE = "materiel_assistance"
DETAILS = (*SINGLE, "assistance")


def taken_details(facts: dict[str, Any]) -> dict[str, Any]:
    """Details named among the facts, taken out of them; one that is not named stays as it is."""
    return {name: facts.pop(name) for name in DETAILS if name in facts}


def check_details(details: Mapping[str, Any], kind: ActivityKind, today: dt.date) -> None:
    """A course belongs to training, a delivery to assistance, and so on; a sub-kind counts as its kind."""
    if not any(details.values()):
        return
    codes = {kind.code, kind.parent.code if kind.parent else ""}
    for name, given in details.items():
        wanted = SINGLE[name][1] if name in SINGLE else ASSISTANCE
        if given and wanted not in codes:
            raise DetailOfAnotherKind(fields={name: DetailOfAnotherKind.message})
    items = list(details.get("assistance") or [])
    keys = [(row["item"], row.get("unit", "")) for row in items]
    if len(set(keys)) < len(keys):
        raise AssistanceTwice(fields={"assistance": AssistanceTwice.message})
    if any((row.get("handed_over_on") or today) > today for row in items):
        raise HandedOverLater(fields={"assistance": HandedOverLater.message})


def write_details(activity: Activity, details: Mapping[str, Any], *, by: Subject) -> None:
    """The one row of each, and the rows of assistance; only what differs is written."""
    for name, (model, _code) in SINGLE.items():
        if name in details:
            _write_one(model, activity, name, details[name], by)
    if details.get("assistance") is not None:
        _write_items(activity, list(details["assistance"]), by)


def _write_one(
    model: type[Any], activity: Activity, name: str, given: Mapping[str, Any] | None, by: Subject
) -> None:
    rows = model.objects.visible_to(by).filter(activity=activity)
    present = rows.first()
    if given is None:
        if present is not None:
            rows.delete()
        return
    row = present or model(activity=activity, label_id=activity.label_id)
    changed = [field for field, value in given.items() if getattr(row, field) != value]
    for field in changed:
        setattr(row, field, given[field])
    _valid(row, name)
    if present is None:
        row.save(force_insert=True)
    elif changed:
        row.save(update_fields=changed)


def _write_items(activity: Activity, wanted: list[Mapping[str, Any]], by: Subject) -> None:
    rows = AssistanceItem.objects.visible_to(by).filter(activity=activity)
    known = {(row.item, row.unit): row for row in rows}
    for given in wanted:
        row = known.pop((given["item"], given.get("unit", "")), None)
        fresh = row is None
        row = row or AssistanceItem(activity=activity, label_id=activity.label_id)
        changed = [field for field, value in given.items() if getattr(row, field) != value]
        for field in changed:
            setattr(row, field, given[field])
        _valid(row, "assistance")
        if fresh:
            row.save(force_insert=True)
        elif changed:
            row.save(update_fields=changed)
    if known:
        rows.filter(pk__in=[row.pk for row in known.values()]).delete()


def _valid(row: Any, name: str) -> None:
    """Field rules and the constraints of the row, told beside the detail with the name of the field."""
    try:
        validate(row)
        row.validate_constraints(exclude={"activity", "label"})
    except InvalidInput as error:
        raise InvalidInput(fields={name: _said(row, error.fields)}) from error
    except ValidationError as error:
        raise InvalidInput(fields={name: _said(row, error.message_dict)}) from error


def _said(row: Any, errors: Mapping[str, Any]) -> list[str]:
    said = []
    for field, messages in errors.items():
        words = "" if field == NON_FIELD_ERRORS else f"{row._meta.get_field(field).verbose_name}: "
        said += [f"{words}{message}" for message in (messages if isinstance(messages, list) else [messages])]
    return said

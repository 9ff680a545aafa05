"""What approvers read, in one shape: everything that decides, the marking included (walls.md 2).

Rows stand in one list. What carries a label of its own is left to those who may read it; of a visit numbers are told
and no names. Whoever reads the record makes the same content of it.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Model

from access.context import Subject
from access.models import Label
from activities.models import (
    Activity,
    ActivityParticipant,
    AssistanceItem,
    Contingent,
    CostLine,
    Course,
    DelegationSeat,
    Exercise,
    ExpertPost,
    ProgrammeItem,
    ServedObjective,
    SupportingInstitution,
    TrainingTeam,
    Visit,
)
from foundation.canonical import canonical
from missions.models import StrategicObjective

# What tells a record to others, the first there is.
NAMES = ("reference", "iso2", "code")
SAID_AS_WORDS = (StrategicObjective,)
# Of the envelope, of what is looked up anew each time, and of what a running case answers for by itself (note 0009).
BESIDE = frozenset({"schema_version", "prerequisites", "label"})


@dataclass(frozen=True)
class Part:
    """Rows of one table that belong to an activity: what is told of them, and under which word.

    `only`: the one column that is told, as a list of it. `path`: how its rows lead to the activity.
    """

    key: str
    model: Any
    fields: tuple[str, ...]
    many: bool = True
    only: bool = False
    path: str = "activity"


FIELDS = (
    "title", "kind", "country", "plan_item", "agreement", "ad_hoc_reason", "level", "direction", "aspect",
    "coordination_level", "power_type", "place", "starts_on", "ends_on", "planned_cost", "currency", "person_days",
    "dimensions", "format", "lead_institution", "with_troops", "with_secrets", "border_topic", "beyond_defence",
    "status_agreement", "status_clause", "owner_unit", "label",
)  # fmt: skip
AUTHORISED = ("reference", "body", "act", "act_on", "subject", "ceiling", "valid")
PARTS = (
    Part("participants", ActivityParticipant, ("country",), only=True),
    Part("supporting", SupportingInstitution, ("institution",), only=True),
    Part("objectives", ServedObjective, ("objective",), only=True),
    Part("contingents", Contingent, ("country", "rank_level", "planned")),
    Part("costs", CostLine, ("item", "bearer", "funding", "currency", "planned", "note")),
    Part(
        "exercise", Exercise, ("size", "troops", "tanks", "acvs", "artillery", "special", "sorties"), many=False
    ),
    Part("course", Course, ("school", "places", "language", "required_slp", "obliged_until"), many=False),
    Part("expert_post", ExpertPost, ("host_body", "position", "field", "reciprocal"), many=False),
    Part("training_team", TrainingTeam, ("subject", "instructors", "trainees", "trained_unit"), many=False),
    Part("assistance", AssistanceItem, ("item", "quantity", "unit", "value", "currency", "end_use")),
    Part("visit", Visit, ("protocol_level", "purpose", "gifts"), many=False),
    Part("delegation", DelegationSeat, ("country", "rank_level", "is_head"), path="visit__activity"),
    Part("programme", ProgrammeItem, ("starts_at", "ends_at", "subject", "place"), path="visit__activity"),
)  # fmt: skip


def plain(value: Any) -> Any:
    """A value as it is frozen: days, instants, amounts, ranges and records as text."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, Label):
        return marking(value)
    return _record(value) if isinstance(value, Model) else [plain(value.lower), plain(value.upper)]


def _record(row: Any) -> str:
    known = () if isinstance(row, SAID_AS_WORDS) else NAMES
    return str(next((getattr(row, name) for name in known if hasattr(row, name)), row))


def marking(label: Label) -> dict[str, Any]:
    """The label, as every content says it."""
    return {
        "level": label.level_code, "caveats": label.caveats, "compartments": label.compartments,
        "releasable_to": label.releasable_to,
    }  # fmt: skip


def told(row: Any, fields: Iterable[str]) -> dict[str, Any]:
    """These columns of a row."""
    return {name: plain(getattr(row, name)) for name in fields}


def content_of(activity: Activity, *, to: Subject) -> dict[str, Any]:
    """The activity with every row that decides and carries its label."""
    held = activity.authorisation
    content = {**told(activity, FIELDS), "authorisation": told(held, AUTHORISED) if held else None}
    for part in PARTS:
        said = [_said(part, row) for row in _rows(part, activity, to)]
        if part.many:
            content[part.key] = said
        elif said:
            content[part.key] = said[0]
    return content


def _rows(part: Part, activity: Activity, to: Subject) -> Any:
    rows = part.model.objects.visible_to(to).filter(**{part.path: activity, "label": activity.label_id})
    links = [name for name in part.fields if part.model._meta.get_field(name).is_relation]
    order = "place" if part.model is DelegationSeat else "pk"
    return rows.select_related(*links).order_by(order) if links else rows.order_by(order)


def _said(part: Part, row: Any) -> Any:
    return plain(getattr(row, part.fields[0])) if part.only else told(row, part.fields)


def changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Words of a frozen content that would be said otherwise now; another schema is not compared."""
    if then.get("schema_version") != now.get("schema_version"):
        return []
    before, after = (json.loads(canonical(content)) for content in (then, now))
    return [key for key in {**before, **after} if key not in BESIDE and before.get(key) != after.get(key)]

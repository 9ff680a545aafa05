"""What was said of a deadline so far: to how many offices and people, who saw it, who took note."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q

from access.context import Subject
from reminders.models import Reminder
from reminders.selectors.custom import without_others

Key = tuple[int, str, dt.date]  # rule, record, the day the rule counts from


@dataclass(frozen=True)
class Telling:
    """Counted over what the reader may see."""

    last_at: dt.datetime | None = None
    people: int = 0
    seen: int = 0
    acknowledged: int = 0
    label_ids: tuple[int, ...] = ()

    @property
    def is_told(self) -> bool:
        """Somebody was told."""
        return self.people > 0

    @property
    def is_acknowledged(self) -> bool:
        """Somebody took note."""
        return self.acknowledged > 0


def tellings(keys: Collection[Key], *, to: Subject, before: dt.datetime | None = None) -> dict[Key, Telling]:
    """What was told of each of these deadlines (up to an instant), in one query."""
    named = Reminder.objects.visible_to(to).filter(
        record__in={record for _rule, record, _day in keys}, delivered_at__isnull=False
    )
    rows = without_others(named, to=to)
    told = Q(notices__isnull=False)
    seen, noted = Q(notices__seen_at__isnull=False), Q(notices__acknowledged_at__isnull=False)
    if before is not None:
        told = Q(notices__delivered_at__lt=before)
        seen, noted = Q(notices__seen_at__lt=before), Q(notices__acknowledged_at__lt=before)
    counted: Any = rows.filter(told).order_by().values("rule_id", "record", "due_on", "label_id").annotate(
        last_at=Max("notices__delivered_at", filter=told),
        people=Count("notices__user", filter=told, distinct=True),
        seen=Count("notices__user", filter=told & seen, distinct=True),
        acknowledged=Count("notices__user", filter=told & noted, distinct=True),
    )  # fmt: skip
    found: dict[Key, Telling] = {}
    wanted = set(keys)
    for row in counted:
        key = (row["rule_id"], row["record"], row["due_on"])
        if key in wanted:
            found[key] = _with(found.get(key, Telling()), row)
    return found


def _with(before: Telling, row: dict[str, Any]) -> Telling:
    """Reminders of one deadline may carry several markings: what each says is added."""
    return Telling(
        max(filter(None, (before.last_at, row["last_at"])), default=None),
        before.people + row["people"], before.seen + row["seen"], before.acknowledged + row["acknowledged"],
        (*before.label_ids, row["label_id"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Settled:
    """A deadline somebody was told of, whether or not it still stands."""

    rule: str
    record: str
    since: dt.date
    label_ids: tuple[int, ...]


def settled(
    first: dt.date, last: dt.date, *, to: Subject, before: dt.datetime, rule: str = "",
    offices: tuple[int, ...] | None = None,
) -> list[Settled]:  # fmt: skip
    """Deadlines counted from a day of the period of which somebody was told before an instant; one query.

    Of a rule that fails nobody can say whether they still stand: none of it.
    """
    rows = without_others(Reminder.objects.visible_to(to), to=to).filter(
        due_on__range=(first, last),
        delivered_at__isnull=False,
        notices__delivered_at__lt=before,
        rule__is_active=True,
        rule__fault=None,
    )
    if rule:
        rows = rows.filter(rule__code=rule)
    if offices is not None:
        rows = rows.filter(office__in=offices)
    found: dict[tuple[str, str, dt.date], list[int]] = {}
    for code, record, day, label in (
        rows.order_by().values_list("rule__code", "record", "due_on", "label").distinct()
    ):
        found.setdefault((code, record, day), []).append(label)
    return [Settled(*key, tuple(labels)) for key, labels in found.items()]

"""Who of an office is told of a reminder today, and how that person wants to be told."""

import datetime as dt
import logging
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from reminders.engine import after_quiet
from reminders.lifecycle import Digest
from reminders.models import Reminder
from reminders.registry import Hearer, OfPersons, rules
from reminders.terms import LETTERS

logger = logging.getLogger(__name__)

# Who holds an office today: `a.office_id` says which.
HOLDERS = """(accounts_appointment a JOIN accounts_user u ON u.id = a.user_id AND u.is_active
        AND a.confirmed_at IS NOT NULL AND a.valid @> %(on)s::date)"""
# Of them, who may read the reminder's label today; of what somebody set for himself, he alone, and nobody where a
# reminder set by hand (c) is not found.
HEARS = f"""r.label_id = ANY (subject_labels(a.user_id, a.office_id))
  AND (c.reference IS NOT NULL OR r.record NOT LIKE '{LETTERS}-%%')
  AND (c.person_id IS NULL OR c.person_id = a.user_id)"""
RECIPIENTS_SQL = f"""
SELECT r.id, a.user_id, u.time_zone, coalesce(p.digest, 'at_once'),
       coalesce(%(on)s BETWEEN p.away_from AND p.away_until, false),
       CASE WHEN r.is_escalation THEN '' ELSE k.code END, r.record, r.office_id
FROM reminders_reminder r
JOIN reminders_rule k ON k.id = r.rule_id
JOIN {HOLDERS} ON a.office_id = r.office_id
LEFT JOIN reminders_preference p ON p.user_id = u.id
LEFT JOIN reminders_customreminder c ON c.reference = r.record
WHERE r.id = ANY (%(ids)s) AND {HEARS}
ORDER BY a.user_id, r.id
"""  # nosec B608 - our own SQL, values are parameters


@dataclass(frozen=True)
class Recipient:
    """Somebody of the office who may read it."""

    reminder_id: int
    user_id: int
    time_zone: str
    digest: str
    is_away: bool

    def is_told(self, reminder: Reminder) -> bool:
        """By a message now: a digest waits for its hour, not with what is legal, missed, at once or by the clock."""
        rule = reminder.rule
        is_missed = reminder.is_escalation or reminder.offset > max(0, min(rule.offsets, default=0))
        is_pressing = rule.is_legal or rule.is_at_once or reminder.due_at is not None
        return is_missed or is_pressing or self.digest == Digest.AT_ONCE

    def told_at(self, reminder: Reminder, at: dt.datetime) -> dt.datetime:
        """After the rule's quiet hours where the person is; what runs by the clock knows none."""
        if reminder.due_at is not None:
            return at
        return after_quiet(at, self.time_zone, reminder.rule.quiet_from, reminder.rule.quiet_until)


def recipients_of(reminders: Collection[int], *, on: dt.date) -> list[Recipient]:
    """Everybody to be told of these, by person: whoever left the office or lost the clearance is not among them.

    Of a rule that asks for something, only who can give it (registry.OfPersons).
    """
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS_SQL, {"ids": list(reminders), "on": on})
        rows = cursor.fetchall()
    told = [(Recipient(*way), code, Hearer(record, office, way[1])) for *way, code, record, office in rows]
    deaf = _deaf((code, hearer) for _one, code, hearer in told)
    return [one for one, code, hearer in told if (code, hearer) not in deaf]


def _deaf(told: Iterable[tuple[str, Hearer]]) -> set[tuple[str, Hearer]]:
    """Whom their rule does not ask; a rule that fails to say so leaves nobody out."""
    by_rule: dict[str, set[Hearer]] = defaultdict(set)
    for code, hearer in told:
        by_rule[code].add(hearer)
    found: set[tuple[str, Hearer]] = set()
    for code, people in by_rule.items():
        rule: Any = rules().get(code)
        if not isinstance(rule, OfPersons):
            continue
        try:
            with transaction.atomic():
                hear = set(rule.hears(people))
        except Exception:
            logger.exception("rule %s cannot say who hears of it", code)
        else:
            found |= {(code, one) for one in people - hear}
    return found

"""What an act made pointless lapses with it: asked once at its end, of the rules that read what it wrote (walls.md 4).

Nobody has to call it: foundation.acts asks at the end of every verb, see apps.py. What passes by time alone lapses with
the plan.
"""

import logging
from collections import Counter
from collections.abc import Collection

from django.db import DatabaseError, connection

from access.context import Subject, service_in_between
from access.service_subjects import service_subject
from foundation.acts import act
from foundation.errors import DomainError
from reminders.lifecycle import ReminderState
from reminders.models import Reminder
from reminders.selectors.deadlines import rules_reading
from reminders.services.faults import asked_again

logger = logging.getLogger(__name__)

MOST = 200  # of one rule: an act waits for no longer list, and what is left out lapses with the next plan
# Of a row, to know whether it stands.
ASKED = ("record", "due_on", "due_at", "label", "rule", "rule__code", "rule__is_active")
# Whether anything waits or stands told of these rules, whoever may read it: keys, and nothing else (migration 0022).
OPEN_SQL = "SELECT id, rule FROM reminders_open(%s::text[], %s)"
# Of a rule with more than that, those of the records the act itself wrote: few, so that they are found by their index.
WRITTEN_SQL = """
SELECT DISTINCT e.reference FROM audit_event e
WHERE e.transaction = pg_current_xact_id()::text::bigint AND e.reference <> ''
"""
# Waits for nobody: what the planner or a dispatcher holds this moment, that one asks about itself.
LAPSE_SQL = """
UPDATE reminders_reminder SET state = 'superseded'
WHERE id IN (SELECT id FROM reminders_reminder WHERE id = ANY (%s::bigint[]) AND state <> 'superseded'
             FOR UPDATE SKIP LOCKED)
"""


def lapse_with(verb: str, tables: frozenset[str]) -> None:
    """At the end of an act, in its transaction: what waits or was told of a deadline that is gone or has moved lapses.

    A rule that fails, or a database that is busy with the same rows, is no reason to refuse what somebody does:
    then the next plan finds it. What reminders do themselves asks by itself.
    """
    if verb.startswith("reminders."):
        return
    codes = rules_reading(tables)
    found = _open_of(codes) if codes else []
    if not found:
        return
    planner = service_subject("planner")
    try:
        with service_in_between(planner, "what no longer stands"), act("reminders.lapse"):
            _lapse(found, by=planner)
    except (DatabaseError, DomainError):
        logger.exception("what %s left without a deadline waits for the next plan", verb)


def _open_of(codes: list[str]) -> list[tuple[int, str]]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN_SQL, [codes, MOST + 1])
        return cursor.fetchall()


def _lapse(found: list[tuple[int, str]], *, by: Subject) -> None:
    many = {code for code, count in Counter(code for _key, code in found).items() if count > MOST}
    keys = {key for key, code in found if code not in many} | _of_written(many, by=by)
    found_rows = Reminder.objects.visible_to(by).filter(pk__in=keys).select_related("rule")
    rows = list(found_rows.only(*ASKED))
    asked = asked_again(rows)
    gone = [row.pk for row in rows if row.pk not in asked.stands | asked.raised | asked.unknown]
    for rule, error in asked.failed.items():
        logger.error("rule %s cannot be asked", rule.code, exc_info=error)
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(LAPSE_SQL, [gone])


def _of_written(codes: Collection[str], *, by: Subject) -> set[int]:
    if not codes:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN_SQL)
        written = [reference for (reference,) in cursor.fetchall()]
    rows = Reminder.objects.visible_to(by).filter(rule__code__in=codes, record__in=written)
    return set(rows.exclude(state=ReminderState.SUPERSEDED).values_list("pk", flat=True))

"""Delivery: in-app notices exactly once, messages at least once with a stable Message-ID (walls.md 4).

A batch of reminders is won with SKIP LOCKED and becomes notices and waiting messages in one transaction; a process that
dies in the middle leaves them pending. Messages are claimed singly under a lease and sent outside any transaction.
"""

import datetime as dt
from collections import defaultdict
from hashlib import sha256

from django.db import connection

from access.context import Subject
from access.ladder import level_code
from access.services.labels import intern
from access.services.relabelling import labels_stay
from foundation.acts import verb
from reminders.lifecycle import ReminderState
from reminders.models import Mail, MailLine, Notice, Reminder
from reminders.registry import rules
from reminders.services.planning import compiled

BATCH = 500

# People who hold the office today and may read the reminder's label today.
RECIPIENTS_SQL = """
SELECT r.id, a.user_id, coalesce(u.email, '') <> '' FROM reminders_reminder r
JOIN accounts_appointment a ON a.office_id = r.office_id AND a.confirmed_at IS NOT NULL AND a.valid @> %(on)s::date
JOIN accounts_user u ON u.id = a.user_id AND u.is_active
WHERE r.id = ANY (%(ids)s) AND r.label_id = ANY (subject_labels(a.user_id, a.office_id))
"""


@verb("reminders.deliver")
def deliver_batch(*, by: Subject, on: dt.date, at: dt.datetime, limit: int = BATCH) -> int:
    """Turn up to `limit` pending reminders into notices and messages; returns how many were handled."""
    labels_stay()
    batch = list(
        Reminder.objects.visible_to(by)
        .filter(state=ReminderState.PENDING, planned_on__lte=on)
        .select_related("rule")
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("id")[:limit]
    )
    if not batch:
        return 0
    stands = _standing(batch)
    standing = [r for r in batch if (r.record, r.due_on) in stands.get(r.rule.code, set())]
    reached = _notify(standing, on, at)
    _close(batch, {r.pk for r in standing}, reached, at)
    return len(batch)


def _standing(batch: list[Reminder]) -> dict[str, set[tuple[str, dt.date]]]:
    """Per rule, which of the batch's deadlines still stand: asked again because they may have moved since planning."""
    wanted: dict[str, list[str]] = defaultdict(list)
    for reminder in batch:
        wanted[reminder.rule.code].append(reminder.record)
    found: dict[str, set[tuple[str, dt.date]]] = {}
    for code, records in wanted.items():
        if code not in rules():
            continue
        sql, params = compiled(rules()[code])
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT reference, due_on FROM ({sql}) d WHERE reference = ANY (%(records)s)",  # nosec B608 - sql is our own queryset
                {**params, "records": records},
            )
            found[code] = set(cursor.fetchall())
    return found


def _notify(standing: list[Reminder], on: dt.date, at: dt.datetime) -> set[int]:
    """Write a notice per person and one message per person for the whole batch; returns the reminders somebody got."""
    by_id = {reminder.pk: reminder for reminder in standing}
    with connection.cursor() as cursor:
        cursor.execute(RECIPIENTS_SQL, {"ids": list(by_id), "on": on})
        recipients = cursor.fetchall()
    per_person: dict[int, list[Reminder]] = defaultdict(list)
    with_mail = {user for _reminder, user, has_mail in recipients if has_mail}
    for reminder_id, user_id, _has_mail in recipients:
        per_person[user_id].append(by_id[reminder_id])
    for user_id, reminders in per_person.items():
        notices = Notice.objects.bulk_create(
            [Notice(reminder=r, user_id=user_id, delivered_at=at, label_id=r.label_id) for r in reminders]
        )
        if user_id in with_mail:
            mail = _message(user_id, reminders, at)
            MailLine.objects.bulk_create(
                [MailLine(mail=mail, notice=n, label_id=n.label_id) for n in notices]
            )
    return {reminder_id for reminder_id, _user, _mail in recipients}


def _message(user_id: int, reminders: list[Reminder], at: dt.datetime) -> Mail:
    """One message for everything a person is told at once; its key and Message-ID follow from what it tells.

    It says whom, its lines say what: so it carries the least label, and a line follows the record it tells of.
    """
    facts = sorted(f"{r.rule_id}|{r.record}|{r.due_on}|{r.offset}|{r.office_id}" for r in reminders)
    key = sha256("\n".join([str(user_id), *facts]).encode()).hexdigest()
    mail = Mail(
        user_id=user_id,
        key=key,
        next_try_at=at,
        label=intern(level_code(0)),
    )
    mail.save(force_insert=True)
    return mail


def _close(batch: list[Reminder], standing: set[int], reached: set[int], at: dt.datetime) -> None:
    """Mark the batch: delivered, superseded, or nobody there to read it (shown to the Center as a vacancy)."""
    states = {
        ReminderState.SENT: [r.pk for r in batch if r.pk in reached],
        ReminderState.SUPERSEDED: [r.pk for r in batch if r.pk not in standing],
        ReminderState.VACANT: [r.pk for r in batch if r.pk in standing and r.pk not in reached],
    }
    rows = Reminder.objects.unrestricted(reason="the batch held by this transaction")
    for state, ids in states.items():
        if ids:
            rows.filter(pk__in=ids).update(
                state=state, delivered_at=at if state == ReminderState.SENT else None
            )

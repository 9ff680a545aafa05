"""Whatever is reminded of, the page the reminder leads to tells of it: of every rule, on every kind of record."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from access.context import Subject, enter_subject
from access.models import ClassifiedRecord
from access.selectors import records
from access.service_subjects import service_subject
from foundation.clock import now, today
from reminders import registry
from reminders.models import Notice, Reminder, Rule
from reminders.registry import DeadlineRule, rules
from reminders.services.custom_reminders import set_by_hand
from tests.cast import acting, subject_of
from tests.reminders.set_by_hand import day

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
ROWS = 40  # so many of a kind are tried: of activities only some are exercises
# What leads to no page of one record, each with the reason.
ELSEWHERE = {
    "formats.meeting": "the format stands in the directory, below reminders; its meetings are no records",
    "formats.host": "likewise",
    "approvals.route_seat_vacant": "an office is no record: the page of the routes lists all that are vacant",
    "reminders.custom": "stands on the page of the record it was set on: see the other test",
    "reminders.marking_review": "likewise",
}
# Kinds of records that are part of something else or are done with at once.
WITHOUT_REMINDERS = {
    "FIL": "a file belongs to its record",
    "IMP": "an import is rehearsed and carried out, or given up",
}


def kinds() -> dict[str, tuple[type[ClassifiedRecord], ...]]:
    return records._kinds()


def rows_of(model: type[ClassifiedRecord], to: Subject) -> list[ClassifiedRecord]:
    return list(model.objects.visible_to(to).order_by("-pk")[:ROWS])


def of_rule(rule: DeadlineRule, to: Subject) -> Iterator[ClassifiedRecord]:
    """Records of the kind whose titles a rule names."""
    for letters, pages in registry._pages.items():
        if any(page.titles == rule.titles for page in pages):
            for model in kinds()[letters]:
                yield from rows_of(model, to)


def opened(client: Client, path: str) -> str:
    answer = client.get(path, follow=False)
    return answer.content.decode() if answer.status_code == 200 else ""


def tell(rule: DeadlineRule, record: ClassifiedRecord, to: Subject) -> None:
    """Somebody was told of it this moment."""
    with enter_subject(service_subject("planner"), "test") as planner:
        rows = Reminder.objects.visible_to(planner)
        rows.bulk_create([
            Reminder(
                rule=Rule.objects.get(code=rule.code), record=record.reference, due_on=today(), offset=-777,
                office_id=to.office_id, planned_on=today(), state="sent", delivered_at=now(), label_id=record.label_id,
            )
        ])  # fmt: skip
        told = rows.get(rule__code=rule.code, record=record.reference, offset=-777)
        Notice.objects.visible_to(planner).bulk_create([
            Notice(reminder=told, user_id=to.user_id, delivered_at=now(), label_id=record.label_id)
        ])  # fmt: skip


def test_the_page_a_reminder_leads_to_tells_who_was_told(signed_in: Callable[..., Client]) -> None:
    client, me = signed_in("cmd_desk"), subject_of("cmd_desk")
    assert set(rules()) >= set(ELSEWHERE)
    unseen = {}
    for code in sorted(set(rules()) - set(ELSEWHERE)):
        rule = rules()[code]
        with acting("cmd_desk") as reader:
            found = list(of_rule(rule, reader))
        record = next((row for row in found if opened(client, rule.link(row.reference))), None)
        if record is None:
            unseen[code] = f"none of {len(found)} opens"
            continue
        tell(rule, record, me)
        page = opened(client, rule.link(record.reference))
        if escape(str(rule.title)) not in page or escape(me.full_name) not in page:
            unseen[code] = rule.link(record.reference)
    assert unseen == {}


def test_a_reminder_is_set_on_any_kind_of_record_and_stands_on_its_page(
    signed_in: Callable[..., Client],
) -> None:
    client, unseen = signed_in("cmd_desk"), {}
    assert set(kinds()) >= set(WITHOUT_REMINDERS)
    for letters in sorted(set(kinds()) - set(WITHOUT_REMINDERS)):
        for model in kinds()[letters]:
            words = f"To be looked at again: {model.__name__}"
            with acting("cmd_desk") as clerk:
                record = next(iter(rows_of(model, clerk)), None)
                if record is None:
                    unseen[model.__name__] = "the demo holds none"
                    continue
                set_by_hand(record.reference, by=clerk, on=today(), sentence=words, day=day(10))
            pages = [reverse(p.page, args=[record.reference]) for p in registry.pages_of(record.reference)]
            if not any(words in opened(client, page) for page in pages):
                unseen[model.__name__] = f"{record.reference} on {pages}"
    assert unseen == {}

"""Reminders and what people were told rise with their record, and leave the inbox of who is no longer cleared."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models import BigIntegerField, DateField, Value

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from access.services.relabelling import raise_label
from agreements.models import Agreement
from reminders import dispatcher, registry
from reminders.models import MailLine, Notice, Reminder
from reminders.registry import Audience, RuleDefaults, Titled
from reminders.selectors.inbox import inbox, open_notices
from reminders.services.dispatch import deliver_batch
from reminders.services.mailing import claim, lines_for
from reminders.services.planning import plan
from reminders.services.reference import load_reference
from tests.access.test_need_to_know import NEGOTIATED
from tests.agreements.instruments import recorded
from tests.cast import acting

ON = dt.date(2030, 9, 16)


@dataclass
class AgreementFallsDue:
    """Each agreement falls due on one day; told to the desk of the Center."""

    code: str = "tests.agreement"
    title: str = "An agreement of the tests falls due"
    defaults: RuleDefaults = field(
        default_factory=lambda: RuleDefaults(offsets=(-30, 0), audience=(Audience(role="cmd_desk"),))
    )

    def deadlines(self) -> Any:
        rows = Agreement.objects.unrestricted(reason="the planner reads all deadlines")
        return rows.annotate(
            due_on=Value(dt.date(2030, 10, 16), DateField()), mission_id=Value(None, BigIntegerField()),
            office_id=Value(None, BigIntegerField()),
        ).values("reference", "label_id", "due_on", "mission_id", "office_id")  # fmt: skip

    def titles(self, references: Collection[str], to: Subject) -> dict[str, Titled]:
        rows = Agreement.objects.visible_to(to).filter(reference__in=references)
        return {row.reference: Titled(row.title, row.label_id) for row in rows}

    def link(self, reference: str) -> str:
        return f"/agreements/{reference}/"


@pytest.fixture
def agreement(db, monkeypatch):
    monkeypatch.setattr(registry, "_rules", {AgreementFallsDue.code: AgreementFallsDue()})
    load_reference(on=dt.date(2030, 1, 1))
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


def planned():
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=ON)


def told():
    planned()
    dispatcher.drain(day=lambda: ON)


def raised(agreement, to=NEGOTIATED):
    with acting("cmd_desk") as by:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=by, to=intern(*to), reason="talks began")


def inbox_of(name):
    with acting(name) as reader:
        assert open_notices(to=reader).count() == len(inbox(to=reader))
        return [item.record for item in inbox(to=reader)]


def test_who_is_no_longer_cleared_finds_the_notice_no_more(agreement):
    told()
    assert inbox_of("cmd_desk_2") == [agreement.reference]
    raised(agreement)
    assert inbox_of("cmd_desk_2") == []
    assert inbox_of("cmd_desk") == [agreement.reference]


def test_reminder_notices_and_lines_carry_the_new_label_in_the_same_transaction(agreement):
    told()
    raised(agreement)
    with acting("cmd_desk"):
        for model in (Reminder, Notice, MailLine):
            assert set(model.in_context.values_list("label_id", flat=True)) == {intern(*NEGOTIATED).pk}


def test_what_was_planned_before_the_raise_reaches_only_the_cleared(agreement):
    planned()
    raised(agreement)
    dispatcher.drain(day=lambda: ON)
    assert inbox_of("cmd_desk_2") == []
    assert inbox_of("cmd_desk") == [agreement.reference]


def test_a_message_not_sent_yet_leaves_the_line_out(agreement):
    planned()
    planner, at = service_subject("planner"), dt.datetime(2030, 9, 16, 6, tzinfo=dt.UTC)
    with enter_subject(planner, "test"):
        deliver_batch(by=planner, on=ON, at=at)
    raised(agreement)
    lines = {}
    with enter_subject(planner, "test"):
        while (won := claim(by=planner, at=at, on=at.date())) is not None:
            lines[won.user.username] = lines_for(won, by=planner, on=ON, at=at)
    assert {name: len(told) for name, told in lines.items()} == {"cmd_desk": 1, "cmd_desk_2": 0}


def test_a_message_about_two_records_does_not_tie_the_one_to_the_other(agreement):
    """Else nobody could raise a record that was told together with one he may not see."""
    with acting("cmd_desk") as clerk:
        other = recorded(clerk, caveats=("mod_only",))
    told()
    with acting("mfa_desk") as by:
        assert not Agreement.in_context.filter(pk=other.pk).exists()
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="talks began")
    assert sorted(inbox_of("cmd_desk")) == sorted([agreement.reference, other.reference])
    assert inbox_of("cmd_desk_2") == []

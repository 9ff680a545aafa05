"""A chain that is written later, as by attaches 0012, says what was missed of late and nothing older."""

import datetime as dt

import pytest
from django.core import mail

from access.services.labels import intern
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from reminders import dispatcher
from reminders.models import Rule, RuleEscalation
from tests.reminders.conftest import TestDeadline

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("ago", "said"), [(20, 1), (60, 0)])
def test_what_was_missed_within_a_month_goes_up_once_and_in_one_message(
    deadline: TestDeadline, planned_on, ago, said
):
    on = work_calendar().next_on_or_after(today())
    deadline.due_on, deadline.label_id = on - dt.timedelta(days=ago), intern("unclassified").pk
    RuleEscalation.objects.all().delete()
    planned_on(on)
    dispatcher.drain(day=lambda: on)
    mail.outbox.clear()
    rule = Rule.objects.get(code=deadline.code)
    RuleEscalation.objects.create(rule=rule, step=0, after=2, role="imcd_head")
    assert [planned_on(on).planned, planned_on(on).planned] == [said, 0]
    dispatcher.drain(day=lambda: on)
    assert len(mail.outbox) == said

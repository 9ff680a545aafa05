"""The inbox says what a reminder is about: the record's title, read under the reader's own wall."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.context import enter_subject
from access.service_subjects import service_subject
from agreements.models import Agreement
from foundation.clock import today
from reminders import dispatcher
from reminders.services.planning import plan
from tests.agreements.instruments import in_force
from tests.cast import acting

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(days=365 * 3 - 200)


def remind() -> None:
    """Plan as the planner and deliver to everybody."""
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=today())
    dispatcher.drain()


def agreed(*titles: str) -> list[Agreement]:
    """Agreements whose last day for a notice comes near."""
    with acting("cmd_desk") as clerk:
        return [in_force(clerk, today() - LONG_AGO, title=title, title_en=title) for title in titles]


@pytest.mark.parametrize("page", ["/", "/inbox/"])
def test_a_line_names_the_record_beside_the_rule_and_the_reference(signed_in, page):
    (agreement,) = agreed("Exchange of cadets")
    remind()
    shown = signed_in("mfa_legal").get(page).content.decode()
    assert "Exchange of cadets" in shown
    assert agreement.reference in shown
    assert all("Exchange of cadets" not in message.body + message.subject for message in mail.outbox)


def test_a_longer_inbox_asks_no_more_questions(signed_in):
    agreed("One", "Two")
    remind()
    client, counts = signed_in("mod_legal"), []
    client.get("/inbox/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/inbox/").content.decode()
        counts.append((page.count("data-row"), len(asked)))
        agreed("Three", "Four", "Five")
        remind()
        client.get("/inbox/")
    assert counts[0][0] < counts[1][0]
    assert counts[0][1] == counts[1][1]

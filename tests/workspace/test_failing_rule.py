"""A rule whose deadlines cannot be asked: what lists deadlines shows the others, and says what is missing."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agreements.selectors.agreements import agreement_titles
from reminders.models import RuleFault
from reminders.selectors.of_record import of_record
from reports.selectors import deadlines
from tests.agreements.instruments import recorded
from tests.cast import acting
from tests.reminders.test_faults import BROKEN, broken, planned  # noqa: F401

RECORD = "TST-2030-AAAAA"
ON = dt.date(2030, 9, 16)
MISSING = "Deadlines of one kind cannot be read at present and are missing here: What is divided falls due."


def words(answer) -> str:
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


@pytest.fixture
def noted(broken):  # noqa: F811
    """The plan of the day found it."""
    planned()
    assert RuleFault.objects.get().rule.code == BROKEN
    return broken


@pytest.mark.parametrize("view", ["week", "month", "year", "late"])
def test_the_calendar_shows_the_others_and_says_so(noted, signed_in, view):
    shown = words(signed_in("cmd_desk").get(f"/calendar/?day=2030-10-16&view={view}"))
    assert MISSING in shown
    assert ("/tests/TST-2030-AAAAA/" in shown) == (view in ("week", "month"))


def test_narrowed_to_another_kind_nothing_is_missing(noted, signed_in):
    client = signed_in("cmd_desk")
    assert MISSING not in words(client.get("/calendar/?day=2030-10-16&view=month&kind=tests.sound"))
    assert MISSING in words(client.get(f"/calendar/?day=2030-10-16&view=month&kind={BROKEN}"))


def test_the_inbox_stands_as_it_was(noted, signed_in):
    words(signed_in("cmd_desk").get("/inbox/"))


def test_the_record_says_what_will_be_told_by_the_others(noted, api):
    with acting("cmd_desk") as reader:
        found = of_record(RECORD, to=reader, on=ON)
    assert ({row.rule for row in found.standing}, found.unread) == ({"tests.sound"}, (noted.title,))
    answer = api("cmd_desk").get(f"/api/v1/reminders/of-record/?record={RECORD}")
    assert answer.json()["unread"] == [noted.title]


def test_the_page_of_a_record_says_so_where_the_rule_is_of_its_kind(noted, signed_in, monkeypatch):
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk)
    address = f"/agreements/{agreement.reference}/"
    assert MISSING not in words(signed_in("cmd_desk").get(address))
    monkeypatch.setattr(type(noted), "titles", staticmethod(agreement_titles))
    assert MISSING in words(signed_in("cmd_desk").get(address))


def test_the_report_counts_the_others_and_names_it(noted, signed_in):
    with acting("cmd_desk") as reader:
        found = deadlines.build(to=reader, as_of=ON)
    assert (found.summary["due"], found.summary["unread"]) == (1, noted.title)
    page = words(signed_in("cmd_desk").get("/reports/deadlines/"))
    assert "Cannot be read at present, and not counted" in page
    words(signed_in("cmd_desk").get("/reports/compliance-calendar/"))


def test_it_asks_no_question_more(broken, signed_in):  # noqa: F811
    broken.by = 1
    client = signed_in("cmd_desk")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            words(client.get("/calendar/?day=2030-10-16&view=month"))
        return len(queries)

    asked()
    before = asked()
    broken.by = 0
    planned()
    assert asked() == before

"""Reminders set by hand on an officer entered twice are those of who stayed (domain.md C9)."""

from typing import Any

from access.selectors.records import record_of
from attaches.models import Officer
from attaches.services.merging import merge
from foundation.clock import today
from reminders.models import CustomReminder
from reminders.selectors.custom import set_on_record, stands_on
from reminders.services import custom_reminders
from tests.attaches.scenes import an_officer, day
from tests.cast import acting


def set_on(officer: Officer, sentence: str, **facts: Any) -> CustomReminder:
    with acting("cmd_desk") as by:
        return custom_reminders.set_by_hand(
            officer.reference, by=by, on=today(), sentence=sentence, day=day(20), **facts
        )


def merged(duplicate: Officer, into: Officer) -> None:
    with acting("mod_personnel") as by:
        merge(duplicate, into, by=by, reason="entered twice")


def said_of(officer: Officer) -> list[str]:
    with acting("cmd_desk") as reader:
        return sorted(row.sentence for row in set_on_record(officer.reference, to=reader))


def test_what_was_set_on_the_duplicate_is_found_with_who_stayed(db: None):
    twice, once, other = an_officer("Maket Təlimli"), an_officer("Maket Təlimli"), an_officer()
    first, second = set_on(twice, "Ask for the diploma"), set_on(once, "Renew the passport")
    merged(twice, once)
    assert said_of(once) == ["Ask for the diploma", "Renew the passport"]
    assert said_of(other) == []
    with acting("cmd_desk") as reader:
        for row in (first, second):
            of = stands_on(row.record, to=reader)
            assert of is not None
            assert of.reference == once.reference


def test_so_it_is_over_two_merges_and_it_is_still_changed_and_taken_back(db: None):
    first, second, third = an_officer(), an_officer(), an_officer()
    row = set_on(first, "Ask for the diploma")
    merged(first, second)
    merged(second, third)
    assert said_of(third) == ["Ask for the diploma"]
    with acting("cmd_desk") as by:
        row = custom_reminders.change(row, by=by, on=today(), sentence="Ask once more")
        custom_reminders.take_back(row, by=by, on=today())
    assert said_of(third) == ["Ask once more"]


def test_a_new_one_under_the_old_reference_stands_on_who_stayed(db: None):
    twice, once = an_officer(), an_officer()
    merged(twice, once)
    assert set_on(twice, "Ask for the diploma").record == once.reference


def test_rest_finds_them_by_who_stayed(api: Any):
    twice, once, other = an_officer(), an_officer(), an_officer()
    row = set_on(twice, "Ask for the diploma")
    merged(twice, once)
    client = api("cmd_desk")
    for officer, found in ((once, [row.reference]), (twice, [row.reference]), (other, [])):
        rows = client.get(f"/api/v1/custom-reminders/?record={officer.reference}").json()["results"]
        assert [one["reference"] for one in rows] == found


def test_a_record_that_nobody_merges_is_asked_for_itself_alone(db: None):
    officer = an_officer()
    with acting("cmd_desk") as reader:
        assert record_of(officer.reference, to=reader) is not None
        of = stands_on(officer.reference, to=reader)
    assert of is not None
    assert of.reference == officer.reference

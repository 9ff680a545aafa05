"""Tables of officers: checked, corrected, imported whole or not at all."""

import pytest
from django.db import connection

from attaches.models import Officer
from audit.models import Event
from documents.services import imports
from documents.services.imports import ImportHasErrors
from foundation.clock import today
from foundation.errors import NotPermitted, TransitionRefused
from tests.cast import acting
from tests.documents.tables import (
    brought,
    confirmed,
    errors_in,
    found_in,
    some_officers,
    workbook,
)

pytestmark = pytest.mark.django_db


def officers_on_record() -> int:
    with acting("cmd_desk"):
        return Officer.in_context.filter(full_name__startswith="Nümunə Zabit").count()


def test_a_table_without_faults_is_checked_changes_nothing_and_is_imported_when_confirmed():
    held = brought(workbook(some_officers(3)))
    assert (held.state, held.rows, held.errors, officers_on_record()) == ("checked", 3, 0, 0)
    held = confirmed(held)
    assert (held.state, officers_on_record()) == ("applied", 3)


def test_every_row_says_in_the_trail_where_it_came_from():
    held = confirmed(brought(workbook(some_officers(2))))
    with acting("cmd_desk") as clerk:
        officer = Officer.in_context.get(full_name="Nümunə Zabit 2")
        event = Event.objects.get(reference=officer.reference)
    assert (event.verb, event.reason, event.actor_id) == ("officers.record", held.reference, clerk.user_id)


def test_all_that_is_wrong_is_named_by_row_and_column_and_keeps_the_table_out():
    rows = some_officers(8)
    rows[1][1] = "admiral of the ocean"
    rows[3][0] = ""
    rows[5][0] = "Nümunə\u202eZabit 6"
    rows[6][2] = "cavalry"
    held = brought(workbook(rows))
    assert errors_in(held) == {(3, "Rank"), (5, "Name"), (7, "Name"), (8, "Service branch")}
    with acting("cmd_desk") as clerk, pytest.raises(ImportHasErrors):
        imports.confirm(held, by=clerk, on=today())


def test_words_of_a_choice_are_understood_in_both_languages():
    rows = [
        ["Nümunə Zabit", "Polkovnik-leytenant", "quru qoşunları"],
        ["Maket", "Lieutenant Colonel", "air_force"],
    ]
    held = brought(workbook(rows))
    assert held.errors == 0


def test_a_name_that_is_on_record_or_stands_twice_is_warned_about():
    confirmed(brought(workbook(some_officers(1))))
    held = brought(workbook([*some_officers(2), *some_officers(1, first=2)]))
    assert [(row, column, severity) for row, column, severity, _words in found_in(held)] == [
        (2, "Name", "warning"),
        (4, "Name", "warning"),
    ]
    assert held.errors == 0


def test_the_same_file_brought_in_again_is_warned_about():
    data = workbook(some_officers(1))
    first = confirmed(brought(data))
    told = found_in(brought(data))
    assert told[0] == (0, "", "warning", f"The same file was imported before: {first.reference}.")


def test_who_may_not_record_officers_may_not_bring_them_in():
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        imports.bring("officers", by=desk, on=today(), name="a.xlsx", data=workbook(some_officers(1)))


def test_confirming_twice_imports_once():
    held = confirmed(brought(workbook(some_officers(2))))
    with acting("cmd_desk") as clerk, pytest.raises(TransitionRefused):
        imports.confirm(held, by=clerk, on=today())
    assert officers_on_record() == 2


def test_nothing_is_left_of_a_check_but_what_it_found():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM attaches_officer")
        before = cursor.fetchone()
        brought(workbook(some_officers(5)))
        cursor.execute("SELECT count(*) FROM attaches_officer")
        assert cursor.fetchone() == before

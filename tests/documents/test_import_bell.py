"""The bell for imports rings for all that wait: what breaks off, or whose person is gone, stops none of the others."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.db import OperationalError

from access.models import Clearance
from access.services import grants
from accounts.models import Appointment
from accounts.services import appointments
from attaches.imports import OFFICERS
from documents import registry
from documents.tasks import run_imports
from foundation.clock import today
from tests.cast import acting
from tests.documents.tables import as_it_stands, brought, found_in, some_officers, workbook
from tests.documents.test_import_runs import killed

pytestmark = pytest.mark.django_db


@pytest.fixture
def before_row() -> Iterator[list[Callable[[Any], None]]]:
    """Something that happens when the worker comes to the officer with the number 500."""
    deeds: list[Callable[[Any], None]] = []

    def enter(row: Any, **acting: Any) -> Any:
        if row["full_name"] == "Nümunə Zabit 500":
            deeds[0](row)
        return OFFICERS.enter(row, **acting)

    registry.register(replace(OFFICERS, enter=enter))
    yield deeds
    registry.register(OFFICERS)


def a_fault(row: Any) -> None:
    """Something nobody thought of."""
    raise ZeroDivisionError("a fault")


def test_a_table_whose_person_lost_the_clearance_is_given_up_and_the_next_one_is_looked_at():
    lost = brought(workbook(some_officers(1)), who="cmd_desk_2", checked=False)
    other = brought(workbook(some_officers(1)), checked=False)
    with acting("mod_security") as officer:
        for clearance in Clearance.objects.filter(user__username="cmd_desk_2"):
            grants.withdraw_clearance(clearance, by=officer, on=today(), reason="test")
    assert run_imports() == 2
    lost = as_it_stands(lost)
    assert (lost.state, as_it_stands(other).state) == ("refused", "checked")
    assert "may not read it any more" in found_in(lost)[0][3]
    assert run_imports() == 0


def test_a_table_whose_person_left_the_office_is_given_up_too():
    left = brought(workbook(some_officers(1)), who="cmd_desk_2", checked=False)
    other = brought(workbook(some_officers(1)), checked=False)
    with acting("mod_security") as officer:
        for appointment in Appointment.objects.filter(user__username="cmd_desk_2"):
            appointments.end(appointment, by=officer, on=today(), reason="test")
    assert run_imports() == 2
    left = as_it_stands(left)
    assert (left.state, as_it_stands(other).state) == ("refused", "checked")
    assert "does not hold that office any more" in found_in(left)[0][3]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("deed", "raised"), [(a_fault, ZeroDivisionError), (killed, OperationalError)])
def test_one_that_breaks_off_is_reported_and_the_next_one_is_looked_at(
    before_row: list[Callable[[Any], None]],
    deed: Callable[[Any], None],
    raised: type[Exception],
    caplog: pytest.LogCaptureFixture,
):
    before_row.append(deed)
    broken = brought(workbook(some_officers(1, 500)), checked=False)
    other = brought(workbook(some_officers(1)), checked=False)
    with caplog.at_level(logging.ERROR), pytest.raises(raised):
        run_imports()
    assert [record.getMessage() for record in caplog.records if record.name == "documents.tasks"] == [
        f"Import {broken.reference} broke off."
    ]
    assert (as_it_stands(broken).state, as_it_stands(other).state) == ("checking", "checked")

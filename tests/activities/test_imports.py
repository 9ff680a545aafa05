"""Tables of activities: checked, corrected, imported whole or not at all."""

import datetime as dt

import pytest

from activities.models import Activity
from documents.services import imports
from documents.services.imports import ImportHasErrors
from foundation.clock import today
from tests.activities.programme import basis, planned
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Title", "Kind of activity", "Main partner", "Further countries", "First day", "Last day",
    "Reason without an agreement", "Planned cost", "Currency", "Person-days", "Where it stands", "Direction",
)  # fmt: skip
DAY = today().replace(day=1) + dt.timedelta(days=62)


def row(no: int, **changes: str) -> list[str]:
    """A visit without a fault; `changes` by heading."""
    given = {
        "Title": f"Visit {no}", "Kind of activity": "ship_visit", "Main partner": "TR",
        "Further countries": "GE, Pakistan", "First day": str(DAY + dt.timedelta(days=9 * no)), "Last day": "",
        "Reason without an agreement": "", "Planned cost": "12 500,50", "Currency": "AZN", "Person-days": "40",
        "Where it stands": "", "Direction": "Inbound",
    }  # fmt: skip
    return [{**given, **changes}[heading] for heading in HEADINGS]


def on_record() -> int:
    with acting("cmd_desk"):
        return Activity.in_context.filter(title__startswith="Visit").count()


def test_a_table_without_faults_is_checked_and_imported_when_confirmed(db: None) -> None:
    held = brought(workbook([row(1), row(2)], HEADINGS), kind="activities")
    assert (held.state, held.errors, on_record()) == ("checked", 0, 0)
    assert confirmed(held).state == "applied"
    with acting("cmd_desk"):
        first = Activity.in_context.get(title="Visit 1")
        assert (str(first.planned_cost), first.person_days, first.direction) == ("12500.50", 40, "in")
        assert [one.country.iso2 for one in first.participants.all()] == ["GE", "PK"]
        assert first.ends_on == first.starts_on


def test_a_csv_of_what_is_over_is_taken_where_it_stands(db: None) -> None:
    past = {"First day": "2024-03-04", "Last day": "2024-03-06", "Where it stands": "Closed",
            "Reason without an agreement": "Before this register"}  # fmt: skip
    table = separated([row(1, **past)], HEADINGS)
    held = confirmed(brought(table, kind="activities", name="table.csv"))
    assert held.state == "applied"
    with acting("cmd_desk"):
        assert Activity.in_context.get(title="Visit 1").state == "closed"


def test_all_that_is_wrong_is_named_by_row_and_column(db: None) -> None:
    rows = [
        row(1, **{"Kind of activity": "picnic"}), row(2, **{"Main partner": "Atlantis"}),
        row(3, **{"Further countries": "GE, Atlantis"}), row(4, **{"Planned cost": "a lot"}),
        row(5, **{"Last day": "2020-01-01"}), row(6, **{"Person-days": "-3"}), row(7, **{"Currency": ""}),
        row(8, **{"Kind of activity": "exercise"}), row(9, **{"Where it stands": "Closed"}),
    ]  # fmt: skip
    held = brought(workbook(rows, HEADINGS), kind="activities")
    assert errors_in(held) == {
        (2, "Kind of activity"), (3, "Main partner"), (4, "Further countries"), (5, "Planned cost"), (6, "Last day"),
        (7, "Person-days"), (8, "Currency"), (9, "Kind of activity"), (10, "Where it stands"),
    }  # fmt: skip
    with acting("cmd_desk") as clerk, pytest.raises(ImportHasErrors):
        imports.confirm(held, by=clerk, on=today())
    assert on_record() == 0


def test_the_same_on_the_same_days_is_told(db: None) -> None:
    with acting("cmd_desk") as clerk:
        basis(clerk)
        known = planned(clerk, starts_on=DAY, ends_on=DAY)
    twin = {"Kind of activity": "unit_exchange", "Main partner": "Georgia", "Further countries": "",
            "First day": str(DAY)}  # fmt: skip
    held = brought(workbook([row(1, **twin), row(2), row(2)], HEADINGS), kind="activities")
    said = [(no, words) for no, _heading, severity, words in found_in(held) if severity == "warning"]
    assert [no for no, _words in said] == [2, 4]
    assert known.reference in said[0][1]

"""Items of annual plans brought in as a table: to the plan of their State and year, begun where there is none."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from agreements.models import BilateralPlan
from tests.agreements.planning import NEXT, begun, executing, submitted
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Partner", "Year", "Activity in English", "Activity in Azerbaijani", "Kind of activity", "Host", "Quarter",
    "First day", "Participants of the home State", "Cost for the home State", "Currency", "Funding source",
)  # fmt: skip


def a_row(title: str = "Visit of instructors", **changes: Any) -> list[Any]:
    row = {
        "country": "TR", "year": str(NEXT), "title_en": title, "title_az": "", "kind": "unit_exchange",
        "host": "partner", "quarter": "2", "starts_on": "", "people": "6", "cost": "4 500,50", "currency": "AZN",
        "funding": "defence_budget", **changes,
    }  # fmt: skip
    return list(row.values())


def plan_of(code: str = "TR", year: int = NEXT) -> BilateralPlan | None:
    with acting("cmd_desk"):
        return BilateralPlan.in_context.filter(country__iso2=code, year=year).first()


@pytest.mark.parametrize(("form", "name"), [(workbook, "t.xlsx"), (separated, "t.csv")])
def test_items_go_to_the_plan_of_their_state_and_year(form: Any, name: str) -> None:
    with acting("cmd_desk") as desk:
        begun(desk)
    rows = [
        a_row(), a_row("", title_az="Seminar", country="Georgia", people="", cost="", currency="", funding=""),
        a_row("Games", quarter="", starts_on=f"{NEXT}-05-04", cost="1,200.00"),
    ]  # fmt: skip
    held = confirmed(brought(form(rows, HEADINGS), name=name, kind="plan-items"))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        plan, other = plan_of(), plan_of("GE")
        assert plan is not None
        assert other is not None
        lines = {item.no: item for item in plan.items.all()}
        assert [lines[no].title_en for no in (1, 2, 3)][1:] == ["Visit of instructors", "Games"]
        assert (lines[2].cost, lines[2].people_home, lines[2].quarter) == (Decimal("4500.50"), 6, 2)
        assert (lines[3].starts_on, lines[3].ends_on) == (dt.date(NEXT, 5, 4), dt.date(NEXT, 5, 4))
        assert (other.state, other.items.get().title_az) == ("collecting", "Seminar")


def test_what_is_wrong_stands_in_its_column() -> None:
    rows = [
        a_row("a", country="Atlantis"), a_row("b", year="soon"), a_row("c", kind="poem"), a_row("d", quarter="5"),
        a_row("e", cost="much"), a_row("f", currency=""), a_row("g", people="-1"), a_row(""),
        a_row("i", quarter="1", starts_on=f"{NEXT}-05-04"), a_row("j", year="1066"), a_row("k", country="AZ"),
    ]  # fmt: skip
    held = brought(workbook(rows, HEADINGS), kind="plan-items")
    assert errors_in(held) >= {
        (2, "Partner"), (3, "Year"), (4, "Kind of activity"), (5, "Quarter"), (6, "Cost for the home State"),
        (7, "Activity in English"), (8, "Participants of the home State"), (9, "Activity in English"),
        (10, "Activity in English"), (11, "Year"), (12, "Partner"),
    }  # fmt: skip
    assert plan_of() is None


@pytest.mark.parametrize("made", [submitted, executing])
def test_a_plan_past_its_costing_takes_no_further_items(made: Any) -> None:
    plan = made()
    held = brought(workbook([a_row()], HEADINGS), kind="plan-items")
    assert {row for row, _heading in errors_in(held)} == {2}
    with acting("cmd_desk"):
        assert plan.items.count() == 1


def test_what_stands_in_the_plan_already_is_told() -> None:
    with acting("cmd_desk") as desk:
        plan = begun(desk)
    rows = [a_row("Visit of mountain rescue instructors"), a_row("Games"), a_row("games")]
    told = " ".join(str(one) for one in found_in(brought(workbook(rows, HEADINGS), kind="plan-items")))
    assert f"{plan.reference}/1" in told
    assert "same_row" in told or "Row 3" in told

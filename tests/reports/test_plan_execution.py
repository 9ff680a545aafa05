"""Execution of the annual plans: counted by hand against a small scene, as of any day."""

import datetime as dt
from decimal import Decimal

import pytest

from activities.services import activities, steps
from agreements.selectors.plans import plan, plan_item
from agreements.services import plan_items
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from tests.activities.programme import days, planned
from tests.agreements.planning import begun, line
from tests.cast import acting

pytestmark = pytest.mark.django_db
TR = {"ad_hoc_reason": ""}


def turkiye() -> Country:
    return Country.objects.get(iso2="TR")


@pytest.fixture
def year(db: None) -> dict:
    """Five items: held, postponed, taken out, cancelled, untouched; and one activity beside the plan."""
    visit = ActivityKind.objects.get(code="unit_exchange")
    with acting("cmd_desk") as by:
        held = begun(
            by, year=days(-30).year, stands_as="executing", signed_on=days(-220), on=days(-200),
            items=[line(title_en=f"Item {n}", kind=visit, quarter=None, people_home=6) for n in range(1, 6)],
        )  # fmt: skip
        past = {"starts_on": days(-30), "ends_on": days(-28), "country": turkiye()}
        item = {n: plan_item(f"{held.reference}/{n}", to=by) for n in range(1, 6)}
        done = planned(
            by, **past, plan_item=item[1], stands_as="completed", planned_cost=Decimal(4500), actual_cost=Decimal(5000),
            currency="AZN",
        )  # fmt: skip
        later = planned(by, country=turkiye(), plan_item=item[2])
        steps.advance(later, "postponed", by=by, on=today(), at=now(), reason="Their general is ill.")
        plan_items.drop_item(held, by=by, no=3, reason="Not needed.", on=today(), at=now())
        gone = planned(by, country=turkiye(), plan_item=item[4])
        steps.cancel(gone, by=by, on=today(), at=now(), reason="No aircraft.")
        beside = planned(by, **past, ad_hoc_reason="Asked for by the minister", stands_as="completed")
        return {"plan": plan(held.reference, to=by), "done": done, "beside": beside}


def asked(api, **query):
    return api("leadership_reader", scope="read").get("/api/v1/reports/plan-execution/", query).json()


def ratio(part: int, whole: int) -> dict:
    return {"part": part, "whole": whole}


def test_what_became_of_the_year(api, year):
    answer = asked(api, year=days(-30).year)
    (row,) = answer["rows"]
    assert (row["plan"], row["country"], row["items"]) == (year["plan"].reference, "TR", 5)
    assert [row[name] for name in ("held", "planned", "postponed", "cancelled")] == [
        ratio(1, 5), ratio(1, 5), ratio(1, 5), ratio(2, 5),
    ]  # fmt: skip
    assert row["ad_hoc"] == ratio(1, 3)
    assert (row["cost_planned"], row["cost_actual"], row["variance"]) == (
        "22500.00 AZN",
        "5000.00 AZN",
        "500.00 AZN",
    )
    assert {year["done"].reference, year["beside"].reference, row["plan"]} <= set(row["references"])
    assert answer["summary"]["held"] == ratio(1, 5)


def test_a_page_writes_amounts_as_the_readers_language_does(signed_in, year):
    client, where = signed_in("leadership_reader"), f"/reports/plan-execution/?year={days(-30).year}"
    for language, amount in (("en", "22,500.00\u00a0AZN"), ("az", "22\u00a0500,00\u00a0AZN")):
        client.post("/i18n/setlang/", {"language": language})
        assert amount in client.get(where).content.decode()


def test_a_day_of_the_past_answers_as_it_was(api, year):
    of_year = days(-30).year
    (row,) = asked(api, year=of_year, as_of=days(-29).isoformat())["rows"]
    assert (row["held"], row["planned"], row["cancelled"]) == (ratio(0, 5), ratio(5, 5), ratio(0, 5))
    assert asked(api, year=of_year, as_of=days(-201).isoformat())["rows"] == []


def test_narrowed_by_partner_quarter_and_kind(api, year):
    of_year = days(-30).year
    assert asked(api, year=of_year, country="TR")["summary"]["items"] == 5
    assert asked(api, year=of_year, kind="unit_exchange")["summary"]["items"] == 5
    assert asked(api, year=of_year, kind="exercise")["summary"]["items"] == 0
    assert asked(api, year=of_year, quarter="1")["summary"]["items"] == 0
    assert asked(api, quarter="7")["status"] == 400


def test_the_quarter_is_the_one_it_was_planned_for_on_the_day(api, db):
    last = today().year - 1
    may, july = dt.date(last, 5, 10), dt.date(last, 7, 10)
    with acting("cmd_desk") as by:
        begun(
            by, year=last, country=Country.objects.get(iso2="GE"), stands_as="executing", on=dt.date(last, 1, 10),
            signed_on=dt.date(last, 1, 5), items=[line(quarter=None)],
        )  # fmt: skip
        moved = planned(
            by, country=turkiye(), starts_on=may, ends_on=may, ad_hoc_reason="Asked for", on=dt.date(last, 1, 15)
        )  # fmt: skip
        activities.amend(moved, by=by, at=now(), starts_on=july, ends_on=july)

    def beside(quarter: int, day: dt.date) -> list[str]:
        rows = asked(api, year=last, quarter=quarter, as_of=day.isoformat())["rows"]
        return [reference for row in rows for reference in row["references"]]

    before = dt.date(last, 3, 1)
    quarters = {
        day: [moved.reference in beside(quarter, day) for quarter in (2, 3)] for day in (before, today())
    }
    assert quarters == {before: [True, False], today(): [False, True]}


def test_page_and_files_in_both_languages(year, signed_in):
    reader = signed_in("leadership_reader")
    at = "/reports/plan-execution/"
    query = {"year": str(days(-30).year)}
    assert "Türkiye" in reader.get(at, query).content.decode()

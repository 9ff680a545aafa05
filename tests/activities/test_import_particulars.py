"""Everything an activity carries can be brought in as a table, and exercises have one of their own."""

import datetime as dt
from typing import Any

import pytest

from activities.models import Activity, Exercise
from documents.registry import registered
from foundation.clock import today
from tests.activities.programme import days
from tests.agreements.planning import NEXT, executing
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook
from tests.missions.guidance import full, recorded

pytestmark = pytest.mark.django_db
FIRST = dt.date(NEXT, 5, 4)
PLAIN = {
    "title": "Visit", "kind": "ship_visit", "country": "TR", "starts_on": str(FIRST), "ad_hoc_reason": "Agreed",
}  # fmt: skip
MANOEUVRE = {"title": "DEMO-EX Steppe", "country": "TR", "starts_on": str(FIRST), "ad_hoc_reason": "Agreed"}
OVER = {"starts_on": str(days(-40)), "ends_on": str(days(-35)), "stands_as": "completed"}


def table(kind: str, rows: list[dict[str, str]], form: Any = workbook) -> Any:
    """A table whose headings are the keys of its columns."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    name = "t.xlsx" if form is workbook else "t.csv"
    return brought(form([[row.get(key, "") for key in keys] for row in rows], keys), kind=kind, name=name)


def heading(kind: str, key: str) -> str:
    return next(str(column.heading) for column in registered()[kind].columns if column.key == key)


def wrong(kind: str, base: dict[str, str], faults: list[dict[str, str]]) -> None:
    """Each fault is told in its own row, beside the column of its first cell."""
    held = table(kind, [{**base, **fault} for fault in faults])
    wanted = {(row, heading(kind, next(iter(fault)))) for row, fault in enumerate(faults, start=2)}
    assert errors_in(held) == wanted, found_in(held)


def test_all_that_an_activity_carries_is_brought_in() -> None:
    plan, strategy = executing(), recorded(**full())
    row = {
        **PLAIN, "ad_hoc_reason": "", "plan_item": f"{plan.reference.lower()}/1", "level": "regional",
        "objectives": f"{strategy.reference}/S1; {strategy.reference}/S1.1", "coordination_level": "minister",
        "dimensions": "regional; Technical", "power_type": "Soft power", "lead_institution": "mod",
        "supporting": "sbs; mfa", "with_secrets": "yes", "border_topic": "bəli", "beyond_defence": "no",
        "contingents": "AZ:officers:12; Türkiye:Generals and admirals:1",
        "costs": "travel:4 500,50:AZN; accommodation:900:EUR:partner:partner_means",
    }  # fmt: skip
    held = confirmed(table("activities", [row]))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        made = Activity.in_context.get(title="Visit")
        assert made.plan_item is not None
        assert (made.plan_item.reference, str(made.planned_cost), made.currency) == (
            f"{plan.reference}/1", "4500.50", "AZN",
        )  # fmt: skip
        assert (made.coordination_level, made.power_type) == ("minister", "soft")
        assert made.dimensions == ["regional", "technical"]
        assert (made.with_secrets, made.border_topic, made.beyond_defence) == (True, True, False)
        assert [one.objective.code for one in made.served.all()] == ["S1", "S1.1"]
        assert [one.institution.code for one in made.supporting.all()] == ["sbs", "mfa"]
        assert [(one.country.iso2, one.rank_level, one.planned) for one in made.contingents.all()] == [
            ("AZ", "officers", 12), ("TR", "generals", 1),
        ]  # fmt: skip
        assert [(one.item, one.bearer, one.funding) for one in made.costs.all()] == [
            ("travel", "ours", "defence_budget"), ("accommodation", "partner", "partner_means"),
        ]  # fmt: skip


def test_what_was_spent_and_who_came_is_brought_in_with_what_is_over() -> None:
    row = {**PLAIN, **OVER, "contingents": "AZ:officers:12:10", "costs": "travel:4500:AZN:::4400"}
    held = confirmed(table("activities", [row]))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        made = Activity.in_context.get(title="Visit")
        assert (made.contingents.get().actual, str(made.actual_cost)) == (10, "4400.00")


def test_every_wrong_cell_is_named_by_row_and_column() -> None:
    plan = executing()
    wrong("activities", PLAIN, [
        {"plan_item": "PLN-2020-AAAAA/1"}, {"plan_item": f"{plan.reference}/9"},
        {"plan_item": f"{plan.reference}/1", "country": "GE"}, {"objectives": "STD-2020-AAAAA/S1"},
        {"supporting": "sbs; navy"}, {"supporting": "sbs; sbs"}, {"dimensions": "regional; fifth"},
        {"power_type": "magic"}, {"coordination_level": "gods"}, {"format": "nowhere"}, {"with_troops": "perhaps"},
        {"contingents": "AZ:12"}, {"contingents": "AZ:kings:12"}, {"contingents": "AZ:officers:many"},
        {"contingents": "Atlantis:officers:2"}, {"contingents": "PK:officers:2"}, {"contingents": "AZ:officers:2:2"},
        {"costs": "travel"}, {"costs": "fun:5:AZN"}, {"costs": "travel:much:AZN"}, {"costs": "travel:5:Manat"},
        {"costs": "travel::AZN"}, {"costs": "travel:5:AZN:ours:lottery"}, {"authorisation": "AUT-2020-AAAAA"},
        {"status_agreement": "", "status_clause": "Article 7"},
        {"planned_cost": "7", "costs": "travel:5:AZN", "currency": "AZN"},
    ])  # fmt: skip


@pytest.mark.parametrize("form", [workbook, separated])
def test_exercises_have_a_table_of_their_own(form: Any) -> None:
    ahead = {
        **MANOEUVRE,
        "size": "major",
        "troops": "9500",
        "tanks": "20",
        "mpc_planned_on": str(dt.date(NEXT, 1, 4)),
    }
    gone = {
        **MANOEUVRE, "title": "DEMO-EX Dağ", **OVER, "ipc_held_on": str(days(-200)), "country": "GE",
        "first_report_on": str(days(-30)), "final_report_on": str(days(-2)),
    }  # fmt: skip
    held = confirmed(table("exercises", [ahead, gone], form))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        big = Exercise.in_context.get(activity__title="DEMO-EX Steppe")
        assert (big.size, big.troops, big.notify_by) == ("major", 9_500, FIRST - dt.timedelta(days=42))
        conferences = {row.kind: row.planned_on for row in big.conferences.all()}
        assert conferences == {
            "ipc": FIRST - dt.timedelta(days=270), "mpc": dt.date(NEXT, 1, 4), "fpc": FIRST - dt.timedelta(days=60),
        }  # fmt: skip
        old = Exercise.in_context.get(activity__title="DEMO-EX Dağ")
        assert [(row.kind, row.held_on) for row in old.conferences.all()] == [("ipc", days(-200))]
        assert (old.first_report_on, old.final_report_on) == (days(-30), days(-2))
        assert old.activity.kind.code == "exercise"


def test_what_is_wrong_with_an_exercise_stands_beside_its_column() -> None:
    wrong("exercises", MANOEUVRE, [
        {"size": "huge"}, {"troops": "many"}, {"special": "50", "troops": "10"},
        {"ipc_planned_on": str(FIRST + dt.timedelta(days=1))}, {"mpc_held_on": str(today() + dt.timedelta(days=2))},
        {"notified_on": str(today() + dt.timedelta(days=2))}, {"first_report_on": str(today())},
        {"agreement": "AGR-2020-AAAAA"}, {"ends_on": "2020-01-01"}, {"planned_cost": "a lot"},
    ])  # fmt: skip
    missing = table("exercises", [{**MANOEUVRE, "ad_hoc_reason": ""}])
    assert errors_in(missing) == {(2, "Under which agreement")}


def test_the_same_exercise_twice_is_told() -> None:
    held = table("exercises", [MANOEUVRE, MANOEUVRE])
    assert [(row, severity) for row, _column, severity, _words in found_in(held)] == [(3, "warning")]


def test_both_give_a_template_in_either_language(signed_in: Any) -> None:
    desk = signed_in("cmd_desk")
    for kind in ("activities", "exercises"):
        page = desk.get(f"/imports/new/{kind}/").content.decode()
        assert heading(kind, "contingents") in page
        for language in ("en", "az"):
            desk.post("/i18n/setlang/", {"language": language})
            assert desk.get(f"/imports/new/{kind}/template.xlsx").status_code == 200

"""Signings and appointments appear by themselves: all of them, also those of annual plans, as of any day."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activities.api import views
from activities.pages import programme
from activities.selectors.derived import derived_figures, derived_keys, derived_with
from foundation.clock import today
from reports.registry import catalogue
from tests.activities.programme import country, days, derived, planned
from tests.agreements.instruments import in_force
from tests.agreements.planning import begun
from tests.attaches.scenes import a_posting
from tests.cast import acting

pytestmark = pytest.mark.django_db
DERIVED = "/api/v1/activities/derived/"
LAST = today().year - 1
OF_LAST_YEAR = {"first": dt.date(LAST, 1, 1), "last": dt.date(LAST, 12, 31)}


def signed(number: int = 1, code: str = "TR", **facts: Any) -> list[Any]:
    """Agreements signed last year, a day apart from the first of March on."""
    with acting("cmd_desk") as desk:
        return [
            in_force(desk, dt.date(LAST, 3, 31) + dt.timedelta(days=no), parties=[country(code)], **facts)
            for no in range(number)
        ]


def plan(code: str = "TR", **facts: Any) -> Any:
    """The plan of this year, signed in last November."""
    with acting("cmd_desk") as desk:
        day = dt.date(LAST, 11, 28)
        return begun(
            desk, country=country(code), year=LAST + 1, stands_as="executing", signed_on=day, signed_in="Ankara",
            on=dt.date(LAST + 1, 1, 1), **facts,
        )  # fmt: skip


def test_an_annual_plan_is_signed_as_an_agreement_is(api: Any) -> None:
    (agreement,), annual = signed(), plan()
    with acting("cmd_desk") as desk:
        found = derived(to=desk, **OF_LAST_YEAR)
        assert [(row.reference, row.kind, row.countries) for row in found] == [
            (one.reference, "agreement_signing", ("TR",)) for one in (agreement, annual)
        ]
        assert (found[1].place, found[1].url) == ("Ankara", f"/plans/{annual.reference}/")
        (figure,) = derived_figures(to=desk, **OF_LAST_YEAR)
        assert (figure.number, set(figure.references)) == (2, {agreement.reference, annual.reference})
        assert derived(to=desk, **OF_LAST_YEAR, country="GE") == []
        assert derived(to=desk, **OF_LAST_YEAR, kind="ship_visit") == []
    rows = api("cmd_desk").get(f"/api/v1/activities/figures/?year={LAST}&derived=true").json()["rows"]
    assert [(row["kind"], row["number"]) for row in rows] == [("agreement_signing", 2)]


def test_a_viewer_is_told_what_he_may_see() -> None:
    signed(caveats=("mod_only",))
    plan(caveats=("mod_only",))
    with acting("mfa_desk") as other:
        assert derived_keys(to=other, **OF_LAST_YEAR) == []
        assert derived_figures(to=other, **OF_LAST_YEAR) == []
        assert derived_with(country("TR").pk, to=other, **OF_LAST_YEAR) == []


def test_over_rest_every_one_is_on_some_page(api: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "DERIVED_PER_PAGE", 2)
    every = {one.reference for one in signed(3)}
    first, second = (api("cmd_desk").get(f"{DERIVED}?year={LAST}&page={page}").json() for page in (1, 2))
    assert (first["count"], first["page"], first["pages"]) == (3, 1, 2)
    assert {row["reference"] for row in first["rows"] + second["rows"]} == every
    for wrong in ("0", "3", "x", "-1"):
        assert api("cmd_desk").get(f"{DERIVED}?year={LAST}&page={wrong}").status_code == 400


def test_on_the_page_the_latest_stand_first_and_the_rest_is_a_step_away(
    signed_in: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(programme, "BESIDE", 2)
    first, _second, third = signed(3)
    desk = signed_in("cmd_desk")
    page = desk.get(f"/activities/?year={LAST}&country=TR").content.decode()
    assert "1–2 of 3" in page
    assert f"/agreements/{third.reference}/" in page
    assert f"/agreements/{first.reference}/" not in page
    assert f"?year={LAST}&amp;country=TR&amp;beside=2#derived" in page
    page = desk.get(f"/activities/?year={LAST}&country=TR&beside=2").content.decode()
    assert f"/agreements/{first.reference}/" in page
    assert f"/agreements/{third.reference}/" not in page


def relation(as_of: dt.date, reader: str = "cmd_desk", **asked: str) -> list[dict[str, Any]]:
    with acting(reader) as to:
        rows = catalogue()["country-360"].build(to=to, as_of=as_of, **{"country": "TR", **asked}).rows
    return [row for row in rows if asked or row["part"] == "Activities of the year by kind"]


def test_the_relation_with_a_state_counts_them_under_their_kinds_as_of_the_day() -> None:
    (agreement,), annual = signed(), plan()
    with acting("cmd_desk") as desk:
        planned(desk, country=country("TR"), starts_on=dt.date(LAST, 5, 1), ends_on=dt.date(LAST, 5, 2),
                ad_hoc_reason="Agreed", stands_as="completed")  # fmt: skip
    end = dt.date(LAST, 12, 31)
    told = {row["what"]: (row["number"], row["detail"]) for row in relation(end)}
    assert told["Signing of an agreement"] == (2, "by itself, from agreements and annual plans")
    before = {row["what"]: row["number"] for row in relation(dt.date(LAST, 11, 27))}
    assert before["Signing of an agreement"] == 1
    assert "Signing of an agreement" not in {row["what"] for row in relation(dt.date(LAST, 2, 1))}
    behind = relation(end, show="activities_one_by_one", kind="agreement_signing")
    assert [row["references"] for row in behind] == [[agreement.reference], [annual.reference]]


def test_an_officer_who_takes_up_his_functions_is_one_of_them() -> None:
    posting = a_posting("in_post", first=-10)
    told = {row["what"]: row for row in relation(days(-9))}
    (name,) = [what for what in told if "ttach" in what]
    assert (told[name]["number"], told[name]["references"]) == (1, [posting.reference])
    assert told[name]["detail"] == "by itself, from postings"


def test_in_the_map_of_effort_they_say_that_they_are_by_themselves() -> None:
    signed(2)
    with acting("cmd_desk") as desk:
        report = catalogue()["effort-vs-priority"]
        as_of = dt.date(LAST, 12, 31)
        cells = report.build(to=desk, as_of=as_of).drawing
        assert [(cell.column, cell.value) for cell in cells] == [("Signing of an agreement (by itself)", 2)]
        assert report.build(to=desk, as_of=as_of).summary["activities"] == 0
        assert report.build(to=desk, as_of=as_of, aspect="cooperation").drawing == []
        assert report.build(to=desk, as_of=dt.date(LAST, 3, 1)).drawing[0].value == 1


def test_the_number_of_questions_does_not_grow_with_them(signed_in: Any, api: Any) -> None:
    desk, rest = signed_in("cmd_desk"), api("cmd_desk")

    def asked() -> list[int]:
        counts = []
        for client, at in (
            (desk, f"/activities/?year={LAST}"), (rest, f"{DERIVED}?year={LAST}"),
            (rest, f"/api/v1/reports/country-360/?country=TR&as_of={LAST}-12-31"),
        ):  # fmt: skip
            client.get(at)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(at).status_code == 200
            counts.append(len(queries))
        return counts

    signed(), plan()
    few = asked()
    signed(4), plan("GE")
    assert asked() == few

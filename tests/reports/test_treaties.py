"""Legal basis, pipeline and deadlines of treaties, counted by hand, also for a day of last year (decisions.md 17)."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from agreements.models import Agreement
from agreements.selectors.legal_basis import legal_basis
from agreements.selectors.pipeline import pipeline
from agreements.services import conclusion, ending, statements
from foundation.clock import now, today
from publishing.tables import Ratio
from reports.selectors import legal_basis as basis
from reports.selectors import treaty_deadlines, treaty_pipeline
from tests.agreements.instruments import V1_CLAUSE, country, in_force, organisation, recorded
from tests.cast import acting

DAY = dt.timedelta(days=1)


def ago(days: int) -> dt.date:
    return today() - days * DAY


def asked(report: Any, day: dt.date, **parameters: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    with acting("leadership_reader") as reader:
        answer = report.build(to=reader, as_of=day, **parameters)
    return answer.rows, answer.summary


def states(day: dt.date, **parameters: str) -> list[str]:
    return sorted(row["code"] for row in asked(basis, day, **parameters)[0])


@pytest.fixture
def planted(db: None) -> dict[str, Agreement]:
    """Georgia: in force for years, then a SOFA. Türkiye: denounced and terminated last year. Pakistan: ran out, and
    nobody has recorded it. Italy: signed, ours notified late, theirs awaited. Poland, Romania: one multilateral.
    Hungary: a plan alone. Austria: proposed."""
    with acting("cmd_desk") as clerk:
        made = {
            "georgia": in_force(clerk, ago(2000), parties=[country("GE")]),
            "sofa": in_force(clerk, ago(200), parties=[country("GE")], kind="sofa"),
            "turkiye": in_force(
                clerk, ago(1500), parties=[country("TR")],
                clause={"renewal_mode": "indefinite", "notice_basis": "any_time", "effect_days": 30},
            ),
            "pakistan": in_force(
                clerk, ago(900), parties=[country("PK")],
                clause={"initial_value": 800, "initial_unit": "days", "renewal_mode": "none"},
            ),
            "italy": recorded(
                clerk, parties=[country("IT")], stands_as="signed", signed_on=ago(500), clause=V1_CLAUSE
            ),
            "many": in_force(
                clerk, ago(400), participation="multilateral", kind="gsomia",
                parties=[country("PL"), country("RO"), organisation("NATO")],
            ),
            "plan": in_force(clerk, ago(300), parties=[country("HU")], kind="annual_plan", clause={}),
            "austria": recorded(clerk, parties=[country("AT")], on=ago(250)),
        }  # fmt: skip
        conclusion.register(made["georgia"], by=clerk, on=ago(100), at=now())
        told: dict[str, Any] = {"by": clerk, "at": now()}
        made["turkiye"] = ending.denounce(made["turkiye"], on=ago(450), reason="r", **told)
        made["turkiye"] = ending.terminate(made["turkiye"], on=ago(420), **told)
        italy = conclusion.start_domestic_procedures(made["italy"], on=ago(480), **told)
        home = italy.parties.get(is_home=True)
        made["italy"] = conclusion.notify(italy, party=home, sent_on=ago(60), received_on=ago(50), **told)
    return made


def test_states_with_a_legal_basis_today_and_then(planted: dict[str, Agreement]) -> None:
    assert states(today()) == ["GE", "PL", "RO"]
    assert states(ago(150)) == ["GE", "PK", "PL", "RO"]
    assert states(ago(430)) == ["GE", "PK", "TR"]  # the notice of denunciation has not taken effect yet
    assert states(ago(420)) == ["GE", "PK"]
    assert states(ago(3000)) == []
    assert states(today(), kind="gsomia") == ["PL", "RO"]
    assert states(today(), region="south_caucasus") == ["GE"]
    assert states(today(), show="without_security") == ["GE"]
    assert states(today(), show="only_multilateral") == ["PL", "RO"]


def test_the_count_is_reconciled_with_what_is_stated(planted: dict[str, Agreement]) -> None:
    rows, summary = asked(basis, today())
    assert (summary["countries"], summary["stated"], summary["difference"]) == (3, 38, -35)
    assert (summary["instruments"], summary["with_sofa"], summary["with_security"]) == (
        3,
        Ratio(1, 3),
        Ratio(2, 3),
    )
    assert asked(basis, today(), kind="sofa")[1]["stated"] is None
    (georgia,) = [row for row in rows if row["code"] == "GE"]
    assert georgia["references"] == [planted["georgia"].reference, planted["sofa"].reference]
    assert (georgia["since"], georgia["sofa"], georgia["security"]) == (ago(2000), "yes", "no")


def test_who_has_left_is_no_longer_bound(planted: dict[str, Agreement]) -> None:
    many = planted["many"]
    with acting("cmd_desk") as clerk:
        poland = many.parties.get(country__iso2="PL")
        statements.withdraw(many, party=poland, on=ago(90), effective_on=ago(30), by=clerk, at=now())
    assert states(today(), kind="gsomia") == ["RO"]
    assert states(ago(31), kind="gsomia") == ["PL", "RO"]


def test_what_does_not_bind_is_said_apart(planted: dict[str, Agreement]) -> None:
    with acting("cmd_desk") as clerk:
        in_force(clerk, ago(100), parties=[country("GE")], kind="gsomia", binding=False)
        in_force(clerk, ago(100), parties=[country("ES")], kind="technical_arrangement", binding=False)
        in_force(clerk, ago(100), parties=[country("HU")], kind="sofa", binding=None)
    rows, summary = asked(basis, today())
    assert [row["code"] for row in rows] == ["GE", "PL", "RO"]
    (georgia,) = [row for row in rows if row["code"] == "GE"]
    assert (georgia["security"], georgia["instruments"], georgia["not_binding"]) == ("no", 2, 1)
    assert len(georgia["references"]) == 3
    assert states(today(), kind="gsomia") == ["PL", "RO"]
    assert states(today(), kind="gsomia", show="not_binding_alone") == ["GE"]
    assert states(today(), show="not_binding_alone") == ["ES", "HU"]
    assert states(today(), show="beside") == ["GE"]
    assert (summary["countries"], summary["instruments"]) == (3, 3)
    assert (summary["not_binding"], summary["undecided"], summary["not_binding_alone"]) == (2, 1, 2)


def under_way(day: dt.date, **parameters: str) -> dict[str, tuple[str, int, Any]]:
    rows, _summary = asked(treaty_pipeline, day, **parameters)
    return {row["agreement"]: (row["state"], row["days"], row["waits_for"]) for row in rows}


def test_what_was_stuck_on_a_day(planted: dict[str, Agreement]) -> None:
    italy, georgia, sofa = (planted[name].reference for name in ("italy", "georgia", "sofa"))
    now_ = under_way(today())
    assert now_[italy] == ("Notified to the other side", 60, "Italy")
    assert georgia not in now_
    assert now_[sofa] == ("In force, not registered", 200, None)
    assert now_[planted["austria"].reference][:2] == ("Proposed", 250)
    assert planted["turkiye"].reference not in now_
    before = under_way(ago(110))
    assert before[italy] == ("In domestic procedures", 370, "Azerbaijan, Italy")
    assert before[georgia] == ("In force, not registered", 1890, None)
    assert under_way(ago(490))[italy][0] == "Signed"
    assert italy not in under_way(ago(501))
    assert set(under_way(today(), show="silent")) == {italy}
    assert set(under_way(today(), country="IT")) == {italy}
    assert georgia in under_way(ago(110), show="aged")


def test_figures_of_the_pipeline(planted: dict[str, Agreement]) -> None:
    _rows, summary = asked(treaty_pipeline, today())
    assert (summary["under_way"], summary["before_signature"], summary["signed"], summary["silent"]) == (
        2,
        1,
        1,
        1,
    )
    assert summary["unregistered"] == 4
    assert summary["median_days"] == 155
    _rows, nothing = asked(treaty_pipeline, ago(4000))
    assert (nothing["under_way"], nothing["aged"], nothing["median_days"]) == (0, Ratio(0, 0), None)


def test_deadlines_as_they_stood_last_year(planted: dict[str, Agreement]) -> None:
    rows, summary = asked(treaty_deadlines, ago(440))
    by_reference = {row["agreement"]: row for row in rows}
    turkiye = by_reference[planted["turkiye"].reference]
    assert (turkiye["state"], turkiye["term_end"], turkiye["days_left"]) == (
        "Denunciation notified",
        ago(420),
        20,
    )
    georgia = by_reference[planted["georgia"].reference]
    assert georgia["registered_on"] is None
    assert georgia["route_start_day"] < georgia["internal_action_day"] < georgia["last_receipt_day"]
    assert planted["sofa"].reference not in by_reference
    assert summary["registered"] == Ratio(0, 3)
    rows, summary = asked(treaty_deadlines, today(), show="unregistered")
    assert planted["georgia"].reference not in {row["agreement"] for row in rows}
    assert len(rows) == summary["unregistered"]
    assert [row["agreement"] for row in asked(treaty_deadlines, today(), party="IT")[0]] == [
        planted["italy"].reference
    ]


@pytest.mark.parametrize("report", [basis, treaty_pipeline, treaty_deadlines])
def test_a_figure_leads_to_as_many_rows(planted: dict[str, Agreement], report: Any) -> None:
    summary = asked(report, today())[1]
    for name, filters in report.REPORT.doors.items():
        figure = summary[name].part if isinstance(summary[name], Ratio) else summary[name]
        assert len(asked(report, today(), **{k: v for k, v in filters.items() if v})[0]) == figure, name


def test_a_fixed_number_of_queries(planted: dict[str, Agreement]) -> None:
    counts = []
    for code in ("", "ES"):
        with acting("cmd_desk") as clerk:
            if code:
                in_force(clerk, ago(700), parties=[country(code)])
                recorded(
                    clerk, parties=[country(code)], stands_as="signed", signed_on=ago(30), clause=V1_CLAUSE
                )
            with CaptureQueriesContext(connection) as counted:
                legal_basis(to=clerk, as_of=today())
                pipeline(to=clerk, as_of=today(), language="en")
            counts.append(len(counted))
    assert counts[0] == counts[1] <= 11


@pytest.mark.parametrize("slug", ["legal-basis", "treaty-pipeline", "treaty-deadlines"])
def test_json_csv_xlsx_pdf_page_and_picture(
    planted: dict[str, Agreement], api: Any, signed_in: Any, slug: str
) -> None:
    reader, path = api("leadership_reader", scope="read"), f"/api/v1/reports/{slug}/"
    told = reader.get(f"{path}?as_of={ago(430)}").json()
    assert told["as_of"] == str(ago(430))
    assert told["rows"]
    assert all(row["references"] for row in told["rows"])
    lines = list(csv.reader(io.StringIO(reader.get(f"{path}?format=csv").content.decode("utf-8-sig"))))
    assert lines[0][0].startswith(told["columns"][0]["label"])
    assert len(load_workbook(io.BytesIO(reader.get(f"{path}?format=xlsx").content)).sheetnames) == 2
    assert reader.get(f"{path}?format=pdf").content.startswith(b"%PDF")
    page = signed_in("leadership_reader").get(f"/reports/{slug}/?as_of={ago(430)}").content.decode()
    assert "<svg" in page
    assert "How is this counted?" in page
    for query in ("as_of=yesterday", "colour=red", "kind=pact", "show=all"):
        assert reader.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("report", [basis, treaty_pipeline, treaty_deadlines])
def test_who_may_not_see_an_agreement_does_not_count_it(planted: dict[str, Agreement], report: Any) -> None:
    with acting("cmd_desk") as clerk:
        hidden = in_force(clerk, ago(600), parties=[country("ES")], level="limited_official_use")
    seen = {}
    for name in ("cmd_desk", "cmd_desk_2", "sysadmin"):
        with acting(name) as viewer:
            answer = report.build(to=viewer, as_of=today())
            seen[name] = {reference for row in answer.rows for reference in row["references"]}
    assert hidden.reference in seen["cmd_desk"]
    assert hidden.reference not in seen["cmd_desk_2"]
    assert seen["sysadmin"] == set()

"""Foreign attachés and reciprocity, counted by hand: who is where, who answers faster, also for a day of last year."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from attaches.selectors.foreign_reciprocity import reciprocity_rows
from attaches.services import accreditations, foreign_notes, notes
from foundation.clock import now
from publishing.tables import Ratio
from reports.selectors.inbound_attaches import REPORT, build, draw
from tests.attaches.foreign_scenes import a_foreigner, country, ended
from tests.attaches.scenes import a_post, a_posting, day
from tests.cast import acting

PATH = "/api/v1/reports/inbound-attaches/"


def asked(offset: int = 0, **parameters: Any) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    with acting("leadership_reader") as reader:
        answer = build(to=reader, as_of=day(offset), **parameters)
    return {row["country_name"]: row for row in answer.rows}, answer.summary


def told(row: dict[str, Any]) -> tuple[str, str]:
    return row["presence"], row["pace"]


def refused(iso: str, *, asked_on: int, took: int) -> None:
    attache = a_foreigner(iso=iso, asked=asked_on)
    with acting("mfa_protocol") as protocol:
        foreign_notes.refuse(attache, by=protocol, on=day(asked_on + took), at=now())


@pytest.fixture
def scene(db: None) -> dict[str, Any]:
    """Türkiye: one there, one here, one refused, one waiting. Georgia: theirs ended, ours asked for. Austria: ours
    accredited from Germany and theirs on the way. Bulgaria: objected to. France: withdrawn before an answer."""
    made: dict[str, Any] = {"ours": a_posting("in_post", post=a_post("t-tr"), first=-400, end=600)}
    made["theirs"] = a_foreigner("in_function", asked=-400, took=20)
    refused("TR", asked_on=-200, took=40)
    made["waiting"] = a_foreigner(asked=-25)
    made["ended"] = ended(a_foreigner("in_function", iso="GE", asked=-900, took=30), -100)
    made["coming"] = a_posting("consent_requested", post=a_post("t-ge", mission="emb-ge"), first=100, end=900)
    side = a_posting("in_post", post=a_post("t-de", mission="emb-de"), first=-400, end=600)
    with acting("cmd_desk") as clerk:
        paper = accreditations.plan(side, by=clerk, on=day(-100), country=country("AT"))
        for offset, service in (
            (-90, notes.request),
            (-50, notes.record_consent),
            (-45, notes.send_second_note),
        ):
            service(paper, by=clerk, on=day(offset), at=now())
        notes.accredit(paper, by=clerk, on=day(-40), at=now())
    made["austrian"] = a_foreigner("accredited", iso="AT", asked=-80, took=10, seat="DE")
    gone, objected = a_foreigner(iso="FR", asked=-60), a_foreigner(iso="BG", asked=-30, seat="RO")
    with acting("mfa_protocol") as protocol:
        foreign_notes.object_to(objected, by=protocol, on=day(-20), at=now())
        foreign_notes.withdraw(gone, by=protocol, on=day(-50), at=now())
    return made


def test_today_as_counted_by_hand(scene: dict[str, Any]):
    rows, summary = asked()
    assert list(rows) == [
        "Germany",
        "Austria",
        "Bulgaria",
        "Georgia",
        "Türkiye",
    ]  # as the Azerbaijani alphabet has them
    turkiye = rows["Türkiye"]
    assert [turkiye[key] for key in ("theirs", "theirs_coming", "ours", "ours_coming")] == [1, 1, 1, 0]
    assert (turkiye["we_take"], turkiye["we_answered"]) == (30, Ratio(2, 3))
    assert (turkiye["they_take"], turkiye["they_answered"]) == (10, Ratio(1, 1))
    assert told(turkiye) == ("both are represented", "we answer 20 days later than they")
    georgia = rows["Georgia"]
    assert [georgia[key] for key in ("theirs", "theirs_coming", "ours", "ours_coming")] == [0, 0, 0, 1]
    assert (georgia["we_take"], georgia["they_take"], georgia["they_answered"]) == (30, None, Ratio(0, 1))
    assert told(georgia) == ("nobody is in function on either side", "no answers to compare")
    austria = rows["Austria"]
    assert [austria[key] for key in ("theirs", "theirs_coming", "ours", "ours_coming")] == [0, 1, 1, 0]
    assert told(austria) == ("we are there, theirs is on the way", "they answer 30 days later than we")
    assert (rows["Bulgaria"]["we_take"], rows["Bulgaria"]["we_answered"]) == (10, Ratio(1, 1))
    assert told(rows["Germany"]) == ("we are there, they are not here", "no answers to compare")
    assert summary == {
        "countries": 5, "theirs": 1, "theirs_coming": 2, "ours": 3, "ours_coming": 1, "mutual": Ratio(1, 3),
        "we_take": 20, "we_answered": Ratio(5, 6), "they_take": 10, "they_answered": Ratio(3, 4),
    }  # fmt: skip


def test_every_row_carries_the_records_behind_its_figures(scene: dict[str, Any]):
    rows, _summary = asked()
    behind = set(rows["Türkiye"]["references"])
    assert {scene["theirs"].reference, scene["waiting"].reference, scene["ours"].reference} <= behind
    assert scene["austrian"].reference in rows["Austria"]["references"]


def test_a_day_of_the_past_answers_as_it_was(scene: dict[str, Any]):
    rows, _summary = asked(-110)
    assert (rows["Georgia"]["theirs"], rows["Georgia"]["presence"]) == (
        1, "they are here, ours is on the way",
    )  # fmt: skip
    assert "Austria" not in rows
    rows, _summary = asked(-395)
    turkiye = rows["Türkiye"]
    assert (turkiye["theirs"], turkiye["theirs_coming"], turkiye["we_answered"]) == (0, 1, Ratio(0, 1))
    assert turkiye["ours"] == 1
    rows, _summary = asked(-75)
    assert (rows["Austria"]["ours"], rows["Austria"]["ours_coming"]) == (0, 1)
    assert (rows["Austria"]["they_answered"], rows["Austria"]["we_answered"]) == (Ratio(0, 1), Ratio(0, 1))
    assert asked(-2000)[0] == {}


def test_what_ended_on_a_day_no_longer_runs_on_it(scene: dict[str, Any]):
    assert asked(-101)[0]["Georgia"]["theirs"] == 1
    assert asked(-100)[0]["Georgia"]["theirs"] == 0


def test_a_region_narrows_rows_and_summary(scene: dict[str, Any]):
    rows, summary = asked(region="south_caucasus")
    assert (set(rows), summary["countries"], summary["we_answered"]) == ({"Georgia"}, 1, Ratio(1, 1))


def test_a_country_narrows_them_too_and_only_countries_concerned_are_offered(scene: dict[str, Any], api: Any):
    rows, summary = asked(country="GE")
    assert (set(rows), summary["countries"]) == ({"Georgia"}, 1)
    with acting("leadership_reader") as reader:
        offered = {parameter.name: parameter for parameter in REPORT.parameters}["country"].choices(to=reader)
    assert [name for _code, name in offered] == sorted(name for _code, name in offered)
    assert {"TR", "GE", "AT", "FR"} <= {code for code, _name in offered}
    client = api("leadership_reader", scope="read")
    assert client.get(PATH, {"country": "JP"}).status_code == 400
    assert [row["country"] for row in client.get(PATH, {"country": "TR"}).json()["rows"]] == ["TR"]


def test_six_queries_however_many_attaches(scene: dict[str, Any]):
    for iso in ("IT", "ES", "PL"):
        a_foreigner("in_function", iso=iso)
    with acting("cmd_desk") as clerk, CaptureQueriesContext(connection) as counted:
        assert len(reciprocity_rows(to=clerk, as_of=day(0))) == 8
    assert len(counted) == 6


@pytest.mark.parametrize("name", ["sysadmin", "auditor"])
def test_who_is_not_cleared_counts_nobody(scene: dict[str, Any], name: str):
    with acting(name) as viewer:
        answer = build(to=viewer, as_of=day(0))
    assert (answer.rows, answer.summary["we_answered"], answer.summary["we_take"]) == ([], Ratio(0, 0), None)


def test_json_csv_xlsx_pdf_page_and_picture(scene: dict[str, Any], api: Any, signed_in: Any):
    reader = api("leadership_reader", scope="read")
    told = reader.get(PATH).json()
    (turkiye,) = [row for row in told["rows"] if row["country"] == "TR"]
    assert turkiye["we_answered"] == {"part": 2, "whole": 3}
    lines = list(csv.reader(io.StringIO(reader.get(f"{PATH}?format=csv").content.decode("utf-8-sig"))))
    assert lines[0][0].startswith("Country")
    assert [line for line in lines if line[:1] == ["Türkiye"]]
    book = load_workbook(io.BytesIO(reader.get(f"{PATH}?format=xlsx").content))
    assert len(book.sheetnames) == 2
    assert reader.get(f"{PATH}?format=pdf").content.startswith(b"%PDF")
    page = signed_in("leadership_reader").get("/reports/inbound-attaches/").content.decode()
    assert "<svg" in page
    assert "theirs with us" in page
    assert "foreignattache/?q=T%C3%BCrkiye" in page
    with acting("leadership_reader") as viewer:
        assert draw(build(to=viewer, as_of=day(-3000)), day(-3000))


@pytest.mark.parametrize(
    "query", ["as_of=yesterday", "as_of=1066-10-14", "region=moon", "colour=red", "format=docx"]
)
def test_bad_parameters_are_told(db: None, api: Any, query: str):
    assert api("leadership_reader").get(f"{PATH}?{query}").status_code == 400

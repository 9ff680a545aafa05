"""Reports: one definition, four forms, under the reader's walls, as of any day."""

import csv
import io

import pytest
from openpyxl import load_workbook

from audit.models import Event
from tests.cast import acting

SLUGS = ["posture", "languages-training", "coordination-health", "treaty-deadlines"]


@pytest.mark.parametrize("slug", SLUGS)
def test_leadership_reads_it_as_json_with_a_token(api, slug):
    answer = api("leadership_reader", scope="read").get(f"/api/v1/reports/{slug}/").json()
    assert {"report", "as_of", "parameters", "columns", "rows", "summary"} <= set(answer)
    assert all("references" in row for row in answer["rows"])


@pytest.mark.parametrize("slug", SLUGS)
def test_the_same_as_csv_xlsx_and_pdf(api, slug):
    reader = api("leadership_reader", scope="read")
    columns = reader.get(f"/api/v1/reports/{slug}/").json()["columns"]
    text = reader.get(f"/api/v1/reports/{slug}/?format=csv").content.decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text)))[0].startswith(columns[0]["label"])
    book = load_workbook(io.BytesIO(reader.get(f"/api/v1/reports/{slug}/?format=xlsx").content))
    assert len(book.sheetnames) == 2
    assert reader.get(f"/api/v1/reports/{slug}/?format=pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("slug", SLUGS)
def test_the_page_has_picture_table_and_how_it_is_counted(signed_in, slug):
    page = signed_in("leadership_reader").get(f"/reports/{slug}/").content.decode()
    assert "<svg" in page
    assert "How is this counted?" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    "query", ["as_of=yesterday", "as_of=1066-10-14", "colour=red", "format=docx", "kind=nothing"]
)
def test_bad_parameters_are_told_never_ignored(api, query):
    response = api("leadership_reader").get(f"/api/v1/reports/posture/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"]


def test_a_bad_parameter_keeps_the_page_and_says_what_is_wrong(signed_in):
    response = signed_in("leadership_reader").get("/reports/posture/?as_of=x")
    assert response.status_code == 400
    assert "2026-11-23" in response.content.decode()


def test_an_unknown_report_is_absent(api, signed_in):
    assert api("cmd_desk").get("/api/v1/reports/gossip/").status_code == 404
    assert signed_in("cmd_desk").get("/reports/gossip/").status_code == 404


def test_an_export_stands_in_the_audit_trail(api):
    api("leadership_reader").get("/api/v1/reports/posture/?format=csv")
    with acting("auditor"):
        assert Event.objects.filter(verb="reports.exported", reference="posture").exists()


def test_a_read_token_is_enough_and_nobody_writes_reports(api):
    assert api("leadership_reader", scope="read").post("/api/v1/reports/posture/").status_code in {403, 405}


def test_empty_denominators_are_empty_not_zero(api):
    summary = api("sysadmin").get("/api/v1/reports/posture/").json()["summary"]
    assert summary["operating"] is None or summary["operating"]["whole"] == 0

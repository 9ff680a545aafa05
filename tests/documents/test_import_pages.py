"""A table is brought in, looked at and confirmed in the browser."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from documents.engine import TABLES, inspect
from documents.models import TableImport
from tests.cast import acting
from tests.documents import files
from tests.documents.tables import (
    as_it_stands,
    brought,
    confirmed,
    found_in,
    separated,
    some_officers,
    workbook,
    worked,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """The clerk's browser."""
    return signed_in("cmd_desk")


def sent(desk: Client, data: bytes, name: str = "zabitlər.xlsx", kind: str = "officers"):
    """What the page answers to a file."""
    file = io.BytesIO(data)
    file.name = name
    return desk.post(f"/imports/new/{kind}/", {"file": file})


def the_import() -> TableImport:
    """The only one."""
    with acting("cmd_desk"):
        return TableImport.in_context.get()


def test_the_clerk_brings_a_table_in_looks_and_confirms(desk: Client):
    answer = sent(desk, workbook(some_officers(3)))
    held = the_import()
    assert answer["Location"] == f"/imports/{held.reference}/"
    page = desk.get(f"/imports/{held.reference}/").content.decode()
    assert "The table is being checked" in page
    assert "Waiting for its turn" in page
    held = worked(held)
    page = desk.get(f"/imports/{held.reference}/").content.decode()
    assert "Import these 3 rows" in page
    assert "This is final" in page
    desk.post(f"/imports/{held.reference}/confirm/", {"version": held.version})
    assert worked(held).state == "applied"
    assert "3 rows were imported" in desk.get(f"/imports/{held.reference}/").content.decode()
    assert "zabitlər.xlsx" in desk.get("/imports/").content.decode()


def test_the_progress_part_asks_for_the_whole_page_when_the_worker_is_done(desk: Client, client: Client):
    held = brought(workbook(some_officers(2)), checked=False)
    where = f"/imports/{held.reference}/progress/"
    running = desk.get(where, headers={"HX-Request": "true"})
    assert "HX-Refresh" not in running
    assert 'id="standing"' in running.content.decode()
    worked(held)
    assert desk.get(where, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert client.get(where, headers={"HX-Request": "true"}).status_code == 401
    assert client.get(where).status_code == 302


def test_what_is_wrong_stands_in_a_table_and_can_be_taken_along(desk: Client):
    rows = some_officers(3)
    rows[1][1] = "admiral of the ocean"
    held = brought(workbook(rows))
    page = desk.get(f"/imports/{held.reference}/").content.decode()
    assert "One thing is to be corrected. Nothing was imported." in page
    assert "admiral of the ocean" in page
    assert "Import these" not in page
    taken = desk.get(f"/imports/{held.reference}/findings.csv")
    lines = taken.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Row,Column,Severity,What was found")
    assert lines[1].startswith("3,Rank,Error,")
    answer = desk.post(f"/imports/{held.reference}/confirm/", {"version": held.version})
    assert answer.status_code == 409


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("table.xlsx", files.pdf(), "The content of the file is not what its name says."),
        ("table.csv", files.pdf(), "The content of the file is not what its name says."),
        ("table.csv", workbook([]), "The content of the file is not what its name says."),
        ("table.xlsx", b"", "The file is empty."),
        ("table.csv", b"\xef\xbb\xbf\r\n \r\n", "The file is empty."),
        ("table.pdf", files.pdf(), "Only XLSX and CSV files can be imported."),
        ("table.xls", b"\xd0\xcf\x11\xe0", "Only XLSX and CSV files can be imported."),
        ("table.xlsx", workbook([]), "There is no row below the headings."),
        ("table.xlsx", workbook([["a", "b", "c", "d"]], ("Name", "Rank", "Service branch", "Shoe size")),
         "Unknown columns: Shoe size."),
        ("table.xlsx", workbook([["a", "b"]], ("Name", "Rank")), "Columns that are missing: Service branch."),
        ("table.xlsx", workbook([["a", "b", "c", "d"]], ("Name", "Rank", "Service branch", "Name")),
         "Columns that stand twice: Name."),
        ("table.xlsx", workbook([["a", "b", "c", "d"]], ("Name", "Rank", "Service branch", "Passport number")),
         "Your office does not fill in these columns: Passport number."),
        ("table.csv", separated([["Ивáнов", "b", "c"]], letters="utf-8").replace("Ив".encode(), b"\xc8\xe2"),
         "The letters of this file cannot be told."),
        ("table.csv", b'Name,Rank,Service branch\r\n"Maket,colonel,staff\r\n', "a quotation mark is missing"),
    ],
    ids=str.split("pdf csv-pdf csv-xlsx empty blank other old no-rows unknown missing twice locked letters quotes"),
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_at_once_in_words(
    desk: Client, name: str, data: bytes, words: str
):
    answer = sent(desk, data, name)
    assert answer.status_code == 400
    assert words in answer.content.decode()
    with acting("cmd_desk"):
        assert not TableImport.in_context.exists()


def test_a_template_can_be_filled_in_and_brought_in_in_both_languages(desk: Client):
    for language in ("en", "az"):
        desk.cookies["django_language"] = language
        data = desk.get("/imports/new/officers/template.xlsx").content
        assert inspect("officers.xlsx", data, TABLES).media_type == TABLES["xlsx"].media_type
        book = load_workbook(io.BytesIO(data))
        book.worksheets[0].append(["Nümunə Zabit", "colonel", "staff"])
        out = io.BytesIO()
        book.save(out)
        assert sent(desk, out.getvalue(), "officers.xlsx").status_code == 302
        heads = desk.get("/imports/new/officers/template.csv").content
        line = heads.decode("utf-8-sig").strip()
        sign = ";" if language == "az" else ","
        filled = heads + sign.join(["Nümunə Zabit", "colonel", "staff"][: line.count(sign) + 1]).encode()
        assert sent(desk, filled, "officers.csv").status_code == 302


def test_offices_that_record_no_officers_bring_none_in(signed_in: Callable[..., Client]):
    reader = signed_in("leadership_reader")
    assert reader.get("/imports/").status_code == 200
    for path in ("", "template.xlsx", "template.csv"):
        assert reader.get(f"/imports/new/officers/{path}").status_code == 403
    assert reader.get("/imports/new/nothing/").status_code == 404
    held = brought(workbook(some_officers(1)))
    for verb in ("confirm", "cancel", "check-again"):
        assert reader.post(f"/imports/{held.reference}/{verb}/", {"version": held.version}).status_code == 403
    assert as_it_stands(held).state == "checked"


def test_errors_stand_before_warnings_whatever_their_rows(desk: Client):
    rows = some_officers(1) * 3
    rows[2] = ["", *rows[2][1:]]
    held = brought(workbook(rows))
    assert [(row, severity) for row, _column, severity, _words in found_in(held)] == [
        (4, "error"),
        (3, "warning"),
    ]
    page = desk.get(f"/imports/{held.reference}/").content.decode()
    assert "2 remarks, errors first" in page


def test_who_confirmed_is_told_why_the_same_table_stands_before_him_again(desk: Client):
    table = workbook(some_officers(2))
    first, second = brought(table), brought(table)
    assert confirmed(first).state == "applied"
    assert confirmed(second).state == "checked"
    page = desk.get(f"/imports/{second.reference}/").content.decode()
    assert "Nothing was imported: there is something new to look at." in page
    assert f"The same file was imported before: {first.reference}." in page
    assert "Import these 2 rows" in page
    third = brought(table)
    assert "something new to look at" not in desk.get(f"/imports/{third.reference}/").content.decode()


def test_a_page_that_is_out_of_date_decides_nothing(desk: Client):
    held = brought(workbook(some_officers(1)))
    assert desk.post(f"/imports/{held.reference}/confirm/", {"version": held.version - 1}).status_code == 412
    assert desk.post(f"/imports/{held.reference}/cancel/", {"version": "x"}).status_code == 412
    desk.post(f"/imports/{held.reference}/cancel/", {"version": held.version})
    held = as_it_stands(held)
    assert held.state == "cancelled"
    assert desk.post(f"/imports/{held.reference}/confirm/", {"version": held.version}).status_code == 409

"""What people save as a table is read as they meant it, or the cell that is unclear is named."""

import datetime as dt
import io
import zipfile
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from documents.engine import TABLES, inspect
from documents.engine.headings import folded, match
from documents.engine.refusals import (
    ContentDisagrees,
    FileEmpty,
    FileRefused,
    NoSheet,
    TableBroken,
    UnknownLetters,
)
from documents.engine.separated import read_separated
from documents.engine.sheets import Odd, Sheet
from documents.engine.values import Reading, read_cell
from documents.engine.workbooks import read_workbook
from documents.registry import Column, Kind, Unclear

HEAD = ["Ad", "Gün"]


def book(*rows: list[Any], prepare: Any = None) -> bytes:
    """A workbook as a person would leave it."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if prepare:
        prepare(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def cells(sheet: Sheet) -> list[tuple[int, list[Any]]]:
    return [(number, [cell for cell in row if cell is not None]) for number, row in sheet.rows]


def read(data: bytes) -> Sheet:
    return read_workbook(data) if data.startswith(b"PK") else read_separated(data)


@pytest.mark.parametrize(
    "data",
    [
        book(HEAD, ["Şəfiqə", "2027-01-01"]),
        "Ad;Gün\r\nŞəfiqə;2027-01-01\r\n".encode(),
        "Ad,Gün\nŞəfiqə,2027-01-01".encode("utf-8-sig"),
        "Ad\tGün\r\nŞəfiqə\t2027-01-01\r\n".encode("utf-16"),
        "sep=;\r\nAd;Gün\r\nŞəfiqə;2027-01-01\r\n".encode(),
        'Ad;Gün\r\n"Şəfiqə";"2027-01-01"\r\n;\r\n\r\n'.encode(),
    ],
    ids=["workbook", "semicolons", "commas", "tabs", "hint", "quoted"],
)
def test_the_same_table_is_read_from_every_kind_of_file(data: bytes):
    sheet = read(data)
    assert sheet.headings == HEAD
    assert cells(sheet) == [(2, ["Şəfiqə", "2027-01-01"])]
    assert sheet.remarks == []


def test_rows_keep_the_numbers_a_spreadsheet_shows():
    assert [number for number, _row in read(book([], HEAD, [], ["a"], [], ["b"], [None, None])).rows] == [
        4,
        6,
    ]
    text = 'Ad;Qeyd\r\n\r\n"iki\r\nsətir";x\r\nb;y\r\n'
    assert cells(read(text.encode())) == [(3, ["iki\r\nsətir", "x"]), (4, ["b", "y"])]


def test_letters_of_an_old_code_page_are_read_and_remarked_on():
    sheet = read("Ad;Gün\r\nŞamil Çınar;2027-01-01\r\n".encode("cp1254"))
    assert cells(sheet)[0][1][0] == "Şamil Çınar"
    assert [(one.row, one.code, one.is_error) for one in sheet.remarks] == [(0, "windows_letters", False)]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ("Ад;День\r\nИван;1\r\n".encode("cp1251"), UnknownLetters),
        (b"Ad;G\x81n\r\n", UnknownLetters),
        (b"", FileEmpty),
        (b"\r\n  \r\n", FileEmpty),
        (b"a;b\x00\r\n", ContentDisagrees),
        ("\ufeffAd".encode("utf-16")[:-1], ContentDisagrees),
    ],
)
def test_letters_that_cannot_be_told_are_not_guessed(data: bytes, refusal: type[FileRefused]):
    with pytest.raises(refusal):
        inspect("table.csv", data, TABLES)


def test_a_quotation_mark_that_is_missing_is_told_and_swallows_nothing():
    sheet = read(b'Ad;B\r\n"a;b\r\nc;d\r\n')
    with pytest.raises(TableBroken):
        list(sheet.rows)


def test_formulas_and_errors_of_the_spreadsheet_are_no_values_and_text_stays_text():
    def prepare(made: Any) -> None:
        made.active["C2"].value, made.active["C2"].data_type = "=not a formula", "s"

    ((_number, row),) = cells(read(book(HEAD, ["=1+1", "#REF!", "-"], prepare=prepare)))
    assert row == [Odd("formula"), Odd("cell_error", "#REF!"), "=not a formula"]


def test_zeros_that_a_format_shows_are_kept():
    def prepare(made: Any) -> None:
        made.active["A2"].number_format = "00000"

    assert cells(read(book(HEAD, [712, 712], prepare=prepare))) == [(2, ["00712", 712])]


def test_merged_cells_and_hidden_rows_are_said_aloud():
    def prepare(made: Any) -> None:
        made.active.merge_cells("A2:A3")
        made.active.row_dimensions[3].hidden = True

    sheet = read(book(HEAD, ["a", "b"], [None, "c"], prepare=prepare))
    assert {(one.row, one.place, one.code, one.is_error) for one in sheet.remarks} == {
        (2, 0, "merged", True),
        (3, None, "hidden_row", False),
    }


def test_the_first_sheet_that_is_visible_is_read():
    def prepare(made: Any) -> None:
        made.active.sheet_state = "hidden"
        made.create_sheet("Ikinci").append(["Kod"])
        made["Ikinci"].append(["x"])

    assert read(book(HEAD, ["a"], prepare=prepare)).headings == ["Kod"]


def test_a_workbook_whose_sheets_are_all_hidden_is_refused():
    data = book(HEAD, ["a"])
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'state="visible"', b'state="hidden"'))
    with pytest.raises(NoSheet):
        read(out.getvalue())


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(data: bytes):
    for name in ("a.csv", "a.xlsx"):
        with suppress(FileRefused):
            inspect(name, data, TABLES)
            list(read(data).rows)


@given(st.integers(0, 400), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_refused_and_never_breaks_the_reader(place: int, bytes_: bytes):
    data = bytearray(book(HEAD, ["a", dt.date(2027, 1, 1)]))
    start = place * len(data) // 400
    data[start : start + len(bytes_)] = bytes_
    with suppress(FileRefused):
        inspect("a.xlsx", bytes(data), TABLES)
        list(read_workbook(bytes(data)).rows)


def cell_of(kind: Kind, value: Any, **more: Any) -> Any:
    return read_cell(value, Reading(Column(key="x", heading="X", kind=kind, **more), {"sofor": "driver"}))


@pytest.mark.parametrize(
    ("kind", "value", "found"),
    [
        (Kind.DAY, dt.date(2027, 8, 1), dt.date(2027, 8, 1)),
        (Kind.DAY, "2027-08-01", dt.date(2027, 8, 1)),
        (Kind.DAY, " 1.8.2027 ", dt.date(2027, 8, 1)),
        (Kind.DAY, "08/01/2027", "not_a_day"),
        (Kind.DAY, "31.02.2027", "not_a_day"),
        (Kind.DAY, "2027", "not_a_day"),
        (Kind.DAY, 46600, "number_for_day"),
        (Kind.DAY, True, "not_a_day"),
        (Kind.DAY, dt.time(9, 30), "time_of_day"),
        (Kind.DAY, "0027-08-01", "day_out_of_range"),
        (Kind.TEXT, 3333, "3333"),
        (Kind.TEXT, 3333.0, "3333"),
        (Kind.TEXT, 3.5, "not_text"),
        (Kind.TEXT, 10**16, "not_text"),
        (Kind.TEXT, dt.date(2027, 8, 1), "not_text"),
        (Kind.TEXT, True, "not_text"),
        (Kind.TEXT, Odd("formula"), "formula"),
        (Kind.FLAG, "Bəli", True),
        (Kind.FLAG, "xeyr", False),
        (Kind.FLAG, "NO", False),
        (Kind.FLAG, 1, True),
        (Kind.FLAG, 0.0, False),
        (Kind.FLAG, True, True),
        (Kind.FLAG, "perhaps", "not_a_flag"),
        (Kind.FLAG, 2, "not_a_flag"),
        (Kind.CHOICE, " Şofor ", "driver"),
        (Kind.CHOICE, "cook", "not_a_choice"),
        (Kind.CHOICE, 7, "not_a_choice"),
    ],
)
def test_a_cell_is_its_value_or_says_why_not(kind: Kind, value: Any, found: Any):
    got = cell_of(kind, value)
    assert (got.code if isinstance(got, Unclear) else got) == found


def test_a_number_where_zeros_matter_and_a_text_too_long_are_refused():
    assert cell_of(Kind.TEXT, 712, exact=True).code == "number_for_text"
    assert cell_of(Kind.TEXT, "00712", exact=True) == "00712"
    assert cell_of(Kind.TEXT, "abcd", longest=3).parameters == {"count": 4, "most": 3}


def test_headings_stand_in_any_order_and_are_known_in_any_case():
    names = {folded("Service branch"): "branch", folded("Name"): "name", folded("Qoşun növü"): "branch"}
    found = match([" NAME * ", "qosun  novu", None, "Boots", "name"], names)
    assert found.keys == ["name", "branch", "", "", "name"]
    assert (found.unknown, found.double, found.unnamed) == (["Boots"], ["name"], [3])

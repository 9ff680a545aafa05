"""XLSX: typed cells, frozen headings, marking on every page, and text that stays text."""

import datetime
import io
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from publishing.tables import Column, Money, Ratio
from publishing.xlsx import LONGEST_TEXT, xlsx_bytes
from tests.publishing.samples import ALPHABET, FORMULAS, table, titled


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def words(data: bytes, sheet: int) -> list[str]:
    return [
        str(cell.value)
        for row in opened(data).worksheets[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    ]


def test_values_are_typed():
    row = opened(xlsx_bytes(table())).worksheets[0][2]
    assert [str(cell.value) if cell.is_date else cell.value for cell in row] == [
        "AGR-2026-7K3QF", "Əməkdaşlıq sazişi", -7, 1234567.5, "2026-11-05 00:00:00",
        "2026-01-06 00:30:00", 3, 12, "Yes",
    ]  # fmt: skip
    assert [cell.data_type for cell in row] == ["s", "s", "n", "n", "d", "d", "n", "n", "s"]


@pytest.mark.parametrize("text", [*FORMULAS, "#REF!", "TRUE", "1E5", ALPHABET])
def test_text_stays_text(text: str):
    cell = opened(xlsx_bytes(titled(text))).worksheets[0]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text.replace("\r", "\n")


@pytest.mark.parametrize("text", FORMULAS[:4])
def test_no_formula_hides_in_headings_parameters_or_notes(text: str):
    columns = [Column("title", text)]
    book = opened(
        xlsx_bytes(
            table(columns=columns, parameters={text: text}, summary={text: text}, notes=[text], question=text)
        )
    )
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value == text} == {"s"}
    assert "f" not in {cell.data_type for cell in cells}


def test_money_stays_a_number_that_names_its_currency():
    rows = [
        {"cost": Money({"AZN": Decimal("12000.50")})},
        {"cost": Money({"AZN": Decimal(1), "EUR": Decimal(2)})},
    ]
    one, two = list(
        opened(xlsx_bytes(table(columns=[Column("cost", "Cost", "money")], rows=rows))).worksheets[0]["A"]
    )[1:]
    assert (one.value, one.number_format) == (12000.5, '#,##0.00 "AZN"')
    assert two.value == "1.00\u00a0AZN; 2.00\u00a0EUR"  # which no cell can hold as a number


def test_headings_are_frozen_filterable_and_repeated_on_paper():
    sheet = opened(xlsx_bytes(table())).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A2", "A1:I2", "$1:$1")


def test_every_sheet_carries_the_marking_at_head_and_foot():
    for sheet in opened(xlsx_bytes(table(marking="Official & more"))).worksheets:
        assert sheet.oddHeader.center.text == "Official && more"
        assert sheet.oddFooter.center.text == "Official && more"


def test_the_second_sheet_says_what_it_is_and_how_it_was_counted():
    told = words(xlsx_bytes(table()), 1)
    for word in (
        "Where are we represented?",
        "South Caucasus",
        "14/22 (64\u00a0%)",
        "How is this counted?",
        "Prepared for",
        "Official use",
    ):
        assert word in told


def test_own_words_follow_the_language():
    told = words(xlsx_bytes(table(language="az")), 1)
    assert "Bu necə hesablanır?" in told
    assert "Kimin üçün hazırlanıb" in told


def test_what_a_sheet_cannot_hold_becomes_text_or_is_cut():
    odd = [
        "\x00\x1f",
        "x" * 40_000,
        10**20,
        float("nan"),
        Decimal("Infinity"),
        datetime.date(1828, 2, 22),
        True,
        ["A", "B"],
        "\ud800",
    ]
    cells = list(opened(xlsx_bytes(titled(*odd))).worksheets[0]["A"])[1:]
    assert {cell.data_type for cell in cells} == {"s"}
    assert max(len(cell.value) for cell in cells) == LONGEST_TEXT
    assert [cells[2].value, cells[5].value, cells[7].value] == [
        "100000000000000000000",
        "22 Feb 1828",
        "A, B",
    ]


@pytest.mark.parametrize("title", ["", "a/b:c*d?[e]\\f", "x" * 200, "'quoted'", "About these figures"])
def test_any_title_names_a_sheet(title: str):
    assert len(opened(xlsx_bytes(table(title=title))).sheetnames) == 2


def test_nothing_to_divide_by_is_nought_of_nought_and_missing_is_empty():
    columns = [Column("papers", "Papers", "ratio")]
    rows = [{"papers": Ratio(0, 0)}, {"papers": None}]
    sheet = opened(xlsx_bytes(table(columns=columns, rows=rows))).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [[0, 0], [None, None]]

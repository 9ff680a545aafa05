"""CSV: RFC 4180, letters that survive Excel, numbers that stay numbers, text that runs nothing."""

import csv
import io
from decimal import Decimal

import pytest

from publishing.csvs import AZERBAIJANI_EXCEL, INTERNATIONAL, csv_bytes, csv_chunks
from publishing.tables import Column
from tests.publishing.samples import ALPHABET, FORMULAS, ROW, table, titled


def read(data: bytes, separator: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_values_keep_their_machine_form():
    heading, row = read(csv_bytes(table()))
    assert ",".join(heading) == "Reference,Title,Days,Cost (AZN),Ends,Noted,Papers: n,Papers: N,Done,Marking"
    assert row[:4] == ["AGR-2026-7K3QF", "Əməkdaşlıq sazişi", "-7", "1234567.50"]
    assert row[4:] == ["2026-11-05", "2026-01-06 00:30", "3", "12", "true", "Official use"]


def test_the_file_tells_excel_that_it_is_utf_8_and_ends_its_lines_as_the_standard_asks():
    data = csv_bytes(titled(ALPHABET))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 2
    assert read(data)[1][0] == ALPHABET


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_would_start_a_formula_is_disarmed(text: str):
    cell = read(csv_bytes(titled(text)))[1][0]
    assert cell.startswith("'")


@pytest.mark.parametrize("text", FORMULAS)
def test_headings_and_marking_are_disarmed_too(text: str):
    heading, row = read(csv_bytes(table(columns=[Column("title", text)], marking=text)))
    assert heading[0].startswith("'")
    assert row[-1].startswith("'")


@pytest.mark.parametrize("text", ['say "no"', "one, two", "one\r\ntwo", "a;b", "  blank"])
def test_quotes_commas_and_line_ends_come_back_as_they_were(text: str):
    assert read(csv_bytes(titled(text)))[1][0] == text.replace("\r\n", "\n")


def test_a_formula_in_a_column_of_numbers_is_text_and_disarmed():
    assert read(csv_bytes(table(rows=[{"days": "=1+1"}])))[1][2] == "'=1+1"


def test_a_negative_number_in_a_column_of_text_stays_a_number():
    assert read(csv_bytes(table(rows=[{"title": -5}])))[1][1] == "-5"


@pytest.mark.parametrize("value", [-5, -0.5, Decimal("-1234.50"), Decimal("-0.00")])
@pytest.mark.parametrize("style", [INTERNATIONAL, AZERBAIJANI_EXCEL])
def test_the_guard_leaves_negative_numbers_of_every_kind_alone(value, style):
    for key, place in (("title", 1), ("days", 2), ("cost", 3)):
        cell = read(csv_bytes(table(rows=[{key: value}]), style), style.separator)[1][place]
        assert Decimal(cell.replace(style.decimal_mark, ".")) == Decimal(str(value)), cell


def test_what_is_missing_is_empty():
    assert read(csv_bytes(table(rows=[{}])))[1] == [""] * 9 + ["Official use"]


def test_several_references_stand_in_one_field():
    row = read(csv_bytes(titled(["AGR-1", "AGR-2"])))[1]
    assert row[0] == "AGR-1, AGR-2"


def test_excel_set_to_azerbaijani_gets_semicolons_and_decimal_commas():
    row = read(csv_bytes(table(), AZERBAIJANI_EXCEL), ";")[1]
    assert row[3] == "1234567,50"


def test_the_word_for_marking_follows_the_language():
    assert read(csv_bytes(table(language="az")))[0][-1] == "Qrif"


def test_long_tables_come_in_pieces_and_are_read_only_as_needed():
    taken = []
    rows = (taken.append(number) or ROW for number in range(2_000))
    chunks = csv_chunks(table(rows=rows))
    first = next(chunks)
    assert len(taken) < 1_000
    rest = list(chunks)
    assert (first + b"".join(rest)).count(b"\r\n") == 2_001

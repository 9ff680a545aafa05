"""Values in words, the typeface behind them, and the widths it gives a table's columns."""

import datetime
from decimal import Decimal

import pytest

from publishing.cells import capitals, cell_text, neutral, reading
from publishing.columns import LYING, STANDING, breakable, layout
from publishing.tables import Column, Money, Ratio, as_ratio, money
from publishing.typefaces import face, text_width
from tests.publishing.samples import ALPHABET

IN_WORDS = [
    (None, "text", "–", "–"),
    ("", "text", "–", "–"),
    (0, "integer", "0", "0"),
    (-1234567, "integer", "−1,234,567", "−1\u00a0234\u00a0567"),
    (Decimal("1234.50"), "decimal", "1,234.50", "1\u00a0234,50"),
    (2.25, "decimal", "2.25", "2,25"),
    (
        Money({"AZN": Decimal("12000"), "EUR": Decimal("-500.5")}),
        "money",
        "12,000.00\u00a0AZN; −500.50\u00a0EUR",
        "12\u00a0000,00\u00a0AZN; −500,50\u00a0EUR",
    ),
    (True, "flag", "Yes", "Bəli"),
    (False, "flag", "No", "Xeyr"),
    (datetime.date(2026, 11, 5), "date", "5 Nov 2026", "5 noy 2026"),
    (
        datetime.datetime(2026, 11, 5, 20, 30, tzinfo=datetime.UTC),
        "instant",
        "6 Nov 2026, 00:30",
        "6 noy 2026, 00:30",
    ),
    (Ratio(3, 12), "ratio", "3/12 (25\u00a0%)", "3/12 (25\u00a0%)"),
    ((3, 12), "ratio", "3/12 (25\u00a0%)", "3/12 (25\u00a0%)"),
    ({"part": 3, "whole": 12}, "ratio", "3/12 (25\u00a0%)", "3/12 (25\u00a0%)"),
    (Ratio(0, 0), "ratio", "0/0", "0/0"),
    (["AGR-1", "AGR-2"], "reference", "AGR-1, AGR-2", "AGR-1, AGR-2"),
    (float("nan"), "decimal", "nan", "nan"),
]


@pytest.mark.parametrize(("value", "kind", "english", "azerbaijani"), IN_WORDS)
def test_a_value_reads_the_same_everywhere(value: object, kind: str, english: str, azerbaijani: str):
    with reading("en"):
        assert cell_text(value, kind) == english
    with reading("az"):
        assert cell_text(value, kind) == azerbaijani


@pytest.mark.parametrize("text", ["", "plain", "a=b", "5-3", "Əli", "'quoted"])
def test_harmless_text_is_left_alone(text: str):
    assert neutral(text) == text


def test_capitals_follow_the_language():
    assert capitals("Xidməti ılıq", "az") == "XİDMƏTİ ILIQ"
    assert capitals("Official use", "en") == "OFFICIAL USE"


def test_money_is_summed_by_currency_and_read_by_programs_without_a_language():
    sums = money(
        [
            ("EUR", Decimal(1)),
            ("AZN", Decimal(3)),
            ("AZN", Decimal("1200.5")),
            ("USD", None),
            ("", Decimal(1)),
        ]
    )
    assert sums == "1203.50 AZN; 1.00 EUR"
    assert money([("EUR", None)]) is None


def test_a_share_needs_two_whole_numbers():
    assert as_ratio("3/12") is None
    assert as_ratio((3,)) is None
    assert as_ratio([3, 12]) == Ratio(3, 12)


def test_the_typeface_has_every_azerbaijani_letter_in_both_weights():
    assert face().has(f"{ALPHABET}–−·№…")
    assert face(bold=True).has(f"{ALPHABET}–−·№…")


def test_figures_have_one_width():
    for bold in (False, True):
        assert len({text_width(figure, 10, bold) for figure in "0123456789"}) == 1


def test_only_long_words_are_given_breaks():
    assert breakable("Hərbi Diplomatiya Mərkəzi") == "Hərbi Diplomatiya Mərkəzi"
    assert breakable("x" * 30).replace("\u200b", "") == "x" * 30
    assert "\u200b" in breakable("x" * 30)


@pytest.mark.parametrize("count", [1, 5, 12, 60])
def test_columns_fill_the_page_and_never_more(count: int):
    columns = [Column(f"c{at}", f"Heading {at}", "text" if at % 2 else "date") for at in range(count)]
    measured = layout(columns, [["5 Nov 2026", "several words of text"][:1] * count])
    assert sum(measured.widths) == pytest.approx(LYING if measured.landscape else STANDING)
    assert min(measured.widths) > 0


def test_dates_and_figures_are_not_broken_where_there_is_room():
    columns = [Column("on", "On", "date"), Column("n", "N", "integer"), Column("t", "Text")]
    measured = layout(columns, [["25 Nov 2026", "1 234 567", "word " * 200]])
    assert measured.widths[0] > text_width("25 Nov 2026", measured.size)
    assert measured.widths[1] > text_width("1 234 567", measured.size)

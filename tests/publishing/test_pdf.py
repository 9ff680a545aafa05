"""Paper: every letter and every word as typed, marking and number on every page, fit for the archive."""

import pytest

from publishing import pdf
from publishing.documents import Paragraph, Section
from publishing.pictures import Bar, bar_picture
from publishing.tables import Column
from tests.publishing.paper import Paper
from tests.publishing.samples import ALPHABET, MARKUP, ROW, document, table, titled


def read(data: bytes) -> Paper:
    return Paper(data)


def test_every_azerbaijani_letter_can_be_read_back():
    assert ALPHABET in read(pdf.table_pdf(titled(ALPHABET))).squeezed
    assert ALPHABET in read(pdf.document_pdf(document(title=ALPHABET))).squeezed


def test_a_report_carries_its_frame():
    paper = read(pdf.table_pdf(table()))
    for words in (
        "Posture",
        "Where are we represented?",
        "23 Nov 2026",
        "South Caucasus",
        "14/22",
        "How is this counted?",
    ):
        assert words in paper.text
    assert paper.text.count("OFFICIAL USE") == 2 * len(paper.pages)


def test_own_words_follow_the_language_and_capitals_its_alphabet():
    paper = read(pdf.table_pdf(table(language="az", marking="Xidməti istifadə üçün")))
    for words in (
        "Bu necə hesablanır?",
        "Kimin üçün hazırlanıb",
        "23 noy 2026",
        "Səhifə 1, cəmi 1",
        "XİDMƏTİ İSTİFADƏ ÜÇÜN",
    ):
        assert words in paper.text


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_typed_becomes_markup(text: str):
    paper = read(
        pdf.table_pdf(
            titled(text, title=text, question=text, parameters={text: text}, notes=[text], marking=text)
        )
    )
    assert paper.text.count(text) >= 6
    assert len(paper.pages) == 1


@pytest.mark.parametrize("text", MARKUP)
def test_nothing_typed_into_a_paper_becomes_markup(text: str):
    paper = read(
        pdf.document_pdf(document(title=text, subtitle=text, particulars={text: text}, edition=text))
    )
    assert paper.text.count(text) >= 5


@pytest.mark.parametrize(
    "text", ["中文", "🚀", "\ue000", "\U0010ffff", "\x07", "\ud800", "A\u0301\u20dd", "\ufffd\u094d"]
)
def test_a_letter_no_font_has_costs_that_letter_only(text: str):
    data = pdf.table_pdf(titled(f"Əli {text} Vəliyev"))
    assert "Əli" in read(data).text
    assert "Vəliyev" in read(data).text
    assert b"pdfaid:part" in data


def test_an_accent_no_letter_carries_does_not_cost_a_picture_its_place_in_the_archive():
    picture = bar_picture([Bar("ə\u0301", 3)], title="Posts", description="Three.")
    assert b"pdfaid:part" in pdf.table_pdf(table(), picture)


def test_letters_of_the_neighbours_are_kept():
    assert "ქართული" in read(pdf.table_pdf(titled("ქართული"))).text


def test_a_text_cannot_turn_its_line_around():
    assert "\u202e" not in read(pdf.table_pdf(titled("not \u202eapproved"))).text


def test_a_word_longer_than_a_page_is_broken_and_complete():
    word = "Ж" * 20_000
    paper = read(pdf.table_pdf(titled(word)))
    assert len(paper.pages) > 3
    assert paper.squeezed.count("Ж") == len(word)
    sections = [Section(word, [Paragraph(word)])]
    assert len(read(pdf.document_pdf(document(title=word, sections=sections))).pages) > 6


def test_the_same_data_give_the_same_bytes():
    assert pdf.table_pdf(table()) == pdf.table_pdf(table())
    assert pdf.document_pdf(document()) == pdf.document_pdf(document())


def test_paper_is_fit_for_the_archive_and_for_being_read_aloud():
    data = pdf.table_pdf(table())
    for sign in (b"pdfaid:part", b"pdfuaid:part", b"/StructTreeRoot", b"/Lang"):
        assert sign in data


def test_two_thousand_rows_repeat_their_headings_on_every_page():
    rows = [{**ROW, "ref": f"AGR-2026-{number:05}", "papers": None} for number in range(2_000)]
    paper = read(pdf.table_pdf(table(rows=rows)))
    assert len(paper.pages) > 20
    assert all("Reference" in page and "OFFICIAL USE" in page for page in paper.pages)
    assert all(f"AGR-2026-{number:05}" in paper.text for number in (0, 999, 1_999))
    assert f"Page {len(paper.pages)} of {len(paper.pages)}" in paper.text


@pytest.mark.parametrize("count", [0, 1, 6, 14, 40])
def test_any_number_of_columns_fits_the_page(count: int):
    columns = [Column(f"c{number}", f"Column {number}") for number in range(count)]
    rows = [{column.key: "some words" for column in columns}]
    paper = read(pdf.table_pdf(table(columns=columns, rows=rows)))
    assert paper.squeezed.count("somewords") == count


def test_an_empty_table_says_so():
    assert "Nothing to show." in read(pdf.table_pdf(table(rows=[]))).text
    assert "–" in read(pdf.table_pdf(table(title="", rows=[], as_of=None))).text


def test_a_report_lies_when_its_columns_need_it_or_when_told():
    standing, lying = b"/MediaBox[0 0 595.2756 841.8898]", b"/MediaBox[0 0 841.8898 595.2756]"
    assert standing in pdf.table_pdf(titled("x"))
    assert lying in pdf.table_pdf(titled("x"), landscape=True)
    assert lying in pdf.table_pdf(
        table(columns=[Column(f"c{n}", "Heading", "instant") for n in range(12)], rows=[])
    )


def test_a_picture_stands_above_its_table_with_its_words():
    picture = bar_picture(
        [Bar("Ankaradakı səfirlik", 3)], title="Posts by state", description="Three.", language="az"
    )
    paper = read(pdf.table_pdf(table(), picture))
    assert "Posts by state" in paper.text
    assert "Ankaradakısəfirlik" in paper.squeezed


def test_a_paper_has_sections_tables_and_a_sheet_of_decisions():
    paper = read(pdf.document_pdf(document()))
    first, sheet = paper.pages
    for words in (
        "Ministry of Defence",
        "Mission paper",
        "1. Objectives",
        "1.1. Measures",
        "Second.",
        "Targets",
        "Staff talks",
    ):
        assert words in first
    for words in (
        "Decision sheet",
        "Sınaq Nümunəzadə",
        "MFA desk",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    ):
        assert words in sheet
    assert all("OFFICIAL USE" in page and "Draft, version 2" in page for page in paper.pages)


def test_a_paper_without_decisions_has_no_sheet():
    assert len(read(pdf.document_pdf(document(decisions=()))).pages) == 1

"""Papers for a word processor: every letter, typeface and language named, nothing outside, the same bytes again."""

import io
import re
import zipfile
from typing import Any

import pytest

from publishing.docx import document_docx
from publishing.letters import Letter, letter_docx, letter_pdf
from tests.publishing.paper import Paper
from tests.publishing.samples import ALPHABET, MARKUP, document


def a_letter(**changes: Any) -> Letter:
    return Letter(
        **{
            "letterhead": "Embassy", "form": "Note verbale", "number": "No. 7", "text": "First.\n\nSecond.",
            "place_and_date": "Baku, 3 November 2026", "addressee": ["Ministry"], "initials": "initials and seal",
            "title": "Specimen", "reference": "COR-2026-22222", "marking": "Official use", **changes,
        }
    )  # fmt: skip


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name).decode("utf-8", "replace") for name in file.namelist()}


MADE = {"letter": lambda **c: letter_docx(a_letter(**c)), "paper": lambda **c: document_docx(document(**c))}


@pytest.mark.parametrize("kind", MADE)
def test_every_azerbaijani_letter_is_in_the_text(kind: str):
    assert (
        ALPHABET
        in parts(MADE[kind](title=ALPHABET, **({"text": ALPHABET} if kind == "letter" else {})))[
            "word/document.xml"
        ]
    )


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("az", "az-Latn-AZ")])
def test_typeface_and_language_are_named_in_every_style(kind: str, language: str, tag: str):
    styles = parts(MADE[kind](language=language))["word/styles.xml"]
    assert set(re.findall(r'w:lang w:val="([^"]+)"', styles)) == {tag}
    assert set(re.findall(r'w:ascii="([^"]+)"', styles)) == {"Source Sans 3"}
    assert "asciiTheme" not in styles


@pytest.mark.parametrize("kind", MADE)
def test_nothing_refers_outside_and_the_properties_tell_nothing_of_the_machine(kind: str):
    found = parts(MADE[kind]())
    assert not any('TargetMode="External"' in text for name, text in found.items() if name.endswith(".rels"))
    core = found["docProps/core.xml"]
    assert "python" not in core.lower()
    assert not any("thumbnail" in name for name in found)


@pytest.mark.parametrize("kind", MADE)
def test_marking_and_page_numbers_stand_at_head_and_foot(kind: str):
    found = parts(MADE[kind](marking="Xidməti istifadə üçün", language="az"))
    heads = [text for name, text in found.items() if re.match(r"word/(header|footer)\d", name)]
    assert sum("XİDMƏTİ İSTİFADƏ ÜÇÜN" in text for text in heads) == 2
    assert any("NUMPAGES" in text for text in heads)


@pytest.mark.parametrize("kind", MADE)
def test_the_same_data_give_the_same_bytes(kind: str):
    assert MADE[kind]() == MADE[kind]()


@pytest.mark.parametrize("text", [*MARKUP, "<w:p/>", "&amp;", "\x00\x07", "\ud800", "\ufffe"])
def test_nothing_typed_becomes_markup(text: str):
    found = parts(letter_docx(a_letter(text=text, title=text, letterhead=text, number=text)))
    assert found["word/document.xml"].startswith("<?xml")
    assert "<w:p/></w:t>" not in found["word/document.xml"]
    assert Paper(letter_pdf(a_letter(text=text))).pages

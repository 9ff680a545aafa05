"""A note on paper: its diplomatic form, both languages, every letter, marking on every page, a trace of its taking."""

import io
import zipfile

import pytest

from access.context import Subject
from audit.models import Event
from correspondence.services import drafting, exports, steps
from documents.engine import inspect
from foundation.clock import now
from tests.attaches.scenes import a_post, a_posting, an_officer, principal
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, day, dispatched, outgoing, received
from tests.publishing.paper import Paper

pytestmark = pytest.mark.django_db
ALPHABET = "əğıöşüçƏĞIİÖŞÜÇ"


def pdf(note: object, by: Subject, language: str) -> Paper:
    return Paper(exports.export(note, by=by, at=now(), language=language, form="pdf"))


def words_of(data: bytes) -> str:
    """The text of a DOCX as its XML has it, heads and feet included."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = [name for name in file.namelist() if name.startswith("word/") and name.endswith(".xml")]
        return " ".join(file.read(name).decode() for name in parts)


def the_note(reaches: str = "mfa_coordinated") -> object:
    posting = a_posting(reaches, post=a_post(mission="emb-ge"), officer=an_officer("Örnək Sınaqov"), first=90)
    with acting("cmd_desk") as clerk:
        draft = drafting.draft(principal(posting).reference, "consent", by=clerk, at=now())
        return as_it_stands(steps.dispatch(draft, by=clerk, on=day(0), at=now()))


def test_the_english_note_holds_the_form_in_its_order(db: None):
    note = the_note()
    with acting("cmd_desk") as clerk:
        text = " ".join(pdf(note, clerk, "en").text.split())
    order = [
        "Embassy of the Republic of Azerbaijan in Georgia", "Note verbale", f"No. {note.number}",
        "presents its compliments to the Ministry of Foreign Affairs of Georgia", "avails itself of this opportunity",
        str(day(0).year), "initials and seal", "Ministry of Foreign Affairs of Georgia",
    ]  # fmt: skip
    place = 0
    for words in order:
        place = text.index(words, place)
    assert "Sincerely" not in text
    assert "DRAFT" not in text
    assert text.count("OFFICIAL USE") == 2


def test_the_azerbaijani_paper_is_a_translation_with_the_same_number(db: None):
    note = the_note()
    with acting("cmd_desk") as clerk:
        text = " ".join(pdf(note, clerk, "az").text.split())
    for words in (
        "Azərbaycan Respublikasının Gürcüstandakı Səfirliyi", "Verbal nota", f"№ {note.number}",
        "Qeyri-rəsmi tərcümə", "öz dərin ehtiramını bir daha bildirir", "paraf və möhür",
        "Gürcüstanın Xarici İşlər Nazirliyinə",
    ):  # fmt: skip
        assert words in text, words


@pytest.mark.parametrize("language", ["en", "az"])
def test_every_azerbaijani_letter_comes_out_of_both_kinds(clerk: Subject, language: str):
    note = dispatched(text=f"{ALPHABET}\n\nSon", subject=ALPHABET, language=language, place=ALPHABET)
    assert ALPHABET in pdf(note, clerk, language).squeezed
    made = exports.export(note, by=clerk, at=now(), language=language, form="docx")
    assert words_of(made).count(ALPHABET) >= 2


def test_a_draft_says_that_it_is_one(clerk: Subject):
    note = outgoing(clerk)
    assert "DRAFT" in pdf(note, clerk, "en").text
    assert "LAYİHƏ" in pdf(note, clerk, "az").text
    assert "No. ________" in pdf(note, clerk, "en").text


def test_the_marking_stands_on_every_page(clerk: Subject):
    note = dispatched(
        text="\n\n".join(f"Paragraph {number}. " + "words " * 60 for number in range(30)),
        level="limited_official_use",
    )
    paper = pdf(note, clerk, "en")
    assert len(paper.pages) > 2
    assert all(page.count("LIMITED OFFICIAL USE") == 2 for page in paper.pages)


def test_a_letter_is_signed_and_an_aide_memoire_is_handed_over(clerk: Subject):
    letter = " ".join(pdf(dispatched(kind="letter"), clerk, "en").text.split())
    assert letter.index("Ministry of Foreign Affairs of Georgia") < letter.index("presents its compliments")
    assert "signature" in letter
    assert "initials" not in letter
    handed = pdf(dispatched(kind="non_paper"), clerk, "en").text
    assert "No." not in handed
    assert "signature" not in handed
    assert "Embassy of the Republic" not in handed


def test_what_came_in_is_a_sheet_of_the_register(clerk: Subject):
    note = received(number="7/1", subject="Their note", text="What it says")
    paper = pdf(note, clerk, "en")
    for words in ("Their note", "7/1", "What it says", "Embassy of Georgia", "OFFICIAL USE"):
        assert words in paper.text
    made = words_of(exports.export(note, by=clerk, at=now(), language="en", form="docx"))
    assert "Their note" in made
    assert "OFFICIAL USE" in made


def test_the_sheet_is_marked_like_the_highest_note_it_names(clerk: Subject):
    first = received(-5)
    dispatched(in_reply_to=first, level="limited_official_use")
    paper = pdf(as_it_stands(first), clerk, "en")
    assert paper.text.count("LIMITED OFFICIAL USE") == 2


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_paper_would_itself_be_let_in_as_a_file(clerk: Subject, form: str):
    for note in (dispatched(), received()):
        data = exports.export(note, by=clerk, at=now(), language="az", form=form)
        assert inspect(f"nota.{form}", data).media_type == exports.MEDIA[form]


def test_that_it_was_taken_stands_in_the_trail(clerk: Subject):
    note = dispatched()
    exports.export(note, by=clerk, at=now(), language="en", form="pdf")
    taken = Event.objects.filter(reference=note.reference, verb="correspondence.export")
    assert taken.count() == 1

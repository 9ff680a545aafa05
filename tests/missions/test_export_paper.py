"""A mission paper on paper: what was signed, whose it is, where it stands, who decided; marked on every page."""

import io
import re
import zipfile

import pytest
from django.utils import translation
from docx import Document

from approvals.services.exports import FORMS
from audit.models import Event
from documents.engine import inspect
from foundation.clock import now
from foundation.errors import NotFound
from missions.selectors.papers import version_of
from missions.services.exports import export
from tests.cast import acting
from tests.missions.scene import AT_POST, approved, case_of, decided, drafted, reference, returned, submitted
from tests.publishing.paper import Paper

pytestmark = pytest.mark.django_db
ALPHABET = "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz"


def taken(paper, name="cmd_desk", *, language="en", form="pdf", no=None):
    with acting(name) as by:
        version = version_of(reference(paper), no or paper.current_no, to=by)
        return export(version, by=by, at=now(), language=language, form=form)


def read(paper, **asked):
    return Paper(taken(paper, **asked).content)


def opened(paper, **asked):
    return Document(io.BytesIO(taken(paper, form="docx", **asked).content))


def everything(book):
    """Words of paragraphs and cells."""
    cells = (cell.text for table in book.tables for row in table.rows for cell in row.cells)
    return " ".join([*(line.text for line in book.paragraphs), *cells])


def test_an_approved_paper_is_bound_with_title_contents_chapters_and_sheet():
    paper = approved(host_context="First thought.\n\nSecond thought.")
    bound = read(paper)
    first, contents = bound.pages[:2]
    for words in (
        "REPUBLIC OF AZERBAIJAN",
        "Ministry of Defence",
        "Ministry of Foreign Affairs",
        "MISSION PAPER",
        "Mission paper TR",
        "Receiving State",
        "Türkiye",
        reference(paper),
        "Effective",
    ):
        assert words in first, words
    for words in ("Contents", "2. Context in the receiving State", "Objectives", "Decision sheet"):
        assert words in contents, words
    for words in (
        "2.1",
        "First thought.",
        "2.2",
        "Second thought.",
        "Train together",
        "Joint exercises a year",
        "120,000",
        "Allied State",
    ):
        assert words in bound.text.replace("\u00a0", " "), words
    assert "not approved" not in bound.text


def test_marking_number_reference_and_digest_stand_on_every_page():
    paper = approved(host_context="Long. " * 3_000)
    with acting("cmd_desk") as by:
        digest = case_of(paper, by).content_hash
    for language, marking, counted in (
        ("en", "OFFICIAL USE", "Page {n} of {all}"),
        ("az", "XİDMƏTİ İSTİFADƏ ÜÇÜN", "Səhifə {n}, cəmi {all}"),
    ):
        bound = read(paper, language=language)
        assert len(bound.pages) > 6
        for number, page in enumerate(bound.pages, start=1):
            assert page.count(marking) >= 2, (language, number)
            assert counted.format(n=number, all=len(bound.pages)) in page
            assert reference(paper) in page
            assert digest in page


def test_the_sheet_names_person_office_word_day_and_content():
    paper = approved()
    sheet = read(paper).pages[-1]
    with acting("cmd_desk") as by:
        case = case_of(paper, by)
        rows = list(case.decisions.select_related("user", "office"))
    assert len(rows) == 8
    for row in rows:
        assert row.user.full_name in sheet
        assert row.office.name in sheet
    assert sheet.count(case.content_hash[:12]) >= 8
    for word, times in (("Signed", 2), ("Concurred", 4), ("Approved", 2)):
        assert sheet.count(word) >= times


@pytest.mark.parametrize(
    ("scene", "words"),
    [
        (lambda: drafted(), "Draft"),
        (lambda: returned(), "Returned"),
    ],
)
def test_what_is_not_approved_says_so_on_every_page(scene, words):
    paper = scene()
    bound = read(paper)
    assert words in bound.pages[0]
    assert all("Draft, not approved" in page or "DRAFT, NOT APPROVED" in page for page in bound.pages)
    assert "Draft, not approved" in everything(opened(paper)) + header(opened(paper))
    azerbaijani = read(paper, language="az")
    assert all("Layihə" in page or "LAYİHƏ" in page for page in azerbaijani.pages)


def header(book):
    return " ".join(line.text for section in book.sections for line in section.header.paragraphs)


def test_a_draft_has_no_sheet_and_no_digest():
    bound = read(drafted())
    assert "Decision sheet" not in bound.text
    assert "SHA-256" not in bound.text


def test_a_step_nobody_has_answered_says_who_is_asked():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    with acting("cmd_desk") as by:
        version = version_of(reference(paper), 1, to=by)
        bound = Paper(export(version, by=by, at=now(), language="en", form="pdf").content)
    sheet = " ".join(bound.pages[-1].split())
    assert "Asked: Concur" in sheet
    assert "Waiting for earlier steps" in sheet


def test_a_return_is_printed_with_its_reason():
    sheet = read(returned()).text
    assert "Priority is disputed. Rank it lower." in sheet


def test_the_text_keeps_its_language_and_the_frame_says_so():
    paper = approved(language="az", title="Ankaradakı səfirliyin missiya sənədi", host_context=ALPHABET)
    english, azerbaijani = read(paper), read(paper, language="az")
    assert "The authentic text is in Azerbaijani" in english.text
    assert "authentic" not in azerbaijani.text
    for bound in (english, azerbaijani):
        assert ALPHABET in bound.squeezed
        assert "Ankaradakı səfirliyin missiya sənədi" in bound.text
    assert "Context in the receiving State" in english.text
    assert "Context in the receiving State" not in azerbaijani.text
    assert "MİSSİYA SƏNƏDİ" in azerbaijani.pages[0]


def test_the_language_of_the_reader_changes_nothing_of_what_was_asked_for():
    paper = drafted()
    with translation.override("az"):
        assert "MISSION PAPER" in read(paper, language="en").pages[0]


def test_the_docx_has_real_headings_repeated_table_heads_marking_and_page_fields():
    paper = approved(host_context=ALPHABET)
    file = taken(paper, form="docx")
    book = Document(io.BytesIO(file.content))
    headings = [line.text for line in book.paragraphs if line.style.name == "Heading 1"]
    assert "2. Context in the receiving State" in headings
    assert headings[-1] == "Decision sheet"
    assert ALPHABET in everything(book)
    with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
        body = packed.read("word/document.xml").decode()
        frame = " ".join(
            packed.read(name).decode()
            for name in packed.namelist()
            if re.match(r"word/(header|footer)\d", name)
        )
    assert body.count("<w:tblHeader/>") >= 4  # objectives, priorities, resources, decisions
    assert "TOC \\o" in body
    assert frame.count("OFFICIAL USE") == 2
    assert "NUMPAGES" in frame
    assert "SHA-256" in frame


def test_the_docx_in_azerbaijani_says_everything_of_its_frame_in_it():
    book = opened(approved(), language="az")
    words = everything(book) + header(book)
    assert "XİDMƏTİ İSTİFADƏ ÜÇÜN" in words
    assert "Müdafiə Nazirliyi · Xarici İşlər Nazirliyi" in words
    assert "Decision sheet" not in words


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_paper_would_itself_be_let_in_as_a_file(form):
    file = taken(drafted(), form=form)
    assert inspect(f"paper.{form}", file.content).media_type == file.media


def test_an_old_version_is_printed_as_it_was():
    paper = returned(title="As it was first")
    from tests.missions.scene import papers as verbs

    with acting("attache") as by:
        verbs.redraft(paper, by=by, at=now(), on=now().date(), version=None)
    assert "Returned" in read(paper, no=1).pages[0]
    assert "Rank it lower" not in read(paper, no=2).text


def test_that_it_was_taken_stands_in_the_trail_under_the_version_s_label():
    paper = drafted()
    taken(paper, form="docx", language="az")
    with acting("auditor"):
        event = Event.objects.get(reference=reference(paper), verb="papers.export")
    assert event.reason == "docx, az, version 1"
    assert event.label_id == paper.label_id


def test_whoever_may_not_read_gets_the_answer_of_what_is_not_there(signed_in, api):
    paper = drafted()
    addresses = [
        f"/papers/{reference(paper)}/versions/1/en.pdf",
        f"/papers/{reference(paper)}/versions/1/az.docx",
        f"/api/v1/mission-papers/{reference(paper)}/versions/1/export/",
    ]
    for address in addresses:
        enter = api if address.startswith("/api") else signed_in
        assert enter("attache_de").get(address).status_code == 404, address
        assert enter("attache").get(address).status_code == 200, address
    with acting("attache_de"):
        assert not Event.objects.filter(verb="papers.export").exists()


@pytest.mark.parametrize("rest", ["9/en.pdf", "1/fr.pdf", "1/en.odt", "99999/en.pdf"])
def test_a_version_language_or_form_there_is_none_of_is_not_there(signed_in, rest):
    paper = drafted()
    assert signed_in("attache").get(f"/papers/{reference(paper)}/versions/{rest}").status_code == 404


def test_over_rest_language_and_format_are_asked_for_by_name(api):
    home = f"/api/v1/mission-papers/{reference(drafted())}/versions/1/export/"
    reader = api("mfa_desk", scope="read")
    answer = reader.get(f"{home}?format=docx&language=az")
    assert answer["Content-Type"] == FORMS["docx"][0]
    assert answer["Content-Disposition"].endswith('v1-az.docx"')
    assert answer["Cache-Control"] == "no-store"
    assert reader.get(home).content.startswith(b"%PDF")
    for wrong in ("format=odt", "language=fr", "colour=red"):
        refused = reader.get(f"{home}?{wrong}")
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["field"] == wrong.split("=")[0]


def test_the_page_leads_to_all_four_files(signed_in):
    paper = drafted()
    page = signed_in("attache").get(f"/papers/{reference(paper)}/").content.decode()
    for language in ("en", "az"):
        for form in ("pdf", "docx"):
            assert f"/papers/{reference(paper)}/versions/1/{language}.{form}" in page


def test_an_unknown_form_or_language_is_refused_by_the_service_too():
    paper = drafted()
    for asked in ({"form": "odt"}, {"language": "fr"}):
        with pytest.raises(NotFound):
            taken(paper, **asked)

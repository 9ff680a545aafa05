"""Any matter under approval on paper, by its own wording; and its decision sheet alone, for the paper file."""

import io

import pytest
from docx import Document

from approvals.selectors.printed import printed, printed_case
from approvals.services.exports import export, export_sheet
from audit.models import Event
from foundation.clock import now, today
from foundation.errors import NotFound
from tests.approvals.stage import FIRST, agree, answer, seen
from tests.approvals.test_recall_decision import take_back
from tests.approvals.test_record_outside import recorded
from tests.cast import acting
from tests.publishing.paper import Paper

pytestmark = pytest.mark.django_db


TOLD = {**FIRST, "summary": "The attaché keeps contact with the land forces.\n\nHe reports twice a year."}


def bound(case, name="cmd_desk", *, language="en"):
    found = seen(case, name)
    with acting(name) as by:
        return Paper(export(found, by=by, at=now(), language=language, form="pdf").content)


def sheet(case, name="cmd_desk", *, language="en"):
    found = seen(case, name)
    with acting(name) as by:
        return Paper(export_sheet(found, by=by, at=now(), language=language).content)


def test_a_kind_nobody_wrote_a_print_for_is_printed_by_its_wording(proposals):
    text = bound(proposals.submit(TOLD)).text
    for words in (
        "PROPOSAL",
        "Paper for Türkiye",
        "1. Particulars",
        "2. Summary",
        "3. Objectives",
        "Joint exercise",
        "one a year",
        "30 Jun 2027",
        "Ministry of Defence",
        "Draft, not approved",
    ):
        assert words in text, words


def test_lists_inside_a_row_stand_under_it(proposals):
    readings = [{"on": "2026-01-31", "value": "4"}, {"on": "2026-06-30", "value": "7"}]
    content = {**FIRST, "objectives": [{"code": "O1", "text": "Train", "readings": readings}]}
    text = bound(proposals.submit(content)).text
    for words in ("Readings", "On: 31 Jan 2026 · Value: 4", "On: 30 Jun 2026 · Value: 7"):
        assert words in text, words


def test_a_long_column_of_a_wide_table_is_set_across_it(proposals):
    row = {"code": "O1", "text": "Long words. " * 40, **{f"c{number}": "short" for number in range(6)}}
    text = " ".join(bound(proposals.submit({**FIRST, "objectives": [row]})).text.split())
    assert text.count("Long words.") == 40
    assert text.count("short") == 6


def test_an_approved_case_says_when_and_nothing_is_written_over_it(proposals):
    case = proposals.submit()
    agree(case)
    paper = bound(case)
    assert "Approved on" in paper.pages[0]
    assert "not approved" not in paper.text


def test_a_rejected_one_says_so_on_every_page(proposals):
    case = proposals.submit()
    agree(case, until="cmd_head")
    answer("cmd_head", case, "reject", reason_code="other", comment="Not now.")
    assert all("Rejected" in page for page in bound(case).pages)


def test_the_sheet_alone_is_marked_numbered_and_names_its_matter(proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    answer("mfa_desk", case, "return", reason_code="wording", comment="Say which units.")
    for language, marking in (("en", "OFFICIAL USE"), ("az", "XİDMƏTİ İSTİFADƏ ÜÇÜN")):
        paper = sheet(case, language=language)
        assert "Paper for Türkiye" in paper.pages[0]
        assert case.content_hash in paper.text
        assert "Say which units." in paper.text
        assert all(page.count(marking) >= 2 for page in paper.pages)
        assert "Joint exercise" not in paper.text
    assert "Decision sheet" in sheet(case).text
    assert "Qərar vərəqi" in sheet(case, language="az").text


def test_a_sheet_of_many_comments_repeats_its_headings(proposals):
    case = proposals.submit()
    for name, word in (
        ("attache", "sign"),
        ("ambassador", "sign"),
        ("cmd_head", "concur"),
        ("imcd_head", "concur"),
    ):
        answer(name, case, word, comment="A remark that takes its room. " * 100)
    pages = sheet(case).pages
    assert len(pages) > 2
    assert all("Person and office" in page for page in pages[:-1])


def test_the_docx_of_a_case_has_the_same_chapters(proposals):
    case = proposals.submit(TOLD)
    with acting("cmd_desk") as by:
        file = export(case, by=by, at=now(), language="en", form="docx")
    book = Document(io.BytesIO(file.content))
    headings = [line.text for line in book.paragraphs if line.style.name == "Heading 1"]
    assert headings == ["1. Particulars", "2. Summary", "3. Objectives", "Decision sheet"]
    assert file.name == f"{case.reference}-en.docx"


def test_whoever_may_not_read_the_case_gets_the_answer_of_what_is_not_there(proposals, signed_in, api):
    case = proposals.submit()
    for address in (
        f"/cases/{case.reference}/en.pdf",
        f"/cases/{case.reference}/az.docx",
        f"/cases/{case.reference}/sheet/az.pdf",
    ):
        assert signed_in("attache_de").get(address).status_code == 404
        assert signed_in("mfa_desk").get(address).status_code == 200
    for rest in ("export/?format=docx&language=az", "decision-sheet/?language=az"):
        address = f"/api/v1/cases/{case.reference}/{rest}"
        assert api("attache_de").get(address).status_code == 404
        assert api("leadership_reader", scope="read").get(address).status_code == 200
    assert (
        api("mfa_desk").get(f"/api/v1/cases/{case.reference}/decision-sheet/?format=docx").status_code == 400
    )
    with acting("attache_de") as by:
        with pytest.raises(NotFound):
            printed_case(case.reference, to=by, at=now(), language="en")
        paper = printed(case.kind, case.object_reference, 1, to=by, at=now(), language="en")
        assert (
            paper.sheet is None
        )  # the kind of these tests hides nothing itself; the case and its sheet stay hidden


def test_each_taking_stands_in_the_trail(proposals):
    case = proposals.submit()
    bound(case)
    sheet(case, language="az")
    with acting("auditor"):
        events = Event.objects.filter(verb="cases.export", reference=case.reference).order_by("id")
        assert [event.reason for event in events] == ["pdf, en", "decision sheet, az"]


def test_no_language_or_form_there_is_none_of(proposals):
    case = proposals.submit()
    with acting("cmd_desk") as by:
        for asked in ({"language": "fr", "form": "pdf"}, {"language": "en", "form": "odt"}):
            with pytest.raises(NotFound):
                export(case, by=by, at=now(), **asked)


def test_the_case_page_leads_to_its_papers(proposals, signed_in):
    case = proposals.submit()
    page = signed_in("mfa_desk").get(f"/cases/{case.reference}/").content.decode()
    for address in ("en.pdf", "az.pdf", "en.docx", "az.docx", "sheet/en.pdf", "sheet/az.pdf"):
        assert f"/cases/{case.reference}/{address}" in page


def test_a_decision_on_paper_names_who_took_it_and_who_recorded_it(proposals):
    case = proposals.submit()
    agree(case, until="mfa_leadership")
    recorded("mfa_desk_2", case, 6, "mfa-leadership", "approve")
    text = " ".join(sheet(case).text.split())
    assert "Minister of Foreign Affairs" in text
    assert "decided on paper (No. 7 of today), recorded by Yoxlama Təlimli" in text
    assert "kağız üzərində" in " ".join(sheet(case, language="az").text.split())


def test_a_word_taken_back_stays_on_the_sheet_and_says_so(proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    take_back("cmd_head", case)
    text = " ".join(sheet(case).text.split())
    assert "Taken back on" in text
    assert "A figure is wrong." in text


def test_what_was_done_before_it_was_ratified_says_on_which_day(proposals):
    proposals.urgent_route = "proposal"
    case = proposals.submit(acted_on=today(), acted_because="It could not wait.")
    assert "Done on, before ratification" in sheet(case).text

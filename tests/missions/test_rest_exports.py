"""Over REST what the pages hand out: documents and papers on paper, the comment matrix, the view of a case."""

import io
from zipfile import ZipFile

import openpyxl
import pytest

from audit.models import Event
from audit.selectors.history import history
from foundation.clock import now, today
from missions.services import papers, remarks, submissions
from tests.cast import acting, subject_of
from tests.missions import guidance
from tests.missions.scene import AT_POST, case_of, days, decided, drafted, returned, seen, submitted

pytestmark = pytest.mark.django_db
DOCUMENTS, PAPERS, CASES = "/api/v1/strategic-documents/", "/api/v1/mission-papers/", "/api/v1/cases/"


def body(answer, status=200):
    assert answer.status_code == status, answer.content[:800]
    return answer.content


# --- on paper ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("language", ["en", "az"])
@pytest.mark.parametrize(("form", "magic"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_a_document_is_exported_in_both_languages_and_forms(api, form, magic, language):
    document = guidance.recorded(**guidance.full())
    path = f"{DOCUMENTS}{document.reference}/versions/1/export/"
    answer = api("mfa_desk").get(f"{path}?format={form}&language={language}")
    assert body(answer).startswith(magic)
    assert f"{document.reference}-v1-{language}.{form}" in answer["Content-Disposition"]
    if form == "docx":
        with ZipFile(io.BytesIO(answer.content)) as packed:
            assert guidance.full()["title"] in packed.read("word/document.xml").decode()


@pytest.mark.parametrize("language", ["en", "az"])
@pytest.mark.parametrize(("form", "magic"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_so_is_a_paper(api, form, magic, language):
    paper = drafted()
    answer = api("head_of_mission").get(
        f"{PAPERS}{paper.reference}/versions/1/export/?format={form}&language={language}"
    )
    assert body(answer).startswith(magic)


@pytest.mark.parametrize("asked", ["format=odt", "language=ru", "shape=long"])
def test_what_is_asked_wrongly_is_said_beside_its_name(api, asked):
    document = guidance.recorded(**guidance.full())
    answer = api("cmd_desk").get(f"{DOCUMENTS}{document.reference}/versions/1/export/?{asked}")
    assert asked.split("=")[0] in str(answer.json()["errors"])
    body(answer, 400)


def test_hidden_and_absent_are_one_and_the_export_leaves_a_trace(api):
    paper, document = drafted(), guidance.recorded(**guidance.full())
    desk = api("cmd_desk")
    body(desk.get(f"{DOCUMENTS}{document.reference}/versions/7/export/"), 404)
    body(desk.get(f"{DOCUMENTS}STD-2026-AAAAA/versions/1/export/"), 404)
    body(api("attache_de").get(f"{PAPERS}{paper.reference}/versions/1/export/"), 404)
    body(api("attache_de").get(f"{PAPERS}{paper.reference}/remarks/matrix/"), 404)
    body(desk.get(f"{DOCUMENTS}{document.reference}/versions/1/export/"))
    with acting("auditor"):
        assert Event.objects.filter(verb="documents.export", reference=document.reference).exists()


# --- the comment matrix -----------------------------------------------------------------------------------------------
def remarked():
    paper = drafted()
    for name, text, internal in (
        ("mfa_desk", "Name the port.", False),
        ("mfa_desk", "Between us: wait for the minister.", True),
    ):
        with acting(name) as by:
            remarks.add(
                seen(paper, name), by=by, on=today(), part="risks", row="", severity="substantive", text=text,
                internal=internal,
            )  # fmt: skip
    return paper


def test_the_matrix_is_a_table_in_both_languages_for_whoever_may_read_it(api):
    path = f"{PAPERS}{remarked().reference}/remarks/matrix/"
    own, other = api("mfa_desk"), api("cmd_desk")
    said = body(own.get(path)).decode()
    assert "Name the port." in said
    assert "Between us" in said
    assert "Between us" not in body(own.get(f"{path}?internal=no")).decode()
    assert "Between us" not in body(other.get(path)).decode()
    assert body(other.get(f"{path}?language=az")) != body(other.get(f"{path}?language=en"))
    book = openpyxl.load_workbook(io.BytesIO(body(other.get(f"{path}?format=xlsx&language=az"))))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert any("Name the port." in cell for cell in cells)
    assert not any("Between us" in cell for cell in cells)


@pytest.mark.parametrize("asked", ["format=pdf", "language=ru", "internal=perhaps", "shape=long"])
def test_a_matrix_asked_for_wrongly_is_said_beside_its_name(api, asked):
    answer = api("cmd_desk").get(f"{PAPERS}{drafted().reference}/remarks/matrix/?{asked}")
    assert asked.split("=")[0] in str(answer.json()["errors"])
    body(answer, 400)


def test_page_and_rest_hand_out_the_same_rows(api, signed_in):
    paper = remarked()
    page = body(signed_in("mfa_desk").get(f"/papers/{paper.reference}/remarks/?format=csv")).decode()
    rest = body(api("mfa_desk").get(f"{PAPERS}{paper.reference}/remarks/matrix/")).decode()
    assert [line for line in page.splitlines() if "Name the port." in line] == [
        line for line in rest.splitlines() if "Name the port." in line
    ]


def test_taking_the_matrix_stands_in_the_history_of_the_paper_for_whoever_reads_it(api):
    paper = remarked()
    body(api("cmd_desk").get(f"{PAPERS}{paper.reference}/remarks/matrix/?format=xlsx"))
    for name in ("mfa_desk", "attache"):
        with acting(name) as reader:
            said = history(paper.reference, to=reader).filter(verb="remarks.exported")
            assert [(event.actor_id, event.reason) for event in said] == [
                (subject_of("cmd_desk").user_id, "xlsx")
            ]
    with acting("attache_de") as other:
        assert not history(paper.reference, to=other).exists()


# --- the view of a case -----------------------------------------------------------------------------------------------
def test_what_changed_since_i_agreed_is_what_the_page_shows(api, signed_in):
    paper = returned()
    with acting("attache") as by:
        held = papers.redraft(paper, by=by, at=now(), on=today())
        papers.edit(held, by=by, version=held.version, at=now(), risks="The port may be closed.")
    submitted(paper)
    decided(paper, *AT_POST)
    with acting("cmd_head") as by:
        case = case_of(paper, by)
    shown = api("cmd_head").get(f"{CASES}{case.reference}/changes/").json()
    assert (shown["version_no"], shown["since"]["version_no"], shown["since"]["agreed"]) == (2, 1, True)
    (risks,) = [row for row in shown["differences"] if row["part"] == "risks" or "port" in str(row["pieces"])]
    assert {piece["kind"] for piece in risks["pieces"]} & {"added", "removed"}
    page = signed_in("cmd_head").get(f"/cases/{case.reference}/").content.decode()
    assert all(piece["text"].strip() in page for piece in risks["pieces"] if piece["kind"] == "added")
    nobody = api("imcd_head").get(f"{CASES}{case.reference}/changes/?since=1").json()
    assert nobody["since"]["version_no"] == 1


def test_whoever_never_answered_has_nothing_to_compare(api):
    case = submitted(drafted())
    shown = api("cmd_head").get(f"{CASES}{case.reference}/changes/").json()
    assert shown == {"version_no": 1, "since": None, "differences": [], "others": []}


@pytest.mark.parametrize("asked", ["since=first", "since=-1", "since=1234567", "until=2"])
def test_a_version_that_is_none_is_said_beside_its_name(api, asked):
    case = submitted(drafted())
    answer = api("cmd_head").get(f"{CASES}{case.reference}/changes/?{asked}")
    assert asked.split("=")[0] in str(answer.json()["errors"])
    body(answer, 400)


def test_who_is_late_and_why_i_may_not_answer_stand_in_the_detail(api, signed_in):
    paper = drafted()
    with acting("attache") as by:
        submissions.submit(paper, by=by, at=now(), on=days(-20))
    with acting("cmd_head") as by:
        case = case_of(paper, by)
    shown = api("head_of_mission").get(f"{CASES}{case.reference}/").json()
    late = [step for step in shown["steps"] if step["late"]]
    assert late
    assert all(step["state"] == "open" and step["working_days_late"] > 0 for step in late)
    assert all(step["waited"] > step["sla_days"] for step in late)
    assert {step["waited"] for step in shown["steps"] if step["state"] == "waiting"} == {None}
    assert (shown["why_not"], [one["verdicts"][0] for one in shown["available"]]) == (None, ["sign"])
    other = api("cmd_head").get(f"{CASES}{case.reference}/").json()
    assert (other["why_not"], other["available"]) == ("step_not_open", [])
    page = signed_in("head_of_mission").get(f"/cases/{case.reference}/").content.decode()
    assert f"{late[0]['working_days_late']} working days late" in page

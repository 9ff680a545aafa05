"""A word is found where it is said: in texts and objectives of papers and documents, in meetings, in their cases."""

import pytest

from access.services.labels import intern
from foundation.clock import today
from missions.services import consultations, meetings
from tests.cast import acting
from tests.missions.guidance import recorded
from tests.missions.rich import edited
from tests.missions.scene import content, drafted, submitted
from workspace.selectors.search import found

pytestmark = pytest.mark.django_db


def hits(words, name="cmd_desk"):
    with acting(name) as by:
        return {str(label): [hit.reference for hit in rows] for label, rows in found(words, to=by)}


def test_texts_and_objectives_of_a_paper_are_found_as_they_stand():
    aim = {**content()["objectives"][0], "text": "Qarabağ brigade trains abroad"}
    paper = drafted(host_context="Snowploughs are scarce.", objectives=[aim])
    assert hits("snowploughs") == {"Texts of mission papers": [paper.reference]}
    assert hits("qarabag brigade") == {"Objectives of mission papers": [paper.reference]}
    edited(paper, "mfa_desk", host_context="Roads are clear.")
    assert hits("snowploughs") == {}


def test_texts_and_objectives_of_documents_are_found():
    document = recorded(body="Lighthouses matter.", objectives=[{"code": "S1", "text": "Harbours open"}])
    assert hits("lighthouses") == {"Texts of strategic documents": [document.reference]}
    assert hits("harbours") == {"Strategic objectives": [document.reference]}


def test_a_meeting_is_found_by_its_subject():
    with acting("cmd_desk") as by:
        meeting = meetings.plan(
            by=by, subject="Winter fuel", level="technical", planned_on=today(), label=intern("official_use")
        )
    assert hits("winter fuel") == {"Coordination meetings": [meeting.reference]}


def test_a_consultation_is_found_by_the_decision_and_behind_the_wall():
    with acting("cmd_desk") as by:
        row = consultations.record(
            by=by, on=today(), label=intern("limited_official_use"), decision="Grain corridor", decided_on=today(),
            outcome="not_consulted",
        )  # fmt: skip
    assert hits("grain corridor") == {"Consultations on decisions": [row.reference]}
    assert hits("grain corridor", "cmd_desk_2") == {}


def test_a_case_is_found_by_its_reference_and_by_what_it_decides():
    paper = drafted(title="Bridges over rivers")
    case = submitted(paper)
    assert hits(case.reference.lower())["Approval cases"] == [case.reference]
    assert hits("bridges") == {"Mission papers": [paper.reference], "Approval cases": [case.reference]}


def test_nobody_finds_what_he_may_not_read(signed_in):
    paper = drafted(title="Bridges over rivers", host_context="Snowploughs are scarce.")
    case = submitted(paper)
    for words in ("snowploughs", "bridges", "Train together", case.reference):
        assert hits(words, "attache_de") == {}
    page = signed_in("attache_de").get("/search/", {"q": "snowploughs"}).content.decode()
    assert paper.reference not in page
    assert paper.reference in signed_in("attache").get("/search/", {"q": "snowploughs"}).content.decode()

"""Taking an answer back and recording a decision taken on paper, as pages beside the case."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from approvals.models import Evidence
from foundation.clock import today
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.approvals.test_case_page import text
from tests.cast import acting
from tests.documents.files import pdf

pytestmark = pytest.mark.usefixtures("db")


def given(case, **changes):
    """The form of a decision of a department taken on paper."""
    scan = SimpleUploadedFile("note.pdf", pdf(), "application/pdf")
    return {
        "content_hash": case.content_hash, "seat": "5:mfa-milpol", "verdict": "concur", "decided_by": "Siyasət Maketov",
        "decided_on": today().isoformat(), "citation": "No. 7 of today", "file": scan, **changes,
    }  # fmt: skip


def test_an_answer_is_taken_back_with_its_reason(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="imcd_head")
    client, where = signed_in("cmd_head"), f"/cases/{case.reference}/"
    assert "You may take your answer back until" in text(client.get(where))
    assert client.post(f"{where}recall/", {"reason": " "}).status_code == 400
    done = client.post(f"{where}recall/", {"reason": "A figure is wrong."}, follow=True)
    words = text(done)
    assert "You have taken it back. Your office is asked anew." in words
    assert "You are asked to concur" in words
    assert "Taken back" in words
    assert "A figure is wrong." in words


def test_once_somebody_has_decided_nothing_is_taken_back(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    client, where = signed_in("cmd_head"), f"/cases/{case.reference}/"
    assert "You may take your answer back until" not in text(client.get(where))
    assert "Nothing can be taken back" in text(client.get(f"{where}recall/"))
    refused = client.post(f"{where}recall/", {"reason": "A figure is wrong."})
    assert refused.status_code == 409
    assert seen(case).phase == "mfa_review"


def test_a_decision_on_paper_is_recorded_with_its_scan(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    client, where = signed_in("mfa_desk_2"), f"/cases/{case.reference}/"
    assert "Record a decision taken on paper" in text(client.get(where))
    assert client.get(f"{where}record/").status_code == 200
    words = text(client.post(f"{where}record/", given(case), follow=True))
    assert "It is recorded, with its proof on the decision sheet." in words
    assert "On paper, recorded by Yoxlama Təlimli" in words
    with acting("mfa_desk_2"):
        assert Evidence.in_context.get().citation == "No. 7 of today"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"file": ""}, "This field is required."),
        ({"citation": ""}, "Name the note or letter"),
        ({"decided_on": "2999-01-01"}, "This day is still to come."),
        ({"seat": "9:mod-leadership"}, "Select a valid choice"),
        ({"seat": "x"}, "Select a valid choice"),
        ({"verdict": "return"}, "Choose a reason."),
        ({"content_hash": "0" * 64}, "changed"),
    ],
)
def test_what_is_wrong_with_it_is_said_and_nothing_recorded(proposals: Proposals, signed_in, wrong, said):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    refused = signed_in("mfa_desk_2").post(f"/cases/{case.reference}/record/", given(case, **wrong))
    assert refused.status_code in {400, 409, 412}
    assert said in text(refused)
    assert seen(case).phase == "mfa_review"


def test_whoever_may_not_record_finds_nothing_to_record(proposals: Proposals, signed_in):
    case = proposals.submit()
    where = f"/cases/{case.reference}/"
    assert "Record a decision taken on paper" not in text(signed_in("leadership_reader").get(where))
    assert "No step waits for a decision" in text(signed_in("leadership_reader").get(f"{where}record/"))
    assert signed_in("mfa_desk_2").post(f"/cases/{case.reference}/record/", {}).status_code in {400, 404}
    answer("attache", case, "sign")
    assert signed_in("attache_de").get(f"/cases/{case.reference}/record/").status_code == 404
    assert signed_in("attache_de").get(f"/cases/{case.reference}/recall/").status_code == 404

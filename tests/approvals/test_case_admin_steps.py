"""In data entry a decision on paper is recorded with its scan, and the own agreement taken back by a button."""

from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.clock import today
from tests.approvals.stage import Proposals, agree, answer
from tests.approvals.test_case_page import text
from tests.documents.files import pdf


def test_a_colleague_records_what_was_decided_on_paper(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    client = signed_in("mfa_milpol")
    page = f"/admin/approvals/case/{case.pk}/"
    assert f"{page}record/" in client.get(f"{page}change/").content.decode()
    assert client.get(f"{page}record/").status_code == 200
    body = {
        "content_hash": case.content_hash, "seat": "4:mfa-desk", "verdict": "concur", "decided_by": "Head of desk",
        "decided_on": str(today()), "citation": "No. 9",
    }  # fmt: skip
    assert client.post(f"{page}record/", body).status_code == 400
    wrong = client.post(
        f"{page}record/", {**body, "citation": "", "file": SimpleUploadedFile("a.pdf", pdf())}
    )
    assert "Name the note or letter" in text(wrong)
    done = client.post(f"{page}record/", {**body, "file": SimpleUploadedFile("a.pdf", pdf())})
    assert done.status_code == 302
    sheet = text(client.get(f"{page}change/"))
    assert "Head of desk" in sheet
    assert "On paper, recorded by Siyasət Maketov" in sheet
    assert "Head of desk" in text(client.get(f"/cases/{case.reference}/"))


def test_others_are_not_offered_it(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    client = signed_in("cmd_head")
    page = f"/admin/approvals/case/{case.pk}/"
    assert f"{page}record/" not in client.get(f"{page}change/").content.decode()
    assert client.get(f"{page}record/").status_code == 403


def test_the_own_agreement_is_taken_back_by_a_button(proposals: Proposals, signed_in):
    case = proposals.submit()
    answer("attache", case, "sign")
    client = signed_in("attache")
    page = f"/admin/approvals/case/{case.pk}/"
    assert "Take my decision back" in text(client.get(f"{page}change/"))
    client.post(f"{page}step/take-back/", {"reason": "A slip."})
    after = text(client.get(f"{page}change/"))
    assert "Taken back" in after
    assert "A slip." in after
    assert f"{page}step/take-back/" not in client.get(f"{page}change/").content.decode()

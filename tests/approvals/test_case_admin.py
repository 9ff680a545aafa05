"""Cases in data entry: read with their decision sheet, never entered or changed there."""

from tests.approvals.stage import Proposals, agree
from tests.approvals.test_case_page import text


def path(case) -> str:
    return f"/admin/approvals/case/{case.pk}/change/"


def test_a_case_is_read_with_its_sheet(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="imcd_head")
    client = signed_in("cmd_head")
    words = text(client.get(path(case)))
    assert case.reference in words
    assert "Col. Örnək Təlimli" in words
    assert 'href="/cases/' in client.get(path(case)).content.decode()


def test_it_is_listed_and_filtered(proposals: Proposals, signed_in):
    case = proposals.submit()
    client = signed_in("cmd_head")
    assert case.reference in text(client.get("/admin/approvals/case/?state__exact=open"))
    assert case.reference not in text(client.get("/admin/approvals/case/?state__exact=approved"))


def test_nothing_is_entered_changed_or_deleted(proposals: Proposals, signed_in):
    case = proposals.submit()
    client = signed_in("cmd_head")
    assert client.get("/admin/approvals/case/add/").status_code == 403
    assert client.post(path(case), {"state": "approved"}).status_code == 403
    assert client.get(f"/admin/approvals/case/{case.pk}/delete/").status_code == 403


def test_a_hidden_case_is_as_absent(proposals: Proposals, signed_in):
    case = proposals.submit()
    client = signed_in("attache_de")
    hidden, absent = client.get(path(case)), client.get("/admin/approvals/case/999999/change/")
    assert hidden.status_code == absent.status_code
    assert case.reference not in text(client.get("/admin/approvals/case/"))

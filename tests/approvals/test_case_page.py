"""The case page: first what is asked of me, then the evidence; a stale page decides nothing and loses nothing."""

from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from accounts.models import Appointment
from approvals.services.cases import withdraw_case
from foundation.clock import now
from tests.approvals.stage import FIRST, SECOND, Proposals, agree, answer, hash_of, seen, user
from tests.cast import acting

pytestmark = pytest.mark.usefixtures("db")


def text(response) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def post(client: Client, case, verdict: str, **given: str):
    return client.post(
        f"/cases/{case.reference}/", {"verdict": verdict, "content_hash": case.content_hash, **given}
    )


def test_it_opens_with_what_is_asked_of_me(proposals: Proposals, signed_in):
    case = proposals.submit()
    words = text(signed_in("head_of_mission").get(f"/cases/{case.reference}/"))
    assert "You are asked to sign For Ambassador in Türkiye. Answer by" in words
    order = ["You are asked to sign", "Who has agreed, and where it stands", "The content", "Decision sheet"]
    assert [words.index(part) for part in order] == sorted(words.index(part) for part in order)
    assert "Paper for Türkiye" in words
    assert "OFFICIAL USE" in words


def test_signing_is_one_click_and_says_what_was_done(proposals: Proposals, signed_in):
    case = proposals.submit()
    client = signed_in("head_of_mission")
    answered = post(client, case, "sign", comment="Agreed in Ankara.")
    assert (answered.status_code, answered["Location"]) == (302, f"/cases/{case.reference}/")
    words = text(client.get(answered["Location"]))
    assert "You have signed it." in words
    assert "Agreed in Ankara." in words
    assert "Your office has already decided this step." in words


def test_a_return_needs_its_reason_beside_the_field_and_keeps_what_was_typed(proposals: Proposals, signed_in):
    case = proposals.submit()
    answered = post(signed_in("head_of_mission"), case, "return", comment="Say which forces are meant.")
    assert answered.status_code == 400
    assert "Say which forces are meant." in answered.content.decode()
    assert 'id="refuseform_reason_code_error"' in answered.content.decode()
    assert seen(case).state == "open"


def test_a_return_with_its_reason_goes_back(proposals: Proposals, signed_in):
    case = proposals.submit()
    answered = post(
        signed_in("head_of_mission"), case, "return", reason_code="wording", comment="Say which forces."
    )
    assert answered.status_code == 302
    assert seen(case).state == "returned"


def test_the_next_round_shows_what_changed_since_i_last_agreed(proposals: Proposals, signed_in):
    first = proposals.submit()
    agree(first, until="mfa_desk")
    answer("mfa_desk", first, "return", reason_code="wording", comment="Say which forces.")
    second = proposals.submit(SECOND, version=2)
    response = signed_in("cmd_head").get(f"/cases/{second.reference}/")
    words = text(response)
    assert "What changed since you last agreed (version 1)" in words
    assert "4 places read otherwise." in words
    assert "land [added: and naval ]forces" in words
    assert first.reference in words
    assert words.index("What changed since") < words.index("Who has agreed")


def test_a_page_opened_before_the_change_decides_nothing_and_shows_the_difference(
    proposals: Proposals, signed_in
):
    first = proposals.submit()
    client = signed_in("head_of_mission")
    client.get(f"/cases/{first.reference}/")
    with acting("attache") as drafter:
        withdraw_case(first, by=drafter, reason="Another sentence", at=now())
    second = proposals.submit(SECOND, version=2)
    answered = post(client, first, "sign", comment="Agreed in Ankara.")
    assert answered.status_code == 412
    words = text(answered)
    assert "Changed since you opened it. Nothing was decided." in words
    assert "You had version 1 before you; this is version 2." in words
    assert "[removed: one][added: two] a year" in words
    page = answered.content.decode()
    assert "Agreed in Ankara." in page
    assert f'action="/cases/{second.reference}/"' in page
    assert hash_of(SECOND) in page
    assert hash_of(FIRST) not in page.split('class="answers"')[1].split("</form>")[0]
    with acting("attache"):
        assert not seen(second, "attache").decisions.exists()


def test_the_drafter_reads_first_why_it_came_back_and_finds_the_later_version(
    proposals: Proposals, signed_in
):
    first = proposals.submit()
    answer("head_of_mission", first, "return", reason_code="wording", comment="Say which forces.")
    client = signed_in("attache")
    words = text(client.get(f"/cases/{first.reference}/"))
    assert "Returned Wording · H.E. Sınaq Nümunəzadə, Ambassador in Türkiye" in words
    assert words.index("Say which forces.") < words.index("Who has agreed")
    second = proposals.submit(SECOND, version=2)
    assert f"There is a later version: version 2, case {second.reference}" in text(
        client.get(f"/cases/{first.reference}/")
    )


def test_a_hash_of_other_content_is_stale_too(proposals: Proposals, signed_in):
    case = proposals.submit()
    answered = signed_in("head_of_mission").post(
        f"/cases/{case.reference}/", {"verdict": "sign", "content_hash": hash_of(SECOND), "comment": "Fine."}
    )
    assert answered.status_code == 412
    assert "Fine." in answered.content.decode()


def test_a_lost_race_is_told_and_the_comment_stays(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    answer("mfa_desk_2", case, "concur")
    answered = post(signed_in("mfa_desk"), case, "concur", comment="A remark of mine.")
    assert answered.status_code == 409
    assert "Somebody else has decided this step in the meantime." in text(answered)
    assert "A remark of mine." in answered.content.decode()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mfa_desk", "You drafted or edited this version"),
        ("cmd_desk", "Your office has no seat in this case, or it is not its turn."),
        ("mfa_milpol", "This step is not open."),
    ],
)
def test_who_may_not_decide_is_told_why_and_gets_no_form(
    proposals: Proposals, signed_in, name: str, words: str
):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    response = signed_in(name).get(f"/cases/{case.reference}/")
    assert words in text(response)
    assert 'name="content_hash"' not in response.content.decode()
    assert post(signed_in(name), case, "concur").status_code in {403, 409}


def test_the_acting_holder_is_shown_on_the_sheet(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="cmd_head")
    Appointment.objects.filter(user=user("cmd_head")).update(kind="acting", on_behalf_of=user("imcd_head"))
    client = signed_in("cmd_head")
    post(client, case, "concur")
    words = text(client.get(f"/cases/{case.reference}/"))
    assert "Col. Örnək Təlimli (acting)" in words
    assert "on behalf of Maj Gen Təlim Sınaqov" in words


@pytest.mark.parametrize("name", ["attache_de", "sysadmin", "auditor"])
def test_hidden_and_absent_are_the_same_page(proposals: Proposals, signed_in, name: str):
    case = proposals.submit()
    client = signed_in(name)
    hidden, absent = client.get(f"/cases/{case.reference}/"), client.get("/cases/CAS-2026-22222/")
    assert hidden.status_code == absent.status_code == 404
    assert hidden.content.replace(case.reference.encode(), b"") == absent.content.replace(
        b"CAS-2026-22222", b""
    )


def test_nobody_reads_without_signing_in(proposals: Proposals):
    case = proposals.submit()
    for path in ("/cases/", f"/cases/{case.reference}/"):
        assert Client().get(path)["Location"].startswith("/account/login/")


def test_a_hash_that_is_none_is_told(proposals: Proposals, signed_in):
    case = proposals.submit()
    answered = signed_in("attache").post(
        f"/cases/{case.reference}/", {"verdict": "sign", "content_hash": "zzz"}
    )
    assert answered.status_code == 400
    assert "Not a content hash." in text(answered)


def test_it_is_read_in_azerbaijani(proposals: Proposals, signed_in):
    case = proposals.submit()
    client = signed_in("head_of_mission")
    client.cookies["django_language"] = "az"
    words = text(client.get(f"/cases/{case.reference}/"))
    assert "Sizdən imza gözlənilir" in words
    assert "You are asked" not in words


def test_the_page_asks_a_bounded_number_of_questions(proposals: Proposals, signed_in):
    first = proposals.submit()
    agree(first, until="mfa_desk")
    answer("mfa_desk", first, "return", reason_code="wording", comment="Say which forces.")
    second = proposals.submit(SECOND, version=2)
    agree(second, until="mfa_desk")
    client = signed_in("mfa_desk")
    client.get(f"/cases/{second.reference}/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(f"/cases/{second.reference}/").status_code == 200
    assert len(asked) <= 44

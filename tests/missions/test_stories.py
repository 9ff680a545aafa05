"""The stories M1 to M5, X1 and X2 of domain.md D, played through the pages and over REST."""

import datetime as dt
import json
from html import unescape

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.html import strip_tags

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Appointment, Office
from accounts.services import appointments
from directory.models import HeadOfMissionTenure
from foundation.clock import now, today
from missions.models import MissionPaper
from missions.selectors.papers import effective_papers
from missions.services import submissions
from missions.services.effects import bring_up_to_date
from reminders import dispatcher
from reminders.registry import rules
from reminders.services.planning import plan
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting, seated
from tests.missions.scene import (
    AT_POST,
    LEADERSHIP,
    REVIEW,
    WORD,
    case_of,
    days,
    decided,
    drafted,
    mission,
    seen,
    submitted,
)  # fmt: skip
from tests.missions.test_paper_races import RAW_DECISION
from workspace.management.demo import missions as demo

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def told(title, state=None):
    """A paper of the demo by its title."""
    with acting("cmd_desk"):
        return MissionPaper.in_context.select_related("mission").get(
            title__startswith=title, **({"state": state} if state else {})
        )


def case_now(paper):
    with acting("cmd_head") as head:
        return case_of(paper, head)


def send(client, path, body=None, *, etag=None, method="post"):
    headers = {"If-Match": etag} if etag else {}
    return getattr(client, method)(
        f"/api/v1/{path}", json.dumps(body or {}), "application/json", headers=headers
    )


def verb(client, paper, name, body=None):
    """A verb over REST on the paper as it stands."""
    where = f"mission-papers/{paper.reference}/"
    return send(client, f"{where}{name}/", body, etag=client.get(f"/api/v1/{where}")["ETag"])


def by_api(api, paper, *names):
    """Each gives the word that is asked for, over REST, on the content read there."""
    for name in names:
        client = api(name)
        case = client.get(f"/api/v1/cases/{case_now(paper).reference}/").json()
        word = case["available"][0]["verdicts"][0]
        answer = send(
            client,
            f"cases/{case['reference']}/decide/",
            {"verdict": word, "content_hash": case["content_hash"]},
        )
        assert answer.status_code == 200, answer.content


def by_page(signed_in, paper, name, **given):
    """The same on the case page, with the hash that stands on it."""
    client, case = signed_in(name), case_now(paper)
    where = f"/cases/{case.reference}/"
    assert case.content_hash in client.get(where).content.decode()
    given = {"verdict": WORD[name.removesuffix("_2").removesuffix("_de")], **given}
    return client.post(where, {"content_hash": case.content_hash, **given}, follow=True)


def due(code):
    with enter_subject(service_subject("planner"), "test"):
        return {row["reference"] for row in rules()[code].deadlines()}


@pytest.fixture
def papers_of_the_demo(db):
    demo.load(on=today(), at=now())


def test_m1_a_paper_that_ends_soon_is_followed_without_a_day_between(papers_of_the_demo, api, signed_in):
    ending, following = told("Türkiye: serving", "effective"), told("Türkiye: from")
    assert ending.reference in due("papers.expiry")
    assert ending.title in text(signed_in("attache").get(f"/papers/{ending.reference}/"))
    assert "You have signed it." in text(by_page(signed_in, following, "head_of_mission"))
    by_api(api, following, *REVIEW, *LEADERSHIP)
    assert seen(following).state == "approved"
    assert ending.reference not in due("papers.expiry")
    for day, expected in ((45, ending), (46, following)):
        with enter_subject(service_subject("scheduler"), "test") as scheduler:
            bring_up_to_date(by=scheduler, on=days(day))
        with acting("cmd_desk") as by:
            (found,) = effective_papers(on=days(day), to=by).filter(mission__code="emb-tr")
            assert found.pk == expected.pk


def test_m2_a_returned_paper_comes_back_changed_and_is_read_anew(papers_of_the_demo, api, signed_in):
    paper, drafter = told("Germany", "returned"), signed_in("attache_de")
    first = case_now(paper)
    assert "Came back to you" in text(drafter.get("/inbox/"))
    assert "The geographic rank is higher" in text(drafter.get(f"/cases/{first.reference}/"))
    client = api("attache_de")
    assert verb(client, paper, "redraft").status_code == 200
    where = f"mission-papers/{paper.reference}/"
    present = client.get(f"/api/v1/{where}")
    changed = [
        {
            "country": "DE",
            "political": 3,
            "geographic": 2,
            "rationale": "Weight in European security; far away.",
        }
    ]
    assert (
        send(client, where, {"priorities": changed}, etag=present["ETag"], method="patch").status_code == 200
    )
    assert verb(client, paper, "submit").status_code == 200
    second = case_now(paper)
    assert (second.round_no, second.version_no) == (2, 2)
    assert client.get(f"/api/v1/cases/{second.reference}/").json()["decisions"] == []
    by_api(api, paper, "attache_de", "head_of_mission_de", "cmd_head", "imcd_head")
    words = text(signed_in("mfa_desk").get(f"/cases/{second.reference}/"))
    assert "What changed since you last answered (version 1)" in words
    assert "[removed: 4][added: 2]" in words
    assert "You have concurred." in text(by_page(signed_in, paper, "mfa_desk"))
    by_api(api, paper, "mfa_milpol", *LEADERSHIP)
    sheet = api("mfa_desk").get(f"/api/v1/cases/{second.reference}/").json()["decisions"]
    assert {row["content_hash"] for row in sheet} == {second.content_hash} != {first.content_hash}
    assert len(sheet) == 8


def test_m3_what_only_the_attache_signed_hangs_with_the_ambassador(papers_of_the_demo, api, signed_in):
    paper = told("Türkiye: from")
    reference = case_now(paper).reference
    assert "Sign Ambassador in Türkiye" in text(signed_in("attache").get("/inbox/"))
    assert reference in text(signed_in("head_of_mission").get("/inbox/"))
    line = text(signed_in("attache").get(f"/cases/{reference}/"))
    assert "Signature of the attaché Col. Nümunə Sınaqov Signed" in line
    assert "Signature of the head of mission Ambassador in Türkiye" in line
    assert seen(paper).state == "post_coordination"
    answer = api("attache").get(f"/api/v1/cases/{reference}/").json()
    assert answer["available"] == []
    by_page(signed_in, paper, "head_of_mission")
    assert seen(paper).state == "mod_review"


def test_m4_a_new_ambassador_confirms_the_paper_he_finds(papers_of_the_demo, api, signed_in):
    paper = told("Türkiye: serving", "effective")
    tenure = DateRange(days(-20), None)
    HeadOfMissionTenure.objects.create(mission=mission(), public_name="H.E. Yeni Specimen", period=tenure)
    assert paper.reference in due("papers.reconfirm")
    ambassador, where = appointed_anew(), f"/papers/{paper.reference}/"
    question = "Is this the paper your office works to?"
    assert question in text(signed_in(ambassador).get(where))
    done = signed_in(ambassador).post(f"{where}acknowledge/", follow=True)
    assert done.status_code == 200
    assert question not in text(done)
    assert api(ambassador).post(f"/api/v1/mission-papers/{paper.reference}/acknowledge/").status_code == 200
    assert paper.reference not in due("papers.reconfirm")


def appointed_anew():
    """Another person takes the ambassador's office from today on."""
    office = Office.objects.get(code="hom-tr")
    held = Appointment.objects.get(office=office)
    seated("mfa_milpol", office)
    with acting("mod_security") as officer:
        appointments.end(held, by=officer, on=today(), reason="Recalled")
    own = Appointment.objects.get(user__username="mfa_milpol", office__code="mfa-milpol")
    with acting("mod_security") as officer:
        appointments.end(own, by=officer, on=today(), reason="Posted abroad")
    return "mfa_milpol"


def test_m5_an_attache_without_a_paper_gets_one_though_the_ambassador_s_seat_is_vacant(api, signed_in):
    posting = a_posting("in_post", post=a_post(mission="emb-ge"), first=-60, end=600)
    assert posting.reference in due("papers.missing")
    paper, client = drafted("attache_ge", "ge"), api("attache_ge")
    refused = verb(client, paper, "submit")
    assert refused.status_code == 409
    assert "Ambassador in Georgia is vacant" in refused.json()["detail"]
    seated("mfa_legal", Office.objects.get(code="hom-ge"), kind="acting")
    assert verb(client, paper, "submit").status_code == 200
    by_api(api, paper, "attache_ge")
    charge = signed_in("mfa_legal")
    charge.post("/act-in/", {"appointment": Appointment.objects.get(office__code="hom-ge").pk})
    case = case_now(paper)
    signed = charge.post(
        f"/cases/{case.reference}/", {"verdict": "sign", "content_hash": case.content_hash}, follow=True
    )
    assert "(acting)" in text(signed)
    by_api(api, paper, *REVIEW, *LEADERSHIP)
    assert seen(paper).state == "effective"
    assert posting.reference not in due("papers.missing")


def test_x1_a_drafter_cannot_approve_the_own_paper_by_page_rest_or_sql(api, signed_in):
    paper = drafted()
    client, where = api("mfa_desk"), f"mission-papers/{paper.reference}/"
    text_of = {"national_interests": "Ours."}
    etag = client.get(f"/api/v1/{where}")["ETag"]
    assert send(client, where, text_of, etag=etag, method="patch").status_code == 200
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head", "imcd_head")
    case = case_now(paper)
    answer = {"verdict": "concur", "content_hash": case.content_hash}
    shown = signed_in("mfa_desk").get(f"/cases/{case.reference}/")
    assert "You drafted or edited this version" in text(shown)
    assert 'name="content_hash"' not in shown.content.decode()
    assert signed_in("mfa_desk").post(f"/cases/{case.reference}/", answer).status_code == 403
    assert send(client, f"cases/{case.reference}/decide/", answer).status_code == 403
    with (
        acting("mfa_desk") as by,
        pytest.raises(DatabaseError, match="drafted or edited"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(RAW_DECISION, [by.user_id, case.content_hash, case.pk, by.office_id])
    assert "You have concurred." in text(by_page(signed_in, paper, "mfa_desk_2"))


def test_x2_an_edit_after_concurrence_voids_every_decision(api, signed_in):
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW)
    first, client, where = case_now(paper), api("attache"), f"mission-papers/{paper.reference}/"
    etag = client.get(f"/api/v1/{where}")["ETag"]
    assert send(client, where, {"risks": "None."}, etag=etag, method="patch").status_code == 409
    by_page(
        signed_in, paper, "mfa_leadership", verdict="return", reason_code="wording", comment="Name the risks."
    )
    assert verb(client, paper, "redraft").status_code == 200
    etag = client.get(f"/api/v1/{where}")["ETag"]
    assert send(client, where, {"risks": "Two, both named."}, etag=etag, method="patch").status_code == 200
    assert verb(client, paper, "submit").status_code == 200
    second = case_now(paper)
    fresh = client.get(f"/api/v1/cases/{second.reference}/").json()
    assert (fresh["decisions"], fresh["phase"]) == ([], "post_coordination")
    assert len(client.get(f"/api/v1/cases/{first.reference}/").json()["decisions"]) == 7
    stale = {"verdict": "approve", "content_hash": first.content_hash, "comment": "As agreed."}
    page = signed_in("mod_leadership").post(f"/cases/{first.reference}/", stale)
    assert page.status_code == 412
    assert "[removed: Change of government][added: Two, both named]" in text(page)
    assert "As agreed." in page.content.decode()
    assert send(api("mod_leadership"), f"cases/{first.reference}/decide/", stale).status_code == 412
    assert seen(paper).state == "post_coordination"


def test_mails_about_a_case_carry_reference_and_link_and_nothing_else():
    paper = drafted(title="Secret talks about Ankara")
    with acting("attache") as by:
        submissions.submit(paper, by=by, at=now(), on=today() - dt.timedelta(days=21))
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=today())
    dispatcher.drain()
    reference = case_now(paper).reference
    about = [message for message in mail.outbox if reference in message.body + message.subject]
    assert {address for message in about for address in message.to} >= {"head_of_mission@example.invalid"}
    for message in about:
        assert f"/cases/{reference}/" in message.body
        assert not [
            word for word in ("Secret", "Ankara", "Türkiye:") if word in message.body + message.subject
        ]

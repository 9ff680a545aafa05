"""The register over REST: the whole way by verbs, preconditions, filters, bad input, query counts (interfaces.md)."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.engine import LARGEST
from tests.attaches.scenes import a_post, a_posting, principal
from tests.cast import acting
from tests.correspondence.scenes import day, dispatched, received
from tests.documents import files

pytestmark = pytest.mark.django_db
WHERE = "/api/v1/correspondence/"
NOTE = {
    "kind": "note_verbale", "direction": "outgoing", "subject": "Specimen", "sender_mission": "emb-ge",
    "addressee_country": "GE", "text": "The Embassy presents its compliments.", "reply_expected": True,
}  # fmt: skip
LETTER = {
    "kind": "letter", "direction": "incoming", "subject": "Specimen", "sender_country": "GE", "number": "7/1",
    "addressee_institution": "mod", "dated_on": day(-4).isoformat(), "reply_expected": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def send(client: Client, path: str, body: Any = None, etag: str = "", method: str = "post") -> Any:
    headers = {"If-Match": etag} if etag else {}
    data = body if isinstance(body, str) else json.dumps(body or {})
    return getattr(client, method)(f"{WHERE}{path}", data, content_type="application/json", headers=headers)


def test_a_note_goes_the_whole_way(api: Callable[..., Client]):
    clerk = api("cmd_desk")
    made = send(clerk, "", NOTE)
    assert (made.status_code, made.json()["state"], made.json()["number"]) == (201, "draft", "")
    here = f"{made.json()['reference']}/"
    changed = send(
        clerk, here, {"subject": "Other", "reply_due_on": day(20).isoformat()}, made["ETag"], "patch"
    )
    assert (changed.status_code, changed.json()["subject"]) == (200, "Other")
    left = send(clerk, f"{here}dispatch/", {}, changed["ETag"])
    assert (left.status_code, left.json()["state"]) == (200, "dispatched")
    assert left.json()["number"].startswith("EMB-GE/")
    assert left.json()["days_outstanding"] == 0
    frozen = send(clerk, here, {"subject": "Third"}, left["ETag"], "patch")
    assert (frozen.status_code, frozen.json()["type"]) == (409, "urn:parley:problem:not_in_draft")
    answer = {**LETTER, "in_reply_to": made.json()["reference"], "dated_on": day(0).isoformat()}
    reply = send(clerk, "", answer)
    came = send(clerk, f"{reply.json()['reference']}/receive/", {}, reply["ETag"])
    assert (came.status_code, came.json()["state"]) == (200, "received")
    first = clerk.get(f"{WHERE}{here}").json()
    assert (first["state"], first["days_outstanding"]) == ("answered", None)
    assert [note["reference"] for note in first["exchange"]] == [
        made.json()["reference"],
        reply.json()["reference"],
    ]
    assert [step["state"] for step in first["steps"]] == ["draft", "dispatched", "answered"]


def test_answer_and_close_and_cancel_are_verbs(api: Callable[..., Client]):
    clerk = api("cmd_desk")
    for verb, note, state in (
        ("answer", received(), "answered"), ("close", received(), "no_reply_needed"), ("close", dispatched(), "closed"),
    ):  # fmt: skip
        path = f"{note.reference}/{verb}/"
        assert send(clerk, path, {"reason": "by telephone"}).status_code == 428
        assert send(clerk, path, {}, f'"v{note.version}"').status_code == 400
        done = send(clerk, path, {"reason": "by telephone"}, f'"v{note.version}"')
        assert (done.status_code, done.json()["state"]) == (200, state)
        assert done.json()["steps"][-1]["reason"] == "by telephone"
    draft = send(clerk, "", NOTE)
    done = send(clerk, f"{draft.json()['reference']}/cancel/", {}, draft["ETag"])
    assert done.json()["state"] == "cancelled"


def test_a_stale_write_is_refused(api: Callable[..., Client]):
    clerk = api("cmd_desk")
    made = send(clerk, "", NOTE)
    here = f"{made.json()['reference']}/"
    assert send(clerk, here, {"subject": "x"}, method="patch").status_code == 428
    assert send(clerk, here, {"subject": "x"}, '"v9"', "patch").status_code == 412
    assert send(clerk, f"{here}dispatch/", {}, '"v9"').status_code == 412


def test_a_note_is_drafted_from_a_record(api: Callable[..., Client]):
    posting = a_posting("mfa_coordinated", post=a_post(mission="emb-ge"), first=90)
    with acting("cmd_desk"):
        about = principal(posting).reference
    clerk = api("cmd_desk")
    made = send(clerk, "draft/", {"about": about, "purpose": "consent", "language": "az"})
    assert made.status_code == 201, made.json()
    assert made.json()["text"].startswith("Azərbaycan Respublikasının Gürcüstandakı Səfirliyi")
    assert (made.json()["about_reference"], made.json()["purpose"]) == (about, "consent")
    assert [row["reference"] for row in clerk.get(f"{WHERE}?about={about}").json()["results"]] == [
        made.json()["reference"]
    ]
    assert send(clerk, "draft/", {"about": about, "purpose": "departure"}).status_code == 409
    assert send(clerk, "draft/", {"about": "ACC-2026-AAAAA", "purpose": "consent"}).status_code == 400
    assert send(api("leadership_reader"), "draft/", {"about": about, "purpose": "consent"}).status_code == 403


def test_a_scan_is_attached_and_read_back(api: Callable[..., Client]):
    note, clerk = dispatched(), api("cmd_desk")
    where, headers = f"{WHERE}{note.reference}/attach-file/", {"If-Match": f'"v{note.version}"'}
    scan = SimpleUploadedFile("Nota.pdf", files.pdf(), "application/pdf")
    kept = clerk.post(where, {"file": scan}, headers=headers)
    assert kept.status_code == 200, kept.json()
    assert [row["name"] for row in kept.json()["files"]] == ["Nota.pdf"]
    bad = clerk.post(where, {"file": SimpleUploadedFile("x.exe", b"MZ")}, headers=headers)
    assert bad.status_code == 400
    assert bad.json()["errors"][0]["field"] == "file"
    for data, words in ((b"", "The file is empty."), (b"%PDF-" + bytes(LARGEST), "larger than 25 MB")):
        odd = clerk.post(where, {"file": SimpleUploadedFile("Nota.pdf", data)}, headers=headers)
        assert (odd.status_code, odd.json()["errors"][0]["field"]) == (400, "file")
        assert words in odd.json()["errors"][0]["message"]
    assert clerk.post(where, {}, headers=headers).status_code == 400
    assert send(clerk, f"{note.reference}/attach-file/", {}, f'"v{note.version}"').status_code == 400


def test_the_paper_is_taken_in_either_language(api: Callable[..., Client]):
    note, clerk = dispatched(), api("cmd_desk")
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        for language in ("en", "az"):
            answer = clerk.get(f"{WHERE}{note.reference}/paper/{language}/{form}/")
            assert answer.status_code == 200
            assert answer.content.startswith(start)
            assert note.reference in answer["Content-Disposition"]
    assert clerk.get(f"{WHERE}{note.reference}/paper/ru/pdf/").status_code == 404


def test_the_list_is_narrowed_by_every_filter_and_searched(api: Callable[..., Client]):
    out, came, clerk = dispatched(-3, subject="Təlim sahəsində əməkdaşlıq"), received(), api("cmd_desk")
    year = day(-3).year

    def found(query: str) -> set[str]:
        answer = clerk.get(f"{WHERE}?{query}")
        assert answer.status_code == 200, answer.json()
        return {row["reference"] for row in answer.json()["results"]}

    both = {out.reference, came.reference}
    assert found("outstanding=true") == found("kind=note_verbale") == both
    assert found("direction=outgoing") == found("sender=emb-ge") == found("addressee=GE") == {out.reference}
    assert found("direction=incoming") == found("sender=GE") == found("addressee=mfa") == {came.reference}
    assert found("state=received") == {came.reference}
    assert found("outstanding=false") == set()
    assert out.reference in found(f"year={year}")
    for words in ("telim", "TƏLİM sahesinde", "emekdasliq", out.number, out.reference):
        assert found(f"search={words}") == {out.reference}, words
    assert both <= found("search=gurcustan")


@pytest.mark.parametrize(
    "query",
    [
        "sender=nobody", "addressee=ZZ", "kind=parchment", "direction=up", "state=lost", "outstanding=perhaps",
        "year=12", "year=x", "ordering=text", "number=7", "cursor=x",
    ],
)  # fmt: skip
def test_a_bad_filter_is_told(api: Callable[..., Client], query: str):
    assert api("cmd_desk").get(f"{WHERE}?{query}").status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "parchment"}, {"subject": ""}, {"subject": "x" * 301}, {"subject": "x\x00"}, {"sender_mission": None},
        {"sender_mission": "nowhere"}, {"sender_institution": "mfa"}, {"addressee_country": None},
        {"addressee_institution": "mfa"}, {"dated_on": "2026-02-30"}, {"dated_on": "0001-01-01"},
        {"received_on": "2026-01-01"}, {"reply_expected": False, "reply_due_on": "2030-01-01"},
        {"dated_on": "2026-03-01", "reply_due_on": "2026-02-01"}, {"about_reference": "ACC-2026-AAAAA"},
        {"about_reference": "x" * 30}, {"in_reply_to": "COR-2026-AAAAA"}, {"state": "dispatched"}, {"language": "xx"},
        {"classification": "secret"}, {"caveats": ["nobody"]}, {"number": "EMB-GE/2026/0001"}, {"text": "x" * 20_001},
        {"addressee_name": "x" * 201}, {"place": ["x"]}, {"in_reply_to": {"a": 1}},
    ],
)  # fmt: skip
def test_bad_input_is_told_and_never_a_failure(api: Callable[..., Client], change: dict[str, Any]):
    answer = send(api("cmd_desk"), "", {**NOTE, **change})
    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("name", ["x", "COR-2026-AAAAA", "COR-2026-%00AAA", "%00"])
def test_what_is_not_there_is_not_found(api: Callable[..., Client], name: str):
    assert api("cmd_desk").get(f"{WHERE}{name}/").status_code == 404


def test_the_list_asks_the_same_however_many(api: Callable[..., Client]):
    clerk = api("cmd_desk")
    dispatched()

    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert clerk.get(WHERE).status_code == 200
        return len(asked)

    counted()
    before = counted()
    for _note in range(5):
        received()
    assert counted() == before <= 7

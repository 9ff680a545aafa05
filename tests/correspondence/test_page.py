"""The page of the register: replies waited for on top, filters, an empty page that says what to do first; drafting."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.correspondence.scenes import day, dispatched, outgoing, received

pytestmark = pytest.mark.django_db
HERE = "/correspondence/"


def test_an_empty_page_says_what_to_do_first(signed_in: Callable[..., Client]):
    shown = signed_in("cmd_desk").get(HERE).content.decode()
    assert "No correspondence yet" in shown
    assert "draft one from the page of a posting or accreditation" in shown
    assert "/admin/correspondence/correspondence/add/" in shown
    read = signed_in("leadership_reader").get(HERE).content.decode()
    assert "/admin/correspondence/correspondence/add/" not in read
    assert "once the Center, the foreign ministry or a mission has recorded them" in read


def test_replies_waited_for_stand_on_top_in_words_and_shape(signed_in: Callable[..., Client]):
    dispatched(-40, subject="The oldest")
    received(-3, subject="We owe this", reply_due_on=day(-1))
    dispatched(-2, subject="Nobody waits", reply_expected=False)
    shown = signed_in("cmd_desk").get(HERE).content.decode()
    top = shown[shown.index('id="waits"') : shown.index('class="filters"')]
    assert "their reply awaited for 40 days" in top
    assert "our reply owed for 3 days" in top
    assert "chip-soon" in top
    assert "chip-late" in top
    assert top.index("The oldest") < top.index("We owe this")
    assert "Nobody waits" not in top
    assert "Nobody waits" in shown


def test_the_register_is_narrowed_and_says_when_nothing_fits(signed_in: Callable[..., Client]):
    dispatched(subject="Outgoing specimen", reply_expected=False)
    received(subject="Incoming specimen", reply_expected=False)
    clerk = signed_in("cmd_desk")
    for query, yes, no in (
        ("direction=outgoing", "Outgoing specimen", "Incoming specimen"),
        ("q=INCOMING", "Incoming specimen", "Outgoing specimen"),
        ("state=received", "Incoming specimen", "Outgoing specimen"),
    ):
        shown = clerk.get(f"{HERE}?{query}").content.decode()
        assert yes in shown, query
        assert no not in shown, query
    assert "fits these filters" in clerk.get(f"{HERE}?q=nothingofthekind").content.decode()
    for bad in ("year=x", "kind=parchment", "page=0", "q=%00"):
        assert clerk.get(f"{HERE}?{bad}").status_code == 400, bad
    assert clerk.get(f"{HERE}?page=99").status_code == 200


def test_the_page_asks_the_same_however_many(signed_in: Callable[..., Client]):
    clerk = signed_in("cmd_desk")
    dispatched()
    received()

    def counted() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(HERE).status_code == 200
        return len(asked)

    counted()
    before = counted()
    for _note in range(5):
        dispatched()
        received()
    assert counted() == before


def test_the_page_has_its_place_in_the_navigation_and_in_search(signed_in: Callable[..., Client]):
    note, clerk = dispatched(subject="Əməkdaşlıq haqqında"), signed_in("cmd_desk")
    assert f'href="{HERE}"' in clerk.get("/").content.decode()
    assert note.number in clerk.get("/search/?q=emekdasliq").content.decode()


def test_a_paper_is_taken_from_its_address(signed_in: Callable[..., Client]):
    note, clerk = dispatched(), signed_in("cmd_desk")
    answer = clerk.get(f"{HERE}{note.reference}/en.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer["Cache-Control"]
    assert clerk.get(f"{HERE}{note.reference}/az.docx").content.startswith(b"PK")
    assert clerk.get(f"{HERE}{note.reference}/fr.pdf").status_code == 404
    assert clerk.get(f"{HERE}x%00/en.pdf").status_code == 404
    assert clerk.post(f"{HERE}{note.reference}/en.pdf").status_code == 405


def test_nobody_comes_in_without_signing_in(client: Client):
    note = dispatched()
    for path in ("", f"draft/{note.reference}/", f"{note.reference}/en.pdf"):
        answer = client.get(f"{HERE}{path}")
        assert answer.status_code == 302, path
        assert answer["Location"].startswith("/account/login/")
    assert client.get(f"/api/v1/correspondence/{note.reference}/paper/en/pdf/").status_code == 401


def test_drafting_offers_what_belongs_to_the_record_and_nothing_else(signed_in: Callable[..., Client]):
    posting = a_posting("proposed", post=a_post(mission="emb-ge"), first=90)
    with acting("cmd_desk") as clerk:
        note = outgoing(clerk)
    browser = signed_in("cmd_desk")
    assert (
        "No note belongs to this record now"
        in browser.get(f"{HERE}draft/{posting.reference}/").content.decode()
    )
    assert (
        "No note belongs to this record now" in browser.get(f"{HERE}draft/{note.reference}/").content.decode()
    )
    for absent in ("ACC-2026-AAAAA", "x", "%00"):
        assert browser.get(f"{HERE}draft/{absent}/").status_code == 404
    assert browser.post(f"{HERE}draft/{posting.reference}/", {"purpose": "consent"}).status_code == 400
    assert signed_in("leadership_reader").get(f"{HERE}draft/{posting.reference}/").status_code == 403

"""What comes next stands on a posting's page as a way to the page where it is done."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import Posting
from attaches.services import tenures
from attaches.terms import months_later
from foundation.clock import now
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_posting, as_it_stands, day, principal
from tests.cast import acting

SignedIn = Callable[[str], Client]


def page(client: Client, kind: str, record: Any) -> str:
    return client.get(reverse(f"admin:attaches_{kind}_change", args=[record.pk])).content.decode()


def way_of(shown: str, words: str) -> str:
    """Where the words lead; nothing when they are no link."""
    found = re.search(rf'<a href="([^"]+)">{re.escape(words)}</a>', shown)
    return found[1].replace("&amp;", "&") if found else ""


def paper_of(posting: Posting) -> Any:
    with acting("cmd_desk"):
        return principal(posting)


@pytest.mark.parametrize(
    ("reaches", "purpose"),
    [("mfa_coordinated", "Note asking for consent"), ("consent_granted", "Note asking for accreditation")],
)
def test_the_notes_of_the_principal_accreditation_are_drafted_from_the_postings_page(
    db: None, signed_in: SignedIn, reaches: str, purpose: str
):
    posting = a_posting(reaches, first=100, end=900)
    draft = reverse("correspondence:draft", args=[paper_of(posting).reference])
    shown = page(signed_in("mfa_protocol"), "posting", posting)
    assert way_of(shown, "Draft a note") == draft
    assert purpose in shown
    assert "press its button under “Next step”" in shown
    assert "Draft a note" not in page(signed_in("leadership_reader"), "posting", posting)


def test_the_note_to_be_sent_next_is_a_link_to_drafting_or_to_the_accreditation(
    db: None, signed_in: SignedIn
):
    posting = a_posting("mfa_coordinated", first=100, end=900)
    paper = paper_of(posting)
    draft = reverse("correspondence:draft", args=[paper.reference])
    about = reverse("admin:attaches_accreditation_change", args=[paper.pk])
    words = "Send the note asking for consent."
    assert way_of(page(signed_in("mfa_protocol"), "posting", posting), words) == draft
    assert way_of(page(signed_in("leadership_reader"), "posting", posting), words) == about


def test_choosing_a_successor_leads_to_a_form_that_knows_post_and_predecessor(db: None, signed_in: SignedIn):
    holder, clerk = a_posting("in_post", first=-400, end=512), signed_in("cmd_desk")
    way = way_of(page(clerk, "posting", holder), "Choose a successor.")
    assert way == f"{reverse('admin:attaches_posting_add')}?post={holder.post_id}&predecessor={holder.pk}"
    assert way_of(page(clerk, "post", holder.post), "Choose a successor") == way
    form = clerk.get(way).content.decode()
    assert f'<option value="{holder.post_id}" selected>' in form
    assert f'<option value="{holder.pk}" selected>' in form
    assert f'name="planned_from" value="{day(512)}"' in form
    assert f'name="planned_to" value="{months_later(day(512), 36)}"' in form


def test_who_follows_already_is_a_link_and_nobody_else_is_chosen(db: None, signed_in: SignedIn):
    holder, clerk = a_posting("in_post", first=-400, end=512), signed_in("cmd_desk")
    follows = a_posting("selected", post=holder.post, first=512, end=900)
    shown = page(clerk, "posting", holder)
    words = f"Successor {follows.reference}: Selected."
    assert way_of(shown, words) == reverse("admin:attaches_posting_change", args=[follows.reference])
    assert "Choose a successor" not in page(clerk, "post", holder.post)


def test_who_may_not_propose_reads_the_words_alone(db: None, signed_in: SignedIn):
    holder = a_posting("in_post", first=-400, end=512)
    shown = page(signed_in("leadership_reader"), "posting", holder)
    assert "Choose a successor." in shown
    assert not way_of(shown, "Choose a successor.")


def test_the_form_tells_nothing_of_a_predecessor_the_reader_may_not_see(db: None, signed_in: SignedIn):
    holder = a_posting("in_post", first=-400, end=512)
    with acting("cmd_desk") as by:
        seen = as_it_stands(holder)
        raise_label(seen, by=by, to=intern(*NEGOTIATED), reason="talks began", together=True)
    way = reverse("admin:attaches_posting_add")
    assert str(day(512)) in signed_in("cmd_desk").get(f"{way}?predecessor={holder.pk}").content.decode()
    form = signed_in("cmd_desk_2").get(f"{way}?predecessor={holder.pk}").content.decode()
    assert str(holder.officer.full_name) not in form
    assert str(day(512)) not in form


@pytest.mark.parametrize("key", ["x", "-1", "9" * 30, "１", "999999"])
def test_a_predecessor_that_is_none_leaves_the_form_empty(db: None, signed_in: SignedIn, key: str):
    way = reverse("admin:attaches_posting_add")
    assert signed_in("cmd_desk").get(way, {"predecessor": key, "post": key}).status_code == 200


def test_a_posting_broken_off_says_what_is_left_to_record(db: None, signed_in: SignedIn):
    posting, clerk = a_posting("in_post", first=-400, end=512), signed_in("cmd_desk")
    with acting("cmd_desk") as by:
        tenures.declare_png(
            as_it_stands(posting), by=by, on=day(-3), at=now(), reason="DEMO: no reasons owed"
        )
    shown = page(clerk, "posting", posting)
    assert "Functions have ended; record the final departure." in shown
    assert shown.count("DEMO: no reasons owed") == 1
    with acting("cmd_desk") as by:
        tenures.record_departure(as_it_stands(posting), by=by, on=day(-1), at=now())
    shown = page(clerk, "posting", posting)
    assert "close it with “Functions ended”" in shown


def test_months_are_counted_by_the_calendar():
    assert months_later(dt.date(2027, 8, 31), 6) == dt.date(2028, 2, 29)
    assert months_later(dt.date(2027, 12, 1), 36) == dt.date(2030, 12, 1)
    assert months_later(dt.date(9999, 12, 1), 1) == dt.date.max

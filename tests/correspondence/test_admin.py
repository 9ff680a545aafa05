"""The register in data entry: typed, pressed, warned, attached; the way from an accreditation to a note and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from correspondence.admin.forms import CorrespondenceForm
from correspondence.models import Correspondence
from correspondence.services import drafting, steps
from documents.engine import LARGEST
from foundation.clock import now
from tests.attaches.scenes import a_post, a_posting, principal, state_of
from tests.cast import acting
from tests.correspondence.scenes import country, day, dispatched, incoming, mission, outgoing, received
from tests.documents import files

pytestmark = pytest.mark.django_db
ADD = "/admin/correspondence/correspondence/add/"


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def typed(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "note_verbale", "direction": "outgoing", "subject": "Nümunə mövzusu", "language": "en",
        "sender_mission": mission().pk, "addressee_country": country().pk, "text": "The Embassy writes.",
        "reply_expected": "on", "classification": "official_use", **changes,
    }  # fmt: skip


def page(client: Client, note: Correspondence) -> str:
    where = reverse("admin:correspondence_correspondence_change", args=[note.pk])
    return client.get(where).content.decode()


def press(client: Client, note: Correspondence, step: str, **data: Any) -> str:
    where = reverse("admin:correspondence_correspondence_step", args=[note.pk, step])
    return client.post(where, data, follow=True).content.decode()


def the_only_one() -> Correspondence:
    with acting("cmd_desk"):
        return Correspondence.in_context.with_parties().get()


def test_a_note_is_typed_with_its_scan_and_dispatched_by_a_button(signed_in: Callable[..., Client]):
    clerk = signed_in("cmd_desk")
    scan = SimpleUploadedFile("Nota.pdf", files.pdf(), "application/pdf")
    answer = clerk.post(ADD, typed(scan=scan))
    assert answer.status_code == 302, answer.context["errors"]
    note = the_only_one()
    shown = page(clerk, note)
    assert "Nota.pdf" in shown
    assert f"/correspondence/{note.reference}/az.docx" in shown
    shown = press(clerk, note, "dispatch", on=day(0).isoformat())
    assert "Done: Dispatch." in shown
    assert "EMB-GE/" in shown
    assert 'name="text"' not in shown
    assert "their reply awaited since today" in shown
    assert state_of(note) == "dispatched"


def test_a_refusal_stands_beside_what_was_typed(signed_in: Callable[..., Client]):
    clerk = signed_in("cmd_desk")
    for change, words in (
        ({"sender_mission": "", "sender_country": country("TR").pk}, "sent by one of our missions"),
        ({"addressee_institution": 1}, "Choose one mission"),
        ({"about_reference": "ACC-2026-AAAAA"}, "There is no record with this reference."),
        ({"reply_expected": "", "reply_due_on": day(9)}, "only where a reply is expected"),
        ({"number": f"EMB-GE/{day(0).year}/0001"}, "Leave it empty"),
        ({"scan": SimpleUploadedFile("x.exe", b"MZ")}, "Only PDF, DOCX"),
        ({"dated_on": "2026-02-30"}, "Enter a valid date."),
        ({"in_reply_to": "x"}, "not one of the available choices"),
    ):
        answer = clerk.post(ADD, typed(**change))
        assert answer.status_code == 400, change
        shown = answer.content.decode()
        assert words in shown, change
        assert "Nümunə mövzusu" in shown
    with acting("cmd_desk"):
        assert not Correspondence.in_context.exists()


def test_a_scan_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path):
    """The file is open for writing alone: whoever reads it fails."""
    with (tmp_path / "Nota.pdf").open("wb") as sent:
        scan = UploadedFile(sent, "Nota.pdf", "application/pdf", LARGEST + 1)
        assert CorrespondenceForm({}, {"scan": scan}).errors["scan"] == ["The file is larger than 25 MB."]


def test_a_draft_is_amended_and_a_stale_form_refused(signed_in: Callable[..., Client]):
    with acting("cmd_desk") as by:
        note = outgoing(by)
    clerk, where = (
        signed_in("cmd_desk"),
        reverse("admin:correspondence_correspondence_change", args=[note.pk]),
    )
    assert clerk.post(where, typed(subject="Other", based_on=1)).status_code == 302
    assert the_only_one().subject == "Other"
    assert clerk.post(where, typed(subject="Third", based_on=1)).status_code == 412


def test_a_repeated_number_is_warned_about(signed_in: Callable[..., Client]):
    first, clerk = received(number="7/1"), signed_in("cmd_desk")
    with acting("cmd_desk") as by:
        second = incoming(by, number="7/1")
    assert "The same number came in before" in page(clerk, second)
    assert first.subject in page(clerk, second)
    again = typed(
        direction="incoming", sender_mission="", sender_country=country().pk, sender_name="Embassy of Georgia",
        addressee_country="", addressee_mission=mission().pk, number="7/1", dated_on=day(-3),
    )  # fmt: skip
    shown = clerk.post(ADD, again, follow=True).content.decode()
    assert "came in before in this year" in shown


def test_the_exchange_stands_on_the_page_and_outstanding_ones_are_a_filter(signed_in: Callable[..., Client]):
    first = dispatched(-9, subject="First note")
    reply = received(-2, subject="Their reply", in_reply_to=first)
    clerk = signed_in("cmd_desk")
    assert "Their reply" in page(clerk, first)
    assert "First note" in page(clerk, reply)
    where = reverse("admin:correspondence_correspondence_changelist")
    ours = clerk.get(where, {"reply": "ours"}).content.decode()
    assert "Their reply" in ours
    assert "First note" not in ours
    assert "First note" not in clerk.get(where, {"reply": "theirs"}).content.decode()
    assert clerk.get(where, {"q": "THEIR repl"}).content.decode().count("Their reply") >= 1


def test_who_only_reads_sees_no_form_and_no_button(signed_in: Callable[..., Client]):
    note = dispatched(text="Words of the note")
    shown = page(signed_in("leadership_reader"), note)
    assert "Words of the note" in shown
    assert "Next step" not in shown
    assert signed_in("leadership_reader").get(ADD).status_code == 403


def test_the_list_and_a_page_ask_the_same_however_many(signed_in: Callable[..., Client]):
    note, clerk = dispatched(), signed_in("cmd_desk")
    where = reverse("admin:correspondence_correspondence_changelist")

    def counted(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(address).status_code == 200
        return len(asked)

    addresses = (where, reverse("admin:correspondence_correspondence_change", args=[note.pk]))
    for address in addresses:
        counted(address)
    before = [counted(address) for address in addresses]
    for _note in range(4):
        received(in_reply_to=note)
    assert [counted(address) for address in addresses] == before


def test_from_the_accreditation_to_the_note_and_back(signed_in: Callable[..., Client]):
    posting = a_posting("mfa_coordinated", post=a_post(mission="emb-ge"), first=90)
    with acting("cmd_desk"):
        paper = principal(posting)
    clerk, here = signed_in("cmd_desk"), reverse("admin:attaches_accreditation_change", args=[paper.pk])
    shown = clerk.get(here).content.decode()
    way = reverse("correspondence:draft", args=[paper.reference])
    assert way in shown
    assert "does not move the accreditation" in shown
    assert "Note asking for consent" in clerk.get(way).content.decode()
    answer = clerk.post(way, {"purpose": "consent", "language": "az", "particulars": "on"})
    note = the_only_one()
    assert answer["Location"] == reverse("admin:correspondence_correspondence_change", args=[note.pk])
    press(clerk, note, "dispatch")
    assert state_of(paper) == "planned"
    shown = clerk.get(here).content.decode()
    assert "A note has left. It does not move the accreditation by itself" in shown
    assert the_only_one().number in shown
    on_posting = clerk.get(reverse("admin:attaches_posting_change", args=[posting.pk])).content.decode()
    assert the_only_one().number in on_posting


def test_the_page_of_an_accreditation_is_marked_like_the_notes_on_it(signed_in: Callable[..., Client]):
    posting = a_posting("mfa_coordinated", first=90)
    with acting("cmd_desk") as clerk:
        paper = principal(posting)
        draft = drafting.draft(paper.reference, "consent", by=clerk, at=now())
        steps.cancel(draft, by=clerk, on=day(0), at=now())
    dispatched(about_reference=paper.reference, level="limited_official_use", subject="A hidden matter")
    here = reverse("admin:attaches_accreditation_change", args=[paper.pk])
    shown = signed_in("cmd_desk").get(here).content.decode()
    assert "LIMITED OFFICIAL USE" in shown
    assert "A hidden matter" in shown
    assert "A hidden matter" not in signed_in("cmd_desk_2").get(here).content.decode()


def test_the_reply_that_is_missing_is_entered_from_the_note_it_answers(signed_in: Callable[..., Client]):
    clerk = signed_in("cmd_desk")
    theirs, ours = dispatched(-9, subject="We ask", about_reference=""), received(-2, subject="They ask")
    for note, said, direction in (
        (theirs, "Record their reply", "incoming"),
        (ours, "Write our reply", "outgoing"),
    ):
        way = f"{ADD}?in_reply_to={note.pk}"
        assert f'<a href="{way}">{said}</a>' in page(clerk, note)
        form = clerk.get(way).context["adminform"].form
        known = {name: form[name].value() for name in form.fields if form[name].value()}
        assert (known["direction"], known["kind"], known["in_reply_to"]) == (
            direction,
            note.kind,
            str(note.pk),
        )
        assert known.get("sender_country") == note.addressee_country_id
        assert known.get("sender_institution") == note.addressee_institution_id
        assert known.get("addressee_mission") == note.sender_mission_id
        assert known.get("addressee_country") == note.sender_country_id
        assert known.get("sender_name", "") == note.addressee_name
    assert "Record their reply" not in page(signed_in("leadership_reader"), theirs)
    assert "reply</a>" not in page(clerk, dispatched(-1, reply_expected=False))


def test_a_reply_is_marked_like_what_it_answers_and_tells_nothing_to_others(signed_in: Callable[..., Client]):
    note = dispatched(-9, subject="Of the talks", level="limited_official_use", caveats=("negotiations",))
    way = f"{ADD}?in_reply_to={note.pk}"
    form = signed_in("cmd_desk").get(way).context["adminform"].form
    assert (form["classification"].value(), form["caveats"].value()) == (
        "limited_official_use",
        ["negotiations"],
    )
    other = signed_in("cmd_desk_2").get(way)
    assert "Of the talks" not in other.content.decode()
    assert other.context["adminform"].form["sender_country"].value() is None
    for odd in ("x", "-1", "9" * 30, "１"):
        assert signed_in("cmd_desk").get(ADD, {"in_reply_to": odd}).status_code == 200

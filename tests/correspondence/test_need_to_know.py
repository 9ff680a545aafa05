"""Who may not read a note does not find it anywhere: list, page, exchange, search, count, file, paper (walls.md 1)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from access.services.labels import intern
from access.services.lowering import confirm_lowering, propose_lowering
from access.services.marking import change_marking
from access.services.relabelling import DependantsCarryLowerLabel
from attaches.models import Accreditation
from correspondence.models import Correspondence
from correspondence.selectors import correspondence as read
from correspondence.services import refusals, register, steps
from documents.selectors.files import files_about
from foundation.clock import now
from foundation.errors import RuleBroken
from tests.attaches.scenes import a_posting, principal
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, day, dispatched, incoming, outgoing, received, seen
from tests.documents import files

pytestmark = pytest.mark.django_db
HIDDEN = {"level": "limited_official_use", "caveats": ("mod_only",)}


@pytest.fixture(autouse=True)
def store_of_its_own(settings, tmp_path: Path) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }


def test_list_count_and_search_know_nothing_of_a_hidden_note(api: Callable[..., Client]):
    shown, hidden = dispatched(), dispatched(**HIDDEN, subject="Məxfi mövzu")
    colleague = api("cmd_desk_2")
    for query in ("", "?outstanding=true", "?direction=outgoing", f"?year={day(0).year}", "?sender=emb-ge"):
        rows = colleague.get(f"/api/v1/correspondence/{query}").json()["results"]
        assert [row["reference"] for row in rows] == [shown.reference], query
    for query in (f"?search={hidden.number}", "?search=mexfi", f"?search={hidden.reference}"):
        assert colleague.get(f"/api/v1/correspondence/{query}").json()["results"] == []
    with acting("cmd_desk_2") as reader, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM correspondence_correspondence")
        assert cursor.fetchone() == (1,)
        assert read.outstanding(to=reader).count() == 1
    with acting("cmd_desk") as clerk:
        assert read.outstanding(to=clerk).count() == 2


def test_hidden_and_absent_are_the_same_page(api: Callable[..., Client], signed_in: Callable[..., Client]):
    hidden = dispatched(**HIDDEN)
    colleague, browser = api("cmd_desk_2"), signed_in("cmd_desk_2")
    for path in ("", "paper/en/pdf/"):
        ours, absent = (
            colleague.get(f"/api/v1/correspondence/{name}/{path}")
            for name in (hidden.reference, "COR-2026-AAAAA")
        )
        assert ours.status_code == absent.status_code == 404
    for path in ("/correspondence/{}/en.pdf", "/admin/correspondence/correspondence/{}/change/"):
        pages = [browser.get(path.format(name)) for name in (hidden.reference, "COR-2026-AAAAA")]
        assert [page.status_code for page in pages] == [404, 404]
        assert hidden.subject not in pages[0].content.decode()
    listed = browser.get("/admin/correspondence/correspondence/").content.decode()
    register_page = browser.get("/correspondence/").content.decode()
    assert hidden.subject not in listed + register_page


def test_an_exchange_ends_where_the_reader_s_sight_ends(api: Callable[..., Client]):
    first = dispatched(-9)
    reply = received(-5, in_reply_to=first, **HIDDEN)
    last = dispatched(-1, in_reply_to=reply, **HIDDEN)
    with acting("cmd_desk") as clerk:
        assert list(read.chain(as_it_stands(first), to=clerk)) == [first, reply, last]
        assert list(read.chain(as_it_stands(last), to=clerk)) == [first, reply, last]
    with acting("cmd_desk_2") as colleague:
        assert list(read.chain(as_it_stands(first), to=colleague)) == [first]
    shown = api("cmd_desk_2").get(f"/api/v1/correspondence/{first.reference}/").json()
    assert [note["reference"] for note in shown["exchange"]] == [first.reference]


def test_a_file_is_hidden_with_its_note(signed_in: Callable[..., Client]):
    note = dispatched(**HIDDEN)
    with acting("cmd_desk") as clerk:
        register.attach_file(note, by=clerk, file=("Nota.pdf", files.pdf()))
        (file,) = files_about(note.reference, to=clerk)
        assert file.label_id == note.label_id
    assert signed_in("cmd_desk").get(f"/files/{file.reference}/").status_code == 200
    assert signed_in("cmd_desk_2").get(f"/files/{file.reference}/").status_code == 404


def test_a_note_is_not_marked_below_what_it_is_about_or_replies_to(db: None):
    first = received(**HIDDEN)
    with acting("cmd_desk") as clerk:
        with pytest.raises(refusals.LabelTooLow):
            outgoing(clerk, in_reply_to=first)
        with pytest.raises(refusals.LabelTooLow):
            outgoing(clerk, about_reference=first.reference)
        assert outgoing(clerk, about_reference=first.reference, **HIDDEN).about_kind == "correspondence"


@pytest.mark.parametrize("reference", ["theirs", "COR-2026-AAAAA"])
def test_nor_in_raw_sql_as_the_application_role(db: None, reference: str):
    first = received(**HIDDEN)
    with acting("cmd_desk") as clerk:
        draft = outgoing(clerk)
        kind = "about_kind = 'correspondence', about_reference = %s"
        change = f"UPDATE correspondence_correspondence SET {kind} WHERE id = %s"
        about = first.reference if reference == "theirs" else reference
        with connection.cursor() as cursor, pytest.raises(DatabaseError), transaction.atomic():
            cursor.execute(change, [about, draft.pk])
        assert as_it_stands(draft).about_reference == ""


def test_nobody_writes_about_what_he_cannot_see(db: None):
    hidden = received(**HIDDEN)
    with acting("cmd_desk_2") as colleague:
        for reference in (hidden.reference, "COR-2026-AAAAA"):
            with pytest.raises(refusals.NothingKnownByThisReference):
                outgoing(colleague, about_reference=reference)


def test_nobody_moves_or_amends_what_he_cannot_see(db: None):
    with acting("cmd_desk") as clerk:
        hidden = incoming(clerk, **HIDDEN)
    with acting("cmd_desk_2") as colleague:
        for deed in (
            lambda: steps.receive(hidden, by=colleague, on=day(0), at=now()),
            lambda: register.amend(hidden, by=colleague, subject="mine"),
            lambda: register.attach_file(hidden, by=colleague, file=("x.pdf", files.pdf())),
        ):
            with pytest.raises(Exception, match="changed"):
                deed()
    assert seen(hidden).state == "draft"


def about_an_accreditation() -> tuple[Accreditation, Correspondence]:
    posting = a_posting("mfa_coordinated", first=90)
    with acting("cmd_desk"):
        paper = principal(posting)
    return paper, dispatched(about_reference=paper.reference)


def test_a_note_rises_with_the_record_it_is_about(db: None):
    paper, note = about_an_accreditation()
    higher = {"level": "limited_official_use", "caveats": ("mod_only",)}
    with acting("cmd_desk") as clerk:
        record = Accreditation.in_context.get(pk=paper.pk)
        with pytest.raises(DependantsCarryLowerLabel) as refused:
            change_marking(record, by=clerk, to=intern(**higher), reason="hidden now")
        assert note in refused.value.dependants
        change_marking(record, by=clerk, to=intern(**higher), reason="hidden now", together=True)
    assert seen(note, "cmd_desk").label.caveats == ["mod_only"]
    assert seen(note, "cmd_desk").number == note.number
    assert seen(note, "cmd_desk_2") is None


def test_a_note_is_not_lowered_below_its_record_by_two_people_either(db: None):
    first = received(level="limited_official_use")
    note = dispatched(about_reference=first.reference, level="limited_official_use")
    with acting("cmd_desk") as clerk:
        waiting = propose_lowering(note, by=clerk, to=intern("official_use"), reason="published")
    with acting("mfa_desk") as second, pytest.raises(RuleBroken):
        confirm_lowering(waiting, by=second, at=now())
    assert seen(note).label == intern("limited_official_use")


def test_a_record_does_not_rise_past_a_note_its_raiser_cannot_see(db: None):
    posting = a_posting("mfa_coordinated", first=90)
    with acting("cmd_desk"):
        paper = principal(posting)
    dispatched(about_reference=paper.reference, level="official_use", caveats=("mod_only",))
    with acting("mfa_desk") as desk, pytest.raises(RuleBroken):
        record = Accreditation.in_context.get(pk=paper.pk)
        change_marking(record, by=desk, to=intern("limited_official_use"), reason="hidden now", together=True)


def test_outside_the_register_no_row_is_seen(db: None):
    dispatched()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM correspondence_correspondence")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("person", ["sysadmin", "auditor", "mfa_security"])
def test_who_administers_or_audits_is_no_reader(api: Callable[..., Client], person: str):
    note = dispatched()
    assert api(person).get("/api/v1/correspondence/").json()["results"] == []
    assert api(person).get(f"/api/v1/correspondence/{note.reference}/").status_code == 404

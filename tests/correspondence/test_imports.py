"""The old ledger of correspondence is taken over as a table."""

from typing import Any

import pytest

from correspondence.models import Correspondence
from correspondence.services.refusals import NumberTaken
from directory.models import Institution
from documents.selectors.imports import findings, table_import
from foundation.errors import RuleBroken
from tests.attaches.scenes import a_posting, day
from tests.cast import acting
from tests.correspondence.scenes import dispatched, received, seen
from tests.documents.tables import as_it_stands, brought, confirmed, errors_in, found_in, workbook

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Direction", "Kind", "Number", "Date on the note", "Received on", "Sender", "Addressee", "Subject", "Reply due on",
    "About",
)  # fmt: skip


def note(direction: str, number: str, *, on: int = -900, **facts: str) -> list[str]:
    given = {
        "received": "", "sender": "mfa", "addressee": "Embassy of the receiving State", "subject": "Consent", "due": "",
        "about": "", **facts,
    }  # fmt: skip
    return [
        direction, "note_verbale", number, day(on).isoformat(), given["received"], given["sender"], given["addressee"],
        given["subject"], given["due"], given["about"],
    ]  # fmt: skip


def ledger(*rows: list[str], headings: tuple[str, ...] = HEADINGS, who: str = "mfa_protocol"):
    return brought(workbook(rows, headings), kind="correspondence", who=who)


def test_what_left_keeps_its_number_and_what_came_in_counts_as_received():
    posting = a_posting("proposed", first=100, end=900)
    held = ledger(
        note("outgoing", "14/2-118", about=posting.reference),
        note("incoming", "77", sender="Türkiyə", addressee="mfa", received=day(-898).isoformat()),
    )
    assert (held.state, held.errors) == ("checked", 0), found_in(held, who="mfa_protocol")
    assert confirmed(held, who="mfa_protocol").state == "applied"
    with acting("mfa_protocol"):
        left, came = Correspondence.in_context.order_by("id")
        assert (left.number, left.state, left.state_on, left.about_reference) == (
            "14/2-118", "dispatched", day(-900), posting.reference,
        )  # fmt: skip
        assert (came.sender_country.iso2, came.state, came.received_on) == ("TR", "received", day(-898))


def test_what_is_wrong_is_named_by_row_and_column():
    held = ledger(
        note("outgoing", ""),
        note("outgoing", "1", sender="Nobody we know"),
        note("incoming", "2", sender="TR", addressee="mfa", on=30),
        note("incoming", "3", sender="TR", addressee="mfa", received=day(-901).isoformat()),
        note("sideways", "4"),
        note("outgoing", "5", about="PST-2020-22222"),
    )
    assert errors_in(held, who="mfa_protocol") == {
        (2, "Number"), (3, "Sender"), (4, "Received on"), (5, "Received on"), (6, "Direction"), (7, "About"),
    }  # fmt: skip


def test_a_number_that_is_on_record_is_warned_about_or_refused_as_ours():
    confirmed(
        ledger(note("incoming", "9", sender="TR", addressee="mfa"), note("outgoing", "9")), who="mfa_protocol"
    )
    held = ledger(note("incoming", "9", sender="TR", addressee="mfa"), note("outgoing", "9"))
    held = as_it_stands(held, who="mfa_protocol")
    assert {(row, column) for row, column, *_ in found_in(held, who="mfa_protocol")} >= {
        (2, "Number"),
        (3, "Number"),
    }
    assert errors_in(held, who="mfa_protocol") == {(3, "Number")}


def test_findings_of_a_ledger_say_nothing_of_a_note_marked_higher_even_to_who_may_read_it():
    """All staff read the findings: they say what they say to somebody who may not read the notes."""
    higher: dict[str, Any] = {"level": "limited_official_use", "caveats": ("mod_only",)}
    came = received(-897, number="91", **higher)
    left = dispatched(-900, number="92", sender_institution=Institution.objects.get(code="mfa"), **higher)
    assert seen(came, "cmd_desk")
    rows = [
        note("incoming", "91", sender="GE", addressee="mfa"), note("outgoing", "92"),
        note("outgoing", "93", about=left.reference), note("outgoing", "94", about="COR-2020-22222"),
    ]  # fmt: skip
    held = ledger(*rows, who="cmd_desk")
    found = found_in(held, who="cmd_desk")
    assert {(row, column) for row, column, *_ in found} == {(3, ""), (4, "About"), (5, "About")}
    words = {row: said for row, _column, _severity, said in found}
    assert words[3] == RuleBroken.message
    assert words[4] == words[5]
    assert seen(came, "mfa_protocol") is None
    assert found_in(ledger(*rows), who="mfa_protocol") == found
    assert not any(one.reference in said for one in (came, left) for said in words.values())
    with acting("cmd_desk") as by:
        held = table_import(held.reference, to=by)
        kept = str([(one.code, one.parameters) for one in findings(held, to=by)])
        assert not any(told in kept for told in (came.reference, left.reference, str(NumberTaken.message)))


def test_a_number_of_a_note_that_all_may_read_is_named_as_taken():
    dispatched(
        -900, person="mfa_protocol", number="95", sender_institution=Institution.objects.get(code="mfa")
    )
    held = ledger(note("outgoing", "95"))
    assert (2, "Number", "error", str(NumberTaken.message)) in found_in(held, who="mfa_protocol")

"""The ledger of correspondence as a table (docs/decisions/0011): its columns, and the service each row calls."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from access.models import Label
from access.services.labels import intern
from correspondence.lifecycle import CorrespondenceDirection, CorrespondenceKind
from correspondence.models.correspondence import TEXT_LANGUAGES
from correspondence.selectors import ledger
from correspondence.services.ledger import take_over
from documents.registry import Column, Entered, Import, Kind, Unclear, Warned, register


def enter_note(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """A note of the old ledger."""
    facts = {key: value for key, value in row.items() if key not in ("sender", "addressee")}
    for side in ("sender", "addressee"):
        if side in row:
            body, found = row[side]
            facts[f"{side}_{body}"] = found
    facts.setdefault("reply_expected", "reply_due_on" in facts)
    return take_over(by=by, at=at, label=label_of_ledger(by), **facts)


def label_of_ledger(by: Subject) -> Label:
    """What all staff may read; a note above that is entered by hand, with its marking."""
    return intern("official_use")


def find_notes(texts: Collection[str], to: Subject) -> dict[str, Any]:
    """A note on record by reference, or by a number that only one has."""
    found: dict[str, Any] = {}
    for text, rows in ledger.notes_called(texts, to=to).items():
        if len(rows) > 1:
            references = ", ".join(row.reference for row in rows[:5])
            found[text] = Unclear("several_records", {"given": text, "references": references})
        elif rows:
            found[text] = rows[0]
    return found


def on_record(rows: Sequence[tuple[int, Entered]], to: Subject) -> Iterator[Warned]:
    """A note with this number and date is on record, or stands further up; incoming numbers may repeat (I25)."""
    known = ledger.numbers_on_record({row["number"] for _no, row in rows if "number" in row}, to=to)
    above: dict[tuple[str, Any], int] = {}
    for number, row in rows:
        key = (row.get("number", ""), row.get("dated_on"))
        if not all(key):
            continue
        if key in known:
            yield Warned(number, "number", "on_record", {"reference": known[key]})
        elif key in above:
            yield Warned(number, "number", "on_record_above", {"row": above[key]})
        above.setdefault(key, number)


PARTY_HELP = _(
    "Code of a mission, institution or organisation, ISO code of a country, or the name as written."
)
CORRESPONDENCE = Import(
    slug="correspondence",
    title=_("Correspondence"),
    about=_("One note or letter of the old ledger a row: what left keeps its number, what came in counts as received."),
    verb="correspondence.take_over",
    label=label_of_ledger,
    enter=enter_note,
    warn=on_record,
    page=lambda: reverse("correspondence:register"),
    blames={
        "sender_mission": "sender", "sender_institution": "sender", "sender_name": "sender",
        "addressee_mission": "addressee", "addressee_institution": "addressee", "addressee_name": "addressee",
    },
    said={
        "on_record": _("A note with this number and date is on record: %(reference)s."),
        "on_record_above": _("The same number and date stand in row %(row)s."),
    },
    columns=(
        Column(
            key="direction", heading=pgettext_lazy("correspondence", "Direction"), kind=Kind.CHOICE, required=True,
            choices=CorrespondenceDirection.choices, example="outgoing",
        ),
        Column(
            key="kind", heading=_("Kind"), kind=Kind.CHOICE, required=True, choices=CorrespondenceKind.choices,
            example="note_verbale",
        ),
        Column(key="number", heading=_("Number"), longest=60, exact=True, example="14/2-118"),
        Column(key="dated_on", heading=_("Date on the note"), kind=Kind.DAY, required=True, example="2024-03-05"),
        Column(key="received_on", heading=_("Received on"), kind=Kind.DAY, help=_("Only of what came in."),
               example=""),
        Column(
            key="sender", heading=_("Sender"), kind=Kind.RECORD, required=True, find=ledger.parties, help=PARTY_HELP,
            example="mfa",
        ),
        Column(
            key="addressee", heading=_("Addressee"), kind=Kind.RECORD, required=True, find=ledger.parties,
            help=PARTY_HELP, example="Embassy of the receiving State",
        ),
        Column(
            key="language", heading=_("Language"), kind=Kind.CHOICE, choices=TEXT_LANGUAGES, example="en",
        ),
        Column(key="subject", heading=_("Subject"), required=True, longest=300, example="Consent to an attaché"),
        Column(key="text", heading=_("Text or summary"), longest=20_000),
        Column(
            key="in_reply_to", heading=_("In reply to"), kind=Kind.RECORD, find=find_notes,
            help=_("Reference or number of a note that is on record already."),
        ),
        Column(key="reply_due_on", heading=_("Reply due on"), kind=Kind.DAY),
        Column(
            key="about_reference", heading=_("About"), longest=20, help=_("Reference of the record it is about."),
        ),
    ),
)  # fmt: skip


def register_all() -> None:
    """Called from apps.py: ready()."""
    register(CORRESPONDENCE)

"""A note as the paper it is, and what came in as a sheet of the register."""

import datetime as dt
from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext as _

from access.selectors.markings import page_marking
from correspondence import terms
from correspondence.lifecycle import CorrespondenceKind, CorrespondenceState
from correspondence.models import Correspondence
from correspondence.selectors.parties import addressed, party_name
from foundation.wording import written_date
from publishing.documents import Document, Grid, Paragraph, Section
from publishing.letters import Letter
from publishing.tables import Column

_K = CorrespondenceKind


def letter_of(note: Correspondence, *, language: str, at: dt.datetime) -> Letter:
    """What goes out, in either language: the form in that language, the text as far as it was written in it."""
    text, edition = _text(note, language)
    plain = note.kind in {_K.AIDE_MEMOIRE, _K.NON_PAPER}  # handed over: no addressee, no signature, no seal
    with translation.override(language):
        marking = note.label.marking
    return Letter(
        letterhead="" if note.kind == _K.NON_PAPER else party_name(note, "sender", language),
        form=_form(note.kind, language),
        number="" if note.kind == _K.NON_PAPER else terms.number_line(note.number, language),
        text=text,
        place_and_date=terms.place_and_date(note.place, note.dated_on, language),
        addressee=() if plain else (addressed(note, language),),
        addressee_first=note.kind == _K.LETTER,
        initials=_hand(note.kind, language),
        edition=edition,
        title=note.subject,
        reference=note.reference,
        marking=marking,
        language=language,
        as_of=note.dated_on,
        printed_at=None if note.dated_on else at,
    )


def _form(kind: str, language: str) -> str:
    english, azerbaijani = terms.FORM_NAMES[kind]
    return "" if kind == _K.LETTER else azerbaijani if language == "az" else english


def _hand(kind: str, language: str) -> str:
    """A note is initialled and sealed, never signed; a letter is signed."""
    if kind in terms.THIRD_PERSON:
        return terms.INITIALS.in_(language)
    return terms.SIGNATURE.in_(language) if kind == _K.LETTER else ""


def _text(note: Correspondence, language: str) -> tuple[str, str]:
    """The text to print, and what has to be said of it."""
    words = []
    if note.state in {CorrespondenceState.DRAFT, CorrespondenceState.CANCELLED}:
        words.append(terms.DRAFT.in_(language))
    text = note.text
    if language != note.language:
        words.append((terms.TRANSLATED if note.translation else terms.UNTRANSLATED).in_(language))
        text = note.translation or note.text
    return text, " · ".join(words)


def sheet_of(
    note: Correspondence, *, chain: Iterable[Correspondence], language: str, at: dt.datetime
) -> Document:
    """A sheet of the register: what came in, when, what it says, and what it belongs to."""
    shown = list(chain)
    with translation.override(language):
        marking = page_marking([note.label_id, *(one.label_id for one in shown)])
        facts = {
            _("Kind"): note.get_kind_display(), _("Sender"): party_name(note, "sender", language),
            _("Addressee"): party_name(note, "addressee", language), _("Number"): note.number,
            _("Date on the note"): note.dated_on, _("Received on"): note.received_on,
            _("State"): note.get_state_display(),
        }  # fmt: skip
        columns = [
            Column("number", _("Number")), Column("day", _("Date")), Column("subject", _("Subject")),
            Column("state", _("State")),
        ]  # fmt: skip
        rows = [
            {
                "number": one.number or one.reference, "day": written_date(one.dated_on or one.state_on),
                "subject": one.subject, "state": one.get_state_display(),
            }
            for one in shown
        ]  # fmt: skip
        return Document(
            title=note.subject,
            reference=note.reference,
            particulars={name: value for name, value in facts.items() if value},
            sections=[
                Section(_("Text or summary"), [Paragraph(_text(note, language)[0])]),
                Section(_("The exchange it belongs to"), [Grid(columns, rows)]),
            ],
            marking=marking["text"] if marking else "",
            language=language,
            printed_at=at,
            numbered=False,
        )

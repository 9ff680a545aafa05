"""Correspondence on the pages of representation: what has left or come in, and the way to draft more.

A note that leaves moves nothing here: its button does, so that one fact is entered once, by who knows it.
"""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from attaches.admin.panels import lines, reader
from correspondence.lifecycle import ON_RECORD
from correspondence.models import Correspondence
from correspondence.selectors.correspondence import about
from correspondence.selectors.drafts import purposes_for
from correspondence.selectors.wording import standing_words
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import written_date


def notes_of(record: Any) -> list[Correspondence]:
    """Notes about a posting with its accreditations, or about one of these; asked once for a page."""
    if not hasattr(record, "notes_shown"):
        parts = getattr(record, "accreditations", None)
        others = parts.values_list("reference", flat=True) if parts is not None else ()
        record.notes_shown = list(about([record.reference, *others], to=reader()))
    found: list[Correspondence] = record.notes_shown
    return found


def notes_shown(record: Any) -> SafeString | str:
    """The notes, the latest first; a dash when there is none."""
    return lines(_line(note) for note in notes_of(record))


def _line(note: Correspondence) -> SafeString:
    where = reverse("admin:correspondence_correspondence_change", args=[note.reference])
    words = " · ".join(filter(None, (note.number, note.subject)))
    day = written_date(note.dated_on or note.state_on)
    return format_html('<a href="{}">{}</a> · {} · {}', where, words, day, standing_words(note, on=today()))


def way_to_draft(reference: str, *, moved_by: str = "") -> SafeString | str:
    """A link to drafting where the office may, what is to be written now, and what dispatching does not do."""
    offered = purposes_for(reference, to=reader()) if may(reader(), "correspondence.draft") else ()
    if not offered:
        return ""
    where = reverse("correspondence:draft", args=[reference])
    purposes = ", ".join(str(purpose.title) for purpose in offered)
    link = format_html('<a href="{}">{}</a>: {}', where, _("Draft a note"), purposes)
    if not moved_by:
        return link
    return format_html("{}<div>{}</div>", link, moved_by)


def not_moved_words(record: Any) -> str:
    """Said beside the notes: the button above is pressed by hand once the note has left."""
    if any(note.state in ON_RECORD and note.is_outgoing for note in notes_of(record)):
        return _(
            "A note has left. It does not move the accreditation by itself: press its button under “Next step”."
        )
    return _("Dispatching a note does not move the accreditation: press its button under “Next step” then.")


def moved_by_hand_words() -> str:
    """Of records that have a button for every step."""
    return _("Dispatching a note does not move this record: press its button under “Next step” then.")


def note_labels(record: Any) -> list[int]:
    """Markings of the notes shown on a record's page."""
    return [note.label_id for note in notes_of(record)]

"""What a note or letter is and what can happen to it (domain.md B3)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CorrespondenceKind(TextChoices):
    """Forms of diplomatic correspondence."""

    NOTE_VERBALE = "note_verbale", _("Note verbale")
    LETTER = "letter", pgettext_lazy("correspondence", "Letter")
    AIDE_MEMOIRE = "aide_memoire", _("Aide-mémoire")
    NON_PAPER = "non_paper", _("Non-paper")
    NOTE_EXCHANGE = "note_exchange", _("Exchange of notes")


class CorrespondenceDirection(TextChoices):
    """Whether it leaves the house or comes in."""

    OUTGOING = "outgoing", pgettext_lazy("correspondence", "Outgoing")
    INCOMING = "incoming", pgettext_lazy("correspondence", "Incoming")


class CorrespondenceState(TextChoices):
    """From the draft, or the entry of what came in, to the answer."""

    DRAFT = "draft", pgettext_lazy("correspondence", "Draft")
    DISPATCHED = "dispatched", pgettext_lazy("correspondence", "Dispatched")
    RECEIVED = "received", pgettext_lazy("correspondence", "Received")
    ANSWERED = "answered", pgettext_lazy("correspondence", "Answered")
    CLOSED = "closed", pgettext_lazy("correspondence", "Closed without an answer")
    NO_REPLY_NEEDED = "no_reply_needed", pgettext_lazy("correspondence", "No reply needed")
    CANCELLED = "cancelled", pgettext_lazy("correspondence", "Cancelled")


_S = CorrespondenceState

TRANSITIONS: dict[CorrespondenceState, frozenset[CorrespondenceState]] = {
    # Only what goes out is dispatched and only what comes in is received: a constraint of the table says so.
    _S.DRAFT: frozenset({_S.DISPATCHED, _S.RECEIVED, _S.CANCELLED}),
    _S.DISPATCHED: frozenset({_S.ANSWERED, _S.CLOSED}),
    _S.RECEIVED: frozenset({_S.ANSWERED, _S.NO_REPLY_NEEDED}),
    # An answer may come after nobody waited for it any more.
    _S.CLOSED: frozenset({_S.ANSWERED}),
    _S.NO_REPLY_NEEDED: frozenset({_S.ANSWERED}),
    _S.ANSWERED: frozenset(),
    _S.CANCELLED: frozenset(),
}
STANDING: frozenset[CorrespondenceState] = frozenset({_S.DISPATCHED, _S.RECEIVED})
ON_RECORD: frozenset[CorrespondenceState] = frozenset(_S) - {_S.DRAFT, _S.CANCELLED}
OUT_ONLY: frozenset[CorrespondenceState] = frozenset({_S.DISPATCHED, _S.CLOSED})
IN_ONLY: frozenset[CorrespondenceState] = frozenset({_S.RECEIVED, _S.NO_REPLY_NEEDED})


def allowed(source: CorrespondenceState, target: CorrespondenceState) -> bool:
    return target in TRANSITIONS[source]

"""What is to be done next about a posting, in words and as a way to the page where it is done."""

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attaches.admin.panels import once, reader
from attaches.lifecycle import BROKEN_OFF, AccreditationState, PostingState
from attaches.models import Accreditation, Posting
from attaches.selectors.postings import Rotation, successor_of
from attaches.selectors.submissions import open_case_of
from foundation.permissions import may
from foundation.wording import NOTHING

_P = PostingState

NEXT: dict[str, Any] = {
    _P.PROPOSED: gettext_lazy("The personnel board selects the officer."),
    _P.SELECTED: gettext_lazy("Language, training and clearance are checked."),
    _P.PREPARED: gettext_lazy("The Ministry of Defence orders the posting; enter the number of the order."),
    _P.MOD_ORDERED: gettext_lazy("The Ministry of Foreign Affairs coordinates."),
    _P.MFA_COORDINATED: gettext_lazy("Send the note asking for consent."),
    _P.CONSENT_REQUESTED: gettext_lazy("Wait for the host's reply."),
    _P.CONSENT_GRANTED: gettext_lazy("Send the note asking for accreditation."),
    _P.ACCREDITATION_REQUESTED: gettext_lazy("Wait for the accreditation."),
    _P.ACCREDITED: gettext_lazy("The officer arrives and assumes functions."),
    _P.EXTENSION_PENDING: gettext_lazy("The head of department decides on the extension."),
    _P.HANDOVER: gettext_lazy("Complete the handover, then record that functions have ended."),
    _P.ENDED: gettext_lazy("Debriefing report."),
    _P.SUSPENDED: gettext_lazy(
        "Wait until relations are restored; record the departure of an officer who leaves."
    ),
}
NOTE_IS_WRITTEN = frozenset({_P.MFA_COORDINATED, _P.CONSENT_GRANTED})
HOST_ANSWERS = frozenset({_P.CONSENT_REQUESTED, _P.ACCREDITATION_REQUESTED})


def next_step(
    posting: Posting, principal: Accreditation | None, rotation: Rotation | None
) -> SafeString | str:
    """What is to be done now, as a link where a page of its own serves for it."""
    words = next_step_words(posting, principal, rotation)
    way = _way(posting, principal, rotation)
    return format_html('<a href="{}">{}</a>', way, words) if way else words


def next_step_words(posting: Posting, principal: Accreditation | None, rotation: Rotation | None) -> str:
    """What is to be done now."""
    if posting.is_away:
        return _waits_away(posting)
    if posting.state == _P.IN_POST and rotation is not None:
        if rotation.successor is None:
            return _("Choose a successor.")
        return _successor_words(rotation.successor, str(rotation.successor_state))
    if posting.state == _P.MFA_COORDINATED and principal is not None and principal.consent_waived:
        return str(NEXT[_P.CONSENT_GRANTED])
    if posting.state in BROKEN_OFF:
        return _left_after_breaking_off(posting)
    if posting.state == _P.CONSENT_REFUSED:
        other = _instead(posting)
        return _successor_words(other.reference, other.state) if other else _("Choose another officer.")
    return str(NEXT.get(posting.state, NOTHING))


def _waits_away(posting: Posting) -> str:
    """Left while relations were suspended (VCDR art. 45)."""
    if posting.state == _P.SUSPENDED:
        return _("The officer has left. Wait until relations are restored.")
    return _("Relations are restored; record that the officer has arrived again.")


def _successor_words(reference: str, state: str) -> str:
    return _("Successor %(reference)s: %(state)s.") % {"reference": reference, "state": _P(state).label}


def _instead(posting: Posting) -> Posting | None:
    """Who is on the way to the post whose host refused this officer."""
    found: Posting | None = once(posting, "instead", lambda: successor_of(posting, to=reader()))
    return found


def _left_after_breaking_off(posting: Posting) -> str:
    """Recall and persona non grata end the functions at once (VCDR art. 9); the departure comes after."""
    if posting.presence is not None and posting.presence.upper is None:
        return _("Functions have ended; record the final departure.")
    return _("Functions have ended and nobody is left at the post; close it with “Functions ended”.")


def successor_way(*, post: int, predecessor: int | None) -> str:
    """Where a successor is proposed, with what is known already filled in; empty where the office may not."""
    if not may(reader(), "postings.propose"):
        return ""
    after = f"&predecessor={predecessor}" if predecessor is not None else ""
    return f"{reverse('admin:attaches_posting_add')}?post={post}{after}"


def _way(posting: Posting, principal: Accreditation | None, rotation: Rotation | None) -> str:
    if posting.is_away:
        return ""
    if posting.state == _P.IN_POST and rotation is not None:
        if rotation.successor is None:
            return successor_way(post=posting.post_id, predecessor=posting.pk)
        return reverse("admin:attaches_posting_change", args=[rotation.successor])
    if posting.state == _P.CONSENT_REFUSED:
        other = _instead(posting)
        if other is None:
            return successor_way(post=posting.post_id, predecessor=posting.predecessor_id)
        return reverse("admin:attaches_posting_change", args=[other.reference])
    if posting.state in NOTE_IS_WRITTEN | HOST_ANSWERS and principal is not None:
        return _note_page(posting, principal)
    case = once(posting, "case", lambda: open_case_of(posting, to=reader()))
    return reverse("approvals:case", args=[case.reference]) if case is not None else ""


def _note_page(posting: Posting, principal: Accreditation) -> str:
    """Where the note is drafted by who may; else the accreditation it is about."""
    to_write = principal.state in {AccreditationState.PLANNED, AccreditationState.CONSENT_GRANTED}
    if posting.state in NOTE_IS_WRITTEN and to_write and may(reader(), "correspondence.draft"):
        return reverse("correspondence:draft", args=[principal.reference])
    return reverse("admin:attaches_accreditation_change", args=[principal.pk])

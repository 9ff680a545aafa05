"""Sentences about where an accreditation and a posting stand."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attaches.lifecycle import AccreditationState, PostingState
from attaches.models import Accreditation, Call, HandoverItem, Posting
from attaches.selectors.postings import Rotation
from attaches.selectors.requirements import Candidate, Check
from foundation.wording import NOTHING, distance, written_date

_A, _P = AccreditationState, PostingState

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
    _P.RECALLED: gettext_lazy("Record the end and the departure."),
    _P.DECLARED_PNG: gettext_lazy("Record the end and the departure."),
    _P.SUSPENDED: gettext_lazy("Wait until relations are restored."),
}


def consent_words(row: Accreditation | None, today: dt.date) -> str:
    """ "Consent asked for on 14 Oct 2026, 40 days ago; no reply yet"."""
    if row is None:
        return NOTHING
    said = {
        _A.PLANNED: _("no note sent yet"),
        _A.CONSENT_REQUESTED: _("consent asked for on %(day)s (%(far)s), no reply yet"),
        _A.CONSENT_GRANTED: _("consent given on %(day)s (%(far)s), second note to be sent"),
        _A.CONSENT_REFUSED: _("consent refused on %(day)s"),
        _A.ACCREDITATION_REQUESTED: _("second note sent on %(day)s (%(far)s)"),
        _A.ACCREDITED: _("accredited since %(day)s"),
        _A.OBJECTED: _("objected to on %(day)s"),
        _A.ENDED: _("ended on %(day)s"),
        _A.WITHDRAWN: _("withdrawn on %(day)s"),
    }[_A(row.state)]
    if row.state == _A.PLANNED and row.consent_waived:
        return _("the host asks for no consent; second note to be sent")
    return said % {"day": written_date(row.state_on), "far": distance(row.state_on, today)}


def check_words(check: Check) -> str:
    """ "Language: tr 3333 · held: 3332 · not met" """
    told = [f"{check.requirement.label}: {check.asked}"]
    if not check.checked:
        return " · ".join([*told, _("not checked: taken over")])
    if check.held:
        told.append(_("held: %(what)s") % {"what": check.held})
    if check.met:
        told.append(_("met"))
    elif check.waived_because:
        told.append(_("not met, waived: %(reason)s") % {"reason": check.waived_because})
    else:
        told.append(_("not met"))
    return " · ".join(str(part) for part in told)


def taken_over_words(day: dt.date) -> str:
    """That a posting is older than the register."""
    words = _("Taken over on %(day)s from an older record: no case stands behind how it began.")
    return words % {"day": written_date(day)}


def candidate_words(one: Candidate) -> str:
    """An officer, whether he is free, and what of the requirements is missing."""
    missing = ", ".join(str(check.requirement.label) for check in one.missing)
    told = [str(one.officer), _("free") if one.is_free else _("posted or planned elsewhere")]
    told.append(_("missing: %(what)s") % {"what": missing} if missing else _("meets every requirement"))
    return " · ".join(str(part) for part in told)


def item_words(item: HandoverItem) -> str:
    """A line of the checklist and whether it is done."""
    if item.done_on is None:
        return f"{item.no}. {item.text} · {_('not done yet')}"
    done = _("done on %(day)s by %(who)s") % {"day": written_date(item.done_on), "who": item.done_by}
    return f"{item.no}. {item.text} · {done}"


def call_words(call: Call, today: dt.date) -> str:
    """A call with its day and how far that is."""
    if call.cancelled:
        when = _("cancelled")
    elif call.held_on is not None:
        when = _("held on %(day)s") % {"day": written_date(call.held_on)}
    else:
        when = f"{written_date(call.planned_on)} ({distance(call.planned_on, today)})"
    return f"{call} · {when}"


def next_step_words(posting: Posting, principal: Accreditation | None, rotation: Rotation | None) -> str:
    """What is to be done now."""
    if posting.state == _P.IN_POST and rotation is not None:
        if rotation.successor is None:
            return _("Choose a successor.")
        state = _P(str(rotation.successor_state)).label
        return _("Successor %(reference)s: %(state)s.") % {"reference": rotation.successor, "state": state}
    if posting.state == _P.MFA_COORDINATED and principal is not None and principal.consent_waived:
        return str(NEXT[_P.CONSENT_GRANTED])
    return str(NEXT.get(posting.state, NOTHING))

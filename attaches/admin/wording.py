"""Sentences about where an accreditation stands, and what surrounds a posting."""

import datetime as dt

from django.utils.translation import gettext as _

from attaches.lifecycle import AccreditationState
from attaches.models import Accreditation, Call, HandoverItem
from attaches.selectors.requirements import Candidate
from foundation.wording import NOTHING, distance, written_date

_A = AccreditationState


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


def taken_over_words(day: dt.date | None) -> list[str]:
    """That a posting is older than the register; nothing of any other."""
    words = _("Taken over on %(day)s from an older record: no case stands behind how it began.")
    return [words % {"day": written_date(day)}] if day else []


def candidate_words(one: Candidate) -> str:
    """An officer, whether he is free, and what of the requirements is missing."""
    missing = ", ".join(str(check.requirement.label) for check in one.missing)
    told = [
        str(one.officer),
        one.officer.reference,
        _("free") if one.is_free else _("posted or planned elsewhere"),
    ]
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

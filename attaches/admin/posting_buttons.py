"""The buttons of a posting: every step of its lifecycle that an office may take."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.accreditation import NOTES
from attaches.admin.steps import Button
from attaches.lifecycle import AGREED_BY_HOST, INCUMBENT, OVER, TRANSITIONS, PostingState
from attaches.models import Posting
from attaches.services import postings as services
from attaches.services import submissions, tenures
from attaches.terms import SubmissionKind
from attaches.verbs import VERB_OF_STEP
from foundation.errors import InvalidInput

_P = PostingState


def _before(state: PostingState) -> frozenset[str]:
    return frozenset(source for source, after in TRANSITIONS.items() if state in after) - {_P.SUSPENDED}


def _to(state: PostingState, words: Any) -> Button:
    def call(posting: Posting, **facts: Any) -> Posting:
        return services.advance(posting, state, **facts)

    verb = VERB_OF_STEP.get(state, "postings.advance")
    before = frozenset({_P.EXTENSION_PENDING}) if state == _P.IN_POST else _before(state)
    return Button(words, verb, before, call)


def _extend(posting: Posting, *, until: dt.date | None = None, **facts: Any) -> Posting:
    if until is None:
        raise InvalidInput(fields={"until": [_("Enter the day until which the posting is extended.")]})
    return services.extend(posting, until=until, **facts)


def _submit_extension(posting: Posting, *, until: dt.date | None = None, **facts: Any) -> None:
    if until is None:
        raise InvalidInput(fields={"until": [_("Enter the day until which the posting is extended.")]})
    submissions.submit_extension(posting, until=until, **facts)


def _submit(posting: Posting, *, reason: str = "", **facts: Any) -> None:
    submissions.submit(posting, **facts)


def _taking_back(kind: SubmissionKind, words: Any) -> Button:
    def call(posting: Posting, *, on: dt.date, **facts: Any) -> None:
        submissions.take_back(posting, kind=kind, **facts)

    return Button(words, submissions.MAY_SUBMIT[kind], frozenset(_P), call)


TAKE_BACK = {
    "take-back": SubmissionKind.POSTING,
    "take-back-extension": SubmissionKind.POSTING_EXTENSION,
    "take-back-recall": SubmissionKind.POSTING_RECALL,
}
SUBMIT = frozenset({"submit", "submit-extension", "submit-recall"})
# Offered only to whoever is there to leave, or away and to arrive again.
ONLY_WHERE: dict[str, Callable[[Posting], bool]] = {
    "leave": lambda posting: posting.presence is not None and not posting.is_away,
    "return": lambda posting: posting.is_away,
}
# What a running case brings about is not offered to a hand.
BY_CASE = frozenset({"select", "prepare", "order", "coordinate", "extend", "no-extension"})
FINAL = frozenset({"refuse", "end", "withdraw", "recall", "declare-png"})
BUTTONS: dict[str, Button] = {
    "submit": Button(
        _("Submit for approval"), "postings.submit", frozenset(submissions.ON_THE_WAY[:-1]), _submit, (), False
    ),
    "submit-extension": Button(
        _("Submit an extension"), "postings.submit_extension", frozenset({_P.IN_POST}), _submit_extension, ("until",)
    ),
    "submit-recall": Button(_("Propose a recall"), "postings.submit_recall", INCUMBENT, submissions.submit_recall),
    "take-back": _taking_back(SubmissionKind.POSTING, _("Take back from approval")),
    "take-back-extension": _taking_back(SubmissionKind.POSTING_EXTENSION, _("Take the extension back from approval")),
    "take-back-recall": _taking_back(SubmissionKind.POSTING_RECALL, _("Take the recall back from approval")),
    "select": _to(_P.SELECTED, pgettext_lazy("posting", "Selected")),
    "prepare": _to(_P.PREPARED, pgettext_lazy("posting", "Prepared")),
    "order": _to(_P.MOD_ORDERED, _("Ordered by the Ministry of Defence")),
    "coordinate": _to(_P.MFA_COORDINATED, _("Coordinated with the Ministry of Foreign Affairs")),
    **NOTES,
    "arrive": Button(_("Arrived"), "postings.record_arrival", AGREED_BY_HOST, tenures.record_arrival, (), False),
    "assume": Button(
        _("Functions assumed"), "postings.assume", frozenset({_P.ACCREDITED}), tenures.assume, ("arrived_on",),
        False,
    ),
    "ask-extension": _to(_P.EXTENSION_PENDING, _("Extension asked for")),
    "extend": Button(
        _("Extension granted"), "postings.extend", frozenset({_P.EXTENSION_PENDING}), _extend, ("until",)
    ),
    "no-extension": _to(_P.IN_POST, _("Extension refused")),
    "hand-over": _to(_P.HANDOVER, _("Handover begun")),
    "end": Button(
        _("Functions ended"), "postings.end", _before(_P.ENDED) | {_P.SUSPENDED}, tenures.end, ("departed_on",)
    ),
    "return": Button(_("Arrived again"), "postings.record_arrival", INCUMBENT, tenures.record_arrival, (), False),
    "leave": Button(
        _("Left while relations are suspended"), "postings.record_departure", frozenset({_P.SUSPENDED}),
        tenures.record_departure,
    ),
    "depart": Button(_("Left for good"), "postings.record_departure", OVER, tenures.record_departure),
    "debrief": _to(_P.DEBRIEFED, _("Debriefed")),
    "restore": Button(_("Relations restored"), "postings.restore", frozenset({_P.SUSPENDED}), services.restore),
    "withdraw": _to(_P.WITHDRAWN, pgettext_lazy("posting", "Withdrawn")),
    "recall": Button(_("Recalled"), "postings.recall", _before(_P.RECALLED) | {_P.SUSPENDED}, tenures.recall),
    "declare-png": Button(
        _("Declared persona non grata"), "postings.declare_png", _before(_P.DECLARED_PNG) | {_P.SUSPENDED},
        tenures.declare_png,
    ),
    "suspend": _to(_P.SUSPENDED, _("Relations suspended")),
}  # fmt: skip

"""The buttons of a foreign attaché: every step of the register that an office may take."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.steps import Button
from attaches.lifecycle import FOREIGN_ATTACHE_TRANSITIONS, FOREIGN_OVER, ForeignAttacheState
from attaches.services import foreign_attaches, foreign_notes, foreign_tenures

_S = ForeignAttacheState


def _to(
    state: ForeignAttacheState, words: Any, verb: str, service: Any, *days: str, reason: bool = False
) -> Button:
    before = frozenset(source for source, after in FOREIGN_ATTACHE_TRANSITIONS.items() if state in after)
    return Button(words, f"foreign_attaches.{verb}", before, service, days, reason)


def _within(states: frozenset[Any], words: Any, verb: str, service: Any) -> Button:
    return Button(words, f"foreign_attaches.{verb}", frozenset(states), service, (), False)


BUTTONS: dict[str, Button] = {
    "concur": _within(frozenset({_S.CONSENT_REQUESTED}), _("The Center concurs"), "concur", foreign_notes.concur),
    "consent": _to(_S.CONSENT_GRANTED, _("Consent given"), "consent", foreign_notes.consent),
    "refuse": _to(_S.CONSENT_REFUSED, _("Consent refused"), "refuse", foreign_notes.refuse, reason=True),
    "second-note": _to(
        _S.ACCREDITATION_REQUESTED, _("Second note received"), "request_accreditation",
        foreign_notes.request_accreditation,
    ),
    "accredit": _to(_S.ACCREDITED, _("Accredited"), "accredit", foreign_notes.accredit),
    "arrive": _to(
        _S.IN_FUNCTION, _("Arrival notified, in function"), "record_arrival", foreign_tenures.record_arrival,
        "arrived_on",
    ),
    "name-dean": _within(
        frozenset({_S.IN_FUNCTION}), _("Named dean of the corps"), "name_dean", foreign_attaches.name_dean
    ),
    "end-dean": _within(
        frozenset({_S.IN_FUNCTION}), _("No longer dean of the corps"), "end_dean", foreign_attaches.end_dean
    ),
    "end": _to(_S.ENDED, _("Functions ended"), "end", foreign_tenures.end, "departed_on", reason=True),
    "depart": _within(FOREIGN_OVER, _("Left for good"), "record_departure", foreign_tenures.record_departure),
    "object": _to(
        _S.OBJECTED, pgettext_lazy("foreign attaché", "Objected to by us"), "object", foreign_notes.object_to,
        reason=True,
    ),
    "declare-png": _to(
        _S.DECLARED_PNG, _("Declared persona non grata"), "declare_png", foreign_notes.declare_png, reason=True
    ),
    "withdraw": _to(
        _S.WITHDRAWN, _("Withdrawn by the sending State"), "withdraw", foreign_notes.withdraw, reason=True
    ),
}  # fmt: skip
FINAL = frozenset({"refuse", "end", "object", "declare-png", "withdraw"})
# What the state alone does not tell.
ONLY_WHERE: dict[str, Any] = {
    "concur": lambda row: row.concurred_on is None,
    "consent": lambda row: row.concurred_on is not None,
    "object": lambda row: not row.is_resident,
    "name-dean": lambda row: row.dean is None,
    "end-dean": lambda row: row.dean is not None and row.dean.upper is None,
    "depart": lambda row: row.arrived_on is not None and row.departed_on is None,
}

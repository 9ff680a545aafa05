"""Buttons of a note: each press is one service with its day and reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.admin_kit import ClassifiedAdmin
from correspondence.lifecycle import TRANSITIONS, CorrespondenceState
from correspondence.models import Correspondence
from correspondence.services import steps
from foundation.admin_forms import posted_day
from foundation.clock import now, today
from foundation.permissions import may

_S = CorrespondenceState


@dataclass(frozen=True)
class Button:
    """One step: its words, the verb that decides who may press it, where it leads for what goes out and comes in."""

    label: Any
    verb: str
    targets: frozenset[CorrespondenceState]
    call: Callable[..., Any]
    outgoing: bool | None = None
    takes_reason: bool = True

    def possible(self, note: Correspondence) -> bool:
        """The state and the direction allow it."""
        if self.outgoing is not None and self.outgoing != note.is_outgoing:
            return False
        return bool(self.targets & TRANSITIONS[_S(note.state)])


def _button(label: Any, to: set[CorrespondenceState], service: Callable[..., Any], **more: Any) -> Button:
    return Button(label, f"correspondence.{service.__name__}", frozenset(to), service, **more)


FINAL = frozenset({"close", "no-reply", "cancel"})
BUTTONS: dict[str, Button] = {
    "dispatch": _button(_("Dispatch"), {_S.DISPATCHED}, steps.dispatch, outgoing=True, takes_reason=False),
    "receive": _button(_("Has come in"), {_S.RECEIVED}, steps.receive, outgoing=False, takes_reason=False),
    "answer": _button(_("Answered otherwise"), {_S.ANSWERED}, steps.answer),
    "close": _button(_("No answer will come"), {_S.CLOSED}, steps.close, outgoing=True),
    "no-reply": _button(_("Needs no reply"), {_S.NO_REPLY_NEEDED}, steps.close, outgoing=False),
    "cancel": _button(pgettext_lazy("correspondence", "Cancel the draft"), {_S.CANCELLED}, steps.cancel),
}


class SteppedNote(ClassifiedAdmin):
    """The buttons of a note's page."""

    final_steps = FINAL

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        button = BUTTONS[name]
        subject = _subject(request)
        return button.possible(obj) and may(subject, button.verb) and obj.kept_by(subject.mission_id)

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [{"name": "on", "label": _("Day it happened"), "value": today()}]


def press(name: str) -> Callable[..., None]:
    """What the button does."""

    def call(admin: SteppedNote, request: HttpRequest, record: Correspondence, reason: str) -> None:
        button = BUTTONS[name]
        facts: dict[str, Any] = {"on": posted_day(request, "on", today())}
        if button.takes_reason:
            facts["reason"] = reason
        button.call(record, by=_subject(request), at=now(), **facts)

    return call


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

"""Lifecycle buttons: each press is one service with its day and reason."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from foundation.admin_forms import BasedOnVersion, DayInput, posted_day, seen_version
from foundation.clock import now, today
from foundation.permissions import may


class EnteredAsOf(BasedOnVersion):
    """On a new record the day it is entered as of, so that steps of the past can follow it."""

    on = forms.DateField(
        label=_("Entered as of"), required=False, widget=DayInput(), initial=today,
        help_text=_("The day it happened, today at the latest. Later steps are not dated before it."),
    )  # fmt: skip


def as_of(form: Any) -> dict[str, Any]:
    """What was entered, with the day it is entered as of: as said, else today."""
    data = dict(form.cleaned_data)
    data.pop("based_on", None)
    return {**data, "on": data.get("on") or today(), "at": now()}


def changes(form: Any) -> tuple[Any, dict[str, Any]]:
    """The version a change is based on, and what was changed."""
    data = dict(form.cleaned_data)
    data.pop("on", None)
    return data.pop("based_on", None), data


@dataclass(frozen=True)
class Button:
    """One step: its words, the verb that decides who may press it, the states it is pressed in, and its service."""

    label: Any
    verb: str
    states: frozenset[str]
    call: Callable[..., Any]
    days: tuple[str, ...] = ()
    takes_reason: bool = True


class SteppedAdmin(ClassifiedAdmin):
    """Buttons of `buttons`, shown where the state and the office allow them; extra days have words in `day_words`."""

    buttons: dict[str, Button] = {}
    day_words: dict[str, Any] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.lifecycle = {name: (button.label, _presses(name)) for name, button in cls.buttons.items()}

    def target(self, obj: Any, button: Button) -> Any:
        """The record a button's service is called on."""
        return obj

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        button = self.buttons[name]
        record = self.target(obj, button)
        return record is not None and record.state in button.states and may(_subject(request), button.verb)

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        shown = [button for name, button in self.buttons.items() if self.step_possible(request, obj, name)]
        asked = dict.fromkeys(name for button in shown for name in button.days)
        first = {"name": "on", "label": _("Day it happened"), "value": today()}
        return [first, *({"name": name, "label": self.day_words[name], "value": None} for name in asked)]

    def press(self, request: HttpRequest, obj: Any, name: str, reason: str) -> None:
        """Call the button's service."""
        button = self.buttons[name]
        facts: dict[str, Any] = {"on": posted_day(request, "on", today())}
        record = self.target(obj, button)
        if (
            record is obj and (seen := seen_version(request)) is not None
        ):  # of the page's own record, not of a part
            facts["version"] = seen
        for extra in button.days:
            if (day := posted_day(request, extra, None)) is not None:
                facts[extra] = day
        if button.takes_reason:
            facts["reason"] = reason
        button.call(record, by=_subject(request), at=now(), **facts)


def _presses(name: str) -> Callable[..., None]:
    def call(self: SteppedAdmin, request: HttpRequest, record: Any, reason: str) -> None:
        self.press(request, record, name, reason)

    return call


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

"""Buttons for the next step of an activity, named by what happened."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.lifecycle import TRANSITIONS, ActivityState
from activities.models import Activity
from activities.services import steps, submissions, urgent
from attaches.admin.steps import Button
from foundation.clock import today

S = ActivityState


def _into(target: S) -> frozenset[str]:
    return frozenset(source for source, after in TRANSITIONS.items() if target in after)


def _step(to: S) -> Callable[..., Activity]:
    def call(activity: Activity, **facts: Any) -> Activity:
        return steps.advance(activity, to, **facts)

    return call


def _button(
    label: Any, to: S, verb: str = "activities.advance", states: frozenset[str] | None = None
) -> Button:
    return Button(label, verb, _into(to) if states is None else states, _step(to))


DAY_WORDS = {"starts_on": _("New first day"), "ends_on": _("New last day")}
FINAL = frozenset({"close", "cancel"})
BUTTONS: dict[str, Button] = {
    "plan": _button(_("Planned after all"), S.PLANNED, states=frozenset({S.IDEA})),
    "put-up": Button(
        _("Put up for approval"), "activities.submit", frozenset({S.PLANNED, S.POSTPONED}), submissions.submit
    ),
    "take-back": Button(
        _("Take back from approval"),
        "activities.take_back",
        frozenset({S.IN_APPROVAL}),
        submissions.take_back,
    ),
    "act-first": Button(
        _("It could not wait: done, to be ratified"),
        "activities.act_first",
        frozenset({S.PLANNED, S.POSTPONED, S.IN_APPROVAL}),
        urgent.act_first,
    ),
    "resume": Button(
        _("Take up on new days"),
        "activities.resume",
        frozenset({S.POSTPONED}),
        steps.resume,
        ("starts_on", "ends_on"),
    ),
    "prepare": _button(_("Preparations begun"), S.PREPARING),
    "begin": _button(pgettext_lazy("button", "Under way"), S.ONGOING),
    "complete": _button(pgettext_lazy("button", "Completed"), S.COMPLETED),
    "report": _button(_("After-action report submitted"), S.AAR_SUBMITTED),
    "close": _button(pgettext_lazy("button", "Close"), S.CLOSED),
    "postpone": _button(_("Postpone"), S.POSTPONED),
    "keep": _button(_("Take up again as approved"), S.APPROVED, states=frozenset({S.POSTPONED})),
    "replan": _button(_("Back to planned"), S.PLANNED, states=frozenset({S.POSTPONED})),
    "cancel": Button(
        pgettext_lazy("button", "Cancel the activity"), "activities.cancel", _into(S.CANCELLED), steps.cancel
    ),
}


def possible(activity: Activity, name: str) -> bool:
    """What the state alone does not say: only an approval that was given is taken up again, only what began is done."""
    if name == "act-first":
        return activity.starts_on <= today()
    return name != "keep" or activity.approved_start is not None

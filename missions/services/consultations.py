"""Consultations on foreign-policy decisions, entered by both ministries (domain.md A7.34)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from access.services.labels import join
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput
from foundation.permissions import require
from foundation.writes import insert, update
from missions.models import CoordinationMeeting, DecisionConsultation
from missions.services.of_posts import held
from missions.terms import ADVISED, ConsultationOutcome

DECIDED_AHEAD = _("This day is still to come.")
ASKED_AFTERWARDS = _(
    "Told after the decision is not consulted: say so as the outcome, and the day in the remark."
)
WHICH_DAY = _("On which day was the Ministry of Defence consulted?")
WHICH_LEVEL = _("At which level was the Ministry of Defence consulted?")
WHAT_ADVICE = _("Write what the Ministry of Defence advised.")
NOBODY_ASKED = _("Leave this empty: the Ministry of Defence was not consulted.")
NO_ADVICE = _("Leave this empty, or say what came of the advice.")
NOT_HELD = _("This meeting was not held.")
ANOTHER_DAY = _("The meeting was held on another day.")
ANOTHER_LEVEL = _("The meeting was held at another level.")


class TakenBack(DomainError):
    """Once is enough."""

    message = _("This entry was taken back already.")


class WhyTakenBack(InvalidInput):
    """What counted does not vanish from the figures without a word."""

    message = _("State the reason.")


@verb("consultations.record")
def record(
    *, by: Subject, on: dt.date, label: Label, decision: str, decided_on: dt.date, outcome: str,
    is_demo: bool = False, **told: Any,
) -> DecisionConsultation:  # fmt: skip
    """A decision was taken: `consulted_on`, `level`, `advice`; perhaps `country`, `organisation`, `meeting`, `remark`.

    Day and level of a meeting are taken from it. Marked no lower than the meeting.
    """
    require(by, "consultations.record")
    meeting: CoordinationMeeting | None = told.get("meeting")
    if meeting is not None:
        told["consulted_on"] = told.get("consulted_on") or meeting.held_on
        told["level"] = told.get("level") or meeting.level
    told["advice"], told["remark"] = ((told.get(name) or "").strip() for name in ("advice", "remark"))
    wrong = {**_of_the_day(decided_on, on), **_of_the_answer(outcome, told), **_of_the_meeting(told)}
    if (asked := told.get("consulted_on")) is not None and asked > decided_on:
        wrong.setdefault("consulted_on", ASKED_AFTERWARDS)
    if wrong:
        raise InvalidInput(fields={name: [words] for name, words in wrong.items()})
    marked = join((label, meeting.label)) if meeting is not None else label
    return insert(
        DecisionConsultation(
            decision=decision.strip(), decided_on=decided_on, outcome=outcome, label=marked, is_demo=is_demo, **told
        )
    )  # fmt: skip


@verb("consultations.take_back")
def take_back(
    row: DecisionConsultation, *, by: Subject, on: dt.date, reason: str, version: int | None = None
) -> DecisionConsultation:
    """It was entered by a slip: it stays in the register, counts nowhere, and what is right is entered anew."""
    require(by, "consultations.take_back")
    found: DecisionConsultation = held(row, by, version)
    if not found.stands:
        raise TakenBack
    if not reason.strip():
        raise WhyTakenBack(fields={"reason": WhyTakenBack.message})
    return update(found, taken_back_on=on)


def _of_the_day(decided_on: dt.date, on: dt.date) -> dict[str, Any]:
    return {"decided_on": DECIDED_AHEAD} if decided_on > on else {}


def _of_the_answer(outcome: str, told: dict[str, Any]) -> dict[str, Any]:
    """Whoever was asked was asked on a day at a level; advice stands where something came of it."""
    if outcome == ConsultationOutcome.NOT_CONSULTED:
        parts = ("consulted_on", "level", "meeting", "advice")
        return dict.fromkeys((name for name in parts if told.get(name)), NOBODY_ASKED)
    wrong: dict[str, Any] = {}
    if not told.get("consulted_on"):
        wrong["consulted_on"] = WHICH_DAY
    if not told.get("level"):
        wrong["level"] = WHICH_LEVEL
    if (outcome in ADVISED) != bool(told["advice"]):
        wrong["advice"] = WHAT_ADVICE if outcome in ADVISED else NO_ADVICE
    return wrong


def _of_the_meeting(told: dict[str, Any]) -> dict[str, Any]:
    meeting: CoordinationMeeting | None = told.get("meeting")
    if meeting is None:
        return {}
    if meeting.held_on is None:
        return {"meeting": NOT_HELD}
    wrong = {"consulted_on": ANOTHER_DAY} if told["consulted_on"] != meeting.held_on else {}
    return wrong | ({"level": ANOTHER_LEVEL} if told["level"] != meeting.level else {})

"""What pages of data entry compute and show beside the fields: distances, steps taken, remarks."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.context import current_subject
from foundation.wording import NOTHING, distance, written_date, written_period


def reader() -> Any:
    """Who looks at the page: computed fields are asked without a request."""
    return current_subject()


def countdown(day: dt.date, today: dt.date) -> str:
    """A date with its distance, as every page says it: "18 Apr 2028 · in 17 months"."""
    return f"{written_date(day)} · {distance(day, today)}"


def span(days: Any) -> str:
    """A half-open period in words."""
    if not days:
        return NOTHING
    return written_period(days.lower, days.upper)


def door(kind: str, record: Any, words: str) -> SafeString:
    """A link to another record's page."""
    return format_html(
        '<a href="{}">{}</a>', reverse(f"admin:attaches_{kind}_change", args=[record.pk]), words
    )


def once(record: Any, name: str, ask: Callable[[], Any]) -> Any:
    """What several parts of one page ask about its record is asked once."""
    kept = record.__dict__.setdefault("asked_for_this_page", {})
    if name not in kept:
        kept[name] = ask()
    return kept[name]


def lines(rows: Iterable[Any]) -> SafeString | str:
    """One line each; a dash when there is none."""
    return format_html_join("", "<div>{}</div>", ((row,) for row in rows)) or NOTHING


def unbroken(words: str) -> SafeString:
    """Kept on one line in a list."""
    return format_html('<span class="nowrap">{}</span>', words)


def steps_taken(steps: Iterable[Any], choices: Any) -> SafeString | str:
    """The steps of a record with day, who and why; a reason that only repeats the step is left out."""
    words = dict(choices)
    return lines(_step_words(step, str(words[step.state])) for step in steps)


def _step_words(step: Any, state: str) -> str:
    why = "" if step.reason.strip().casefold() == state.casefold() else step.reason
    told = (written_date(step.reached_on), state, step.by or "", why)
    return " · ".join(str(part) for part in told if part)

"""Small parts every page shares: dates that say how far, chips with word and shape, the approval track (pages.md)."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation import clock, wording

register = template.Library()

# Drawn on a 12 by 12 field. Each tone has its own outline, so that colour is never the only difference.
SHAPES = {
    "late": "M6 .5 12 11.5H0z",
    "soon": "M6 0 12 6 6 12 0 6z",
    "ok": "M6 .5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11m0 1.7a3.8 3.8 0 1 0 0 7.6 3.8 3.8 0 0 0 0-7.6",
    "done": "M4.3 10.6 0 6.3l1.6-1.6 2.7 2.7 6.1-6.1L12 2.9z",
    "info": "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0",
    "neutral": "M1 1h10v10H1zm1.7 1.7v6.6h6.6V2.7z",
    "returned": "M5 0v3c4 0 7 2.2 7 7.5C10.600 8 8.500 7.300 5 7.300v3L0 5.100z",
}
TRACK_STATES = {
    "done": ("done", _("Done")),
    "current": ("info", _("Under way")),
    "late": ("late", _("Late")),
    "waiting": ("ok", _("Waiting")),
    "returned": ("returned", _("Returned")),
}
REFERENCE = re.compile(r"[A-Z]{3}-\d{4}-")
SOON_DAYS = 14
ONCE = "sent_once"
HASH_LENGTH = 12


@register.simple_tag
def glyph(name: str) -> SafeString:
    """A small shape beside a word; it says nothing on its own, so it is hidden from screen readers."""
    return format_html(
        '<svg class="glyph glyph-{}" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true" focusable="false">'
        '<path fill-rule="evenodd" d="{}"/></svg>',
        name,
        SHAPES.get(name, SHAPES["neutral"]),
    )


@register.inclusion_tag("parley/parts/when.html")
def when(value: dt.date | None, today: dt.date | None = None) -> dict[str, Any]:
    """A date with its distance: "17 Nov 2026 · in 12 days"; a dash when there is none."""
    if not value:
        return {"value": None, "nothing": wording.NOTHING}
    return {
        "value": value,
        "iso": value.isoformat(),
        "written": wording.written_date(value),
        "distance": wording.distance(value, today or clock.today()),
    }


@register.inclusion_tag("parley/parts/due.html")
def due(
    value: dt.date | None, today: dt.date | None = None, soon: int = SOON_DAYS, done: bool = False
) -> dict[str, Any]:
    """A deadline's chip: late, soon (within `soon` days), due or done, in word and shape."""
    if not value:
        return {"tone": "done" if done else "", "word": _("Done") if done else "", "nothing": wording.NOTHING}
    present = today or clock.today()
    tone, word = _standing((wording.legal_day(value) - present).days, soon, done)
    return {
        "tone": tone,
        "word": word,
        "iso": value.isoformat(),
        "written": wording.written_date(value),
        "distance": "" if done else wording.distance(value, present),
    }


@register.inclusion_tag("parley/parts/when.html")
def when_at(value: dt.datetime | None, at: dt.datetime | None = None) -> dict[str, Any]:
    """An instant that is acted on by the hour: "17 Nov 2026, 14:05 · in 5 hours"."""
    if not value:
        return {"value": None, "nothing": wording.NOTHING}
    return {
        "value": value,
        "iso": value.isoformat(),
        "written": wording.written_date(value),
        "distance": wording.distance_by_hour(value, at or clock.now()),
    }


@register.inclusion_tag("parley/parts/due.html")
def due_at(value: dt.datetime | None, at: dt.datetime | None = None) -> dict[str, Any]:
    """The chip of a deadline by the hour: late, or soon from two days before."""
    if not value:
        return {"tone": "", "nothing": wording.NOTHING}
    present = at or clock.now()
    tone, word = _standing(-1 if value < present else (value - present).days, 1, done=False)
    return {
        "tone": tone,
        "word": word,
        "iso": value.isoformat(),
        "written": wording.written_date(value),
        "distance": wording.distance_by_hour(value, present),
    }


@register.filter
def written(value: dt.date | dt.datetime | None) -> str:
    """A date or an instant as papers write it, without its distance: of what is over, or stands beside another zone."""
    return wording.written_date(value) if value else wording.NOTHING


@register.filter
def official(record: object) -> str:
    """A reference people write and search for; nothing for the code of an office or a format, which has a name."""
    return str(record) if REFERENCE.match(str(record)) else ""


def _standing(days: int, soon: int, done: bool) -> tuple[str, Any]:
    if done:
        return "done", _("Done")
    if days < 0:
        return "late", _("Late")
    return ("soon", _("Soon")) if days <= soon else ("ok", pgettext_lazy("deadline", "Due"))


@register.inclusion_tag("parley/parts/ratio.html")
def ratio(part: float | Decimal | None, whole: float | Decimal | None, bar: bool = False) -> dict[str, Any]:
    """n/N with its percentage, never a bare percentage; with `bar=True` also drawn."""
    known = bool(whole) and part is not None
    width = min(100, max(0, round(float(part or 0) * 100 / float(whole or 1)))) if known else 0
    return {"words": wording.share(part, whole), "width": width, "bar": bar and known}


@register.inclusion_tag("parley/parts/state_chip.html")
def state_chip(label: str, tone: str = "neutral") -> dict[str, Any]:
    """A record's state: its word, and a shape of the tone (neutral, info, ok, soon, late, done, returned)."""
    return {"label": label, "tone": tone if tone in SHAPES else "neutral"}


@register.inclusion_tag("parley/parts/track.html")
def track(steps: Iterable[Any], today: dt.date | None = None) -> dict[str, Any]:
    """The approval track: who has agreed, where it stands, who is late.

    A step has label, who, state, date and may have a word of its own instead of the state's, its age in days, and the
    clause it carries out.
    """
    return {"steps": [_step(step) for step in steps or ()], "today": today}


def _step(step: Any) -> dict[str, Any]:
    def read(name: str) -> Any:
        return step.get(name) if isinstance(step, Mapping) else getattr(step, name, None)

    state = read("state") if read("state") in TRACK_STATES else "waiting"
    shape, word = TRACK_STATES[state]
    return {
        "label": read("label"),
        "who": read("who"),
        "date": read("date"),
        "age": read("age"),
        "clause": read("clause"),
        "state": state,
        "shape": shape,
        "word": read("word") or word,
        "here": state in {"current", "late"},
    }


@register.inclusion_tag("parley/parts/marking.html")
def marking(label_text: str | None, level: int = 1) -> dict[str, Any]:
    """The marking of one record or paper, as it stands on it."""
    return {"text": label_text, "level": level}


@register.inclusion_tag("parley/parts/empty.html")
def empty(title: str, hint: str = "", url: str = "", action: str = "") -> dict[str, Any]:
    """What stands where there is nothing yet: why it is empty and what to do first."""
    return {"title": title, "hint": hint, "url": url, "action": action}


@register.inclusion_tag("parley/parts/pages.html", takes_context=True)
def pages(context: RequestContext, previous: str | None = None, next: str | None = None) -> dict[str, Any]:
    """Links of a cursor-paged list; reads `previous_url` and `next_url` of the page when not given."""
    return {
        "previous": context.get("previous_url") if previous is None else previous,
        "next": context.get("next_url") if next is None else next,
    }


@register.inclusion_tag("parley/parts/version_hash.html")
def version_hash(value: str | None) -> dict[str, Any]:
    """The start of a content hash, in fours as people read it aloud; the whole of it on pointing."""
    text = value or ""
    start = text[:HASH_LENGTH]
    return {"full": text, "groups": [start[place : place + 4] for place in range(0, len(start), 4)]}


@register.inclusion_tag("parley/parts/navigation.html", takes_context=True)
def site_navigation(context: RequestContext) -> dict[str, Any]:
    """Navigation by job from the page's `navigation`; the current group also shows its items as a second line."""
    groups = [_group(group) for group in context.get("navigation") or ()]
    groups = [group for group in groups if group["items"]]
    here = next((group for group in groups if group["current"]), None)
    for group in groups:  # a page of two groups (a list in the admin is data entry too) belongs to the first
        group["current"] = group is here
    return {"groups": groups, "open": here}


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    items = [item for item in group.get("items") or () if item.get("url")]
    return {
        "label": group.get("label", ""),
        "items": items,
        "current": bool(group.get("current")) or any(item.get("current") for item in items),
    }


@register.simple_tag
def once() -> SafeString:
    """Inside a form that makes something: sent again as it was, it makes nothing more."""
    return format_html('<input type="hidden" name="{}" value="{}">', ONCE, uuid4())


@register.simple_tag
def present_moment() -> str:
    """When the page was made, for its foot and its print: "17 Nov 2026, 14:05"."""
    return wording.written_date(clock.now())


@register.inclusion_tag("parley/parts/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong with a form, once on top, each line leading to its field."""
    return {
        "form": form,
        "wrong": [field for field in form.visible_fields() if field.errors],
        "carried": any(field.errors for field in form.hidden_fields()),
    }


@register.inclusion_tag("parley/parts/form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """All fields of a form: label, what to enter, what is wrong beside it."""
    return {"form": form}


@register.inclusion_tag("parley/parts/filters.html")
def filters_form(form: BaseForm) -> dict[str, Any]:
    """What narrows a list, above it; it is asked for by GET, so that the list has an address."""
    return {"form": form}


@register.inclusion_tag("parley/parts/field.html")
def field(bound: Any) -> dict[str, Any]:
    """One field of a form."""
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "") or ""
    return {
        "field": bound,
        "tick": kind == "checkbox" and not hasattr(widget, "choices"),
        "group": widget.use_fieldset,
    }

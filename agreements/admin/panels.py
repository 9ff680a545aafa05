"""Computed days, state and steps beside the fields."""

import datetime as dt

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from access.context import Subject, current_subject
from agreements.lifecycle import TERMINAL, TERMS_RUN, AgreementState
from agreements.models import Agreement, Clause
from agreements.pages.tones import tone
from agreements.selectors.agreements import agreement_pages
from agreements.selectors.deadlines import term_position, why_not_computed
from directory.selectors.calendar import work_calendar
from foundation.errors import NotFound
from foundation.wording import distance, written_date


def reader() -> Subject:
    """Who looks at the page; panels are asked from inside his context."""
    found = current_subject()
    if found is None:
        raise NotFound
    return found


def as_read(agreement: Agreement) -> Agreement:
    """The agreement with its parts, read once for all panels of a page."""
    kept = vars(agreement)
    if "_as_read" not in kept:
        kept["_as_read"] = agreement_pages(to=reader()).get(pk=agreement.pk)
    found: Agreement = kept["_as_read"]
    return found


def far(day: dt.date, today: dt.date) -> SafeString:
    """A date with its distance, as it stands in lists."""
    return format_html('{} <span class="when-distance">· {}</span>', written_date(day), distance(day, today))


def chip(agreement: Agreement) -> str:
    """The state with a word and a shape, for lists."""
    facts = {
        "label": agreement.get_state_display(),
        "tone": tone(agreement.state),
        "agreement": agreement,
        "short": True,
    }
    return render_to_string("agreements/parts/standing.html", facts)


def standing(agreement: Agreement) -> str:
    """The state with a word and a shape, and since when."""
    facts = {"label": agreement.get_state_display(), "tone": tone(agreement.state), "agreement": agreement}
    return render_to_string("agreements/parts/standing.html", facts)


def computed(agreement: Agreement, today: dt.date) -> str:
    """The days that follow from the clauses, with every reason; nothing of it can be typed."""
    clause: Clause | None = getattr(agreement, "clause", None)
    binds = agreement.state in TERMS_RUN
    found = term_position(agreement, clause, on=today, calendar=work_calendar()) if binds else None
    denounced = agreement.state == AgreementState.DENUNCIATION_NOTIFIED
    facts = {
        "agreement": agreement,
        "binds": binds,
        "over": agreement.state in TERMINAL,
        "denounced": denounced,
        "found": found,
        "today": today,
        "why_not": why_not_computed(agreement, clause, found) if binds else (),
        "explanation": [s.render(written_date) for s in found.explanation] if found and not denounced else [],
    }
    return render_to_string("agreements/parts/computed.html", facts)


def steps_taken(agreement: Agreement) -> str:
    """Stages and notifications in their order."""
    facts = {
        "stages": as_read(agreement).stages.all(),
        "notifications": as_read(agreement).told,
    }
    return render_to_string("agreements/parts/steps.html", facts)

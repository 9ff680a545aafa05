"""The term line: ten years ahead, terms as spans, days for notice as ticks (pages.md)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agreements.engine import Length, Term
from agreements.models import Agreement
from agreements.selectors.deadlines import ten_years
from foundation.wording import written_date
from publishing.pictures import Picture, Span, Tick, TimelineRow, timeline_picture

YEARS = 10
SOON_DAYS = 90


def term_line(agreements: Sequence[Agreement], *, on: dt.date, lead: bool = True) -> Picture | None:
    """One row per agreement with terms; None when there is nothing to draw. `lead`: rows lead to their pages."""
    rows = [row for agreement in agreements if (row := _row(agreement, on, lead))]
    if not rows:
        return None
    counted = ngettext("%(count)d agreement", "%(count)d agreements", len(rows)) % {"count": len(rows)}
    until = Length(years=YEARS).after(on)
    told = _("%(what)s, from %(start)s to %(end)s: terms, and last days for receipt of a notice.")
    return timeline_picture(
        rows,
        starts_on=on - dt.timedelta(days=90),
        ends_on=until,
        title=_("Terms and days for notice"),
        description=told % {"what": counted, "start": written_date(on), "end": written_date(until)},
        today=on,
        language=get_language() or "en",
        tones={
            _("term"): "accent",
            _("next terms, if renewed"): "second",
            _("last day for a notice"): "soon",
        },
    )


def _row(agreement: Agreement, on: dt.date, lead: bool) -> TimelineRow | None:
    terms = ten_years(agreement, on=on, years=YEARS)
    if not terms:
        return None
    href = reverse("agreements:agreement", args=[agreement.reference]) if lead else ""
    names = ", ".join(getattr(agreement, "other_names", ()))
    label = " · ".join(filter(None, (names, str(agreement.get_kind_display()))))
    starts = [_start(agreement, terms[0]), *(term.term_end for term in terms[:-1])]
    spans = [
        Span(start, term.term_end, _name(term), "accent" if place == 0 else "second", href)
        for place, (start, term) in enumerate(zip(starts, terms, strict=True))
    ]
    ticks = [
        Tick(day, tone="late" if (day - on).days <= SOON_DAYS else "soon", href=href)
        for term in terms
        if (day := term.last_receipt_day) and day >= on
    ]
    return TimelineRow(label, spans, ticks, href)


def _start(agreement: Agreement, term: Term) -> dt.date | None:
    if term.k == 0:
        return agreement.eif_on
    clause: Any = agreement.clause
    return clause.terms(agreement.eif_on).term(term.k - 1).term_end


def _name(term: Term) -> str:
    return _("first term") if term.k == 0 else _("renewal %(count)d") % {"count": term.k}


def term_rows(agreement: Agreement, *, on: dt.date) -> list[Term]:
    """The table beneath the picture."""
    return ten_years(agreement, on=on, years=YEARS)

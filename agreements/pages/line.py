"""The term line: ten years ahead, terms as spans, days for notice and for acting as ticks (pages.md)."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from agreements.engine import Length, RenewalMode
from agreements.lifecycle import TERMS_RUN
from agreements.models import Agreement
from agreements.selectors.ahead import open_from, ten_years
from agreements.terms import TermAhead
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import Picture, Span, Tick, TimelineRow, timeline_picture

YEARS = 10
SOON_DAYS = 90
DOUBTFUL: Tone = "quiet"


def term_line(agreements: Sequence[Agreement], *, on: dt.date, lead: bool = True) -> Picture | None:
    """One row per agreement with terms; None when there is nothing to draw. `lead`: rows lead to their pages."""
    rows = [
        row for agreement in agreements if (row := _row(agreement, ten_years(agreement, on=on), on, lead))
    ]
    return _drawn(rows, on)


def term_line_to_act(agreement: Agreement, terms: Sequence[TermAhead], *, on: dt.date) -> Picture | None:
    """The line of one agreement on its own page, with the days to act by; where no term runs, that it runs on."""
    row = _row(agreement, terms, on, lead=False) or _without_term(agreement, on) or _doubtful(agreement)
    return _drawn([row] if row else [], on, acting=True)


def _drawn(rows: list[TimelineRow], on: dt.date, *, acting: bool = False) -> Picture | None:
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
            **({_("in doubt whether it runs"): "quiet"} if any(map(_is_open, rows)) else {}),
            **({_("approvals begin, notice is sent"): "done"} if acting else {}),
        },
    )


def _row(agreement: Agreement, terms: Sequence[TermAhead], on: dt.date, lead: bool) -> TimelineRow | None:
    if not terms:
        return None
    href = reverse("agreements:agreement", args=[agreement.reference]) if lead else ""
    spans = [
        Span(term.starts_on, term.term_end, _name(term), "accent" if place == 0 else "second", href)
        for place, term in enumerate(terms)
    ]
    clause = agreement.clause
    if clause.renewal_mode == RenewalMode.INDEFINITE:
        spans.append(Span(terms[-1].term_end, None, _("without a term"), "second", href))
    if open_from(agreement) == terms[-1].term_end:
        spans.append(Span(terms[-1].term_end, None, _("in doubt"), DOUBTFUL, href))
    ticks = [tick for term in terms for tick in _ticks(term, on, href)]
    return TimelineRow(_label(agreement), spans, ticks, href)


def _label(agreement: Agreement) -> str:
    names = ", ".join(getattr(agreement, "other_names", ()))
    return " · ".join(filter(None, (names, str(agreement.get_kind_display()))))


def _ticks(term: TermAhead, on: dt.date, href: str) -> Iterator[Tick]:
    """Days still to come on which the renewal of a term is decided."""
    for day in (term.route_start_day, term.internal_action_day):
        if day and day >= on:
            yield Tick(day, tone="done", href=href)
    day = term.last_receipt_day
    if day and day >= on:
        yield Tick(day, tone="late" if (day - on).days <= SOON_DAYS else "soon", href=href)


def _without_term(agreement: Agreement, on: dt.date) -> TimelineRow | None:
    """An agreement of indefinite duration binds through all ten years."""
    clause = getattr(agreement, "clause", None)
    if (
        clause is None
        or clause.renewal_mode != RenewalMode.INDEFINITE
        or clause.terms(agreement.eif_on).lacks()
    ):
        return None
    if agreement.needs_verification or agreement.state not in TERMS_RUN:
        return None
    return TimelineRow(_label(agreement), [Span(agreement.eif_on, None, _("without a term"), "accent")], [])


def _doubtful(agreement: Agreement) -> TimelineRow | None:
    """What was certain is over, and nobody can say what follows: neither a term nor its end is drawn."""
    since = open_from(agreement)
    if since is None:
        return None
    return TimelineRow(_label(agreement), [Span(since, None, _("in doubt"), DOUBTFUL)], [])


def _is_open(row: TimelineRow) -> bool:
    return any(span.tone == DOUBTFUL for span in row.spans)


def _name(term: TermAhead) -> str:
    return _("first term") if term.k == 0 else _("renewal %(count)d") % {"count": term.k}

"""The rotation timeline: posts as rows, tenures and gaps as spans; and the words for how far a successor is."""

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from attaches.lifecycle import PostingState, PostTitle
from attaches.selectors.rotation_rows import BoardRow, StandIn, Stay, Stretch
from attaches.terms import Rank
from foundation.periods import Period
from foundation.wording import written_date
from publishing.palette import Tone
from publishing.pictures import Picture, Span, TimelineRow, timeline_picture
from publishing.typefaces import text_width

WIDTH = 960.0
NEAR_DAYS = 365  # by then a successor should be on the way (domain.md B2)
LABELS = 0.31  # of the width at most, with the margins
INSET = 26
TYPE = 12
CONSENT = {
    "not_needed": gettext_lazy("no consent asked for"),
    "not_asked": gettext_lazy("consent not asked yet"),
    "asked": gettext_lazy("consent asked"),
    "given": gettext_lazy("consent given"),
    "accredited": gettext_lazy("accredited"),
    "refused": gettext_lazy("consent refused"),
}
LANGUAGE = {
    "": gettext_lazy("none asked for"),
    "meets": gettext_lazy("meets what the post asks"),
    "waived": gettext_lazy("waived by the head of department"),
    "below": gettext_lazy("below what the post asks"),
    "expired": gettext_lazy("result expires before the beginning"),
    "unknown": gettext_lazy("no result on record"),
}
# Tone of a bar, the sign that begins its words, and what both say.
KEY: dict[str, tuple[Tone, str, object]] = {
    "former": ("second", "", gettext_lazy("held the post")),
    "holder": ("accent", "", gettext_lazy("in post")),
    "suspended": ("quiet", "/", gettext_lazy("suspended with the relations")),
    "agreed": ("done", "+", gettext_lazy("follows, host has agreed")),
    "asked": ("soon", "…", gettext_lazy("follows, consent asked")),
    "coming": ("second", "?", gettext_lazy("follows, consent not asked yet")),
    "gap": ("late", "!", gettext_lazy("nobody within 12 months, or consent refused")),
    "awaited": ("soon", "!", gettext_lazy("nobody until the host agrees to who follows")),
    "acting": ("second", "*", gettext_lazy("stands in from another post")),
    "later": ("quiet", "!", gettext_lazy("nobody, later")),
}


def consent_words(stay: Stay) -> str:
    """How far the host's consent is: "consent asked 40 days ago"."""
    if stay.consent == "asked" and stay.asked_days == 0:
        return _("consent asked today")
    if stay.consent == "asked" and stay.asked_days is not None:
        told = ngettext(
            "consent asked %(count)d day ago", "consent asked %(count)d days ago", stay.asked_days
        )
        return told % {"count": stay.asked_days}
    return str(CONSENT[stay.consent])


def days_words(days: int) -> str:
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def post_words(row: BoardRow) -> str:
    """The title, with the designation where that alone does not tell."""
    title = str(PostTitle(row.title).label)
    return f"{title} ({row.designation})" if row.designation else title


def officer_words(stay: Stay | StandIn) -> str:
    """Rank and name."""
    return f"{Rank(stay.rank).label} {stay.name}"


def standing_of(stay: Stay) -> str:
    """Which entry of the key a successor belongs to."""
    if stay.refused:
        return "gap"
    if stay.state == PostingState.SUSPENDED:
        return "suspended"
    if stay.agreed:
        return "agreed"
    return "asked" if stay.consent == "asked" else "coming"


def posting_page(key: int) -> str:
    """The posting behind a span."""
    return reverse("admin:attaches_posting_change", args=[key])


def rotation_line(
    rows: Sequence[BoardRow], *, on: dt.date, window: Period, title: str = "", description: str = "",
    used: frozenset[str] | None = None,
) -> Picture:  # fmt: skip
    """A picture of these posts; `used`: entries of the key, those of the rows if not given."""
    end = window.end or on
    shown = entries(rows, on) if used is None else used
    return timeline_picture(
        [_line(row, on, window) for row in rows],
        starts_on=window.start,
        ends_on=end,
        today=on,
        title=title or _("Rotation of the posts"),
        description=description or line_words(window, on),
        language=get_language() or "en",
        tones={f"{sign} {words}".strip(): tone for code, (tone, sign, words) in KEY.items() if code in shown},
        width=WIDTH,
    )  # fmt: skip


def line_words(window: Period, on: dt.date) -> str:
    """What such a picture shows, in a sentence."""
    last = (window.end or on) - dt.timedelta(days=1)
    told = _("Who holds each post, who follows and when nobody does, from %(start)s to %(end)s.")
    return told % {"start": written_date(window.start), "end": written_date(last)}


def gap_standing(gap: Stretch, on: dt.date) -> str:
    """Which entry of the key a part of a gap belongs to: near ones are to be acted on."""
    if gap.awaited:
        return "awaited"
    return "gap" if (gap.period.start - on).days < NEAR_DAYS else "later"


def gap_words(gap: Stretch) -> str:
    """ "nobody · 40 days"; where somebody follows if the host agrees, that ends it sooner."""
    if gap.awaited:
        return _("until the host agrees")
    return f"{_('nobody')} · {days_words(gap.period.days or 0)}"


def entries(rows: Sequence[BoardRow], on: dt.date) -> frozenset[str]:
    """Entries of the key that these rows need."""
    found = {standing_of(stay) for row in rows for stay in row.successors}
    found |= {gap_standing(gap, on) for row in rows for gap in row.stretches}
    found |= {"acting" for row in rows if row.acting}
    found |= {"former" for row in rows if row.former}
    found |= {"suspended" for row in rows if row.suspended_holder}
    return frozenset(found | {"holder" for row in rows if row.incumbent})


def _line(row: BoardRow, on: dt.date, window: Period) -> TimelineRow:
    spans = [_span(stay, "former", window, on, ()) for stay in row.former]
    if row.incumbent:
        spans.append(_span(row.incumbent, "holder", window, on, ()))
    if row.suspended_holder:
        spans.append(_span(row.suspended_holder, "suspended", window, on, ()))
    spans += [_span(stay, standing_of(stay), window, on, (consent_words(stay),)) for stay in row.successors]
    for gap in row.stretches:
        label = _fitting([f"! {gap_words(gap)}", "!"], gap.period, window)
        spans.append(Span(gap.period.start, gap.period.end, label, KEY[gap_standing(gap, on)][0]))
    spans += [_stand_in(one, window) for one in row.acting]
    href = reverse("admin:attaches_post_change", args=[row.key])
    return TimelineRow(f"{row.code} · {row.mission_name}: {post_words(row)}", spans, (), href)


def _stand_in(one: StandIn, window: Period) -> Span:
    tone, sign, _words = KEY["acting"]
    options = [f"{sign} {_('%(name)s stands in') % {'name': one.name}}", f"{sign} {one.name}", sign]
    label = _fitting(options, one.period, window)
    return Span(one.period.start, one.period.end, label, tone, posting_page(one.key))


def _span(stay: Stay, code: str, window: Period, on: dt.date, more: tuple[str, ...]) -> Span:
    tone, sign, _words = KEY[code]
    # Whoever stays on beyond the planned end is there to this day.
    until = max(stay.until, on) if code in {"holder", "suspended"} else stay.until
    words = [" · ".join((stay.name, *more)), stay.name]
    options = [f"{sign} {text}".strip() for text in words] + ([sign] if sign else [])
    period = Period(stay.starts_on, max(until, stay.starts_on))
    return Span(stay.starts_on, until, _fitting(options, period, window), tone, posting_page(stay.key))


def _fitting(options: Sequence[str], period: Period, window: Period) -> str:
    """The longest of the words that the bar has room for."""
    shown = window.intersection(period)
    if shown is None or not shown.days or not window.days:
        return ""
    room = WIDTH * (1 - LABELS) * shown.days / window.days - INSET
    return next((text for text in options if text_width(text, TYPE) <= room), options[-1])

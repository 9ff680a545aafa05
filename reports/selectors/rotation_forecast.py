"""Who leaves when, and is the successor ready? (domain.md C8)"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from access.context import Subject
from agreements.engine import Length
from attaches.lifecycle import PostingState, PostKind, PostState
from attaches.selectors.rotation_board import months_from, rotation_board
from attaches.selectors.rotation_rows import BoardRow, Stay
from directory.models.country import Region
from publishing.pictures import Picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors.posts import countries, missions, post_page, posting_list
from reports.selectors.rotation_line import (
    LANGUAGE,
    consent_words,
    entries,
    line_words,
    officer_words,
    post_words,
    rotation_line,
)

STEPS = (3, 6, 12, 24)
READY_WITHIN = 12
EARLIEST, LATEST = -12, 24
DRAWN = 24


def leaving(months: int) -> Callable[[BoardRow, dt.date], bool]:
    """Whether the holder leaves within so many months; who should have left already does."""

    def within(row: BoardRow, on: dt.date) -> bool:
        return row.incumbent is not None and row.incumbent.until <= Length(months=months).after(on)

    return within


def _is_ready(row: BoardRow) -> bool:
    return row.follower is not None and row.follower.ready


def _awaits(consent: str) -> Callable[[BoardRow, dt.date], bool]:
    return lambda row, on: any(stay.consent == consent for stay in row.successors)


def _year_on(on: dt.date) -> dt.date:
    return Length(months=12).after(on)


_soon = leaving(READY_WITHIN)
# What a figure counts, and the choice that shows its rows.
SHOWN: dict[str, tuple[Any, Callable[[BoardRow, dt.date], bool]]] = {
    "gap_12": (gettext_lazy("posts with a gap within 12 months"), lambda row, on: row.gap_before(_year_on(on), on)),
    "gap": (gettext_lazy("posts with a gap within the months shown"), lambda row, on: bool(row.gap_days)),
    "vacant": (gettext_lazy("vacant posts"), lambda row, on: row.vacant),
    "leaving_3": (gettext_lazy("leaving within 3 months"), leaving(3)),
    "leaving_6": (gettext_lazy("leaving within 6 months"), leaving(6)),
    "leaving_12": (gettext_lazy("leaving within 12 months"), leaving(12)),
    "leaving_24": (gettext_lazy("leaving within 24 months"), leaving(24)),
    "ready": (
        gettext_lazy("leaving within 12 months, successor ready"), lambda row, on: _soon(row, on) and _is_ready(row)
    ),
    "not_ready": (
        gettext_lazy("leaving within 12 months, no successor ready"),
        lambda row, on: _soon(row, on) and not _is_ready(row),
    ),
    "asked": (gettext_lazy("consent asked, not answered"), _awaits("asked")),
    "refused": (gettext_lazy("consent refused"), _awaits("refused")),
    "handover": (
        gettext_lazy("handing over, or two officers at the post"),
        lambda row, on: row.handing_over or bool(row.overlaps),
    ),
}  # fmt: skip


def fitting(rows: Sequence[BoardRow], show: str, on: dt.date) -> list[BoardRow]:
    """The rows a choice shows; all without one."""
    return [row for row in rows if not show or SHOWN[show][1](row, on)]


def counted(rows: Sequence[BoardRow], code: str, on: dt.date) -> int:
    """How many rows the choice would show."""
    return len(fitting(rows, code, on))


def by_leaving_day(row: BoardRow) -> tuple[int, dt.date, str]:
    """Vacant posts first, then whoever leaves soonest; posts not established or held come last."""
    until = row.holder.until if row.holder else dt.date.max
    return (0 if row.vacant else 1 if row.holder else 2), until, row.code


def build(
    *, to: Subject, as_of: dt.date, mission: str = "", country: str = "", region: str = "", kind: str = "",
    start: str = "0", show: str = "",
) -> Answer:  # fmt: skip
    """A row per post, in the order in which they fall empty."""
    window = months_from(Length(months=int(start)).after(as_of.replace(day=1)))
    board = rotation_board(
        to=to, on=as_of, window=window, mission=mission, country=country, region=region, kind=kind
    )
    rows = sorted(fitting(board, show, as_of), key=by_leaving_day)
    soon = counted(board, f"leaving_{READY_WITHIN}", as_of)
    summary = {
        "posts": len(board),
        **{f"leaving_{months}": counted(board, f"leaving_{months}", as_of) for months in STEPS},
        "ready": Ratio(counted(board, "ready", as_of), soon),
        "vacant": counted(board, "vacant", as_of),
        "gap_12": counted(board, "gap_12", as_of),
        "gap": counted(board, "gap", as_of),
        "gap_days": sum(row.gap_days or 0 for row in board),
    }
    labels = frozenset(label for row in rows for label in row.label_ids)
    return Answer([_row(row, as_of) for row in rows], summary, labels, (window, rows))


def _row(row: BoardRow, on: dt.date) -> dict[str, Any]:
    holder, next_one = row.holder, row.follower or next(iter(row.successors), None)
    stays = [stay for stay in (holder, *row.successors) if stay]
    return {
        "post": row.code,
        "title": post_words(row),
        "mission": row.mission_name,
        "officer": _holder(row, holder) if holder else _empty(row),
        "leaves_on": holder.until if holder else None,
        "days": (holder.until - on).days if holder else None,
        "successor": officer_words(next_one) if next_one else None,
        "from_on": next_one.starts_on if next_one else None,
        "successor_state": str(PostingState(next_one.state).label) if next_one else None,
        "consent": consent_words(next_one) if next_one else None,
        "language": str(LANGUAGE[next_one.language]) if next_one else None,
        "gap_days": row.gap_days,
        "posting": holder.reference if holder else None,
        "successor_posting": next_one.reference if next_one else None,
        "references": [row.reference, *(stay.reference for stay in stays)],
    }


def _holder(row: BoardRow, holder: Stay) -> str:
    if row.suspended_holder is None:
        return officer_words(holder)
    return _("%(name)s, suspended with the relations") % {"name": officer_words(holder)}


def _empty(row: BoardRow) -> str:
    return _("vacant") if row.vacant else str(PostState(row.state).label)


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """The posts that fall empty first; where there are more, it says so and where they stand."""
    window, rows = answer.drawing
    words = line_words(window, as_of)
    if len(rows) > DRAWN:
        cut = _("Drawn are the first %(drawn)d of %(count)d posts; the table and the PDF have every one.")
        words = f"{words} {cut % {'drawn': DRAWN, 'count': len(rows)}}"
    return rotation_line(rows[:DRAWN], on=as_of, window=window, description=words)


def draw_all(answer: Answer, as_of: dt.date) -> list[Picture]:
    """Every post, as many a picture as one sheet holds, under one key."""
    window, rows = answer.drawing
    if len(rows) <= DRAWN:
        return [draw(answer, as_of)]
    used, found = entries(rows, as_of), []
    for first in range(0, len(rows), DRAWN):
        part = rows[first : first + DRAWN]
        title = _("Rotation of the posts, %(first)d to %(last)d of %(count)d") % {
            "first": first + 1, "last": first + len(part), "count": len(rows),
        }  # fmt: skip
        found.append(rotation_line(part, on=as_of, window=window, title=title, used=used))
    return found


def starts() -> list[tuple[str, str]]:
    """From which month on the 24 months run, counted from the month of the day asked for."""
    return [(str(months), _start_words(months)) for months in range(EARLIEST, LATEST + 1)]


def _start_words(months: int) -> str:
    if months == 0:
        return _("the month of that day")
    if months < 0:
        return ngettext("%(count)d month earlier", "%(count)d months earlier", -months) % {"count": -months}
    return ngettext("%(count)d month later", "%(count)d months later", months) % {"count": months}


def choices() -> list[tuple[str, Any]]:
    """What may be shown alone."""
    return [(code, words) for code, (words, _test) in SHOWN.items()]


REPORT = register(
    Report(
        slug="rotation-forecast",
        title=gettext_lazy("Rotation forecast"),
        question=gettext_lazy("Who leaves when, and is a successor ready?"),
        columns=(
            ReportColumn("post", gettext_lazy("Post"), "reference"),
            ReportColumn("title", pgettext_lazy("post", "Title")),
            ReportColumn("mission", gettext_lazy("Mission")),
            ReportColumn("officer", gettext_lazy("Incumbent")),
            ReportColumn("leaves_on", gettext_lazy("Leaves on"), "date"),
            ReportColumn("days", gettext_lazy("Left"), "integer", gettext_lazy("days")),
            ReportColumn("successor", gettext_lazy("Successor")),
            ReportColumn("from_on", gettext_lazy("Planned from"), "date"),
            ReportColumn("successor_state", gettext_lazy("State of the successor")),
            ReportColumn("consent", gettext_lazy("Consent of the host")),
            ReportColumn("language", gettext_lazy("Language")),
            ReportColumn("gap_days", gettext_lazy("Gap in the months shown"), "integer", gettext_lazy("days")),
        ),
        build=build,
        draw=draw,
        draw_all=draw_all,
        counted=(
            gettext_lazy("Every post that is not closed; vacant posts first, then in the order of the planned ends."),
            gettext_lazy(
                "Leaving within some months counts the planned ends up to that day, overdue ones included."
            ),
            gettext_lazy(
                "A successor is ready when the host has agreed to the person and a language result valid at the "
                "beginning meets what the post asks."
            ),
            gettext_lazy(
                "Gap days are days of the 24 months shown, from the day asked for on, on which an established post "
                "has neither an incumbent nor a successor the host agreed to."
            ),
            gettext_lazy("Where several are on the way, the row names the one furthest on it."),
            gettext_lazy("The figures count all posts of the filters; each leads to its rows."),
        ),
        summary_labels={
            "posts": gettext_lazy("Posts"),
            "leaving_3": gettext_lazy("Leaving within 3 months"),
            "leaving_6": gettext_lazy("Leaving within 6 months"),
            "leaving_12": gettext_lazy("Leaving within 12 months"),
            "leaving_24": gettext_lazy("Leaving within 24 months"),
            "ready": gettext_lazy("Of those within 12 months, successor ready"),
            "vacant": gettext_lazy("Vacant"),
            "gap_12": gettext_lazy("With a gap within 12 months"),
            "gap": gettext_lazy("With a gap within the months shown"),
            "gap_days": gettext_lazy("Gap days ahead"),
        },
        parameters=(
            Parameter("mission", gettext_lazy("Mission"), missions),
            Parameter("country", gettext_lazy("Country"), countries),
            Parameter("region", gettext_lazy("Region"), lambda to: Region.choices),
            Parameter("kind", gettext_lazy("Kind"), lambda to: PostKind.choices),
            Parameter("show", gettext_lazy("Only"), lambda to: choices()),
            Parameter("start", gettext_lazy("24 months from"), lambda to: starts()),
        ),
        doors={
            **{code: {"show": code} for code in ("ready", "vacant", "gap_12", "gap")},
            **{f"leaving_{months}": {"show": f"leaving_{months}"} for months in STEPS},
            "posts": {"show": ""},
            "gap_days": {"show": "gap"},
        },
        links={"post": post_page, "officer": posting_list("posting"), "successor": posting_list("successor_posting")},
    )
)  # fmt: skip

"""Where are we represented? (domain.md C8)"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.lifecycle import AccreditationState, PostKind, PostState, PostTitle, StaffLevel
from attaches.selectors.posture import PostureRow, SideAccreditation, posture_rows
from directory.models.country import Region
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors.posts import countries, in_tier, post_page, posting_list, tiers

NATO, UN = PostKind.NATO_STAFF_POST, PostKind.UN_MISSION
# What a figure counts, and the choice that shows its rows.
SHOWN: dict[str, tuple[Any, Callable[[PostureRow], bool]]] = {
    "operating": (gettext_lazy("operating posts"), lambda row: row.operating),
    "vacant": (gettext_lazy("vacant posts"), lambda row: row.vacant),
    "suspended": (
        gettext_lazy("holders suspended with the relations"), lambda row: row.suspended is not None
    ),
    "gap": (gettext_lazy("posts with a gap in the next 12 months"), lambda row: bool(row.gap_days)),
    "side": (gettext_lazy("posts with side accreditations"), lambda row: bool(row.side)),
    "nato_now": (gettext_lazy("NATO staff posts held now"), lambda row: row.kind == NATO and row.incumbent is not None),
    "nato_ever": (gettext_lazy("NATO staff posts held so far"), lambda row: row.kind == NATO and row.ever_served > 0),
    "un_now": (gettext_lazy("UN mission posts held now"), lambda row: row.kind == UN and row.incumbent is not None),
    "un_ever": (gettext_lazy("UN mission posts held so far"), lambda row: row.kind == UN and row.ever_served > 0),
}  # fmt: skip


def build(
    *, to: Subject, as_of: dt.date, kind: str = "", region: str = "", country: str = "", state: str = "",
    tier: str = "", show: str = "",
) -> Answer:  # fmt: skip
    """One row per post; vacancy and gaps are those of established posts. Figures count whatever is shown alone."""
    wanted = {"kind": kind, "region": region, "country": country, "state": state}
    asked = {name: value for name, value in wanted.items() if value}
    posts = [
        row for row in posture_rows(to=to, as_of=as_of)
        if all(getattr(row, name) == value for name, value in asked.items())
    ]  # fmt: skip
    if tier:
        fits = in_tier(tier, to=to, as_of=as_of)
        posts = [row for row in posts if fits(row.country)]
    rows = [row for row in posts if not show or SHOWN[show][1](row)]
    labels = frozenset(label for row in posts for label in row.label_ids)
    return Answer([_row(row) for row in rows], _summary(posts), labels, rows)


def _summary(posts: list[PostureRow]) -> dict[str, Any]:
    established = [row for row in posts if row.state == PostState.ESTABLISHED]
    states = Counter(row.state for row in posts)
    return {
        "posts": len(posts),
        **{f"state_{state}": states[state] for state in PostState},
        "operating": Ratio(sum(row.operating for row in established), len(established)),
        "vacant": sum(row.vacant for row in posts),
        "suspended": sum(row.suspended is not None for row in posts),
        "gap_posts": sum(bool(row.gap_days) for row in posts),
        "gap_days": sum(row.gap_days or 0 for row in posts),
        "side_accreditations": sum(len(row.side) for row in posts),
        "nato_now": sum(SHOWN["nato_now"][1](row) for row in posts),
        "nato_ever": sum(row.ever_served for row in posts if row.kind == NATO),
        "un_now": sum(SHOWN["un_now"][1](row) for row in posts),
        "un_ever": sum(row.ever_served for row in posts if row.kind == UN),
    }


def _row(row: PostureRow) -> dict[str, Any]:
    holder, next_one = row.incumbent or row.suspended, row.successor
    references = [
        row.reference,
        *(t.reference for t in (holder, next_one) if t),
        *([row.acting.posting] if row.acting else []),
        *(s.reference for s in row.side),
    ]
    return {
        "post": row.code,
        "title": str(PostTitle(row.title).label),
        "kind": str(PostKind(row.kind).label),
        "level": str(StaffLevel(row.staff_level).label) if row.staff_level else None,
        "mission": row.mission_name,
        "state": str(PostState(row.state).label),
        "incumbent": _who(row),
        "until": holder.until if holder else None,
        "successor": next_one.officer_name if next_one else None,
        "gap_days": row.gap_days,
        "side": ", ".join(f"{one.country_name} ({_said(one)})" for one in row.side) or None,
        "served": row.ever_served,
        "posting": holder.reference if holder else None,
        "successor_posting": next_one.reference if next_one else None,
        "side_posting": holder.reference if holder and row.side else None,
        "references": references,
    }


def _said(side: SideAccreditation) -> str:
    return str(AccreditationState(side.state).label)


def _who(row: PostureRow) -> str | None:
    if row.incumbent:
        return row.incumbent.officer_name
    if row.acting:
        return _("%(name)s, standing in") % {"name": row.acting.officer_name}
    if row.suspended:
        return _("%(name)s, suspended with the relations") % {"name": row.suspended.officer_name}
    return _("vacant") if row.vacant else None


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Posts by kind: operating, vacant, neither."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in answer.drawing:
        status = "operating" if row.operating else "vacant" if row.vacant else "other"
        counts[row.kind, status] += 1
    kinds = [kind for kind in PostKind if any(key[0] == kind for key in counts)]
    return stacked_bar_picture(
        [
            Stack(
                str(kind.label),
                [Part(s, counts[kind, s]) for s in ("operating", "vacant", "other")],
                f"?kind={kind}",
            )
            for kind in kinds
        ],
        series=[
            Series("operating", _("operating"), "done"),
            Series("vacant", _("vacant"), "late"),
            Series("other", _("not established, or relations suspended"), "quiet"),
        ],
        title=_("Posts by kind"),
        description=_("How many posts of each kind are operating, vacant or neither."),
        language=get_language() or "en",
    )


def choices() -> list[tuple[str, Any]]:
    """What may be shown alone."""
    return [(code, words) for code, (words, _test) in SHOWN.items()]


REPORT = register(
    Report(
        slug="posture",
        title=gettext_lazy("Posture"),
        question=gettext_lazy("Where are we represented, by whom, and where will somebody be missing?"),
        columns=(
            ReportColumn("post", gettext_lazy("Post"), "reference"),
            ReportColumn("title", pgettext_lazy("post", "Title")),
            ReportColumn("kind", gettext_lazy("Kind")),
            ReportColumn("level", gettext_lazy("Level")),
            ReportColumn("mission", gettext_lazy("Mission")),
            ReportColumn("state", gettext_lazy("State")),
            ReportColumn("incumbent", gettext_lazy("Incumbent")),
            ReportColumn("until", gettext_lazy("Planned until"), "date"),
            ReportColumn("successor", gettext_lazy("Successor")),
            ReportColumn(
                "gap_days", gettext_lazy("Gap in the next 12 months"), "integer", gettext_lazy("days")
            ),
            ReportColumn("side", gettext_lazy("Side accreditations")),
            ReportColumn("served", gettext_lazy("Tenures so far"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "A post operates when it is established and somebody holds it, or stands in, on the day."
            ),
            gettext_lazy(
                "Whose functions are suspended with the relations still holds the post, and it does not operate."
            ),
            gettext_lazy(
                "Gap days are days of the next twelve months without an incumbent or a successor the host agreed to."
            ),
            gettext_lazy(
                "Tenures so far are those begun up to the day; of NATO and UN posts they are the cumulative figure."
            ),
            gettext_lazy(
                "The tier of a country follows from its ranks in documents in effect on the day; a post at an "
                "organisation is not ranked."
            ),
            gettext_lazy("The figures count all posts of the filters; each leads to its rows."),
            gettext_lazy(
                "States and holders are those of the day asked for; what you may see is decided today."
            ),
        ),
        summary_labels={
            "posts": gettext_lazy("Posts"),
            **{f"state_{state}": state.label for state in PostState},
            "operating": gettext_lazy("Established and operating"),
            "vacant": gettext_lazy("Vacant"),
            "suspended": gettext_lazy("Holder suspended with the relations"),
            "gap_posts": gettext_lazy("With a gap in the next 12 months"),
            "gap_days": gettext_lazy("Gap days ahead"),
            "side_accreditations": gettext_lazy("Side accreditations"),
            "nato_now": gettext_lazy("NATO staff posts held now"),
            "nato_ever": gettext_lazy("NATO staff tenures so far"),
            "un_now": gettext_lazy("UN mission posts held now"),
            "un_ever": gettext_lazy("UN mission tenures so far"),
        },
        parameters=(
            Parameter("kind", gettext_lazy("Kind"), lambda to: PostKind.choices),
            Parameter("region", gettext_lazy("Region"), lambda to: Region.choices),
            Parameter("country", gettext_lazy("Country"), countries),
            Parameter("tier", gettext_lazy("Tier"), tiers),
            Parameter("state", gettext_lazy("State"), lambda to: PostState.choices),
            Parameter("show", gettext_lazy("Only"), lambda to: choices()),
        ),
        doors={
            "posts": {"show": "", "state": ""},
            **{f"state_{state}": {"state": str(state), "show": ""} for state in PostState},
            **{
                code: {"show": code}
                for code in ("operating", "vacant", "suspended", "nato_now", "nato_ever", "un_now", "un_ever")
            },
            "gap_posts": {"show": "gap"},
            "gap_days": {"show": "gap"},
            "side_accreditations": {"show": "side"},
        },
        links={
            "post": post_page,
            "incumbent": posting_list("posting"),
            "successor": posting_list("successor_posting"),
            "side": posting_list("side_posting"),
        },
    )
)

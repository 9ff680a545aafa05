"""Where are we represented? (domain.md C8)"""

import datetime as dt
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.lifecycle import PostKind, PostState, PostTitle
from attaches.selectors.posture import PostureRow, posture_rows
from directory.models.country import Region
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

STAFF_KINDS = frozenset({"nato_staff_post", "un_mission"})


def build(*, to: Subject, as_of: dt.date, kind: str = "", region: str = "") -> Answer:
    """One row per post; vacancy and gaps are those of established posts."""
    posts = [
        row for row in posture_rows(to=to, as_of=as_of)
        if (not kind or row.kind == kind) and (not region or row.region == region)
    ]  # fmt: skip
    established = [row for row in posts if row.state == PostState.ESTABLISHED]
    staff = [row for row in posts if row.kind in STAFF_KINDS]
    summary = {
        "posts": len(posts),
        "operating": Ratio(sum(not row.vacant for row in established), len(established)),
        "vacant": sum(row.vacant for row in posts),
        "gap_days": sum(row.gap_days or 0 for row in posts),
        "side_accreditations": sum(len(row.side) for row in posts),
        "staff_now": sum(row.incumbent is not None for row in staff),
        "staff_ever": sum(row.ever_served for row in staff),
    }
    labels = frozenset(label for row in posts for label in row.label_ids)
    return Answer([_row(row) for row in posts], summary, labels, posts)


def _row(row: PostureRow) -> dict[str, Any]:
    holder, next_one = row.incumbent, row.successor
    references = [
        row.reference,
        *(t.reference for t in (holder, next_one) if t),
        *(s.reference for s in row.side),
    ]
    return {
        "post": row.code,
        "title": str(PostTitle(row.title).label),
        "kind": str(PostKind(row.kind).label),
        "mission": row.mission_name,
        "state": str(PostState(row.state).label),
        "incumbent": holder.officer_name if holder else (_("vacant") if row.vacant else None),
        "until": holder.until if holder else None,
        "successor": next_one.officer_name if next_one else None,
        "gap_days": row.gap_days,
        "side": ", ".join(side.country_name for side in row.side) or None,
        "references": references,
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Posts by kind: operating, vacant, not established."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in answer.drawing:
        status = "other" if row.state != PostState.ESTABLISHED else "vacant" if row.vacant else "operating"
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
            Series("other", _("not established"), "quiet"),
        ],
        title=_("Posts by kind"),
        description=_("How many posts of each kind are operating, vacant or not established."),
        language=get_language() or "en",
    )


def post_page(row: dict[str, Any]) -> str:
    """The post behind a row."""
    return f"{reverse('admin:attaches_post_changelist')}?q={row['post']}"


REPORT = register(
    Report(
        slug="posture",
        title=gettext_lazy("Posture"),
        question=gettext_lazy("Where are we represented, by whom, and where will somebody be missing?"),
        columns=(
            ReportColumn("post", gettext_lazy("Post"), "reference"),
            ReportColumn("title", pgettext_lazy("post", "Title")),
            ReportColumn("kind", gettext_lazy("Kind")),
            ReportColumn("mission", gettext_lazy("Mission")),
            ReportColumn("state", gettext_lazy("State")),
            ReportColumn("incumbent", gettext_lazy("Incumbent")),
            ReportColumn("until", gettext_lazy("Planned until"), "date"),
            ReportColumn("successor", gettext_lazy("Successor")),
            ReportColumn(
                "gap_days", gettext_lazy("Gap in the next 12 months"), "integer", gettext_lazy("days")
            ),
            ReportColumn("side", gettext_lazy("Side accreditations")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy("A post operates when it is established and somebody holds it on the day."),
            gettext_lazy(
                "Gap days are days of the next twelve months without an incumbent or a successor the host agreed to."
            ),
            gettext_lazy(
                "States and holders are those of the day asked for; what you may see is decided today."
            ),
        ),
        summary_labels={
            "posts": gettext_lazy("Posts"),
            "operating": gettext_lazy("Established and operating"),
            "vacant": gettext_lazy("Vacant"),
            "gap_days": gettext_lazy("Gap days ahead"),
            "side_accreditations": gettext_lazy("Side accreditations"),
            "staff_now": gettext_lazy("NATO and UN staff posts held now"),
            "staff_ever": gettext_lazy("NATO and UN staff tenures so far"),
        },
        parameters=(
            Parameter("kind", gettext_lazy("Kind"), lambda to: PostKind.choices),
            Parameter("region", gettext_lazy("Region"), lambda to: Region.choices),
        ),
        links={"post": post_page},
    )
)

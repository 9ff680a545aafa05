"""What is stuck on its way into force, and what is in force and not registered? (domain.md C8)"""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from statistics import median
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from agreements.lifecycle import AgreementKind, AgreementState
from agreements.selectors.pipeline import AFTER_SIGNATURE, AGED, PipelineRow, pipeline
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors.treaty_deadlines import agreement_page, parties

S = AgreementState
SHOWN: dict[str, tuple[Any, Callable[[PipelineRow], bool]]] = {
    "before_signature": (
        gettext_lazy("before signature"), lambda row: not row.unregistered and row.state not in AFTER_SIGNATURE
    ),
    "signed": (gettext_lazy("signed and not in force"), lambda row: row.state in AFTER_SIGNATURE),
    "silent": (gettext_lazy("waiting for a notification"), lambda row: bool(row.waits_for)),
    "unregistered": (gettext_lazy("in force and not registered"), lambda row: row.unregistered),
    "aged": (gettext_lazy("longer in their stage than usual"), lambda row: row.aged),
}  # fmt: skip


def build(*, to: Subject, as_of: dt.date, kind: str = "", country: str = "", show: str = "") -> Answer:
    """Instruments under way on the day, the longest in their stage first; figures count whatever is shown alone."""
    found = [
        row for row in pipeline(to=to, as_of=as_of, language=get_language() or "en")
        if (not kind or row.kind == kind) and (not country or country in row.party_codes)
    ]  # fmt: skip
    rows = [row for row in found if not show or SHOWN[show][1](row)]
    under_way = [row for row in found if not row.unregistered]
    summary = {
        "under_way": len(under_way),
        **{name: sum(test(row) for row in found) for name, (_words, test) in SHOWN.items() if name != "aged"},
        "aged": Ratio(sum(row.aged for row in found), len(found)),
        "median_days": round(median(row.days for row in under_way)) if under_way else None,
    }
    return Answer([_row(row) for row in rows], summary, frozenset(row.label_id for row in found), found)


def _state(row: PipelineRow) -> str:
    if not row.unregistered:
        return row.state_label
    return _("Not registered") if row.term_remark else _("In force, not registered")


def _row(row: PipelineRow) -> dict[str, Any]:
    return {
        "agreement": row.reference,
        "title": row.title,
        "parties": ", ".join(row.party_names),
        "state": _state(row),
        "since": row.since,
        "days": row.days,
        "days_in_all": row.days_in_all,
        "signed_on": row.signed_on,
        "waits_for": ", ".join(row.waits_for) or None,
        "remark": "; ".join(filter(None, (_("longer than usual") if row.aged else "", row.term_remark)))
        or None,
        "references": [row.reference],
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """How many stand in each stage, as usual or longer."""
    counts: Counter[tuple[str, str]] = Counter(
        (row.state, "aged" if row.aged else "usual") for row in answer.drawing
    )
    stages = [state for state in AGED if any(key[0] == state for key in counts)]
    return stacked_bar_picture(
        [
            Stack(
                _("In force, not registered") if state == S.IN_FORCE else str(state.label),
                [Part(part, counts[state, part]) for part in ("usual", "aged")],
            )
            for state in stages
        ],
        series=[Series("usual", _("as usual"), "accent"), Series("aged", _("longer than usual"), "late")],
        title=_("Instruments by stage"),
        description=_("How many instruments stand in each stage, and how many longer than usual."),
        language=get_language() or "en",
    )


REPORT = register(
    Report(
        slug="treaty-pipeline",
        title=gettext_lazy("Treaty pipeline"),
        question=gettext_lazy("What is stuck on its way into force, and for whom does it wait?"),
        columns=(
            ReportColumn("agreement", gettext_lazy("Agreement"), "reference"),
            ReportColumn("title", gettext_lazy("Title")),
            ReportColumn("parties", gettext_lazy("Parties")),
            ReportColumn("state", gettext_lazy("Stage")),
            ReportColumn("since", gettext_lazy("Since"), "date"),
            ReportColumn("days", gettext_lazy("In this stage"), "integer", gettext_lazy("days")),
            ReportColumn(
                "days_in_all", gettext_lazy("Since its first stage"), "integer", gettext_lazy("days")
            ),
            ReportColumn("signed_on", gettext_lazy("Signed"), "date"),
            ReportColumn("waits_for", gettext_lazy("Notification awaited from")),
            ReportColumn("remark", gettext_lazy("Remark")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Stages, signatures, notifications and registrations are those dated up to the day asked for."
            ),
            gettext_lazy(
                "Longer than usual: over 90 days signed or unregistered, 180 days proposed, mandated, initialled or "
                "notified, 365 days under negotiation or in domestic procedures."
            ),
            gettext_lazy("Only instruments that bind legally are to be registered with the United Nations."),
            gettext_lazy(
                "Whose terms are over, or in doubt, is not said to be in force; it is still to be registered."
            ),
        ),
        summary_labels={
            "under_way": gettext_lazy("On the way into force"),
            "before_signature": gettext_lazy("Before signature"),
            "signed": gettext_lazy("Signed and not in force"),
            "silent": gettext_lazy("Waiting for a notification"),
            "unregistered": gettext_lazy("In force and not registered"),
            "aged": gettext_lazy("Longer in their stage than usual"),
            "median_days": gettext_lazy("Median days in the stage"),
        },
        parameters=(
            Parameter("kind", gettext_lazy("Kind"), lambda to: AgreementKind.choices),
            Parameter("country", gettext_lazy("Country"), parties),
            Parameter(
                "show",
                gettext_lazy("Only"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
        ),
        links={"agreement": agreement_page},
        doors={name: {"show": name} for name in SHOWN},
    )
)

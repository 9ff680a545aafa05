"""What did we learn? (domain.md C8)"""

import datetime as dt
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import LessonTopic
from activities.selectors.learned import LessonRow, lesson_rows, mean_ratings
from directory.models import ActivityKind, Country
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

SHOWN = {
    "open": (gettext_lazy("open lessons"), lambda row: row.done_on is None),
    "overdue": (gettext_lazy("overdue follow-ups"), lambda row: row.overdue),
    "repeated": (gettext_lazy("repeated lessons"), lambda row: bool(row.repeats or row.repeated)),
}


def build(
    *, to: Subject, as_of: dt.date, kind: str = "", country: str = "", topic: str = "", show: str = ""
) -> Answer:  # fmt: skip
    """Lessons noted by the day; ratings are means over the reports submitted by it."""
    rows = lesson_rows(to=to, as_of=as_of, kind=kind, country=country)
    rows = [row for row in rows if not topic or row.topic == topic]
    shown = [row for row in rows if not show or SHOWN[show][1](row)]
    number, means, rated = mean_ratings(to=to, as_of=as_of, kind=kind, country=country)
    summary = {
        "lessons": len(rows),
        "closed": Ratio(sum(row.done_on is not None for row in rows), len(rows)),
        "open": sum(row.done_on is None for row in rows),
        "overdue": sum(row.overdue for row in rows),
        "repeated": sum(bool(row.repeats or row.repeated) for row in rows),
        "reports": number,
        **means,
    }
    labels = rated | {label for row in rows for label in row.label_ids}
    return Answer([_row(row) for row in shown], summary, frozenset(labels), shown)


def _row(row: LessonRow) -> dict[str, Any]:
    return {
        "lesson": row.reference,
        "activity": row.activity_title,
        "country": row.country,
        "country_name": row.country_name,
        "topic": row.topic_label,
        "observation": row.observation,
        "recommendation": row.recommendation,
        "repeated": row.repeated + bool(row.repeats),
        "due_on": row.due_on,
        "done_on": row.done_on,
        "outcome": row.outcome or None,
        "references": [name for name in (row.reference, row.activity, row.repeats) if name],
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Lessons by topic: followed up, open, overdue."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in answer.drawing:
        counts[row.topic, "done" if row.done_on else "overdue" if row.overdue else "open"] += 1
    topics = [topic for topic in LessonTopic if any(key[0] == topic for key in counts)]
    return stacked_bar_picture(
        [
            Stack(
                str(topic.label),
                [Part(one, counts[topic, one]) for one in ("done", "open", "overdue")],
                f"?topic={topic}",
            )
            for topic in topics
        ],
        series=[
            Series("done", _("followed up"), "done"),
            Series("open", _("open"), "soon"),
            Series("overdue", _("overdue"), "late"),
        ],
        title=_("Lessons by topic"),
        description=_("How many lessons of each topic were followed up, are open, or are overdue."),
        language=get_language() or "en",
    )


def lesson_page(row: dict[str, Any]) -> str:
    """The lesson behind a row."""
    return reverse("admin:activities_lesson_change", args=[row["lesson"]])


def _countries(to: Subject) -> list[tuple[str, str]]:
    return [(country.iso2, country.name) for country in Country.objects.by_name()]


def _kinds(to: Subject) -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in ActivityKind.objects.by_name()]


REPORT = register(
    Report(
        slug="lessons",
        title=gettext_lazy("Lessons"),
        question=gettext_lazy("What did we learn, and was it followed up?"),
        columns=(
            ReportColumn("lesson", gettext_lazy("Lesson"), "reference"),
            ReportColumn("activity", gettext_lazy("Activity")),
            ReportColumn("country", gettext_lazy("Main partner"), "code"),
            ReportColumn("topic", gettext_lazy("Topic")),
            ReportColumn("observation", gettext_lazy("What was seen")),
            ReportColumn("recommendation", gettext_lazy("What follows from it")),
            ReportColumn("repeated", gettext_lazy("Repeated"), "integer", gettext_lazy("times")),
            ReportColumn("due_on", gettext_lazy("Follow-up due"), "date"),
            ReportColumn("done_on", gettext_lazy("Followed up on"), "date"),
            ReportColumn("outcome", gettext_lazy("Outcome")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy("Lessons noted by the day asked for; one followed up later counts as open."),
            gettext_lazy(
                "A lesson is repeated when a later one names it as seen before, or it names an earlier one."
            ),
            gettext_lazy("Ratings, from 1 to 5, are means over the reports submitted by that day."),
        ),
        summary_labels={
            "lessons": gettext_lazy("Lessons"),
            "closed": gettext_lazy("Followed up"),
            "open": gettext_lazy("Open"),
            "overdue": gettext_lazy("Overdue"),
            "repeated": gettext_lazy("Repeated"),
            "reports": gettext_lazy("After-action reports"),
            "rated_aims": gettext_lazy("Aims reached, mean"),
            "rated_planning": gettext_lazy("Planning, mean"),
            "rated_conduct": gettext_lazy("Conduct, mean"),
            "rated_support": gettext_lazy("Logistics and support, mean"),
            "rated_partner": gettext_lazy("Working with the partner, mean"),
        },
        parameters=(
            Parameter("kind", gettext_lazy("Kind"), _kinds),
            Parameter("country", gettext_lazy("Country"), _countries),
            Parameter("topic", gettext_lazy("Topic"), lambda to: LessonTopic.choices),
            Parameter(
                "show",
                gettext_lazy("Show"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
        ),
        links={"lesson": lesson_page},
        doors={code: {"show": code} for code in SHOWN},
    )
)

"""Programme and readiness of the exercises of a year, and of those that come up (domain.md C8)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import Conference, ExerciseReport, ExerciseSize
from activities.selectors.readiness import ExerciseRow, exercise_rows, exercise_years
from directory.selectors.formats import formats
from publishing.pictures import Picture, Span, Tick, TimelineRow, timeline_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

DRAWN = 25
# What a figure counts, and the choice that shows its rows.
SHOWN: dict[str, tuple[Any, Callable[[ExerciseRow], bool]]] = {
    "conferences_late": (
        gettext_lazy("with a conference that is late"),
        lambda row: bool(row.late_conferences),
    ),
    "notifiable": (
        gettext_lazy("over a threshold of the Vienna Document"),
        lambda row: row.notify_by is not None,
    ),
    "notification_late": (gettext_lazy("with a late notification"), lambda row: row.notification_late),
    "report_overdue": (gettext_lazy("with an overdue after-action report"), lambda row: row.report_overdue),
    "reports_late": (
        gettext_lazy("with a late first impression or final report"),
        lambda row: bool(row.late_reports),
    ),
    "lessons_open": (gettext_lazy("with open lessons"), lambda row: bool(row.open_lessons)),
}


def build(*, to: Subject, as_of: dt.date, year: str = "", cooperation: str = "", show: str = "") -> Answer:
    """From the year of the day to twelve months ahead, or a year; figures count whatever is shown alone."""
    first, last = _span(year, as_of)
    rows = exercise_rows(to=to, as_of=as_of, first=first, last=last)
    rows = [row for row in rows if not cooperation or row.format == cooperation]
    shown = [row for row in rows if not show or SHOWN[show][1](row)]
    labels = frozenset(label for row in rows for label in row.label_ids)
    return Answer([_row(row) for row in shown], _summary(rows), labels, shown)


def _span(year: str, as_of: dt.date) -> tuple[dt.date, dt.date]:
    """What is prepared before New Year is mostly held after it, so a year alone would not show what is late."""
    if year:
        return dt.date(int(year), 1, 1), dt.date(int(year), 12, 31)
    return dt.date(as_of.year, 1, 1), as_of + dt.timedelta(days=365)


def _summary(rows: list[ExerciseRow]) -> dict[str, Any]:
    notifiable = [row for row in rows if row.notify_by is not None]
    return {
        "exercises": len(rows),
        "conferences_late": sum(bool(row.late_conferences) for row in rows),
        "notifiable": len(notifiable),
        "notified": Ratio(
            sum(row.notified_on is not None or row.exempt for row in notifiable), len(notifiable)
        ),
        "notification_late": sum(row.notification_late for row in rows),
        "report_overdue": sum(row.report_overdue for row in rows),
        "reports_late": sum(bool(row.late_reports) for row in rows),
        "lessons_open": sum(len(row.open_lessons) for row in rows),
    }


def _row(row: ExerciseRow) -> dict[str, Any]:
    return {
        "exercise": row.reference,
        "title": row.title,
        "country": row.country,
        "country_name": row.country_name,
        "format": row.format or None,
        "format_name": row.format_name or None,
        "size": str(ExerciseSize(row.size).label),
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "state": str(row.state.label),
        "next_conference": row.next_conference or None,
        "next_conference_on": row.next_conference_on,
        "late_conferences": ", ".join(str(Conference(kind).label) for kind in row.late_conferences) or None,
        "notify_by": row.notify_by,
        "notified_on": row.notified_on,
        "first_report_on": row.first_report_on,
        "final_report_on": row.final_report_on,
        "late_reports": ", ".join(str(ExerciseReport(kind).label) for kind in row.late_reports) or None,
        "report_due_on": row.report_due_on,
        "report_submitted_on": row.report_submitted_on,
        "lessons_open": len(row.open_lessons),
        "references": [row.reference, *row.open_lessons],
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """The exercises as lines of their year, with the next conference and the day of notification."""
    lines = [_line(row) for row in answer.drawing[:DRAWN]]
    days = [row.starts_on for row in answer.drawing] or [as_of]
    first = dt.date(min(days).year, 1, 1)
    return timeline_picture(
        lines,
        starts_on=first,
        ends_on=dt.date(max(days).year + 1, 1, 1),
        today=as_of,
        title=_("Exercises on their days"),
        description=_(
            "Each line is an exercise; marks are its next conference and the last day for the notification."
        ),
        language=get_language() or "en",
        tones={_("exercise"): "accent", _("next conference, notification"): "soon", _("late"): "late"},
    )


def _line(row: ExerciseRow) -> TimelineRow:
    ticks = []
    if row.next_conference_on:
        ticks.append(Tick(row.next_conference_on, tone="late" if row.late_conferences else "soon"))
    if row.notify_by and not row.notified_on and not row.exempt:
        ticks.append(Tick(row.notify_by, tone="late" if row.notification_late else "soon"))
    span = Span(
        row.starts_on, row.ends_on + dt.timedelta(days=1), href=exercise_page({"exercise": row.reference})
    )
    return TimelineRow(row.title, [span], ticks)


def exercise_page(row: dict[str, Any]) -> str:
    """The exercise behind a row."""
    return reverse("admin:activities_exercise_change", args=[row["exercise"]])


def _years(to: Subject) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in exercise_years(to=to)]


def _formats(to: Subject) -> list[tuple[str, str]]:
    return [(row.code, row.name) for row in formats()]


REPORT = register(
    Report(
        slug="exercises",
        title=gettext_lazy("Exercises"),
        question=gettext_lazy(
            "Which exercises are held and come up, and is what prepares and follows them in time?"
        ),
        columns=(
            ReportColumn("exercise", gettext_lazy("Exercise"), "reference"),
            ReportColumn("title", gettext_lazy("Title")),
            ReportColumn("country", gettext_lazy("Main partner"), "code"),
            ReportColumn("format", gettext_lazy("Format"), "code"),
            ReportColumn("size", gettext_lazy("Size")),
            ReportColumn("starts_on", gettext_lazy("First day"), "date"),
            ReportColumn("ends_on", gettext_lazy("Last day"), "date"),
            ReportColumn("state", gettext_lazy("State")),
            ReportColumn("next_conference", gettext_lazy("Next conference")),
            ReportColumn("next_conference_on", gettext_lazy("Planned for"), "date"),
            ReportColumn("late_conferences", gettext_lazy("Late conferences")),
            ReportColumn("notify_by", gettext_lazy("Notify by"), "date"),
            ReportColumn("notified_on", gettext_lazy("Notified on"), "date"),
            ReportColumn("first_report_on", gettext_lazy("First impression report"), "date"),
            ReportColumn("final_report_on", gettext_lazy("Final exercise report"), "date"),
            ReportColumn("late_reports", gettext_lazy("Late reports")),
            ReportColumn("report_due_on", gettext_lazy("Report due"), "date"),
            ReportColumn("report_submitted_on", gettext_lazy("Report submitted"), "date"),
            ReportColumn("lessons_open", gettext_lazy("Open lessons"), "integer"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Exercises that begin in the year of the day asked for or within twelve months after it, or in the "
                "year that was chosen, as far as they were known on the day."
            ),
            gettext_lazy(
                "A conference is late when it was held, or is planned, after the day that follows from the size."
            ),
            gettext_lazy("An after-action report is due thirty days after the last day."),
            gettext_lazy(
                "The first impression report is due fifteen days after the last day, the final report sixty; one is "
                "late when it was submitted later, or is owed since."
            ),
        ),
        summary_labels={
            "exercises": gettext_lazy("Exercises"),
            "conferences_late": gettext_lazy("With a late conference"),
            "notifiable": gettext_lazy("Over a threshold of the Vienna Document"),
            "notified": gettext_lazy("Of these notified or exempt"),
            "notification_late": gettext_lazy("Notification late"),
            "report_overdue": gettext_lazy("After-action report overdue"),
            "reports_late": gettext_lazy("First impression or final report late"),
            "lessons_open": gettext_lazy("Open lessons"),
        },
        parameters=(
            Parameter("year", pgettext_lazy("exercises", "Year"), _years),
            Parameter("cooperation", gettext_lazy("Format"), _formats),
            Parameter(
                "show",
                gettext_lazy("Show"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
        ),
        links={"exercise": exercise_page},
        doors={code: {"show": code} for code in SHOWN},
    )
)

"""Reports of attachés a viewer may see: what is owed, what is there."""

from collections.abc import Collection

from django.db.models import QuerySet

from access.context import Subject
from access.managers import ClassifiedQuerySet
from foundation.errors import NotFound
from foundation.wording import written_days
from missions.models import PostReport, ReportingRhythm
from reminders.registry import Titled


def rhythms(*, to: Subject) -> ClassifiedQuerySet:
    """Every rhythm `to` may see, those that have ended included."""
    return ReportingRhythm.objects.visible_to(to)


def post_reports(*, to: Subject) -> ClassifiedQuerySet:
    """Every report `to` may see, owed or there."""
    return PostReport.objects.visible_to(to)


def post_report_pages(*, to: Subject) -> QuerySet:
    """Reports with everything their page shows, in one query."""
    return post_reports(to=to).select_related(
        "post__mission", "post__label", "rhythm", "label", "file", "submitted_by", "from_office"
    )


def post_report(reference: str, *, to: Subject) -> PostReport:
    """One report; hidden and absent are the same NotFound."""
    found: PostReport | None = post_report_pages(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def still_owed(rows: QuerySet) -> QuerySet:
    """Neither submitted nor done without."""
    return rows.filter(submitted_on__isnull=True, waived_on__isnull=True)


def listed_post_reports(*, to: Subject, owed: bool, post: str = "") -> QuerySet:
    """What is owed, the oldest first; or every report, the newest first."""
    rows = post_report_pages(to=to)
    if post:
        rows = rows.filter(post__code__iexact=post)
    if owed:
        return still_owed(rows).order_by("ends_on", "post__code", "pk")
    return rows.order_by("-ends_on", "post__code", "pk")


def post_report_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which post, which period, of those the reader may see."""
    rows = post_reports(to=to).filter(reference__in=references).select_related("post__mission")
    return {
        row.reference: Titled(f"{row.post.label_words}, {written_days(row.period)}", row.label_id)
        for row in rows
    }


def rhythm_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Which post reports how often, of those rhythms the reader may see."""
    rows = rhythms(to=to).filter(reference__in=references).select_related("post")
    return {row.reference: Titled(str(row), row.label_id) for row in rows}

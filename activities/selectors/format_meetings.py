"""Meetings of formats that lie ahead, for whoever prepares them; formats are open to everybody."""

from collections.abc import Collection

from django.conf import settings
from django.db.models import DateField, Func, QuerySet, Subquery

from access.context import Subject
from access.models import Label
from directory.models import CooperationFormat, FormatMeeting
from directory.terms import FormatStatus
from reminders.registry import Titled


def plain_label() -> Subquery:
    """The label of what is no secret."""
    plain = Label.objects.filter(level=0, caveats=[], compartments=[], releasable_to=[])
    return Subquery(plain.values("pk")[:1])


def meetings(*, hosted_by_us: bool) -> QuerySet:
    """Meetings ahead whose day is fixed: those we host apart from those we travel to."""
    today = Func(function="home_today", output_field=DateField())
    rows = FormatMeeting.objects.filter(format__status=FormatStatus.ACTIVE, held_on__gte=today)
    ours = {"country__iso2": settings.HOME_COUNTRY}
    return rows.filter(**ours) if hosted_by_us else rows.exclude(**ours)


def format_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Names of formats by their code; they carry the lowest label there is."""
    plain = Label.objects.filter(level=0, caveats=[], compartments=[], releasable_to=[]).first()
    rows = CooperationFormat.objects.filter(code__in=references) if plain else []
    return {row.code: Titled(row.name, plain.pk) for row in rows if plain}

"""Who of the officers could be sent, by what they bring on a day (domain.md A1.6-7)."""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from access.context import Subject
from attaches.models import LanguageResult, OfficerClearance, TrainingRecord
from attaches.terms import Obligation, whole_profile

Officers = QuerySet[Any]
HIS: dict[str, Any] = {"officer_id": OuterRef("pk")}


def languages_held(*, to: Subject) -> list[str]:
    """Codes of the languages somebody was tested in."""
    rows = LanguageResult.objects.visible_to(to).standing().order_by("language")
    return list(rows.values_list("language", flat=True).distinct())


def speaking(rows: Officers, *, to: Subject, on: dt.date, language: str = "", level: str = "") -> Officers:
    """Whose result that counts on a day is of this language and reaches this level or profile in every skill."""
    results = LanguageResult.objects.visible_to(to).holding(on).filter(**HIS)
    if language:
        results = results.filter(language=language.lower())
    if level:
        results = results.reaching(whole_profile(level))
    return rows.filter(Exists(results))


def trained(rows: Officers, kind: str, *, to: Subject, on: dt.date) -> Officers:
    """Who has completed a course of a kind that has not lapsed."""
    courses = TrainingRecord.objects.visible_to(to).holding(on)
    return rows.filter(Exists(courses.filter(**HIS, kind=kind)))


def cleared(rows: Officers, is_cleared: bool, *, to: Subject, on: dt.date) -> Officers:
    """Who has a clearance that is valid on a day; or who has none."""
    valid = Exists(OfficerClearance.objects.visible_to(to).holding(on).filter(**HIS))
    return rows.filter(valid) if is_cleared else rows.filter(~valid)


def obliged(rows: Officers, obligation: str, *, to: Subject, on: dt.date) -> Officers:
    """Whose obligation to serve after a course abroad runs on a day; or is over, and none runs."""
    courses = TrainingRecord.objects.visible_to(to).standing().filter(**HIS, starts_on__lte=on)
    running = Exists(courses.filter(obliged_until__gte=on))
    if obligation == Obligation.RUNNING:
        return rows.filter(running)
    return rows.filter(~running, Exists(courses.filter(obliged_until__lt=on)))

"""Filters of the officers: the pool from which somebody could be sent (domain.md A1.7)."""

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from attaches.selectors import pool
from attaches.terms import Obligation, TrainingKind
from foundation.clock import today
from foundation.wording import language_name

LEVELS = ("1", "2", "2+", "3", "3+", "4")


class PoolFilter(SimpleListFilter):
    """One question about what officers bring today; a value that is not offered asks nothing."""

    asked: Any  # the selector

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value()
        if value not in dict(self.lookup_choices):
            return queryset
        return self.asked(queryset, str(value), to=request.subject, on=today())  # type: ignore[attr-defined]


class ByLanguage(PoolFilter):
    """Whose result in the language counts today."""

    title, parameter_name = _("language held"), "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        codes = pool.languages_held(to=request.subject)  # type: ignore[attr-defined]
        return [(code, language_name(code)) for code in codes]

    def asked(self, queryset: QuerySet, value: str, **whom: Any) -> QuerySet:
        return pool.speaking(queryset, language=value, **whom)


class ByLevel(PoolFilter):
    """In every skill, in the language that is chosen beside it, else in any."""

    title, parameter_name = _("language level in every skill"), "level"

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        self.language = request.GET.get("language", "")[:3]
        super().__init__(request, *args)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(level, _("%(level)s or higher") % {"level": level}) for level in LEVELS]

    def asked(self, queryset: QuerySet, value: str, **whom: Any) -> QuerySet:
        return pool.speaking(queryset, language=self.language, level=value, **whom)


class ByCourse(PoolFilter):
    """Who has completed a course that has not lapsed."""

    title, parameter_name = _("course completed"), "course"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(TrainingKind.choices)

    def asked(self, queryset: QuerySet, value: str, **whom: Any) -> QuerySet:
        return pool.trained(queryset, value, **whom)


class ByClearance(PoolFilter):
    """Who is cleared today."""

    title, parameter_name = _("clearance for service abroad"), "cleared"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("valid today")), ("no", _("none valid today"))]

    def asked(self, queryset: QuerySet, value: str, **whom: Any) -> QuerySet:
        return pool.cleared(queryset, value == "yes", **whom)


class ByObligation(PoolFilter):
    """Whether the obligation after a course abroad runs."""

    title, parameter_name = _("obligation to serve"), "obligation"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Obligation.choices)

    def asked(self, queryset: QuerySet, value: str, **whom: Any) -> QuerySet:
        return pool.obliged(queryset, value, **whom)

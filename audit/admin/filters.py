"""Filters of the trail: what was done, by whom, on which day. Who and when are typed, for the trail has no end."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.permissions import all_words


class DoneFilter(admin.SimpleListFilter):
    """By what was done."""

    title = _("what was done")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(all_words().items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class TypedFilter(admin.SimpleListFilter):
    """One field; `wrong` says what cannot be found, and then nothing is listed."""

    template = "audit/typed_filter.html"
    input_type = "text"
    hint: Any = ""
    wrong: Any = ""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        kept = {self.parameter_name, "p"}
        self.others = [(name, value) for name, value in request.GET.items() if name not in kept]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return []

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Iterator[Any]:
        yield {
            "typed": (self.value() or "").strip(),
            "all": changelist.get_query_string(remove=[self.parameter_name]),
        }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        typed = (self.value() or "").strip()
        return self.narrowed(queryset, typed) if typed else queryset

    def narrowed(self, queryset: Any, typed: str) -> Any:
        """What the typed words leave; a filter of no words leaves everything."""
        return queryset


class PersonFilter(TypedFilter):
    """By who did it: a user name, or part of a name, whichever office the person acted in."""

    title = _("person")
    parameter_name = "person"
    hint = _("A user name, or part of a name.")

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.finder = model_admin.admin_site.finder

    def narrowed(self, queryset: Any, typed: str) -> Any:
        people = self.finder(typed) if self.finder else []
        if not people:
            self.wrong = _("Nobody is called so.")
        return queryset.filter(actor_id__in=people)


class DayFilter(TypedFilter):
    """By the day of the home zone on which it was done."""

    title = _("day")
    parameter_name = "day"
    input_type = "date"

    def narrowed(self, queryset: Any, typed: str) -> Any:
        try:
            day = dt.date.fromisoformat(typed)
            first, after = (_begin(day + dt.timedelta(days=more)) for more in (0, 1))
        except (ValueError, OverflowError):
            self.wrong = _("A date like 2026-11-23.")
            return queryset.none()
        return queryset.filter(at__gte=first, at__lt=after)


def _begin(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_default_timezone())

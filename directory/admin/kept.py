"""Base of the reference tables' admin classes: searched like everything else, kept through one service."""

from typing import Any, ClassVar

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.services.keeping import keep
from foundation.admin_forms import BasedOnVersion
from foundation.admin_kit import OpenAdmin


class InOwnOrder(ChangeList):
    """Rows in the order in which they were asked for, until somebody sorts by a column."""

    def _get_default_ordering(self) -> list[str]:
        return []


class KeptAdmin(OpenAdmin):
    """`details` are the fields, `told` what is computed beside them; the Center keeps them."""

    form = BasedOnVersion
    record_verb = "directory.keep"
    amend_verb = "directory.keep"
    search_fields: ClassVar[Any] = ("pk",)
    search_help_text = _("Code or name in either language, with or without diacritics.")
    details: tuple[Any, ...] = ()
    fixed: tuple[str, ...] = ()
    told: tuple[str, ...] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return ((None, {"fields": (*self.details, *(self.told if obj is not None else ()), "based_on")}),)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.fixed, *self.told) if obj is not None else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows: Any = super().get_queryset(request)
        return rows.by_name()

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ()  # by_name() orders

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InOwnOrder

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """Also what autocompletes ask."""
        words = search_term.strip()
        return (queryset.matching(words) if words else queryset), False

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        return self._keep(request, form, formsets)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        return self._keep(request, form, formsets)

    def _keep(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        many = {f.name for f in self.opts.many_to_many} & set(form.cleaned_data)
        links = {name: form.cleaned_data[name] for name in many}
        version = form.cleaned_data.get("based_on")
        subject: Any = getattr(request, "subject", None)
        changed = [row for rows in formsets for row, _fields in rows.changed_objects]
        parts = [*changed, *(row for rows in formsets for row in rows.new_objects)]
        gone = [row for rows in formsets for row in rows.deleted_objects]
        return keep(form.instance, by=subject, version=version, links=links, parts=parts, gone=gone)

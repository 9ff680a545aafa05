"""Filters of the register: by the other side, and by what is to be acted on soon."""

import datetime as dt
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.models import AgreementDeadline, Party
from agreements.models.scope import CooperationForm
from directory.models import Country
from foundation.clock import today


class ByParty(SimpleListFilter):
    """Agreements with a country; only countries with an agreement the reader may see are offered."""

    title = _("country")
    parameter_name = "country"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        seen = Party.objects.visible_to(request.subject).filter(is_home=False, country__isnull=False)  # type: ignore[attr-defined]
        return [(c.iso2, c.name) for c in Country.objects.filter(pk__in=seen.values("country"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if not self.value():
            return queryset
        subject = request.subject  # type: ignore[attr-defined]
        with_it = Party.objects.visible_to(subject).filter(country__iso2=self.value())
        return queryset.filter(pk__in=with_it.values("agreement"))


class ByForm(SimpleListFilter):
    """Agreements that name a form of co-operation."""

    title = _("form of co-operation")
    parameter_name = "form"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(form.value, form.label) for form in CooperationForm]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        named = self.value()
        return (
            queryset.filter(cooperation_forms__contains=[named])
            if named in CooperationForm.values
            else queryset
        )


class DueWithin(SimpleListFilter):
    """By the last day for receipt of a denunciation notice."""

    title = _("last day for a notice")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("30", _("within 30 days")), ("90", _("within 90 days")), ("365", _("within a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() not in {"30", "90", "365"}:
            return queryset
        until = today() + dt.timedelta(days=int(self.value() or 0))
        rows = AgreementDeadline.objects.visible_to(request.subject)  # type: ignore[attr-defined]
        due = rows.filter(kind="last_receipt", due_on__lte=until)
        return queryset.filter(pk__in=due.values("agreement"))

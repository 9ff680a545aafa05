"""The practice of receiving States in data entry."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from attaches.models import HostPractice
from attaches.selectors.hosts import practices
from attaches.services import hosts
from foundation.admin_forms import BasedOnVersion
from foundation.site import site


@admin.register(HostPractice, site=site)
class HostPracticeAdmin(ClassifiedAdmin):
    """Consents, notes and lead times, once per State; new posts and postings follow them."""

    reference_path = None
    form = BasedOnVersion
    record_verb = "hosts.keep"
    amend_verb = "hosts.keep"
    list_display = ("country", "consents_to_office", "consents_to_person", "second_note", "lead_days")
    list_filter = ("consents_to_office", "consents_to_person", "second_note")
    search_fields = ()
    autocomplete_fields = ("country",)
    fieldsets: ClassVar[Any] = (
        (None, {"fields": ("country", "basis", "based_on")}),
        (_("Consent and notes"), {"fields": ("consents_to_office", "consents_to_person", "second_note")}),
        (_("Lead times"), {"fields": ("lead_days", "call_notice_days")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return practices(to=request.subject).order_by("country__iso2")  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("country",)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> HostPractice:
        return self._keep(request, form, form.cleaned_data["country"], anew=True)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> HostPractice:
        return self._keep(request, form, form.instance.country)

    def _keep(self, request: HttpRequest, form: Any, country: Any, anew: bool = False) -> HostPractice:
        data = {name: value for name, value in form.cleaned_data.items() if name != "country"}
        version = data.pop("based_on", None)
        by = request.subject  # type: ignore[attr-defined]
        return hosts.keep(country, by=by, version=version, anew=anew, **data)

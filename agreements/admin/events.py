"""Reports on obligations with their evidence, in data entry; also reached from the provision's page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from agreements.admin.texts import FORMATS, looked_at, way_to
from agreements.models import ImplementationEvent, Provision
from agreements.services import provisions
from foundation.admin_forms import DayInput
from foundation.clock import now
from foundation.site import site

TYPED = ("provision", "happened_on", "what", "source", "status", "decides", "proof")


class EventForm(forms.ModelForm):
    """What happened, who says so, and the document that proves it."""

    proof = forms.FileField(label=_("Evidence"), required=False, help_text=FORMATS)

    class Meta:
        model = ImplementationEvent
        fields = ()
        widgets = {"happened_on": DayInput}

    def clean_proof(self) -> Any:
        """See looked_at()."""
        return looked_at(self.cleaned_data.get("proof"))


@admin.register(ImplementationEvent, site=site)
class ImplementationEventAdmin(ClassifiedAdmin):
    """What sources say of obligations; a report is only added."""

    form = EventForm
    record_verb = "provisions.report"
    reference_path = None
    list_display = ("happened_on", "provision", "source", "status", "decides", "way")
    list_filter = ("status", "decides")
    search_fields = ()
    autocomplete_fields = ("provision",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("provision__agreement", "evidence", "label")
        return rows.order_by("-happened_on", "-pk")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return TYPED if obj is None else (*TYPED[:-1], "way")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("way",)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The provision is named by its reference."""
        given = request.GET.get("provision", "")[:20]
        found = Provision.in_context.filter(reference=given).first()
        return {"provision": found.pk if found else None, "decides": True}

    @admin.display(description=_("evidence"))
    def way(self, row: ImplementationEvent) -> SafeString | str:
        """Opens it."""
        return way_to(row.evidence)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        facts = dict(form.cleaned_data)
        held, on, proof = (facts.pop(name) for name in ("provision", "happened_on", "proof"))
        by = request.subject  # type: ignore[attr-defined]
        provisions.report(held, by=by, at=now(), on=on, evidence=proof, **facts)
        return held.events.order_by("-pk").first()

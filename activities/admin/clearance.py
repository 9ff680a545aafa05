"""Diplomatic clearances in data entry: what is asked for is typed; steps are taken on the clearance's own page."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from activities.admin.ways import LedFromActivity
from activities.models import DiplomaticClearance
from activities.pages.steps import HourInput
from activities.selectors.clearances import clearance_pages
from activities.services import clearances as services
from foundation.admin_forms import BasedOnVersion, DayInput
from foundation.clock import now
from foundation.site import site
from foundation.wording import NOTHING, written_date

ASKED = (
    "activity", ("granting", "flag"), ("vehicle", "passage", "cargo"), "craft", "cargo_words", "route",
    ("enters_at", "leaves_at"), "told_latest_on", "waiver",
)  # fmt: skip


class ClearanceForm(BasedOnVersion):
    """What is asked for, and its label once."""

    enters_at = forms.DateTimeField(label=_("Enters at"), widget=HourInput())
    leaves_at = forms.DateTimeField(label=_("Leaves at"), widget=HourInput())
    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = DiplomaticClearance
        fields = ()
        widgets = {"told_latest_on": DayInput}

    def facts(self) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in services.CHANGEABLE if name in self.cleaned_data}


@admin.register(DiplomaticClearance, site=site)
class ClearanceAdmin(LedFromActivity, ClassifiedAdmin):
    """Prepared and changed here until it is asked for."""

    form = ClearanceForm
    record_verb = "diplomatic_clearances.record"
    amend_verb = "diplomatic_clearances.amend"
    list_display = ("craft", "flag", "granting", "state", "ask_by", "enters_at")
    list_filter = ("state", "vehicle", ("granting", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Vehicle, route, number or reference, with or without diacritics.")
    autocomplete_fields = ("activity", "granting", "flag")
    readonly_fields = ("state", "ask_by", "own_page", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return clearance_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": (*ASKED, "classification", "caveats")}),)
        return (
            (None, {"fields": ("state", "ask_by", "own_page")}),
            (_("What is asked for"), {"fields": (*ASKED, "based_on")}),
            (_("Record"), {"fields": ("marking", "reference")}),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state == "draft")

    def listed_labels(self, row: DiplomaticClearance) -> list[int]:
        return [row.label_id, *([row.activity.label_id] if row.activity else [])]

    @admin.display(description=_("latest day to ask"), ordering="latest_on")
    def ask_by(self, row: DiplomaticClearance) -> str:
        if row.latest_on is None:
            return str(_("No rule: ask"))
        return written_date(row.latest_on)

    @admin.display(description=_("next step"))
    def own_page(self, row: DiplomaticClearance) -> SafeString | str:
        if not row.pk:
            return NOTHING
        where = reverse("activities:clearance", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Notes, answer and crossing"))

    @admin.display(description=_("label"))
    def marking(self, row: DiplomaticClearance) -> str:
        return row.label.marking if row.pk else NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> DiplomaticClearance:
        by, data = request.subject, form.cleaned_data  # type: ignore[attr-defined]
        label = chosen(data["classification"] or "official_use", data["caveats"], by=by)
        return services.record(by=by, at=now(), label=label, **form.facts())

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> DiplomaticClearance:
        by = request.subject  # type: ignore[attr-defined]
        changed = {name: value for name, value in form.facts().items() if name in form.changed_data}
        return services.amend(form.instance, by=by, version=form.cleaned_data.get("based_on"), **changed)

"""Inspections and quotas in data entry: requests are typed in the zone they name; steps are taken on their page."""

from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from activities.admin.operation import LABEL, LabelledForm, Marked
from activities.models import InspectionEvent, InspectionQuota
from activities.models.inspection import NO_SUCH_ZONE
from activities.pages.steps import HourInput
from activities.selectors.inspections import inspection_pages, quotas
from activities.services import inspections as services
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import TermField
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING

TYPED = (
    ("regime", "kind", "direction"), "country", ("requested_at", "requested_zone"),
    ("reply_hours", "quota_year", "counts"), "area", "period", "team", "office",
)  # fmt: skip


class InspectionForm(LabelledForm):
    """The hour as the request writes it, in its own zone."""

    requested_at = forms.DateTimeField(
        label=_("request received at"), widget=HourInput(), help_text=_("In the time zone of the request.")
    )
    period = TermField(label=pgettext_lazy("inspection", "days"), required=False)

    class Meta:
        model = InspectionEvent
        fields = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("reply_hours", "quota_year"):
            if name in self.fields and not self.instance.pk:
                self.fields[name].required = False
        if self.instance.pk:
            zone = ZoneInfo(self.instance.requested_zone)
            self.initial["requested_at"] = self.instance.requested_at.astimezone(zone).replace(tzinfo=None)

    def clean(self) -> Any:
        said = super().clean() or self.cleaned_data
        hour, zone = said.get("requested_at"), said.get("requested_zone")
        if zone and zone not in available_timezones():
            self.add_error("requested_zone", NO_SUCH_ZONE)
        elif hour and zone:
            said["requested_at"] = timezone.make_naive(hour).replace(tzinfo=ZoneInfo(zone))
        return said


@admin.register(InspectionEvent, site=site)
class InspectionAdmin(Marked):
    """Requests, ours and theirs; answered and carried out on their page."""

    form = InspectionForm
    record_verb = "inspections.record"
    amend_verb = "inspections.amend"
    list_display = (
        "reference",
        "kind",
        "direction",
        "country",
        "regime",
        "quota_year",
        "reply_due_at",
        "state",
    )
    list_filter = ("state", "regime", "kind", "direction", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Area, team, outcome or reference, with or without diacritics.")
    autocomplete_fields = ("country", "office")
    readonly_fields = ("own_page", "reply_due_at", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return inspection_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": TYPED}), LABEL)
        return (
            (None, {"fields": ("own_page", "reply_due_at")}),
            (None, {"fields": (*TYPED, "outcome", "based_on")}),
            (_("Record"), {"fields": ("marking", "reference")}),
        )

    @admin.display(description=_("answer and steps"))
    def own_page(self, row: InspectionEvent) -> SafeString | str:
        if not row.pk:
            return NOTHING
        where = reverse("activities:inspection", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Answer and steps"))

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> InspectionEvent:
        by = request.subject  # type: ignore[attr-defined]
        return services.record(
            by=by, at=now(), label=form.label_for(request), **form.facts(services.CHANGEABLE)
        )

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> InspectionEvent:
        by = request.subject  # type: ignore[attr-defined]
        changed = set(form.changed_data)
        if "requested_zone" in changed:
            changed.add("requested_at")
        facts = form.facts(services.CHANGEABLE & changed)
        return services.amend(
            form.instance, by=by, at=now(), version=form.cleaned_data.get("based_on"), **facts
        )


class QuotaForm(LabelledForm):
    """So many a year, from a day on."""

    period = TermField(label=_("from – to"))

    class Meta:
        model = InspectionQuota
        fields = ()


@admin.register(InspectionQuota, site=site)
class QuotaAdmin(SteppedAdmin, Marked):
    """Quotas as dated facts: entered once, ended by their button."""

    form = QuotaForm
    record_verb = "inspection_quotas.record"
    amend_verb = "inspection_quotas.record"
    buttons = {
        "end": Button(
            pgettext_lazy("quota", "It has ended"), "inspection_quotas.end", frozenset(), services.end_quota
        )
    }
    final_steps = frozenset({"end"})
    list_display = ("regime", "kind", "direction", "per_year", "period", "source")
    list_filter = ("regime", "kind", "direction")
    readonly_fields = ("marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return quotas(to=request.subject).select_related("label").order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        what = (None, {"fields": (("regime", "kind", "direction"), "per_year", "period", "source")})
        if obj is None:
            return (what, LABEL)
        return (what, (_("Record"), {"fields": ("marking", "reference")}))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = request.subject  # type: ignore[attr-defined]
        return obj.period.upper is None and may(by, self.buttons[name].verb)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> InspectionQuota:
        by = request.subject  # type: ignore[attr-defined]
        names = ("regime", "kind", "direction", "per_year", "period", "source")
        return services.set_quota(by=by, at=now(), label=form.label_for(request), **form.facts(names))

"""Rhythms of reports in data entry: set once, ended by their button; reports are written on their own page."""

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
from django.utils.translation import pgettext_lazy

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import BasedOnVersion, DayInput
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site
from foundation.wording import written_days
from missions.models import PostReport, ReportingRhythm
from missions.selectors.post_reports import post_report_pages, rhythms
from missions.services import post_reports as services


class RhythmForm(BasedOnVersion):
    """From which day on."""

    on = forms.DateField(
        label=_("From"),
        widget=DayInput(),
        help_text=_("The first day of a month; of a quarter for quarters."),
    )
    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ReportingRhythm
        fields = ()


@admin.register(ReportingRhythm, site=site)
class RhythmAdmin(SteppedAdmin):
    """Which post reports how often."""

    form = RhythmForm
    record_verb = "post_reports.set_rhythm"
    amend_verb = "post_reports.set_rhythm"
    buttons = {
        "end": Button(
            pgettext_lazy("rhythm", "It ends"), "post_reports.end_rhythm", frozenset(), services.end_rhythm
        )
    }
    final_steps = frozenset({"end"})
    list_display = ("post", "every", "days")
    list_filter = ("every",)
    autocomplete_fields = ("post",)
    readonly_fields = ("days", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = rhythms(to=request.subject)  # type: ignore[attr-defined]
        return rows.select_related("post__mission", "label").order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            label = (_("Label"), {"fields": ("classification", "caveats")})
            return ((None, {"fields": ("post", "every", "on")}), label)
        return ((None, {"fields": ("post", "every", "days", "marking", "reference")}),)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = request.subject  # type: ignore[attr-defined]
        return obj.period.upper is None and may(by, self.buttons[name].verb)

    def listed_labels(self, row: ReportingRhythm) -> list[int]:
        return [row.label_id, row.post.label_id]

    @admin.display(description=_("from – to"))
    def days(self, row: ReportingRhythm) -> str:
        return written_days(row.period)

    @admin.display(description=_("label"))
    def marking(self, row: ReportingRhythm) -> str:
        return row.label.marking

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ReportingRhythm:
        by, said = request.subject, form.cleaned_data  # type: ignore[attr-defined]
        label = chosen(said["classification"] or "official_use", said["caveats"], by=by)
        return services.set_rhythm(
            said["post"], by=by, at=now(), every=said["every"], on=said["on"], label=label
        )


@admin.register(PostReport, site=site)
class PostReportAdmin(ClassifiedAdmin):
    """Every report, to be found and marked."""

    amend_verb = "post_reports.submit"
    list_display = ("post", "days", "submitted_on", "waived_on")
    list_filter = (("rhythm__every", admin.ChoicesFieldListFilter),)
    search_fields = ("reference",)
    search_help_text = _("Words of the report or its reference.")
    fields = ("own_page", "post", "days", "submitted_on", "waived_on", "reference")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return post_report_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def listed_labels(self, row: PostReport) -> list[int]:
        return [row.label_id, row.post.label_id]

    def shown_labels(self, request: HttpRequest, obj: PostReport) -> list[int]:
        return [obj.label_id, obj.post.label_id]

    @admin.display(description=pgettext_lazy("report", "period"))
    def days(self, row: PostReport) -> str:
        return written_days(row.period)

    @admin.display(description=pgettext_lazy("report", "report"))
    def own_page(self, row: PostReport) -> SafeString:
        where = reverse("missions:post-report", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Read or write it"))

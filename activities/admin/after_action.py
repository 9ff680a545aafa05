"""After-action reports and lessons in data entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from activities.admin.ways import LedFromActivity
from activities.engine import report_due
from activities.lifecycle import ActivityState
from activities.models import Activity, AfterActionReport, Lesson
from activities.models.after_action import RATINGS
from activities.selectors.lessons import lesson_pages, report_pages
from activities.services import after_action, lessons
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import BasedOnVersion, DayInput, posted_day
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date


class ReportForm(BasedOnVersion):
    """What happened, and how well."""

    class Meta:
        model = AfterActionReport
        fields = ()
        widgets = {"hot_wash_on": DayInput, "summary": forms.Textarea(attrs={"rows": 8})}


@admin.register(AfterActionReport, site=site)
class ReportAdmin(LedFromActivity, SteppedAdmin):
    """Written, then submitted by its button; the activity moves on with it."""

    reference_path = "activity__reference"
    form = ReportForm
    record_verb = "reports.write"
    amend_verb = "reports.write"
    buttons = {
        "submit": Button(
            _("Submit the report"), "reports.submit", frozenset(ActivityState.values), after_action.submit
        )
    }
    final_steps = frozenset({"submit"})
    list_display = ("title", "due", "submitted_on", *RATINGS)
    list_filter = ("activity__kind", ("activity__country", admin.RelatedOnlyFieldListFilter))
    autocomplete_fields = ("activity",)
    readonly_fields = ("due", "submitted_on", "title", "marking")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return report_pages(to=request.subject).order_by("-activity_id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        typed = ("hot_wash_on", "summary", *RATINGS)
        if obj is None:
            return ((None, {"fields": ("activity", *typed)}),)
        return (
            (None, {"fields": ("title", ("due", "submitted_on"))}),
            (_("Report"), {"fields": (*typed, "based_on")}),
            (_("Record"), {"fields": ("marking",)}),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.submitted_on is None)

    def target(self, obj: AfterActionReport, button: Button) -> Activity:
        return obj.activity

    def marked(self, obj: AfterActionReport) -> Activity:
        return obj.activity

    def step_possible(self, request: HttpRequest, obj: AfterActionReport, name: str) -> bool:
        return obj.submitted_on is None and super().step_possible(request, obj, name)

    @admin.display(description=_("activity"))
    def title(self, row: AfterActionReport) -> str:
        return str(row.activity) if row.pk else NOTHING

    @admin.display(description=_("report due on"))
    def due(self, row: AfterActionReport) -> str:
        return written_date(report_due(row.activity.ends_on)) if row.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, row: AfterActionReport) -> str:
        return row.label.marking if row.pk else NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AfterActionReport:
        data = dict(form.cleaned_data)
        facts = {name: data[name] for name in after_action.TYPED if name in data}
        by = request.subject  # type: ignore[attr-defined]
        return after_action.write(data["activity"], by=by, at=now(), begins=True, **facts)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AfterActionReport:
        data = form.cleaned_data
        facts = {name: data[name] for name in after_action.TYPED if name in data}
        return after_action.write(
            form.instance.activity,
            by=request.subject,  # type: ignore[attr-defined]
            at=now(),
            version=data.get("based_on"),
            **facts,
        )


class LessonForm(BasedOnVersion):
    """A lesson; its label is that of its activity unless a higher one is chosen."""

    due_on = forms.DateField(
        label=_("follow-up due on"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty: sixty days after the end of the activity."),
    )
    classification = forms.ChoiceField(
        label=_("Classification"), choices=[("", _("As the activity")), *settings.LADDER], required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Lesson
        fields = ()
        widgets = {
            "observation": forms.Textarea(attrs={"rows": 3}),
            "recommendation": forms.Textarea(attrs={"rows": 3}),
        }


class OpenFilter(admin.SimpleListFilter):
    """Still to be followed up, or learned."""

    title = _("follow-up")
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("open")), ("no", _("done"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in {"yes", "no"}:
            return queryset.filter(done_on__isnull=self.value() == "yes")
        return queryset


@admin.register(Lesson, site=site)
class LessonAdmin(LedFromActivity, ClassifiedAdmin):
    """Lessons of every activity; followed up by the button, with the outcome as its reason."""

    form = LessonForm
    record_verb = "lessons.record"
    amend_verb = "lessons.amend"
    list_display = ("observation", "topic", "activity", "due_on", "done_on")
    list_filter = (
        OpenFilter,
        "topic",
        "activity__kind",
        ("activity__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("reference",)
    autocomplete_fields = ("activity", "repeats", "owner_unit")
    readonly_fields = ("noted_on", "done_on", "outcome", "marking", "reference", "origin")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return lesson_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        typed = ("topic", "observation", "recommendation", "repeats", "owner_unit", "due_on")
        if obj is None:
            return ((None, {"fields": ("activity", *typed, "classification", "caveats")}),)
        return (
            (None, {"fields": ("origin", *typed, "based_on")}),
            (_("Follow-up"), {"fields": ("noted_on", "done_on", "outcome")}),
            (_("Record"), {"fields": ("marking", "reference")}),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.done_on is None)

    def listed_labels(self, row: Lesson) -> list[int]:
        return [row.label_id, row.activity.label_id]

    def step_inputs(self, request: HttpRequest, obj: Lesson) -> list[dict[str, Any]]:
        day = {"name": "on", "label": _("Followed up on"), "value": today()}
        return [day, {"name": "outcome", "label": _("outcome"), "value": "", "type": "text"}]

    def close(self, request: HttpRequest, obj: Lesson, reason: str) -> None:
        """Followed up, with what came of it."""
        on = posted_day(request, "on", today()) or today()
        outcome = request.POST.get("outcome", "")
        lessons.close(obj, by=request.subject, at=now(), on=on, outcome=outcome)  # type: ignore[attr-defined]

    lifecycle = {"close": (_("Followed up"), close)}
    final_steps = frozenset({"close"})

    def step_possible(self, request: HttpRequest, obj: Lesson, name: str) -> bool:
        return obj.done_on is None and may(request.subject, "lessons.close")  # type: ignore[attr-defined]

    @admin.display(description=_("activity"))
    def origin(self, row: Lesson) -> str:
        return str(row.activity) if row.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, row: Lesson) -> str:
        return row.label.marking if row.pk else NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Lesson:
        data, by = dict(form.cleaned_data), request.subject  # type: ignore[attr-defined]
        level = data.get("classification")
        label = chosen(level, data["caveats"], by=by) if level else None
        facts = {name: data[name] for name in lessons.CHANGEABLE if name in data}
        return lessons.record(by=by, at=now(), activity=data["activity"], label=label, **facts)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Lesson:
        data, by = form.cleaned_data, request.subject  # type: ignore[attr-defined]
        facts = {name: data[name] for name in lessons.CHANGEABLE if name in form.changed_data}
        return lessons.amend(form.instance, by=by, at=now(), version=data.get("based_on"), **facts)

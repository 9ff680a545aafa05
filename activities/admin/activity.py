"""Activities in data entry: facts are typed, steps are pressed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.services.labels import chosen
from activities.admin import panels
from activities.admin.details import details_in, inlines_of
from activities.admin.filters import ByPartner, ByYear
from activities.admin.forms import ActivityForm
from activities.admin.inlines import ContingentInline, CostInline, parts_in
from activities.admin.steps import BUTTONS, DAY_WORDS, FINAL, possible
from activities.lifecycle import SPENT, ActivityState
from activities.models import Activity, Exercise
from activities.pages.words import span
from activities.selectors.activities import activities, with_blocked
from activities.selectors.duplicates import similar_to
from activities.services import activities as services
from attaches.admin.steps import SteppedAdmin
from foundation.clock import now, today
from foundation.site import site
from foundation.wording import NOTHING, written_date

WHAT = (
    None,
    {
        "fields": (
            "title",
            ("kind", "country"),
            "participants",
            "agreement",
            "plan_item",
            "ad_hoc_reason",
            ("starts_on", "ends_on"),
            "place",
            ("level", "direction", "aspect"),
            ("planned_cost", "currency"),
            "person_days",
        )
    },
)
WHY = (
    _("What it serves and who leads it"),
    {
        "fields": (
            "mission_paper",
            "objectives",
            "dimensions",
            ("coordination_level", "power_type"),
            "format",
            "lead_institution",
            "supporting",
        )
    },
)
TOUCHES = (
    _("What it touches"),
    {
        "fields": (
            ("with_troops", "with_secrets"),
            ("border_topic", "beyond_defence"),
            "authorisation",
            ("status_agreement", "status_clause"),
        )
    },
)
CAME_OF_IT = (_("What came of it"), {"fields": ("outcome", ("actual_cost", "actual_person_days"))})
ENTRY = (_("Where it stands and its label"), {"fields": ("stands_as", "classification", "caveats")})


@admin.register(Activity, site=site)
class ActivityAdmin(SteppedAdmin):
    """The programme: activities of every kind; exercises lead on to their own page."""

    form = ActivityForm
    change_form_template = "missions/admin/guided_form.html"
    record_verb = "activities.record"
    amend_verb = "activities.amend"
    buttons = BUTTONS
    final_steps = FINAL
    day_words = DAY_WORDS
    list_display = ("title", "kind", "country", "dates", "standing")
    list_filter = ("state", ByPartner, "kind", ByYear)
    list_select_related = ("kind", "country")
    search_fields = ("reference",)
    search_help_text = _("Title or reference, with or without diacritics.")
    autocomplete_fields = ("kind", "country", "agreement", "authorisation", "format", "status_agreement")
    inlines = (ContingentInline, CostInline)
    readonly_fields = ("standing", "learned", "facts", "taken", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        subject = request.subject  # type: ignore[attr-defined]
        rows = activities(to=subject).select_related("kind__parent", "country", "agreement", "label")
        return with_blocked(rows, to=subject, on=today()).order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Activity | None = None) -> Any:
        if obj is None:
            return (WHAT, WHY, TOUCHES, ENTRY)
        shown = (None, {"fields": ("standing", "learned")})
        if not self.has_change_permission(request, obj):
            only_read = (None, {"fields": ("facts",)})
            return (shown, only_read, (_("Record"), {"fields": ("taken", "marking", "reference")}))
        record = (_("Record"), {"fields": ("taken", "marking", "reference", "based_on")})
        after = (CAME_OF_IT,) if obj.state in SPENT else ()
        return (shown, WHAT, WHY, TOUCHES, *after, record)

    def has_change_permission(self, request: HttpRequest, obj: Activity | None = None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None or obj.state not in services.FIXED
        )

    def get_inlines(self, request: HttpRequest, obj: Activity | None) -> Any:
        return [*self.inlines, *inlines_of(obj)]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An exercise is looked at with its size and conferences."""
        record = self.get_object(request, object_id)
        if record.kind.code == services.EXERCISE:
            exercise = Exercise.in_context.get(activity=record)
            return HttpResponseRedirect(reverse("admin:activities_exercise_change", args=[exercise.pk]))
        return super().change_view(request, object_id, form_url, extra_context)

    def shown_labels(self, request: HttpRequest, obj: Activity) -> list[int]:
        return [obj.label_id, *panels.lesson_labels(obj)]

    def step_possible(self, request: HttpRequest, obj: Activity, name: str) -> bool:
        return super().step_possible(request, obj, name) and possible(obj, name)

    @admin.display(description=_("dates"), ordering="starts_on")
    def dates(self, activity: Activity) -> str:
        return span(activity)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, activity: Activity) -> SafeString | str:
        return panels.standing(activity) if activity.pk else NOTHING

    @admin.display(description=_("facts"))
    def facts(self, activity: Activity) -> str:
        return panels.facts(activity)

    @admin.display(description=_("learned before, in similar activities"))
    def learned(self, activity: Activity) -> SafeString | str:
        return panels.learned(activity) if activity.pk else NOTHING

    @admin.display(description=_("steps"))
    def taken(self, activity: Activity) -> SafeString | str:
        return panels.steps_taken(activity) if activity.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, activity: Activity) -> str:
        return activity.label.marking if activity.pk else NOTHING

    def record(self, request: HttpRequest, form: ActivityForm, formsets: list[Any]) -> Activity:
        record = services.record(**entered(request, form), **parts_in(formsets))
        tell_similar(request, record)
        return record

    def amend(self, request: HttpRequest, form: ActivityForm, formsets: list[Any]) -> Activity:
        record = services.amend(
            form.instance,
            by=request.subject,  # type: ignore[attr-defined]
            at=now(),
            version=form.cleaned_data.get("based_on"),
            **form.changes(),
            **parts_in(formsets),
            **details_in(formsets),
        )
        tell_similar(request, record)
        return record


def tell_similar(request: HttpRequest, activity: Activity) -> None:
    """Others do something with the same State near these days: told, not refused (domain.md A7.31, C9)."""
    for other in similar_to(activity, to=request.subject):  # type: ignore[attr-defined]
        words = _("A similar engagement is planned: %(title)s (%(reference)s), %(days)s.")
        facts = {
            "title": other.title,
            "reference": other.reference,
            "days": f"{written_date(other.starts_on)} – {written_date(other.ends_on)}",
        }
        messages.warning(request, words % facts)


def entered(request: HttpRequest, form: Any) -> dict[str, Any]:
    """What a new record is entered with, as the services take it."""
    data, subject = form.cleaned_data, request.subject  # type: ignore[attr-defined]
    return {
        "by": subject,
        "at": now(),
        "label": chosen(data["classification"] or "official_use", data["caveats"], by=subject),
        "stands_as": data["stands_as"] or ActivityState.PLANNED,
        **form.facts(),
    }

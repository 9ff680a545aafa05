"""Exercises in data entry: entered under an agreement, with conferences and notification counted down."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activities.admin import panels
from activities.admin.activity import ENTRY, entered
from activities.admin.filters import ByPartner, ByYear, Lateness
from activities.admin.forms import ExerciseForm
from activities.admin.steps import BUTTONS, DAY_WORDS, FINAL, possible
from activities.models import Activity, Exercise
from activities.selectors.activities import activities, with_blocked
from activities.selectors.exercises import exercises
from activities.services import activities as activity_services
from activities.services import exercises as services
from activities.services.refusals import HeldInFuture
from attaches.admin.steps import Button, SteppedAdmin
from foundation.clock import now, today
from foundation.errors import DomainError
from foundation.site import site
from foundation.wording import NOTHING

WHAT = (
    None,
    {
        "fields": (
            "title",
            "country",
            "participants",
            "agreement",
            "ad_hoc_reason",
            ("starts_on", "ends_on"),
            "place",
            ("level", "direction"),
            ("planned_cost", "currency"),
            "person_days",
        )
    },
)
SIZE = (_("Size"), {"fields": ("size", ("troops", "tanks"), ("acvs", "artillery"))})
DAYS = (
    _("Planning conferences"),
    {
        "fields": (
            ("ipc_planned_on", "ipc_held_on"),
            ("mpc_planned_on", "mpc_held_on"),
            ("fpc_planned_on", "fpc_held_on"),
        ),
        "description": _("Left empty, a conference is planned for the day by which it is due."),
    },
)
NOTICE = (_("Notification"), {"fields": (("notified_on", "exemption"),)})


@admin.register(Exercise, site=site)
class ExerciseAdmin(SteppedAdmin):
    """Exercises with size, conferences and notification."""

    reference_path = "activity__reference"

    form = ExerciseForm
    record_verb = "exercises.record"
    amend_verb = "exercises.amend"
    buttons = BUTTONS
    final_steps = FINAL
    day_words = DAY_WORDS
    list_display = ("title", "partner", "dates", "standing", "conference", "notify")
    list_filter = (Lateness, "activity__state", ByPartner, ByYear, "size")
    search_fields = ("activity__reference",)
    search_help_text = _("Title or reference, with or without diacritics.")
    readonly_fields = (
        "standing", "conferences", "notification", "facts", "taken", "marking", "reference",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        subject = request.subject  # type: ignore[attr-defined]
        rows = activities(to=subject).select_related("kind", "country", "agreement", "label")
        pages = Prefetch("activity", with_blocked(rows, to=subject, on=today()))
        return exercises(to=subject).order_by("-activity_id").prefetch_related(pages, "conferences")

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        words = search_term.strip()
        if words:
            found = activities(to=request.subject).matching(words)  # type: ignore[attr-defined]
            queryset = queryset.filter(activity__in=found.values("pk"))
        return queryset, False

    def get_fieldsets(self, request: HttpRequest, obj: Exercise | None = None) -> Any:
        if obj is None:
            return (WHAT, SIZE, DAYS, NOTICE, ENTRY)
        shown = (None, {"fields": ("standing", "conferences", "notification")})
        if not self.has_change_permission(request, obj):
            only_read = (None, {"fields": ("facts",)})
            return (shown, only_read, (_("Record"), {"fields": ("taken", "marking", "reference")}))
        record = (_("Record"), {"fields": ("taken", "marking", "reference", "based_on")})
        return (shown, WHAT, SIZE, DAYS, NOTICE, record)

    def has_change_permission(self, request: HttpRequest, obj: Exercise | None = None) -> bool:
        open_to_change = obj is None or obj.activity.state not in activity_services.FIXED
        return super().has_change_permission(request, obj) and open_to_change

    def target(self, obj: Exercise, button: Button) -> Activity:
        return obj.activity

    def step_possible(self, request: HttpRequest, obj: Exercise, name: str) -> bool:
        return super().step_possible(request, obj, name) and possible(obj.activity, name)

    def marked(self, obj: Exercise) -> Activity:
        return obj.activity

    # --- what is shown ------------------------------------------------------------------------------------------
    @admin.display(description=_("title"), ordering="activity__title")
    def title(self, exercise: Exercise) -> str:
        return exercise.activity.title

    @admin.display(description=_("main partner"), ordering="activity__country")
    def partner(self, exercise: Exercise) -> str:
        return exercise.activity.country.name

    @admin.display(description=_("dates"), ordering="activity__starts_on")
    def dates(self, exercise: Exercise) -> str:
        return panels.span(exercise.activity)

    @admin.display(description=_("state"), ordering="activity__state")
    def standing(self, exercise: Exercise) -> SafeString | str:
        return panels.standing(exercise.activity) if exercise.pk else NOTHING

    @admin.display(description=_("next conference"))
    def conference(self, exercise: Exercise) -> SafeString | str:
        return panels.next_conference(exercise, today())

    @admin.display(description=_("notify by"), ordering="notify_by")
    def notify(self, exercise: Exercise) -> SafeString | str:
        return panels.notify_by(exercise, today())

    @admin.display(description=_("facts"))
    def facts(self, exercise: Exercise) -> SafeString | str:
        return panels.facts(exercise.activity, exercise)

    @admin.display(description=_("planning conferences"))
    def conferences(self, exercise: Exercise) -> SafeString | str:
        return panels.conferences(exercise, today()) if exercise.pk else NOTHING

    @admin.display(description=_("Vienna Document"))
    def notification(self, exercise: Exercise) -> SafeString | str:
        return panels.notification(exercise, today()) if exercise.pk else NOTHING

    @admin.display(description=_("steps"))
    def taken(self, exercise: Exercise) -> SafeString | str:
        return panels.steps_taken(exercise.activity) if exercise.pk else NOTHING

    @admin.display(description=_("label"))
    def marking(self, exercise: Exercise) -> str:
        return exercise.activity.label.marking if exercise.pk else NOTHING

    @admin.display(description=_("reference"))
    def reference(self, exercise: Exercise) -> str:
        return exercise.reference if exercise.pk else NOTHING

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: ExerciseForm, formsets: list[Any]) -> Exercise:
        with beside_a_day(form):
            return services.record(**entered(request, form), conferences=form.conferences())

    def amend(self, request: HttpRequest, form: ExerciseForm, formsets: list[Any]) -> Exercise:
        with beside_a_day(form):
            return services.amend(
                form.instance,
                by=request.subject,  # type: ignore[attr-defined]
                at=now(),
                version=form.cleaned_data.get("based_on"),
                conferences=form.conferences(),
                **form.changes(),
            )


@contextmanager
def beside_a_day(form: ExerciseForm) -> Iterator[None]:
    """What is refused about the conferences as a whole stands at the day that was typed; the page has no such field."""
    try:
        yield
    except DomainError as error:
        if "conferences" in error.fields:
            name = form.day_in_doubt(today() if isinstance(error, HeldInFuture) else None)
            error.fields = {
                name if field == "conferences" else field: words for field, words in error.fields.items()
            }
        raise

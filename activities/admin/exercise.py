"""Exercises in data entry: entered under an agreement, with conferences and notification counted down."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import admin
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activities.admin import panels
from activities.admin.activity import CAME_OF_IT, ENTRY, TOUCHES, WHY, entered
from activities.admin.exercise_form import ExerciseForm
from activities.admin.filters import ByPartner, ByYear, Lateness
from activities.admin.inlines import ExerciseContingents, ExerciseCosts, parts_in
from activities.admin.steps import BUTTONS, DAY_WORDS, FINAL, possible
from activities.admin.ways import OfAnActivity
from activities.lifecycle import AHEAD, HELD, REPORTING, SPENT
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
SIZE = (_("Size"), {"fields": ("size", ("troops", "special"), ("tanks", "acvs", "artillery"), "sorties")})
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
NOTICE = (_("Notification"), {"fields": (("notified_on", "observers_invited_on"), "exemption")})
REPORTS = (_("Reports after the exercise"), {"fields": (("first_report_on", "final_report_on"),)})


def _said(service: Callable[..., Exercise]) -> Callable[..., Exercise]:
    def call(activity: Activity, **facts: Any) -> Exercise:
        return service(activity.exercise, **facts)

    return call


# The office that is reminded of these records them itself.
STATED = {
    "notify": Button(_("Notified"), "exercises.notify", AHEAD, _said(services.notify)),
    "invite": Button(
        _("Observers invited"), "exercises.invite_observers", AHEAD, _said(services.invite_observers)
    ),
    "first-report": Button(
        _("First impression report submitted"),
        "exercises.report_first",
        REPORTING,
        _said(services.report_first),
    ),
    "final-report": Button(
        _("Final report submitted"), "exercises.report_final", REPORTING, _said(services.report_final)
    ),
}


@admin.register(Exercise, site=site)
class ExerciseAdmin(OfAnActivity, SteppedAdmin):
    """Exercises with size, conferences and notification."""

    reference_path = "activity__reference"

    form = ExerciseForm
    inlines = (ExerciseContingents, ExerciseCosts)
    record_verb = "exercises.record"
    amend_verb = "exercises.amend"
    buttons = {**BUTTONS, **STATED}
    final_steps = FINAL
    day_words = DAY_WORDS
    list_display = ("title", "partner", "dates", "standing", "conference", "notify")
    list_filter = (Lateness, "activity__state", ByPartner, ByYear, "size")
    search_fields = ("activity__reference",)
    search_help_text = _("Title or reference, with or without diacritics.")
    readonly_fields = (
        "standing", "conferences", "notification", "reports", "learned", "facts", "taken", "marking", "reference",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        subject = request.subject  # type: ignore[attr-defined]
        rows = activities(to=subject).select_related("kind", "country", "agreement", "label")
        pages = Prefetch("activity", with_blocked(rows, to=subject, on=today()))
        return exercises(to=subject).order_by("-activity_id").prefetch_related(pages, "conferences")

    def get_fieldsets(self, request: HttpRequest, obj: Exercise | None = None) -> Any:
        if obj is None:
            return (WHAT, SIZE, DAYS, NOTICE, WHY, TOUCHES, ENTRY)
        reports = ("reports",) if obj.activity.state in HELD else ()
        shown = (None, {"fields": ("standing", "conferences", "notification", *reports, "learned")})
        if not self.has_change_permission(request, obj):
            only_read = (None, {"fields": ("facts",)})
            return (shown, only_read, (_("Record"), {"fields": ("taken", "marking", "reference")}))
        record = (_("Record"), {"fields": ("taken", "marking", "reference", "based_on")})
        written = (REPORTS,) if obj.activity.state in HELD else ()
        after = (CAME_OF_IT,) if obj.activity.state in SPENT else ()
        return (shown, WHAT, SIZE, DAYS, NOTICE, WHY, TOUCHES, *written, *after, record)

    def has_change_permission(self, request: HttpRequest, obj: Exercise | None = None) -> bool:
        open_to_change = obj is None or obj.activity.state not in activity_services.FIXED
        return super().has_change_permission(request, obj) and open_to_change

    def shown_labels(self, request: HttpRequest, obj: Exercise) -> list[int]:
        return [obj.label_id, *panels.lesson_labels(obj.activity)]

    def step_possible(self, request: HttpRequest, obj: Exercise, name: str) -> bool:
        owed = {
            "notify": obj.notify_by is not None and obj.notified_on is None,
            "invite": obj.invite_by is not None and obj.observers_invited_on is None,
            "first-report": obj.first_report_on is None,
            "final-report": obj.first_report_on is not None and obj.final_report_on is None,
        }
        return owed.get(name, possible(obj.activity, name)) and super().step_possible(request, obj, name)

    # --- what is shown ------------------------------------------------------------------------------------------
    @admin.display(description=_("title"), ordering="activity__title")
    def title(self, exercise: Exercise) -> str:
        return exercise.activity.title

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

    @admin.display(description=_("reports on the exercise"))
    def reports(self, exercise: Exercise) -> SafeString | str:
        return panels.reports(exercise, today()) if exercise.pk else NOTHING

    @admin.display(description=_("learned before, in similar activities"))
    def learned(self, exercise: Exercise) -> SafeString | str:
        return panels.learned(exercise.activity) if exercise.pk else NOTHING

    @admin.display(description=_("steps"))
    def taken(self, exercise: Exercise) -> SafeString | str:
        return panels.steps_taken(exercise.activity) if exercise.pk else NOTHING

    @admin.display(description=_("reference"))
    def reference(self, exercise: Exercise) -> str:
        return exercise.reference if exercise.pk else NOTHING

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: ExerciseForm, formsets: list[Any]) -> Exercise:
        with beside_a_day(form):
            return services.record(
                **entered(request, form), conferences=form.conferences(), **parts_in(formsets)
            )

    def amend(self, request: HttpRequest, form: ExerciseForm, formsets: list[Any]) -> Exercise:
        with beside_a_day(form):
            return services.amend(
                form.instance,
                by=request.subject,  # type: ignore[attr-defined]
                at=now(),
                version=form.cleaned_data.get("based_on"),
                conferences=form.conferences(),
                **form.changes(),
                **parts_in(formsets),
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

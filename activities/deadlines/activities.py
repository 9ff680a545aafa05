"""What activities and exercises have to be reminded of (domain.md C7, rows 26, 27 and 30)."""

from collections.abc import Callable

from django.db.models import DateField, Exists, F, Func, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import COLUMNS, NOBODY, ActivityRule, ExerciseRule
from activities.lifecycle import ActivityState, ClearanceState, Conference, VisitPhase
from activities.models import (
    Activity,
    DiplomaticClearance,
    Exercise,
    Lesson,
    PlanningConference,
    Visit,
    VisitPreparation,
)
from activities.selectors.clearances import clearance_titles
from activities.selectors.lessons import lesson_titles
from reminders.engine import OffsetUnit
from reminders.registry import Audience, RuleDefaults

S = ActivityState
# What is only an idea, put off or given up is not prepared now.
PREPARED = sorted({S.PLANNED, S.IN_APPROVAL, S.APPROVED, S.PREPARING})
# What was to be held, whether or not anybody has said that it was.
TO_BE_HELD = sorted({S.APPROVED, S.PREPARING, S.ONGOING})


def _conference(kind: Conference) -> Callable[[], QuerySet]:
    def rows() -> QuerySet:
        ahead = PlanningConference.objects.unrestricted(reason="plan reminders").filter(
            kind=kind, held_on__isnull=True, exercise__activity__state__in=PREPARED
        )
        return ahead.annotate(
            reference=F("exercise__activity__reference"),
            due_on=F("planned_on"),
            mission_id=NOBODY,
            office_id=NOBODY,
        ).values(*COLUMNS)

    return rows


def _notification() -> QuerySet:
    owed = Exercise.objects.unrestricted(reason="plan reminders").filter(
        notify_by__isnull=False, notified_on__isnull=True, exemption="", activity__state__in=PREPARED
    )
    return owed.annotate(
        reference=F("activity__reference"), due_on=F("notify_by"), mission_id=NOBODY, office_id=NOBODY
    ).values(*COLUMNS)


def _observers() -> QuerySet:
    owed = Exercise.objects.unrestricted(reason="plan reminders").filter(
        invite_by__isnull=False, observers_invited_on__isnull=True, exemption="", activity__state__in=PREPARED
    )
    return owed.annotate(
        reference=F("activity__reference"), due_on=F("invite_by"), mission_id=NOBODY, office_id=NOBODY
    ).values(*COLUMNS)


def _to_ask() -> QuerySet:
    rows = DiplomaticClearance.objects.unrestricted(reason="plan reminders").filter(
        state=ClearanceState.DRAFT, latest_on__isnull=False
    )
    return rows.annotate(due_on=F("latest_on"), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)


def _over(*states: S) -> QuerySet:
    """In one of the states, or past its last day while nobody has said what became of it: it is silent, not ahead."""
    today = Func(function="home_today", output_field=DateField())
    silent = Q(state__in=TO_BE_HELD, ends_on__lt=today)
    return Activity.objects.unrestricted(reason="plan reminders").filter(Q(state__in=sorted(states)) | silent)


def _to_report() -> QuerySet:
    """Over and not reported on: counted from the last day (+1 hot wash, +14, +30, +45)."""
    rows = _over(S.COMPLETED)
    return rows.annotate(due_on=F("ends_on"), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)


def _visits() -> QuerySet:
    """Visits ahead, counted from their first day until every phase is done."""
    done = VisitPreparation.objects.unrestricted(reason="plan reminders").filter(
        visit=OuterRef("pk"), phase=VisitPhase.ASSURANCE
    )
    rows = Visit.objects.unrestricted(reason="plan reminders").filter(
        ~Exists(done), activity__state__in=PREPARED
    )
    return rows.annotate(
        reference=F("activity__reference"),
        due_on=F("activity__starts_on"),
        mission_id=NOBODY,
        office_id=NOBODY,
    ).values(*COLUMNS)


def _to_follow_up() -> QuerySet:
    rows = Lesson.objects.unrestricted(reason="plan reminders").filter(done_on__isnull=True)
    return rows.annotate(mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)


def _actuals() -> QuerySet:
    """Over, planned at a cost, and nobody has said what was spent."""
    owed = _over(S.COMPLETED, S.AAR_SUBMITTED).filter(planned_cost__gt=0, actual_cost__isnull=True)
    return owed.annotate(due_on=F("ends_on"), mission_id=NOBODY, office_id=NOBODY).values(*COLUMNS)


CONFERENCES = RuleDefaults((-21, -7), (Audience(Role.CMD_DESK),), numbers=(26,))
RULES: tuple[ExerciseRule | ActivityRule, ...] = (
    ActivityRule(
        "activities.actuals",
        _("Record what the activity cost"),
        RuleDefaults(
            (30, 45), (Audience(Role.CMD_DESK),), escalate_to=Role.CMD_HEAD, escalate_after=32, numbers=(30,)
        ),
        _actuals,
    ),
    ExerciseRule(
        "exercises.ipc",
        _("Initial planning conference of an exercise"),
        CONFERENCES,
        _conference(Conference.IPC),
    ),
    ExerciseRule(
        "exercises.mpc",
        _("Main planning conference of an exercise"),
        CONFERENCES,
        _conference(Conference.MPC),
    ),
    ExerciseRule(
        "exercises.fpc",
        _("Final planning conference of an exercise"),
        CONFERENCES,
        _conference(Conference.FPC),
    ),
    # The catalogue counts from the start (-63, -49, -45); the last day for the notification lies 42 days before it.
    ExerciseRule(
        "exercises.notification",
        _("Notify the exercise under the Vienna Document"),
        RuleDefaults(
            (-21, -7, -3),
            (Audience(Role.ARMS_CONTROL_DESK),),
            legal=True,
            escalate_to=Role.IMCD_HEAD,
            numbers=(27,),
        ),
        _notification,
    ),
    ExerciseRule(
        "exercises.observers",
        _("Invite observers to the exercise under the Vienna Document"),
        RuleDefaults(
            (-21, -7, -3),
            (Audience(Role.ARMS_CONTROL_DESK),),
            legal=True,
            escalate_to=Role.IMCD_HEAD,
            numbers=(27,),
        ),
        _observers,
    ),
    ExerciseRule(
        "activities.after_action",
        _("Hot wash, after-action report and lessons"),
        RuleDefaults(
            (1, 14, 30, 45),
            (Audience(Role.CMD_DESK),),
            escalate_to=Role.CMD_HEAD,
            escalate_after=22,
            numbers=(30,),
        ),
        _to_report,
        page="activities:activity",
    ),
    ExerciseRule(
        "visits.phases",
        _("Visit: programme, protocol and gifts, security assurance"),
        RuleDefaults((-45, -21, -7), (Audience(Role.CMD_DESK), Audience(Role.MFA_PROTOCOL)), numbers=(29,)),
        _visits,
        page="activities:activity",
    ),
    ExerciseRule(
        "lessons.follow_up",
        _("Follow up a lesson"),
        RuleDefaults((-14, 0), (Audience(Role.CMD_DESK),), escalate_to=Role.CMD_HEAD, escalate_after=5),
        _to_follow_up,
        lesson_titles,
        "admin:activities_lesson_change",
    ),
    ExerciseRule(
        "diplomatic_clearances.ask",
        _("Ask for the diplomatic clearance"),
        RuleDefaults(
            (-10, -3, 0),
            (Audience(Role.CMD_DESK), Audience(Role.MFA_PROTOCOL)),
            unit=OffsetUnit.WORKING_DAYS,
            legal=True,
            escalate_to=Role.IMCD_HEAD,
            numbers=(28,),
        ),
        _to_ask,
        clearance_titles,
        "admin:activities_diplomaticclearance_change",
    ),
)

"""Coordination meetings and their action items, kept by both ministries."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from access.context import Subject
from access.models import Label
from accounts.models import Office
from accounts.roles import Role
from approvals.lifecycle import CaseState, Verdict
from approvals.models import Case, Decision
from directory.models.institution import InstitutionKind
from directory.selectors.calendar import work_calendar
from foundation.acts import act, verb
from foundation.errors import InvalidInput, NotFound, RuleBroken, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update
from missions.models import ActionItem, CoordinationMeeting, MissionPaper
from missions.selectors.meetings import next_meeting
from missions.terms import CoordinationLevel, ItemOutcome

RETURNS_BEFORE_LEADERSHIP = 2
LEADERSHIPS = (Role.MOD_LEADERSHIP, Role.MFA_LEADERSHIP)
DAYS_TO_MEET = (
    5  # working days: within the week before the day, in which whoever is responsible is told of it
)
DAYS_TO_READ = 3
ONE_OPEN_EACH = "one_open_item_of_a_returned_matter_each"


@verb("meetings.plan")
def plan(
    *, by: Subject, subject: str, level: str, planned_on: dt.date, label: Label, place: str = "", agenda: str = "",
    is_demo: bool = False,
) -> CoordinationMeeting:  # fmt: skip
    """A meeting to come, or one that was held already and is recorded afterwards."""
    require(by, "meetings.plan")
    return insert(
        CoordinationMeeting(
            subject=subject,
            level=level,
            planned_on=planned_on,
            label=label,
            place=place,
            agenda=agenda,
            is_demo=is_demo,
        )
    )


@verb("meetings.amend")
def amend(
    meeting: CoordinationMeeting, *, by: Subject, version: int | None = None, **changes: Any
) -> CoordinationMeeting:
    """Before it is held: subject, level, day, place, agenda."""
    require(by, "meetings.amend")
    if not meeting.is_open:
        raise TransitionRefused
    return update(_lock(meeting, by), version=version, **changes)


@verb("meetings.hold")
def hold(
    meeting: CoordinationMeeting, *, by: Subject, on: dt.date, today: dt.date, attendance: str, minutes: str,
    version: int | None = None,
) -> CoordinationMeeting:  # fmt: skip
    """It took place: who took part, and what was said."""
    require(by, "meetings.hold")
    held = _lock(meeting, by)
    if not held.is_open:
        raise TransitionRefused
    wrong: dict[str, object] = {}
    if on > today:
        wrong["on"] = [_("This day is still to come.")]
    if not minutes.strip():
        wrong["minutes"] = [_("Write what was agreed.")]
    if wrong:
        raise InvalidInput(fields=wrong)
    return update(held, version=version, held_on=on, attendance=attendance.strip(), minutes=minutes.strip())


@verb("meetings.cancel")
def cancel(
    meeting: CoordinationMeeting, *, by: Subject, on: dt.date, reason: str, version: int | None = None
) -> CoordinationMeeting:
    """It will not take place; its action items stay to be done."""
    require(by, "meetings.cancel")
    held = _lock(meeting, by)
    if not held.is_open:
        raise TransitionRefused
    return update(held, version=version, cancelled_on=on)


@verb("action_items.add")
def add_item(
    *, by: Subject, task: str, owner: Office, due_on: dt.date, level: str, label: Label,
    meeting: CoordinationMeeting | None = None, is_demo: bool = False,
) -> ActionItem:  # fmt: skip
    """Something to be done by an office until a day."""
    require(by, "action_items.add")
    return insert(
        ActionItem(
            task=task, owner=owner, due_on=due_on, level=level, label=label, meeting=meeting, is_demo=is_demo
        )
    )


@verb("action_items.close")
def close_item(
    item: ActionItem, *, by: Subject, outcome: str, result: str, on: dt.date, version: int | None = None
) -> ActionItem:
    """Done, or no longer needed, and what came of it; by either ministry or the office responsible."""
    if by.office_id != item.owner_id:
        require(by, "action_items.close")
    held = ActionItem.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=item.pk).first()
    if held is None:
        raise NotFound
    if held.closed_on is not None:
        raise TransitionRefused
    wrong: dict[str, object] = {}
    if outcome not in ItemOutcome.values:
        wrong["outcome"] = [_("Done, or no longer needed.")]
    if not result.strip():
        wrong["result"] = [_("Say what came of it.")]
    if wrong:
        raise InvalidInput(fields=wrong)
    return update(held, version=version, outcome=outcome, result=result.strip(), closed_on=on)


def _lock(meeting: CoordinationMeeting, by: Subject) -> CoordinationMeeting:
    rows = CoordinationMeeting.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.filter(pk=meeting.pk).first()
    if held is None:
        raise NotFound
    return held


def after_case(case: Case, *, by: Subject, at: dt.datetime, on: dt.date) -> None:
    """What the Ministry of Foreign Affairs returns twice goes before both leaderships (domain.md C9).

    Part of the decision that returns it: nobody has to think of it. Each leadership has an item of its own, on its desk
    and in its reminders; while that is open, a further return adds none. An item of the Center's from before it was so
    closes with theirs.
    """
    if case.state != CaseState.RETURNED or _returns(case, by) < RETURNS_BEFORE_LEADERSHIP:
        return
    rows = ActionItem.objects.visible_to(by).filter(
        about_reference=case.object_reference, closed_on__isnull=True
    )
    rows = rows.exclude(case_reference="")
    asked = set(rows.values_list("owner", flat=True))
    level = CoordinationLevel.DEPUTY_MINISTER
    meeting = next_meeting(to=by, on=on, level=level, label_id=case.label_id)
    words = _(
        "Returned twice by the Ministry of Foreign Affairs: settle %(matter)s between both leaderships."
    )
    task = words % {"matter": case.object_reference}
    owners = [owner for owner in map(_office_of, LEADERSHIPS) if owner is not None]
    for owner in owners:
        if owner.pk in asked:
            continue
        item = ActionItem(
            task=task, owner=owner, due_on=work_calendar().add(on, DAYS_TO_MEET), level=level, label=case.label,
            meeting=meeting, case_reference=case.reference, about_reference=case.object_reference,
            is_demo=case.is_demo,
        )  # fmt: skip
        _ask(item)
    if owners:
        _close_earlier(rows.exclude(owner__role__in=LEADERSHIPS), on=on)


def _ask(item: ActionItem) -> None:
    """One that is open already may be marked beyond whoever returns: the return stands, and so does that item."""
    try:
        with act("action_items.returned_twice"):
            insert(item)
    except RuleBroken as refusal:
        if ONE_OPEN_EACH not in str(refusal.__cause__):
            raise


def _close_earlier(rows: QuerySet[ActionItem], *, on: dt.date) -> None:
    for held in rows.order_by("pk").select_for_update(of=("self",)):
        with act("action_items.close"):
            update(
                held, outcome=ItemOutcome.DROPPED, closed_on=on,
                result=_("Both leaderships have been asked about it since."),
            )  # fmt: skip


def _office_of(role: Role) -> Office | None:
    return Office.objects.filter(role=role).order_by("pk").first()


def tell_other_leadership(paper: MissionPaper, *, by: Subject, reason: str, on: dt.date) -> None:
    """What both leaderships approved one of them took back: an item for the other, on its desk and in its reminders."""
    other = Role.MFA_LEADERSHIP if by.role == Role.MOD_LEADERSHIP else Role.MOD_LEADERSHIP
    owner = _office_of(other)
    if owner is None:
        return
    with act("action_items.taken_back", reason):
        insert(
            ActionItem(
                task=_("%(matter)s, approved by both leaderships, was taken back: %(reason)s")
                % {"matter": paper.reference, "reason": reason[:200]},
                owner=owner, due_on=work_calendar().add(on, DAYS_TO_READ), level=CoordinationLevel.DEPUTY_MINISTER,
                label=paper.label, about_reference=paper.reference, is_demo=paper.is_demo,
            )
        )  # fmt: skip


def _returns(case: Case, by: Subject) -> int:
    return (
        Decision.objects.visible_to(by)
        .filter(
            case__kind=case.kind, case__object_reference=case.object_reference, verdict=Verdict.RETURN,
            office__institution__kind=InstitutionKind.MINISTRY_OF_FOREIGN_AFFAIRS,
        )
        .count()
    )  # fmt: skip

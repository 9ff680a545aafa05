"""The steps of an activity: only those of the table, each on its day, approved by somebody else."""

import pytest

from access.context import Subject
from activities.models import Activity
from activities.services import activities, after_action, steps
from activities.services.refusals import (
    BasisMissing,
    NotBegunYet,
    OwnApproval,
    ReasonNeeded,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged, RuleBroken
from tests.activities.programme import basis, days, planned, stepped
from tests.activities.told import TOLD
from tests.cast import acting

pytestmark = pytest.mark.django_db


def approved(**facts: object) -> Activity:
    """Put up by the desk, approved by the head."""
    with acting("cmd_desk") as desk:
        activity = stepped(planned(desk, **{"ad_hoc_reason": "Agreed", **facts}), desk, "in_approval")
    with acting("cmd_head") as head:
        return stepped(activity, head, "approved")


def test_from_plan_to_close(db: None) -> None:
    activity = approved(starts_on=days(-3), ends_on=days(-1))
    with acting("cmd_desk") as desk:
        stepped(activity, desk, "preparing", "ongoing", "completed")
        after_action.write(activity, by=desk, at=now(), **TOLD)
        closed = stepped(
            after_action.submit(activity, by=desk, on=today(), at=now()).activity, desk, "closed"
        )
        taken = [(step.state, step.by.username) for step in closed.steps.select_related("by")]
    assert taken == [
        ("planned", "cmd_desk"), ("in_approval", "cmd_desk"), ("approved", "cmd_head"), ("preparing", "cmd_desk"),
        ("ongoing", "cmd_desk"), ("completed", "cmd_desk"), ("aar_submitted", "cmd_desk"), ("closed", "cmd_desk"),
    ]  # fmt: skip


def test_nothing_is_approved_by_the_desk_or_by_whoever_put_it_up(db: None) -> None:
    with acting("cmd_desk") as desk:
        activity = stepped(planned(desk, ad_hoc_reason="x"), desk, "in_approval")
        with pytest.raises(NotPermitted):
            stepped(activity, desk, "approved")
    with acting("cmd_head") as head:
        own = stepped(planned(head, ad_hoc_reason="x"), head, "in_approval")
        with pytest.raises(OwnApproval):
            stepped(own, head, "approved")
        assert stepped(activity, head, "approved").state == "approved"


def test_nothing_is_approved_without_a_basis(db: None) -> None:
    with acting("cmd_desk") as desk:
        activity = stepped(planned(desk), desk, "in_approval")
    with acting("cmd_head") as head:
        with pytest.raises(BasisMissing):
            stepped(activity, head, "approved")
        with pytest.raises(RuleBroken), act("test"):
            Activity.in_context.filter(pk=activity.pk).update(state="approved", state_on=today())


def test_an_agreement_is_a_basis(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
    assert approved(agreement=agreement, ad_hoc_reason="").state == "approved"


def test_what_is_not_in_the_table_is_refused(clerk: Subject) -> None:
    activity = planned(clerk)
    for state in ("approved", "completed", "planned", "cancelled", "nonsense"):
        with pytest.raises(StepRefused):
            stepped(activity, clerk, state)
    with pytest.raises(RuleBroken), act("test"):
        Activity.in_context.filter(pk=activity.pk).update(state="completed", state_on=today())


def test_steps_have_their_day(clerk: Subject) -> None:
    activity = planned(clerk)
    with pytest.raises(StepInFuture):
        stepped(activity, clerk, "in_approval", on=days(1))
    with pytest.raises(StepBeforePrevious):
        stepped(activity, clerk, "in_approval", on=days(-1))


def test_an_activity_is_under_way_from_its_first_day_on(db: None) -> None:
    activity = approved()
    with acting("cmd_desk") as desk:
        ready = stepped(activity, desk, "preparing")
        with pytest.raises(NotBegunYet):
            stepped(ready, desk, "ongoing")


def test_postponing_and_cancelling_say_why(clerk: Subject) -> None:
    activity = planned(clerk)
    with pytest.raises(ReasonNeeded):
        stepped(activity, clerk, "postponed", reason=" ")
    postponed = stepped(activity, clerk, "postponed", reason="The partner asked for it")
    with pytest.raises(ReasonNeeded):
        steps.cancel(postponed, by=clerk, on=today(), at=now())
    cancelled = steps.cancel(postponed, by=clerk, on=today(), at=now(), reason="No money")
    assert [step.reason for step in cancelled.steps.all()] == ["", "The partner asked for it", "No money"]
    with pytest.raises(StepRefused):
        stepped(cancelled, clerk, "planned")


def test_a_postponed_one_keeps_its_approval_within_the_thresholds(db: None) -> None:
    activity = approved()
    with acting("cmd_desk") as desk:
        postponed = stepped(activity, desk, "postponed")
        moved = activities.amend(postponed, by=desk, at=now(), starts_on=days(80), ends_on=days(85))
        assert stepped(moved, desk, "approved").state == "approved"


def test_taken_back_to_planned_it_is_approved_anew(db: None) -> None:
    activity = approved()
    with acting("cmd_desk") as desk:
        planned_anew = stepped(activity, desk, "postponed", "planned")
        far = activities.amend(planned_anew, by=desk, at=now(), starts_on=days(300), ends_on=days(305))
        assert far.approved_start is None
        with pytest.raises(StepRefused):
            stepped(stepped(far, desk, "postponed"), desk, "approved")


def test_the_same_step_is_taken_once(clerk: Subject) -> None:
    activity = planned(clerk)
    steps.advance(activity, "in_approval", by=clerk, on=today(), at=now(), version=1)
    with pytest.raises(RecordChanged):
        steps.advance(activity, "in_approval", by=clerk, on=today(), at=now(), version=1)

"""The steps of an activity: only those of the table, each on its day, approved by somebody else."""

from decimal import Decimal

import pytest

from access.context import Subject
from activities.models import Activity
from activities.services import activities, after_action, steps
from activities.services.refusals import (
    BasisCeased,
    GoesByItsCase,
    NotBegunYet,
    ReasonNeeded,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RecordChanged, RuleBroken
from tests.activities.programme import approved, basis, country, days, planned, stepped
from tests.activities.told import TOLD
from tests.agreements.instruments import superseded
from tests.cast import acting

pytestmark = pytest.mark.django_db


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
        ("planned", "cmd_desk"), ("in_approval", "cmd_desk"), ("approved", "mod_leadership"),
        ("preparing", "cmd_desk"), ("ongoing", "cmd_desk"), ("completed", "cmd_desk"),
        ("aar_submitted", "cmd_desk"), ("closed", "cmd_desk"),
    ]  # fmt: skip


def test_nothing_goes_to_approval_or_comes_from_it_but_by_its_case(clerk: Subject) -> None:
    activity = planned(clerk, ad_hoc_reason="x")
    with pytest.raises(GoesByItsCase):
        steps.advance(activity, "in_approval", by=clerk, on=today(), at=now())
    put_up = stepped(activity, clerk, "in_approval")
    for state in ("approved", "planned"):
        with pytest.raises(GoesByItsCase):
            steps.advance(put_up, state, by=clerk, on=today(), at=now())
    with pytest.raises(RuleBroken), act("test"):
        Activity.in_context.filter(pk=activity.pk).update(state="approved", state_on=today())


def test_an_agreement_is_a_basis(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
    assert approved(agreement=agreement, ad_hoc_reason="").state == "approved"


def test_what_is_not_in_the_table_is_refused(clerk: Subject) -> None:
    activity = planned(clerk)
    for state in ("approved", "completed", "planned", "nonsense"):
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


def _resumed(activity: Activity, by: Subject, first: int) -> Activity:
    when = {"starts_on": days(first), "ends_on": days(first + 3)}
    return steps.resume(activity, by=by, on=today(), at=now(), **when)


def test_taken_up_within_thirty_days_it_stays_approved_later_it_is_planned_anew(db: None) -> None:
    activity = approved()  # in sixty days
    with acting("cmd_desk") as desk:
        near = _resumed(stepped(activity, desk, "postponed"), desk, 90)
        assert (near.state, near.starts_on, near.approved_start) == ("approved", days(90), days(60))
        far = _resumed(stepped(near, desk, "postponed"), desk, 91)
        assert (far.state, far.starts_on, far.approved_start) == ("planned", days(91), None)
        with pytest.raises(StepRefused):
            _resumed(far, desk, 95)


def test_another_country_or_a_fifth_more_money_is_approved_anew(db: None) -> None:
    money = {"planned_cost": Decimal(100), "currency": "AZN"}
    for change in ({"country": country("TR")}, {"currency": "EUR"}, {"planned_cost": Decimal("120.01")}):
        activity = approved(**money)
        with acting("cmd_desk") as desk:
            postponed = stepped(activity, desk, "postponed")
            amended = activities.amend(postponed, by=desk, at=now(), **change)
            assert _resumed(amended, desk, 61).state == "planned"


def test_taken_back_to_planned_it_is_approved_anew(db: None) -> None:
    activity = approved()
    with acting("cmd_desk") as desk:
        planned_anew = stepped(activity, desk, "postponed", "planned")
        far = activities.amend(planned_anew, by=desk, at=now(), starts_on=days(300), ends_on=days(305))
        assert far.approved_start is None
        with pytest.raises(StepRefused):
            stepped(stepped(far, desk, "postponed"), desk, "approved")
        with pytest.raises(RuleBroken), act("test"):
            Activity.in_context.filter(pk=far.pk).update(state="approved", state_on=today())


def test_what_is_blocked_is_not_prepared(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
    activity = approved(agreement=agreement)
    with acting("cmd_desk") as desk:
        superseded(agreement, desk)
        with pytest.raises(BasisCeased):
            stepped(activity, desk, "preparing")
        rescued = activities.amend(activity, by=desk, at=now(), agreement=basis(desk))
        assert stepped(rescued, desk, "preparing").state == "preparing"


def test_the_same_step_is_taken_once(clerk: Subject) -> None:
    activity = planned(clerk)
    steps.advance(activity, "postponed", by=clerk, on=today(), at=now(), version=1, reason="x")
    with pytest.raises(RecordChanged):
        steps.advance(activity, "postponed", by=clerk, on=today(), at=now(), version=1, reason="x")

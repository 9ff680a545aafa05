"""What was approved stays what was approved, on what still stands (C3, I17, I18)."""

import datetime as dt

import pytest

from access.context import Subject
from activities.models import Activity
from activities.selectors.prerequisites import checks_of
from activities.services import activities, steps
from activities.services.refusals import NeedsNewApproval, StepInFuture
from activities.terms import Prerequisite
from agreements.services import ending, statements
from agreements.services.agreements import S as AGREED
from approvals.models import Case
from foundation.clock import now, today
from foundation.errors import RecordChanged
from tests.activities.programme import approved, basis, country, days, kind, planned, stepped
from tests.agreements.instruments import recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        {"with_troops": True},
        {"with_secrets": True},
        {"border_topic": True},
        {"coordination_level": "minister"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_what_decided_who_was_asked_is_not_changed_after_approval(
    db: None, change: dict[str, object]
) -> None:
    activity = approved()
    with acting("cmd_desk") as desk:
        with pytest.raises(NeedsNewApproval):
            activities.amend(activity, by=desk, at=now(), **change)
        assert activities.amend(activity, by=desk, at=now(), place="Qax").state == "approved"


def test_another_kind_of_activity_needs_another_approval(db: None) -> None:
    activity = approved()
    with acting("cmd_desk") as desk, pytest.raises(NeedsNewApproval):
        activities.amend(activity, by=desk, at=now(), kind=kind("contact"))


@pytest.mark.parametrize("step", [steps.cancel, lambda one, **day: steps.advance(one, "postponed", **day)])
def test_a_step_on_what_was_put_up_meanwhile_leaves_no_case_behind(clerk: Subject, step: object) -> None:
    activity = planned(clerk, ad_hoc_reason="Agreed")
    opened_before = Activity.in_context.get(pk=activity.pk)
    stepped(activity, clerk, "in_approval")
    with pytest.raises(RecordChanged):
        step(opened_before, by=clerk, on=today(), at=now(), reason="Later")  # type: ignore[operator]
    assert Activity.in_context.get(pk=activity.pk).state == "in_approval"
    assert Case.in_context.get(object_reference=activity.reference).state == "open"


def status_of(activity: Activity, by: Subject) -> bool:
    return next(
        check.met
        for check in checks_of(activity, to=by, today=today())
        if check.prerequisite == Prerequisite.STATUS_OF_FORCES
    )


def test_a_status_clause_agreed_with_another_state_covers_nobody_here(clerk: Subject) -> None:
    ours, theirs = basis(clerk), basis(clerk, parties=[country("TR")])
    facts = {"ad_hoc_reason": "Agreed", "with_troops": True}
    assert status_of(planned(clerk, status_agreement=ours, **facts), clerk)
    assert not status_of(planned(clerk, status_agreement=theirs, **facts), clerk)


def test_a_state_that_left_the_status_agreement_is_covered_no_more(clerk: Subject) -> None:
    sofa = recorded(
        clerk, kind="sofa", participation="multilateral", parties=[country("GE"), country("TR")],
        stands_as="in_force", signed_on=dt.date(2009, 1, 1), eif_on=dt.date(2010, 1, 1),
    )  # fmt: skip
    activity = planned(clerk, ad_hoc_reason="Agreed", with_troops=True)
    assert status_of(activity, clerk)
    georgia = sofa.parties.get(country__iso2="GE")
    statements.withdraw(sofa, by=clerk, party=georgia, on=days(-90), effective_on=days(-1), at=now())
    assert not status_of(activity, clerk)


def test_what_is_suspended_is_no_basis(clerk: Subject) -> None:
    agreement = basis(clerk)
    activity = planned(clerk, agreement=agreement)
    assert checks_of(activity, to=clerk, today=today())[0].met
    held = ending.suspend(agreement, by=clerk, on=today(), at=now(), reason="War")
    assert held.state == AGREED.SUSPENDED
    assert not checks_of(activity, to=clerk, today=today())[0].met
    resumed = ending.resume(held, by=clerk, on=today(), at=now())
    assert resumed.state == AGREED.IN_FORCE
    assert checks_of(activity, to=clerk, today=today())[0].met


def test_nothing_stands_where_it_stands_since_a_day_to_come(clerk: Subject) -> None:
    with pytest.raises(StepInFuture) as refused:
        planned(clerk, on=days(1))
    assert "on" in refused.value.fields
    assert planned(clerk, on=today()).state_on == today()

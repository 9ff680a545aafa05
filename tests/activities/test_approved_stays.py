"""What was approved stays what was approved, and what is entered where it stands steps around nothing (I17-I19)."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from access.context import Subject
from activities.models import Activity
from activities.selectors.prerequisites import checks_of
from activities.services import activities, steps
from activities.services.refusals import (
    BasisNotInForce,
    BasisNotWithPartner,
    NeedsNewApproval,
    NotEndedYet,
    NotNotified,
    PrerequisitesMissing,
)
from agreements.services import agreements, ending
from foundation.clock import now, today
from tests.activities.programme import approved, basis, country, days, exercise, planned, stepped
from tests.cast import acting

pytestmark = pytest.mark.django_db


def amended(activity: Activity, **changes: Any) -> Activity:
    with acting("cmd_desk") as desk:
        return activities.amend(activity, by=desk, at=now(), **changes)


def under(**facts: Any) -> Activity:
    """Approved under an agreement with Georgia."""
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
    return approved(agreement=agreement, **facts)


@pytest.mark.parametrize(
    "changes",
    [
        {"beyond_defence": True},
        {"power_type": "hard"},
        {"ad_hoc_reason": "Agreed by telephone", "agreement": None},
    ],
)
def test_another_way_to_approval_is_another_matter(db: None, changes: dict[str, Any]) -> None:
    activity = under()
    with pytest.raises(NeedsNewApproval):
        amended(activity, **changes)
    assert amended(activity, title="Exchange of alpine units").state == "approved"


def test_so_are_further_states(db: None) -> None:
    activity = under()
    with pytest.raises(NeedsNewApproval):
        amended(activity, participants=[country("TR")])


def test_a_postponed_one_that_became_another_is_planned_anew(db: None) -> None:
    activity = under()
    with acting("cmd_desk") as desk:
        activity = stepped(activity, desk, "postponed")
    assert activity.approved_start is not None
    assert amended(activity, border_topic=True).approved_start is None


def test_nothing_is_prepared_once_its_papers_have_gone(db: None) -> None:
    with acting("cmd_desk") as desk:
        secrets = basis(desk, kind="gsomia")
    activity = under(with_secrets=True)
    with acting("cmd_desk") as desk:
        ending.suspend(secrets, by=desk, on=today(), at=now(), reason="Agreed")
        with pytest.raises(PrerequisitesMissing):
            steps.advance(activity, "preparing", by=desk, on=today(), at=now())


def test_the_partner_is_a_party_to_what_it_stands_on(clerk: Subject) -> None:
    with_others = basis(clerk, parties=[country("TR")])
    with pytest.raises(BasisNotWithPartner):
        planned(clerk, agreement=with_others)
    activity = planned(clerk, agreement=basis(clerk))
    with pytest.raises(BasisNotWithPartner):
        activities.amend(activity, by=clerk, at=now(), country=country("TR"))
    troops = planned(clerk, ad_hoc_reason="Agreed", with_troops=True, status_agreement=with_others)
    checks = checks_of(troops, to=clerk, today=today())
    status = [check for check in checks if check.prerequisite == "status_of_forces"]
    assert [(check.met, "every State" in check.says) for check in status] == [(False, True)]


def test_a_suspended_and_a_run_out_agreement_carry_nothing(clerk: Subject) -> None:
    suspended = basis(clerk)
    ending.suspend(suspended, by=clerk, on=today(), at=now(), reason="Agreed")
    run_out = basis(clerk, clause={"eif_rule": "on_signature", "initial_value": 2, "initial_unit": "years"})
    for agreement in (suspended, run_out):
        with pytest.raises(BasisNotInForce):
            planned(clerk, agreement=agreement)
    assert planned(clerk, agreement=ending.resume(suspended, by=clerk, on=today(), at=now())).pk


def test_what_began_lately_is_not_entered_past_its_prerequisites(clerk: Subject) -> None:
    lately = {"stands_as": "ongoing", "ad_hoc_reason": "Agreed", "with_troops": True, "ends_on": days(3)}
    with pytest.raises(PrerequisitesMissing):
        planned(clerk, **lately, starts_on=days(-30))
    assert planned(clerk, **lately, starts_on=days(-31)).state == "ongoing"
    with pytest.raises(NotNotified):
        exercise(clerk, stands_as="ongoing", starts_on=days(-1), ends_on=days(8), troops=20_000)
    assert exercise(clerk, stands_as="ongoing", starts_on=days(-1), ends_on=days(8), troops=800).pk


def test_verifying_settles_a_day_that_has_come(clerk: Subject) -> None:
    doubtful = basis(clerk, needs_verification=True, doubt="Sources differ")
    with pytest.raises(agreements.StepInFuture):
        agreements.verify(doubtful, by=clerk, at=now(), eif_on=days(1))
    assert agreements.verify(doubtful, by=clerk, at=now(), eif_on=days(-900)).eif_on == days(-900)


def test_it_is_held_once_it_is_over(clerk: Subject) -> None:
    begun = planned(clerk, stands_as="ongoing", ad_hoc_reason="Agreed", starts_on=days(-1), ends_on=days(2))
    with pytest.raises(NotEndedYet):
        steps.advance(begun, "completed", by=clerk, on=today(), at=now())
    with pytest.raises(IntegrityError, match="has not ended"), transaction.atomic():
        Activity.objects.visible_to(clerk).filter(pk=begun.pk).update(state="completed", state_on=today())
    shorter = activities.amend(begun, by=clerk, at=now(), ends_on=today())
    assert steps.advance(shorter, "completed", by=clerk, on=today(), at=now()).state == "completed"


def test_approval_is_not_written_in_sql(db: None) -> None:
    given = under()
    with acting("cmd_desk") as desk:
        rows = Activity.objects.visible_to(desk)
        only_planned = rows.filter(pk=planned(desk, ad_hoc_reason="Agreed").pk)
        with pytest.raises(IntegrityError, match="given by a case"), transaction.atomic():
            only_planned.update(approved_start=given.starts_on)
        for change in ({"border_topic": True}, {"starts_on": days(-60)}):
            with pytest.raises(IntegrityError, match=r"was approved|were approved"), transaction.atomic():
                rows.filter(pk=given.pk).update(**change)

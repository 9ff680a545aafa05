"""Rotations stand under their authorisation: never more people at once, never outside its days (I18, C3)."""

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from activities.models import Authorisation, Deployment
from activities.services import authorisations, deployments
from activities.services import operation_refusals as no
from activities.services.authorisations import CeilingBelow, DeploymentsOutside
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged, RuleBroken
from tests.activities.contingents import a_rotation, an_act, an_operation, gone
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_a_rotation_goes_its_way_and_is_relieved():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        first = gone(a_rotation(by, operation, act, first=-100, last=20), by, days(-100))
        with pytest.raises(no.NobodyRelieves):
            deployments.rotate(first, by=by, on=days(-5), at=now())
        second = a_rotation(by, operation, act, first=-3, last=300, rotation_no=2, predecessor=first)
        second = gone(second, by, days(-3))
        first = deployments.rotate(first, by=by, on=days(-2), at=now())
        back = deployments.bring_home(first, by=by, on=today(), at=now(), version=first.version)
        assert back.period == DateRange(days(-100), days(1))
        steps = [row.state for row in back.steps.order_by("pk")]
        assert steps == ["authorised", "preparing", "deployed", "rotating", "returned"]
        assert second.period.lower == days(-3)
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        deployments.bring_home(second, by=by, on=today(), at=now())


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"headcount": 5}, no.AboveCeiling),
        ({"headcount": 0}, no.RotationOfNobody),
        ({"first": -401}, no.OutsideAuthorisation),
        ({"last": 400}, no.OutsideAuthorisation),
        ({"period": DateRange(days(10), None)}, no.OutsideAuthorisation),
        ({"period": DateRange(None, days(10))}, no.RotationWithoutBeginning),
        ({"on": days(1)}, no.StepAhead),
    ],
)
def test_what_was_not_authorised_is_refused(facts, refusal):
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        with pytest.raises(refusal):
            a_rotation(by, operation, act, **facts)


def test_only_what_stands_at_the_same_time_is_added_up():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        a_rotation(by, operation, act, first=0, last=99)
        a_rotation(by, operation, act, first=50, last=150, rotation_no=2)
        a_rotation(by, operation, act, first=100, last=200, rotation_no=3)
        with pytest.raises(no.AboveCeiling):
            a_rotation(by, operation, act, first=120, last=130, headcount=1, rotation_no=4)
        off = a_rotation(by, operation, act, first=201, last=300, headcount=4, rotation_no=4)
        with pytest.raises(no.ReasonMissing):
            deployments.call_off(off, by=by, on=today(), at=now())
        deployments.call_off(off, by=by, on=today(), at=now(), reason="The mission ends")
        a_rotation(by, operation, act, first=250, last=260, headcount=4, rotation_no=5)
        unlimited = an_act(by, ceiling=None)
        a_rotation(by, operation, unlimited, headcount=5_000)


def test_who_has_not_returned_is_still_there():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by, ceiling=3)
        gone(a_rotation(by, operation, act, first=-100, last=-10), by, days(-100))
        late = a_rotation(by, operation, act, first=-5, last=100, rotation_no=2)
        held = deployments.prepare(late, by=by, on=days(-6), at=now())
        with pytest.raises(no.AboveCeiling):
            deployments.deploy(held, by=by, on=days(-5), at=now())


@pytest.mark.parametrize(
    ("step", "on", "refusal"),
    [
        ("deploy", 0, no.DeploymentStepRefused),
        ("bring_home", 0, no.DeploymentStepRefused),
        ("prepare", 1, no.StepAhead),
        ("prepare", -401, no.StepBefore),
    ],
)
def test_steps_follow_the_table_and_the_calendar(step, on, refusal):
    with acting("operations_desk") as by:
        held = a_rotation(by, an_operation(by), an_act(by))
        with pytest.raises(refusal):
            getattr(deployments, step)(held, by=by, on=days(on), at=now())
        with pytest.raises(RecordChanged):
            deployments.prepare(held, by=by, on=today(), at=now(), version=7)


def test_who_is_abroad_may_be_prolonged_and_nothing_else():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        held = gone(a_rotation(by, operation, act, first=-9, last=99), by, days(-9))
        for change in ({"headcount": 1}, {"period": DateRange(days(-8), days(99))}, {"rotation_no": 2}):
            with pytest.raises(no.DeploymentFixed):
                deployments.amend(held, by=by, **change)
        longer = deployments.amend(held, by=by, period=DateRange(days(-9), days(300)), remark="Prolonged")
        assert longer.period.upper == days(300)
        with pytest.raises(no.OutsideAuthorisation):
            deployments.amend(longer, by=by, period=DateRange(days(-9), days(401)))
        back = deployments.bring_home(longer, by=by, on=today(), at=now())
        deployments.amend(back, by=by, remark="All well")
        with pytest.raises(no.DeploymentFixed):
            deployments.amend(back, by=by, period=DateRange(days(-9), days(300)))


def test_a_rotation_relieves_an_earlier_one_of_its_operation():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        other = an_operation(by, short_name="DEMO")
        first = a_rotation(by, operation, act, rotation_no=2)
        with pytest.raises(no.RelievesOtherOperation):
            a_rotation(by, other, act, rotation_no=3, predecessor=first)
        with pytest.raises(no.RelievesLaterOne):
            a_rotation(by, operation, act, rotation_no=2, predecessor=first)
        stray = a_rotation(by, other, act, rotation_no=3)
        rows = Deployment.objects.visible_to(by).filter(pk=stray.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(predecessor=first)
            transaction.get_connection().check_constraints()


def test_the_database_says_no_too():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        held = a_rotation(by, operation, act)
        rows = Deployment.objects.visible_to(by).filter(pk=held.pk)
        for wrong in (
            {"headcount": 5}, {"headcount": 0}, {"period": DateRange(days(10), days(401))},
            {"rotation_no": 0}, {"state": "returned"}, {"period": DateRange(empty=True)},
        ):  # fmt: skip
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**wrong)
        acts = Authorisation.objects.visible_to(by).filter(pk=act.pk)
        for wrong in ({"ceiling": 1}, {"valid": DateRange(days(-400), days(200))}):
            with pytest.raises(DatabaseError), transaction.atomic():
                acts.update(**wrong)


def test_an_act_keeps_what_stands_under_it():
    with acting("operations_desk") as by:
        act = an_act(by)
        a_rotation(by, an_operation(by), act)
        with pytest.raises(CeilingBelow):
            authorisations.amend(act, by=by, at=now(), ceiling=1)
        with pytest.raises(DeploymentsOutside):
            authorisations.amend(act, by=by, at=now(), valid=DateRange(days(-400), days(200)))
        authorisations.amend(act, by=by, at=now(), ceiling=2, valid=DateRange(days(-400), days(201)))


def test_what_a_clerk_does_not_see_counts_without_a_trace():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        a_rotation(by, operation, act, headcount=3, caveats=("mod_only",))
    with acting("cmd_desk") as by:
        a_rotation(by, operation, act, headcount=1, rotation_no=2)
        seen = Deployment.objects.visible_to(by).filter(authorisation=act)
        hidden = seen.count() == 1
        with pytest.raises(RuleBroken if hidden else no.AboveCeiling) as refused:
            a_rotation(by, operation, act, headcount=2, rotation_no=3)
    assert "3" not in str(refused.value.message)

"""Whether an agreement binds is judged by the legal desks; nobody steps out of full powers by it (I13; VCLT 2, 7)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from access.context import Subject
from agreements.models import Agreement, BilateralPlan, PartySignature, PlanItem
from agreements.services import agreements, conclusion
from agreements.services.plan_refusals import PlanOfYearExists
from agreements.services.refusals import (
    BindingIsJudged,
    BindingWithoutPowers,
    DayMissing,
    EntryNotReached,
)
from foundation.clock import now
from tests.agreements.instruments import MINISTER, in_force, negotiated, recorded
from tests.agreements.planning import begun, costed, submitted
from tests.cast import acting

pytestmark = pytest.mark.django_db
SIGNED_ON = dt.date(2019, 10, 10)


def judged(agreement: Agreement, *, binding: bool | None) -> Agreement:
    with acting("mod_legal") as legal:
        return agreements.amend(agreement, by=legal, at=now(), binding=binding)


def negotiated_here() -> Agreement:
    with acting("cmd_desk") as desk:
        return negotiated(desk)


def test_the_register_does_not_judge(db: None) -> None:
    with acting("cmd_desk") as desk:
        with pytest.raises(BindingIsJudged):
            recorded(desk, binding=False)
        agreement = negotiated(desk)
        with pytest.raises(BindingIsJudged):
            agreements.amend(agreement, by=desk, at=now(), binding=False)
        assert in_force(desk, SIGNED_ON, binding=False).binding is False
    assert judged(agreement, binding=False).binding is False


def test_signed_without_powers_it_does_not_bind_later(db: None) -> None:
    agreement = judged(negotiated_here(), binding=False)
    with acting("cmd_desk") as desk:
        signed = conclusion.record_signature(agreement, by=desk, on=SIGNED_ON, at=now(), place="Baku")
        with pytest.raises(IntegrityError, match="without full powers"), transaction.atomic():
            Agreement.objects.visible_to(desk).filter(pk=signed.pk).update(binding=None)
    with pytest.raises(BindingWithoutPowers):
        judged(signed, binding=True)


def test_signed_by_who_needs_none_it_may(db: None) -> None:
    agreement = judged(negotiated_here(), binding=False)
    with acting("cmd_desk") as desk:
        signed = conclusion.record_signature(
            agreement, by=desk, on=SIGNED_ON, at=now(), place="Baku", **MINISTER
        )
    assert judged(signed, binding=True).binding is True


def test_a_day_of_entry_is_settled_where_it_was_reached(clerk: Subject) -> None:
    proposed = recorded(clerk, needs_verification=True, doubt="Sources differ")
    with pytest.raises(EntryNotReached):
        agreements.verify(proposed, by=clerk, at=now(), eif_on=SIGNED_ON)
    unknown = recorded(
        clerk, stands_as="in_force", signed_on=SIGNED_ON, needs_verification=True, doubt="No day known"
    )
    with pytest.raises(DayMissing) as refused:
        agreements.verify(unknown, by=clerk, at=now())
    assert "eif_on" in refused.value.fields


def test_a_plan_nobody_may_see_is_not_told_by_its_year(db: None) -> None:
    with acting("cmd_desk") as desk:
        begun(desk, year=2031, level="limited_official_use")
        with pytest.raises(PlanOfYearExists):
            begun(desk, year=2031)
    with acting("cmd_desk_2") as other:
        assert begun(other, year=2031).year == 2031


def test_what_was_concluded_stays_in_sql(clerk: Subject) -> None:
    agreement = in_force(clerk, SIGNED_ON)
    rows = Agreement.objects.visible_to(clerk).filter(pk=agreement.pk)
    later = SIGNED_ON + dt.timedelta(days=1)
    for change in ({"eif_on": later}, {"signed_on": SIGNED_ON}):
        with pytest.raises(IntegrityError, match="stays"), transaction.atomic():
            rows.update(**change)
    simple = conclusion.record_signature(
        negotiated(clerk), by=clerk, on=SIGNED_ON, at=now(), place="Baku", signature="simple", **MINISTER
    )
    own = Agreement.objects.visible_to(clerk).filter(pk=simple.pk)
    with pytest.raises(IntegrityError, match="subject to ratification"), transaction.atomic():
        own.update(state="in_force", eif_on=SIGNED_ON)
    with pytest.raises(IntegrityError, match="stays signed"), transaction.atomic():
        PartySignature.objects.visible_to(clerk).filter(agreement=simple).delete()


def test_a_plan_is_concurred_in_by_its_case_alone(db: None) -> None:
    with acting("cmd_desk") as desk:
        plan, other = costed(desk), begun(desk, year=2032)
        rows = BilateralPlan.objects.visible_to(desk).filter(pk=plan.pk)
        with pytest.raises(IntegrityError, match="no case says so"), transaction.atomic():
            rows.update(state="mfa_concurred")
    running = submitted(year=2033)
    with acting("cmd_desk") as desk:
        items = PlanItem.objects.visible_to(desk)
        with pytest.raises(IntegrityError, match="lies with the approvers"), transaction.atomic():
            items.filter(plan=running).update(cost=1)
        with pytest.raises(IntegrityError, match="lies with the approvers"), transaction.atomic():
            items.filter(plan=running).update(plan=other, no=9)
        assert items.filter(plan=other).update(cost=1) == 1

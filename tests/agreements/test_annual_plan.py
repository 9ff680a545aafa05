"""The cycle of an annual plan: collected, talked over, costed, concurred, approved, signed, carried out, closed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from agreements.models import PlanItem
from agreements.selectors.plans import case_of, items_of, plan, plan_item
from agreements.selectors.plans import plans as seen
from agreements.services import plan_approval, plan_items, plan_steps, plans
from agreements.services.plan_refusals import (
    ItemRefused,
    ItemsMissing,
    ItemsNotCosted,
    PlanBasisIsOther,
    PlanFixed,
    PlanOfYearExists,
    PlanStepRefused,
    PlanWithHome,
    ReviewMissing,
    SignatureDayMissing,
)
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged
from tests.agreements.instruments import in_force
from tests.agreements.planning import NEXT, approved, begun, decided, executing, line, submitted
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = {"on": today(), "at": now()}


def again(held):
    with acting("cmd_desk") as by:
        return plan(held.reference, to=by)


def test_a_plan_goes_the_whole_way_and_each_state_has_its_day():
    held = executing()
    with acting("cmd_desk") as by:
        held = plan_steps.close(held, by=by, **DAY, reason="All but one held; talks again in July.")
        states = [step.state for step in held.steps.order_by("id")]
    assert states == [
        "collecting", "draft", "staff_talks", "costed", "mfa_concurred", "approved", "signed", "executing", "closed",
    ]  # fmt: skip
    assert (held.signed_on, held.signed_in, held.review[:3]) == (today(), "Ankara", "All")


def test_the_foreign_ministry_concurs_before_the_leadership_approves():
    held = submitted()
    with acting("cmd_desk") as by:
        steps = list(case_of(held, to=by).steps.order_by("order", "id").values_list("role", "verdict"))
    assert [role for role, _verdict in steps][-4:] == [
        "mod_finance",
        "imcd_head",
        "mfa_desk",
        "mod_leadership",
    ]
    for role, verdict in steps[:-1]:
        assert again(held).state == "costed"
        decided(held, role, verdict)
    assert again(held).state == "mfa_concurred"
    decided(held, "mod_leadership", "approve")
    assert again(held).state == "approved"


def test_what_is_returned_is_talked_over_costed_and_submitted_anew():
    held = submitted()
    with acting("cmd_desk") as by:
        told = list(case_of(held, to=by).steps.filter(verdict="acknowledge").values_list("role", flat=True))
    for role in told:
        decided(held, role, "acknowledge")
    decided(held, "mod_finance", "return", reason_code="resources_missing", comment="Too dear for the year.")
    assert again(held).state == "staff_talks"
    with acting("cmd_desk") as by:
        fresh = plan(held.reference, to=by)
        rows = [line(no=1, cost=Decimal("2000.00"))]
        plans.amend(fresh, by=by, at=now(), items=rows)
        fresh = plan_approval.cost(fresh, by=by, **DAY)
        case = plan_approval.submit(fresh, by=by, **DAY)
        assert case.version_no == 2


def test_whoever_wrote_it_does_not_decide_on_it():
    held = submitted()
    with acting("cmd_desk") as by, pytest.raises(DomainError):
        case = case_of(held, to=by)
        decide(case, by=by, verdict="concur", content_hash=case.content_hash, at=now(), on=today())


def test_nothing_is_rewritten_while_it_is_under_approval_until_it_is_taken_back():
    held = submitted()
    with acting("cmd_desk") as by:
        with pytest.raises(PlanFixed):
            plans.amend(held, by=by, at=now(), items=[])
        with pytest.raises(PlanFixed):
            plan_steps.talk(held, by=by, **DAY, reason="The partner called.")
        held = plan_approval.take_back(held, by=by, reason="An item is missing.", at=now())
        assert held.state == "costed"
        held = plans.amend(held, by=by, at=now(), items=[line(no=1), line(title_en="Sports games")])
        assert [item.no for item in items_of(held, to=by)] == [1, 2]


def test_approved_items_stay_whoever_writes_them():
    held = approved()
    with acting("cmd_desk") as by:
        with pytest.raises(PlanFixed):
            plans.amend(held, by=by, at=now(), items=[line(no=1, place="Konya")])
        item = PlanItem.objects.visible_to(by).get(plan=held)
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanItem.objects.visible_to(by).filter(pk=item.pk).update(place="Konya")
        with pytest.raises(DatabaseError), transaction.atomic():
            PlanItem.objects.visible_to(by).filter(pk=item.pk).delete()


def test_an_approved_item_is_taken_out_with_a_reason_and_stays_to_be_read():
    held = executing()
    with acting("cmd_desk") as by:
        with pytest.raises(InvalidInput):
            plan_items.drop_item(held, by=by, no=1, reason=" ", **DAY)
        with pytest.raises(InvalidInput):
            plan_items.drop_item(held, by=by, no=7, reason="x", **DAY)
        plan_items.drop_item(held, by=by, no=1, reason="The partner's unit was disbanded.", **DAY)
        item = plan_item(f"{held.reference}/1", to=by)
        assert (item.dropped_on, item.dropped_because) == (today(), "The partner's unit was disbanded.")
        with pytest.raises(DomainError):
            plan_items.drop_item(held, by=by, no=1, reason="Again.", **DAY)


def test_there_is_one_plan_a_year_with_a_state_under_an_agreement():
    with acting("cmd_desk") as by:
        begun(by)
        with pytest.raises(PlanOfYearExists):
            begun(by)
        basis = in_force(by, dt.date(2015, 1, 1), parties=[Country.objects.get(iso2="TR")])
        assert begun(by, agreement=basis).agreement == basis
        with pytest.raises(PlanOfYearExists):
            begun(by, agreement=basis)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"country": "AZ"}, PlanWithHome),
        ({"stands_as": "costed"}, InvalidInput),
        ({"stands_as": "signed"}, SignatureDayMissing),
        ({"stands_as": "signed", "signed_on": today() + dt.timedelta(days=1)}, SignatureDayMissing),
        ({"stands_as": "closed", "signed_on": today()}, ReviewMissing),
        ({"year": 1800}, InvalidInput),
        ({"year": 2200}, InvalidInput),
    ],
)
def test_a_plan_that_cannot_be_is_refused(facts, refusal):
    facts = {**facts, "country": Country.objects.get(iso2=facts.get("country", "TR"))}
    with acting("cmd_desk") as by, pytest.raises(refusal):
        begun(by, **facts)


def test_the_agreement_of_a_plan_is_one_with_its_partner():
    with acting("cmd_desk") as by:
        other = in_force(by, dt.date(2015, 1, 1))
        with pytest.raises(PlanBasisIsOther):
            begun(by, agreement=other)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title_en": "", "title_az": " "},
        {"kind": "agreement_signing"},
        {"starts_on": dt.date(NEXT, 5, 4)},
        {"starts_on": dt.date(NEXT, 5, 4), "ends_on": dt.date(NEXT, 5, 1)},
        {"starts_on": dt.date(NEXT, 1, 4), "ends_on": dt.date(NEXT, 1, 5), "quarter": 2},
        {"quarter": 5},
        {"cost": Decimal("-1")},
        {"currency": ""},
        {"currency": "azn"},
        {"funding": ""},
        {"people_home": -3},
        {"level": "sergeant"},
    ],
)
def test_a_line_that_cannot_be_names_its_number(wrong):
    if "kind" in wrong:
        wrong = {"kind": ActivityKind.objects.get(code=wrong["kind"])}
    with acting("cmd_desk") as by:
        with pytest.raises(ItemRefused) as refused:
            begun(by, items=[line(), line(**wrong)])
        assert "2" in str(refused.value.fields["items"][0])


def test_an_item_outside_the_year_is_allowed_and_flagged():
    with acting("cmd_desk") as by:
        late = line(quarter=None, starts_on=dt.date(NEXT + 1, 1, 4), ends_on=dt.date(NEXT + 1, 1, 9))
        held = begun(by, items=[line(), late])
        assert [item.outside_year for item in items_of(held, to=by)] == [False, True]


def test_every_item_is_costed_before_the_plan_is():
    with acting("cmd_desk") as by:
        held = begun(by, items=[line(), line(cost=None, currency="", funding=""), line(cost=Decimal(0))])
        held = plan_steps.talk(plan_steps.draft(held, by=by, **DAY), by=by, **DAY)
        with pytest.raises(ItemsNotCosted) as refused:
            plan_approval.cost(held, by=by, **DAY)
        assert "2" in str(refused.value)
        rows = [line(no=1, currency="EUR", cost=Decimal(10)), line(no=2), line(no=3)]
        held = plan_approval.cost(plans.amend(held, by=by, at=now(), items=rows), by=by, **DAY)
        assert plan_items.totals(items_of(held, to=by)) == {"AZN": Decimal(9000), "EUR": Decimal(10)}


def test_an_empty_plan_is_not_drafted():
    with acting("cmd_desk") as by, pytest.raises(ItemsMissing):
        plan_steps.draft(begun(by, items=[]), by=by, **DAY)


def test_next_years_plan_begins_as_a_copy_without_dates_and_costs():
    held = executing(
        items=[line(starts_on=dt.date(NEXT, 4, 1), ends_on=dt.date(NEXT, 4, 3)), line(title_en="B")]
    )
    with acting("cmd_desk") as by:
        plan_items.drop_item(held, by=by, no=1, reason="Not this year.", **DAY)
        fresh = plans.copy(held, by=by, at=now())
        (item,) = items_of(fresh, to=by)
        assert (fresh.year, fresh.state, fresh.copied_from) == (NEXT + 1, "collecting", held)
        assert (item.no, item.title_en, item.starts_on, item.cost, item.quarter) == (1, "B", None, None, 2)
        assert item.carried_from.no == 2
        with pytest.raises(PlanOfYearExists):
            plans.copy(held, by=by, at=now())


def test_steps_are_taken_in_order_by_the_center_alone():
    with acting("cmd_desk") as by:
        held = begun(by)
        for step in (plan_steps.sign, plan_steps.execute, plan_approval.cost, plan_approval.submit):
            with pytest.raises(PlanStepRefused):
                step(held, by=by, **DAY)
        with pytest.raises(DomainError):
            plan_steps.draft(held, by=by, on=today() + dt.timedelta(days=1), at=now())
        stale = held.version
        held = plan_steps.draft(held, by=by, **DAY)
        with pytest.raises(RecordChanged):
            plan_steps.talk(held, by=by, version=stale, **DAY)
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        plan_steps.talk(held, by=by, **DAY)


def test_an_older_plan_is_entered_as_signed_with_its_items_and_nobody_sees_what_he_may_not():
    with acting("cmd_desk") as by:
        held = begun(by, stands_as="executing", signed_on=today(), caveats=("mod_only",))
        assert [item.no for item in items_of(held, to=by)] == [1]
        assert seen(to=by).filter(pk=held.pk).exists()
    with acting("mfa_desk") as by:
        assert not seen(to=by).filter(pk=held.pk).exists()

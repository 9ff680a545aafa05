"""activities.submit and take_back: who is asked (C6), what must stand first (I17, I18), what is frozen meanwhile."""

from typing import Any

import pytest

from access.context import Subject
from activities.models import Activity, ActivitySubmission
from activities.selectors.prerequisites import checks_of, headcount
from activities.services import activities, steps, submissions
from activities.services.refusals import (
    BasisNotInForce,
    NotAmendable,
    NothingToTakeBack,
    PrerequisitesMissing,
    ReasonNeeded,
)
from agreements.services.statements import withdraw
from approvals.models import Case
from approvals.services.decisions import DraftersMayNotDecide, NotYourStep, decide
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.activities.programme import agreed, approved, basis, country, days, planned, stepped, waiting
from tests.agreements.instruments import superseded
from tests.cast import acting

pytestmark = pytest.mark.django_db
LONG_WAY = ["mod_security", "imcd_head", "mfa_desk", "mod_leadership"]
TRAVEL = {"item": "travel", "currency": "AZN", "planned": 10}


def put_up(**facts: Any) -> Activity:
    with acting("cmd_desk") as desk:
        return stepped(planned(desk, **facts), desk, "in_approval")


def under(**facts: Any) -> Activity:
    """Put up under an agreement in force."""
    with acting("cmd_desk") as desk:
        return stepped(planned(desk, agreement=basis(desk), **facts), desk, "in_approval")


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, ["imcd_head"]),
        ({"border_topic": True}, ["sbs_liaison", "imcd_head"]),
        ({"beyond_defence": True}, ["mod_legal", "imcd_head"]),
        ({"coordination_level": "department", "power_type": "soft"}, ["imcd_head"]),
        ({"coordination_level": "minister"}, LONG_WAY),
        ({"power_type": "hard"}, LONG_WAY),
    ],
)
def test_the_route_asks_whom_the_matter_concerns(db: None, facts: dict[str, Any], asked: list[str]) -> None:
    assert waiting(under(**facts)) == asked


def test_ad_hoc_it_goes_the_long_way_and_without_relations_the_mfa_leadership_is_asked(db: None) -> None:
    assert waiting(put_up(ad_hoc_reason="Agreed")) == LONG_WAY
    without = put_up(ad_hoc_reason="Agreed", country=country("AM"))
    assert waiting(without) == [*LONG_WAY[:3], "mfa_leadership", "mod_leadership"]


def test_agreed_to_by_all_it_is_approved_as_it_was_read(db: None) -> None:
    activity = agreed(put_up(ad_hoc_reason="Agreed", costs=[TRAVEL]))
    assert (activity.state, activity.approved_start, activity.approved_cost) == ("approved", days(60), 10)
    with acting("imcd_head"):
        content = ActivitySubmission.in_context.get().content
    assert (content["planned_cost"], content["costs"][0]["planned"]) == ("10.00", "10.00")
    assert content["prerequisites"] == [{"prerequisite": "basis", "met": True, "by": "Agreed"}]


@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_returned_or_rejected_it_is_planned_again_and_changed(db: None, verdict: str) -> None:
    activity = agreed(under(), "imcd_head", verdict=verdict, reason_code="wording", comment="Later, please.")
    assert activity.state == "planned"
    with acting("cmd_desk") as desk:
        activities.amend(activity, by=desk, at=now(), title="In autumn")
        again = stepped(activity, desk, "in_approval")
    assert agreed(again).state == "approved"
    with acting("cmd_desk"):
        rounds = list(ActivitySubmission.in_context.order_by("no").values_list("no", "content__title"))
    assert rounds == [(1, "Exchange of mountain units"), (2, "In autumn")]


def test_whoever_drafted_does_not_decide_and_others_have_no_seat(db: None) -> None:
    with acting("imcd_head") as head, pytest.raises(Exception, match="office"):
        planned(head)
    activity = under()
    for name in ("cmd_desk", "mfa_desk"):
        with acting(name) as by:
            case = Case.in_context.get()
            with pytest.raises((NotYourStep, DraftersMayNotDecide)):
                decide(case, by=by, verdict="approve", content_hash=case.content_hash, at=now(), on=today())
    assert activity.state == "in_approval"


def test_what_lies_with_the_approvers_is_frozen(db: None) -> None:
    activity = under(costs=[TRAVEL])
    with acting("cmd_desk") as desk:
        with pytest.raises(NotAmendable):
            activities.amend(activity, by=desk, at=now(), title="x")
        with pytest.raises(RuleBroken), act("test"):
            Activity.in_context.filter(pk=activity.pk).update(title="x")
        for change in (lambda: activity.costs.update(planned=99), lambda: activity.costs.all().delete()):
            with pytest.raises(RuleBroken), act("test"):
                change()


def test_taken_back_postponed_or_cancelled_the_case_ends_with_it(db: None) -> None:
    activity = under()
    with acting("cmd_desk") as desk:
        when = {"by": desk, "on": today(), "at": now()}
        back = submissions.take_back(activity, **when, reason="A mistake")
        assert (back.state, Case.in_context.get().state) == ("planned", "withdrawn")
        with pytest.raises(NothingToTakeBack):
            submissions.take_back(back, **when, reason="Again")
        again = submissions.submit(back, **when)
        with pytest.raises(ReasonNeeded):
            steps.cancel(again, **when)
        assert stepped(again, desk, "postponed").state == "postponed"
        third = submissions.submit(Activity.in_context.get(), **when)
        assert steps.cancel(third, **when, reason="No money").state == "cancelled"
        assert set(Case.in_context.values_list("state", flat=True)) == {"withdrawn"}


def test_without_a_basis_nothing_is_put_up(clerk: Subject) -> None:
    with pytest.raises(PrerequisitesMissing) as refused:
        stepped(planned(clerk), clerk, "in_approval")
    assert "No agreement" in str(refused.value.fields["agreement"][0])


def test_an_agreement_that_ceased_meanwhile_stops_the_last_word(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = basis(desk)
        activity = stepped(planned(desk, agreement=agreement), desk, "in_approval")
        superseded(agreement, desk)
    with pytest.raises(BasisNotInForce):
        agreed(activity)


def test_secrets_need_an_agreement_with_every_partner(db: None) -> None:
    shared = {"ad_hoc_reason": "Agreed", "with_secrets": True, "participants": [country("TR")]}
    with acting("cmd_desk") as desk:
        basis(desk, kind="gsomia")
        with pytest.raises(PrerequisitesMissing) as refused:
            stepped(planned(desk, **shared), desk, "in_approval")
        said = [str(words) for words in refused.value.fields["agreement"]]
        assert said == ["Agreement on classified information: None is in force with Türkiye."]
        basis(desk, kind="gsomia", parties=[country("TR")])
    assert approved(**shared).state == "approved"


def test_secrets_need_one_that_binds_and_that_the_partner_has_not_left(clerk: Subject) -> None:
    shared = {"ad_hoc_reason": "Agreed", "with_secrets": True}
    basis(clerk, kind="gsomia", binding=None)
    with pytest.raises(PrerequisitesMissing) as refused:
        stepped(planned(clerk, **shared), clerk, "in_approval")
    assert "does not bind, or that is undecided" in str(refused.value.fields["agreement"][0])
    states = [country("GE"), country("TR")]
    many = basis(clerk, kind="gsomia", participation="multilateral", parties=states)
    activity = planned(clerk, **shared)
    assert all(check.met for check in checks_of(activity, to=clerk, today=today()))
    georgia = many.parties.get(country__iso2="GE")
    withdraw(many, party=georgia, on=today(), effective_on=today(), by=clerk, at=now())
    assert not all(check.met for check in checks_of(activity, to=clerk, today=today()))


def test_troops_need_their_status_and_an_authorisation(clerk: Subject) -> None:
    troops = {"country": country("GE"), "rank_level": "other_ranks", "planned": 80}
    ours = {"country": country("AZ"), "rank_level": "other_ranks", "planned": 30}
    activity = planned(
        clerk, ad_hoc_reason="Agreed", with_troops=True, direction="in", contingents=[troops, ours]
    )
    assert headcount(activity, to=clerk) == 80
    with pytest.raises(PrerequisitesMissing) as refused:
        stepped(activity, clerk, "in_approval")
    said = [str(words) for words in refused.value.fields["agreement"]]
    assert said == [
        "Status of forces: None is in force with Georgia.",
        "Authorisation for the troops: No authorisation is named.",
    ]
    clause = basis(clerk)
    named = activities.amend(activity, by=clerk, at=now(), status_agreement=clause, status_clause="Article 7")
    with pytest.raises(PrerequisitesMissing) as refused:
        stepped(named, clerk, "in_approval")
    assert len(refused.value.fields["agreement"]) == 1

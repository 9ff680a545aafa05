"""activities.act_first: an evacuation does not wait for its approvers; they ratify it afterwards (domain.md C9)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from activities.models import Activity
from activities.selectors.submissions import cases_about
from activities.services import steps, submissions, urgent
from activities.services.refusals import BasisMissing, StepInFuture, StepRefused
from approvals.services.decisions import DraftersMayNotDecide, decide
from approvals.services.urgency import HasteUnexplained, NotDoneYet
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged
from tests.activities.programme import days, planned, stepped
from tests.cast import acting
from tests.missions.test_paper_races import at_once

WHY = "Fighting reached the airport."
HASTE: dict[str, Any] = {
    "starts_on": today(),
    "ends_on": days(3),
    "ad_hoc_reason": "Evacuation of our people",
}


def entered(**facts: Any) -> Activity:
    with acting("cmd_desk") as desk:
        return planned(desk, **{**HASTE, **facts})


def acted(activity: Activity, name: str = "cmd_head", **given: Any) -> Activity:
    with acting(name) as by:
        return urgent.act_first(activity, by=by, at=now(), **{"on": today(), "reason": WHY, **given})


def as_it_stands(activity: Activity) -> Activity:
    with acting("cmd_head") as by:
        return Activity.objects.visible_to(by).get(pk=activity.pk)


def case_about(activity: Activity):
    with acting("cmd_head") as by:
        return cases_about(activity, to=by).first()


def answered(activity: Activity, name: str, verdict: str, **more: Any) -> None:
    case = case_about(activity)
    with acting(name) as by:
        decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **more)


@pytest.mark.django_db
def test_it_is_approved_at_once_and_both_leaderships_ratify_it():
    activity = acted(entered())
    case = case_about(activity)
    assert (activity.state, activity.approved_start) == ("approved", today())
    assert (case.state, case.acted_on, case.acted_because, case.route.code) == (
        "open", today(), WHY, "activity-urgent",
    )  # fmt: skip
    with acting("cmd_desk") as desk:
        stepped(activity, desk, "preparing", "ongoing")
    answered(activity, "mod_leadership", "approve")
    answered(activity, "mfa_leadership", "concur")
    assert (case_about(activity).state, as_it_stands(activity).state) == ("approved", "ongoing")


@pytest.mark.django_db
@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_a_refused_ratification_undoes_nothing_and_is_shown(verdict: str, signed_in: Any):
    activity = acted(entered())
    answered(activity, "mfa_leadership", verdict, reason_code="other", comment="We were not asked.")
    assert as_it_stands(activity).state == "approved"
    assert case_about(activity).is_not_ratified
    page = signed_in("cmd_desk").get(f"/activities/{activity.reference}/").content.decode()
    assert "Done first, and not ratified." in page
    assert WHY in page


@pytest.mark.django_db
def test_what_lay_with_the_approvers_is_taken_from_them():
    activity = entered()
    with acting("cmd_desk") as desk:
        activity = stepped(activity, desk, "in_approval")
    before = case_about(activity)
    acted(activity)
    with acting("cmd_head") as by:
        assert [case.state for case in cases_about(activity, to=by)] == ["open", "withdrawn"]
    assert before.pk != case_about(activity).pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("facts", "given", "refusal"),
    [
        ({}, {"reason": " "}, HasteUnexplained),
        ({"starts_on": days(5), "ends_on": days(6)}, {}, NotDoneYet),
        ({}, {"on": days(1)}, StepInFuture),
        ({"ad_hoc_reason": ""}, {}, BasisMissing),
        ({}, {"version": 99}, RecordChanged),
        ({}, {"name": "mfa_desk"}, NotPermitted),
    ],
)
def test_what_is_not_done_first(facts: dict[str, Any], given: dict[str, Any], refusal: type[Exception]):
    activity = entered(**facts)
    with pytest.raises(refusal):
        acted(activity, **given)
    assert as_it_stands(activity).state == "planned"
    assert case_about(activity) is None


@pytest.mark.django_db
def test_whoever_acted_does_not_ratify():
    from approvals.models import Route, RouteStep
    from approvals.services.cases import NoApprover

    RouteStep.objects.create(
        route=Route.objects.get(code="activity-urgent"), order=1, phase="in_approval", verdict="concur",
        role="cmd_desk", sla_days=1, name_en="Desk", name_az="Masa",
    )  # fmt: skip
    activity = acted(entered(), "cmd_desk")
    with pytest.raises(DraftersMayNotDecide):
        answered(activity, "cmd_desk", "concur")
    RouteStep.objects.filter(route__code="activity-urgent", role="cmd_desk").update(role="imcd_head")
    with pytest.raises(NoApprover, match="drafted"):
        acted(entered(title="Another evacuation"), "imcd_head")


@pytest.mark.django_db
def test_what_was_done_is_not_taken_back_and_does_not_happen_twice():
    activity = acted(entered())
    with pytest.raises(StepRefused):
        acted(activity)
    with acting("cmd_desk") as desk, pytest.raises(submissions.NothingToTakeBack):
        submissions.take_back(activity, by=desk, on=today(), at=now(), reason="x")
    present = as_it_stands(activity)
    with acting("cmd_desk") as desk:
        steps.cancel(present, by=desk, on=today(), at=now(), reason="Over.")
    assert case_about(activity).state == "open"


@pytest.mark.django_db
def test_nothing_counts_as_approved_in_sql_by_an_ordinary_open_case_or_before_it_begins():
    ordinary, later = entered(), entered(starts_on=days(9), ends_on=days(10))
    for activity in (ordinary, later):
        with acting("cmd_desk") as desk:
            stepped(activity, desk, "in_approval")
        with (
            acting("cmd_desk"),
            pytest.raises(DatabaseError, match="no case says so"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("UPDATE activities_activity SET state = 'approved' WHERE id = %s", [activity.pk])


@pytest.mark.django_db
def test_by_its_button_and_over_rest(signed_in: Any, api: Any):
    first, second = entered(), entered(title="A second one")
    page = signed_in("cmd_head")
    change = f"/admin/activities/activity/{first.pk}/"
    assert "It could not wait" in page.get(f"{change}change/").content.decode()
    page.post(f"{change}step/act-first/", {"reason": ""})
    assert as_it_stands(first).state == "planned"
    page.post(f"{change}step/act-first/", {"reason": WHY})
    assert as_it_stands(first).state == "approved"
    path = f"/api/v1/activities/{second.reference}/"
    head = api("cmd_head")
    etag = head.get(path)["ETag"]
    assert (
        head.post(f"{path}act-first/", {}, content_type="application/json", HTTP_IF_MATCH=etag).status_code
        == 400
    )
    said = {"data": {"reason": WHY}, "content_type": "application/json"}
    done = head.post(f"{path}act-first/", **said, HTTP_IF_MATCH=etag)
    assert (done.status_code, done.json()["state"]) == (200, "approved")
    assert head.post(f"{path}act-first/", **said, HTTP_IF_MATCH=done["ETag"]).status_code == 409


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_pair", range(3))
def test_of_two_who_act_at_once_one_acts_and_one_case_is_opened(_pair: int):
    activity = entered()

    def acts(name: str):
        def run() -> str:
            acted(activity, name)
            return "acted"

        return run

    said = at_once(acts("cmd_head"), acts("imcd_head"))
    assert sorted(said) == ["StepRefused", "acted"], said
    with acting("cmd_head") as by:
        assert cases_about(activity, to=by).count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_pair", range(3))
def test_submitted_and_done_first_at_once_it_is_done_and_its_only_open_case_ratifies_that(_pair: int):
    activity = entered()

    def submits() -> str:
        with acting("cmd_desk") as by:
            submissions.submit(activity, by=by, on=today(), at=now())
        return "submitted"

    def acts() -> str:
        acted(activity)
        return "acted"

    said = at_once(submits, acts)
    with acting("cmd_head") as by:
        running = [case.is_ratification for case in cases_about(activity, to=by).filter(state="open")]
    state = as_it_stands(activity).state
    assert (state, running) in (("approved", [True]), ("in_approval", [False])), said
    assert (said[1] == "acted") == (state == "approved"), said

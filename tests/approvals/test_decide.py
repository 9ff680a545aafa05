"""Deciding: the right word, on the content one has read, once per seat and once per person."""

import pytest

from accounts.models import Appointment
from approvals.lifecycle import CaseState
from approvals.models import Case, Decision
from approvals.services.decisions import (
    CaseClosed,
    DraftersMayNotDecide,
    NotYourStep,
    OneSeatPerPerson,
    ReasonNeeded,
    StepAlreadyDecided,
    StepNotOpen,
    WrongVerdict,
    decide,
)
from audit.selectors.history import history
from foundation.clock import now, today
from foundation.errors import NotFound, NotPermitted, RecordChanged
from tests.approvals.stage import FIRST, SECOND, Proposals, agree, answer, hash_of, seen, user
from tests.cast import acting, seated, subject_of

RETURN = {"reason_code": "wording", "comment": "Say which forces."}


def test_the_whole_route_ends_in_approval_and_the_domain_hears_of_every_move(proposals: Proposals):
    case = proposals.submit()
    agree(case)
    assert seen(case).state == CaseState.APPROVED
    assert proposals.moves == [
        ("open", "mod_review"),  # after both signatures
        ("open", "mod_review"),
        ("open", "mfa_review"),
        ("open", "mfa_review"),
        ("open", "joint_approval"),
        ("approved", "joint_approval"),
    ]


def test_one_signature_of_two_opens_nothing_yet(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    assert seen(case).phase == "post_coordination"
    assert proposals.moves == []


def test_attache_and_ambassador_sign_the_same_content_and_their_seats_count(proposals: Proposals):
    case = proposals.submit(editors=("attache", "head_of_mission"))
    signed = [answer(name, case, "sign") for name in ("attache", "head_of_mission")]
    assert {decision.content_hash for decision in signed} == {hash_of(FIRST)}


def test_whoever_drafted_may_not_decide_later_and_a_colleague_may(proposals: Proposals):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    with pytest.raises(DraftersMayNotDecide):
        answer("mfa_desk", case, "concur")
    assert answer("mfa_desk_2", case, "concur").user == user("mfa_desk_2")


def test_a_drafter_who_is_promoted_stays_barred_on_the_own_draft(proposals: Proposals):
    case = proposals.submit(editors=("attache", "cmd_desk"))
    agree(case, until="cmd_head")
    held = Appointment.objects.get(user=user("cmd_head"))
    Appointment.objects.filter(user=user("cmd_desk")).delete()
    seated("cmd_desk", held.office)
    with pytest.raises(DraftersMayNotDecide):
        answer("cmd_desk", case, "concur")


def test_nobody_decides_two_seats_of_a_case(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    office = Appointment.objects.get(user=user("imcd_head")).office
    seated("cmd_head", office, kind="acting")
    with pytest.raises(OneSeatPerPerson):
        answer("cmd_head", case, "concur", office="imcd-head")


def test_an_acting_holder_decides_and_it_shows(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    Appointment.objects.filter(user=user("mfa_milpol")).update(
        kind="acting", on_behalf_of=user("mfa_leadership")
    )
    decision = answer("mfa_milpol", case, "concur")
    assert (decision.is_acting, decision.on_behalf_of) == (True, user("mfa_leadership"))


@pytest.mark.parametrize("name", ["mfa_desk", "imcd_head"])
def test_a_later_step_waits_for_its_turn(proposals: Proposals, name: str):
    case = proposals.submit()
    with pytest.raises(StepNotOpen):
        answer(name, case, "concur")


def test_an_office_without_a_seat_may_not_decide(proposals: Proposals):
    case = proposals.submit()
    with pytest.raises(NotYourStep):
        answer("cmd_desk", case, "concur")


def test_a_case_one_may_not_see_is_as_absent(proposals: Proposals):
    case = proposals.submit()
    with pytest.raises(NotFound):
        answer("attache_de", case, "concur")


def test_a_stale_page_cannot_decide(proposals: Proposals):
    proposals.submit()
    with acting("attache") as subject:
        case = Case.objects.visible_to(subject).get()
    with pytest.raises(RecordChanged):
        answer("attache", case, "sign", SECOND)


def test_the_round_before_takes_no_decision_once_there_is_a_newer_one(proposals: Proposals):
    first = proposals.submit()
    answer("attache", first, "return", **RETURN)
    with pytest.raises(CaseClosed):
        answer("head_of_mission", first, "sign")
    proposals.submit(SECOND, version=2)
    with pytest.raises(RecordChanged):
        answer("head_of_mission", first, "sign")


def test_a_version_of_the_case_that_was_not_the_one_seen_is_stale(proposals: Proposals):
    case = proposals.submit()
    before = seen(case).version
    answer("attache", case, "sign", version=before)
    with pytest.raises(RecordChanged):
        answer("head_of_mission", case, "sign", version=before)


def test_an_office_decides_once(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    with pytest.raises(StepAlreadyDecided):
        answer("mfa_desk_2", case, "concur")


def test_of_two_seats_of_a_signature_the_same_office_cannot_sign_twice(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    with pytest.raises(StepAlreadyDecided):
        answer("attache", case, "sign")


@pytest.mark.parametrize("verdict", ["approve", "sign", "acknowledge", "", "agree"])
def test_concur_is_not_approve(proposals: Proposals, verdict: str):
    case = proposals.submit()
    agree(case, until="cmd_head")
    with pytest.raises(WrongVerdict):
        answer("cmd_head", case, verdict)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({}, {"reason_code", "comment"}),
        ({"reason_code": "wording"}, {"comment"}),
        ({"reason_code": "wording", "comment": "  "}, {"comment"}),
        ({"reason_code": "because", "comment": "No."}, {"reason_code"}),
    ],
)
@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_a_refusal_says_why(proposals: Proposals, verdict: str, given: dict, wrong: set):
    case = proposals.submit()
    with pytest.raises(ReasonNeeded) as refusal:
        answer("head_of_mission", case, verdict, **given)
    assert set(refusal.value.fields) == wrong


def test_an_agreement_has_no_reason_but_may_have_a_comment(proposals: Proposals):
    case = proposals.submit()
    with pytest.raises(ReasonNeeded):
        answer("attache", case, "sign", reason_code="wording")
    assert answer("attache", case, "sign", comment=" As discussed. ").comment == "As discussed."


@pytest.mark.parametrize(("verdict", "state"), [("return", "returned"), ("reject", "rejected")])
def test_a_refusal_closes_the_case_and_every_other_step_is_not_needed(
    proposals: Proposals, verdict: str, state: str
):
    case = proposals.submit()
    answer("attache", case, "sign")
    answer("head_of_mission", case, verdict, **RETURN)
    with acting("attache"):
        closed = seen(case, "attache")
        states = list(closed.steps.values_list("role", "state"))
    assert (closed.state, closed.closed_on, closed.phase) == (state, today(), "post_coordination")
    assert states[:2] == [("attache", "done"), ("head_of_mission", state)]
    assert {s for _, s in states[2:]} == {"not_needed"}
    assert proposals.moves == [(state, "post_coordination")]


def test_of_two_leaderships_one_refusal_is_enough(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mod_leadership")
    answer("mfa_leadership", case, "reject", **RETURN)
    with pytest.raises(CaseClosed):
        answer("mod_leadership", case, "approve")


def test_a_reading_token_decides_nothing(proposals: Proposals):
    case = proposals.submit()
    with acting("attache") as subject:
        reader = type(subject)(**{**subject.__dict__, "scope": "read"})
        with pytest.raises(NotPermitted):
            decide(case, by=reader, verdict="sign", content_hash=case.content_hash, at=now(), on=today())


def test_when_the_domain_cannot_follow_nothing_is_decided(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    proposals.fails = True
    with pytest.raises(RuntimeError):
        answer("head_of_mission", case, "sign")
    with acting("head_of_mission") as subject:
        assert (
            not Decision.objects.visible_to(subject).filter(case=case, user=user("head_of_mission")).exists()
        )
        assert seen(case, "head_of_mission").phase == "post_coordination"


def test_who_returned_what_and_why_stands_in_the_trail(proposals: Proposals):
    case = proposals.submit()
    answer("head_of_mission", case, "return", **RETURN)
    with acting("attache") as subject:
        event = history(case.reference, to=subject)[0]
    assert (event.verb, event.actor_id, event.reason) == (
        "cases.decide",
        user("head_of_mission").pk,
        "wording",
    )
    assert event.office_id == subject_of("head_of_mission").office_id


def test_a_quorum_is_enough(proposals: Proposals):
    from tests.approvals.conftest import make_route

    rows = ((1, "review", "concur", "attache", False, 5, "Attachés", "Attaşelər"),)
    route = make_route(code="attaches", rows=rows)
    route.steps.update(mode="quorum", quorum=2)
    case = proposals.submit(editors=(), label=("official_use",))
    answer("attache", case, "concur")
    assert seen(case).state == "open"
    answer("attache_de", case, "concur")
    assert seen(case).state == "approved"
    with pytest.raises(CaseClosed):
        answer("attache_ge", case, "concur")

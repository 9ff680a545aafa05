from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from approvals.engine import (
    CaseFacts,
    Decision,
    Refusal,
    RouteFault,
    Step,
    after,
    available_verdicts,
    due_on,
    open_orders,
    open_steps,
    outcome,
    refusal,
    route_faults,
    unfillable_steps,
)
from approvals.lifecycle import CaseState, StepMode, StepState, Verdict
from foundation.workdays import WorkCalendar

SIGNING = Step(1, "sign", ("attache", "ambassador"), Verdict.SIGN, co_author=True)
CENTER = Step(2, "center", ("cmd_head",), Verdict.CONCUR, StepMode.ONE)
LEGAL = Step(3, "legal", ("mod_legal",), Verdict.CONCUR)
MFA = Step(3, "mfa", ("mfa_desk",), Verdict.CONCUR)
JOINT = Step(4, "joint", ("mod_leadership", "mfa_leadership"), Verdict.APPROVE)
READING = Step(5, "reading", ("attache", "ambassador"), Verdict.ACKNOWLEDGE)
ROUTE = (SIGNING, CENTER, LEGAL, MFA, JOINT, READING)

YES = {
    "sign": ["attache", "ambassador"],
    "center": ["cmd_head"],
    "legal": ["mod_legal"],
    "mfa": ["mfa_desk"],
    "joint": ["mod_leadership", "mfa_leadership"],
    "reading": ["attache", "ambassador"],
}


def decided(*keys: str, content_hash: str = "h1") -> tuple[Decision, ...]:
    """Every seat of these steps agreed, each by a person named after the seat."""
    verdicts = {step.key: step.verdict for step in ROUTE}
    return tuple(Decision(key, seat, seat, verdicts[key], content_hash) for key in keys for seat in YES[key])


def case(*keys: str, **more) -> CaseFacts:
    return CaseFacts(ROUTE, decided(*keys), "h1", frozenset({"attache"}), **more)


def no(step: Step, seat: str, verdict: Verdict) -> Decision:
    return Decision(step.key, seat, seat, verdict, "h1")


class TestOrder:
    def test_only_the_first_order_is_open_at_submission(self):
        assert open_orders(case()) == {1}
        assert outcome(case()).steps["joint"] == StepState.WAITING

    def test_a_step_of_all_stays_open_until_every_seat_signed(self):
        half = replace(case(), decisions=decided("sign")[:1])
        assert open_orders(half) == {1}
        assert open_orders(case("sign")) == {2}

    def test_equal_orders_run_in_parallel_and_both_must_be_done(self):
        assert [step.key for step in open_steps(case("sign", "center"))] == ["legal", "mfa"]
        assert open_orders(case("sign", "center", "legal")) == {3}
        assert open_orders(case("sign", "center", "legal", "mfa")) == {4}

    def test_any_one_seat_is_enough_where_the_step_says_so(self):
        either = replace(CENTER, seats=("cmd_head", "cmd_deputy"))
        facts = CaseFacts((either,), (Decision("center", "cmd_deputy", "x", Verdict.CONCUR, "h1"),), "h1")
        assert outcome(facts).case == CaseState.APPROVED

    def test_a_quorum_counts_seats(self):
        board = Step(1, "board", ("a", "b", "c"), Verdict.APPROVE, StepMode.QUORUM, quorum=2)
        votes = tuple(Decision("board", seat, seat, Verdict.APPROVE, "h1") for seat in "abc")
        assert outcome(CaseFacts((board,), votes[:1], "h1")).case == CaseState.OPEN
        assert outcome(CaseFacts((board,), votes[:2], "h1")).case == CaseState.APPROVED


class TestOutcome:
    def test_the_last_approval_approves_and_leaves_the_reading_open(self):
        result = outcome(case("sign", "center", "legal", "mfa", "joint"))
        assert result.case == CaseState.APPROVED
        assert result.steps["reading"] == StepState.OPEN

    @pytest.mark.parametrize(
        ("verdict", "state", "step_state"),
        [
            (Verdict.RETURN, CaseState.RETURNED, StepState.RETURNED),
            (Verdict.REJECT, CaseState.REJECTED, StepState.REJECTED),
        ],
    )
    def test_one_refusal_closes_the_parallel_and_later_steps(self, verdict, state, step_state):
        before = case("sign", "center")
        result = after(before, no(MFA, "mfa_desk", verdict))
        assert result.case == state
        assert result.changes(outcome(before)) == {
            "mfa": step_state,
            "legal": StepState.NOT_NEEDED,
            "joint": StepState.NOT_NEEDED,
            "reading": StepState.NOT_NEEDED,
        }
        assert result.steps["center"] == StepState.DONE

    def test_edited_content_reopens_every_step(self):
        edited = replace(case("sign", "center", "legal"), content_hash="h2")
        assert open_orders(edited) == {1}
        assert outcome(edited).case == CaseState.OPEN

    def test_withdrawing_closes_what_was_open(self):
        result = outcome(case("sign", withdrawn=True))
        assert result.case == CaseState.WITHDRAWN
        assert result.steps["center"] == StepState.NOT_NEEDED
        assert result.steps["sign"] == StepState.DONE

    def test_what_has_ended_since_its_approval_is_read_by_nobody_any_more(self):
        over = case("sign", "center", "legal", "mfa", "joint", over=True)
        assert outcome(over).case == CaseState.APPROVED
        assert outcome(over).steps["reading"] == StepState.NOT_NEEDED
        assert outcome(over).steps["joint"] == StepState.DONE
        assert refusal(over, READING, person="attache", office="attache") == Refusal.CASE_CLOSED
        assert available_verdicts(over, READING, person="attache", office="attache") == ()


class TestRefusals:
    def refused(self, facts, step, person, office=None, verdict=None, content_hash=None):
        return refusal(
            facts, step, person=person, office=office or person, verdict=verdict, content_hash=content_hash
        )

    def test_the_drafter_signs_as_co_author(self):
        assert self.refused(case(), SIGNING, "attache") is None

    def test_the_drafter_is_barred_from_every_later_step_even_promoted_or_delegated(self):
        facts = case("sign")
        assert self.refused(facts, CENTER, "attache", "cmd_head") == Refusal.AUTHOR_MAY_NOT_DECIDE

    def test_a_signature_that_is_not_a_co_authors_is_closed_to_drafters(self):
        facts = replace(case(), steps=(replace(SIGNING, co_author=False), *ROUTE[1:]))
        assert self.refused(facts, facts.steps[0], "attache") == Refusal.AUTHOR_MAY_NOT_DECIDE

    def test_nobody_decides_two_seats(self):
        facts = replace(case(), authors=frozenset(), decisions=decided("sign")[:1])
        assert self.refused(facts, SIGNING, "attache", "ambassador") == Refusal.TWO_SEATS
        signed = replace(case("sign"), authors=frozenset())
        assert self.refused(signed, CENTER, "ambassador", "cmd_head") == Refusal.TWO_SEATS

    def test_a_seat_decides_once_whoever_holds_it(self):
        facts = replace(case(), decisions=decided("sign")[:1])
        assert self.refused(facts, SIGNING, "deputy", "attache") == Refusal.SEAT_HAS_DECIDED

    def test_a_delegate_decides_in_the_inherited_office(self):
        assert self.refused(case("sign"), CENTER, "deputy", "cmd_head") is None

    def test_a_stranger_has_no_seat(self):
        assert self.refused(case("sign"), CENTER, "mfa_desk") == Refusal.NOT_A_SEAT

    def test_a_later_step_is_not_open_yet(self):
        assert self.refused(case(), CENTER, "cmd_head") == Refusal.STEP_NOT_OPEN

    def test_a_stale_page_cannot_decide(self):
        assert self.refused(case("sign"), CENTER, "cmd_head", content_hash="h0") == Refusal.STALE_CONTENT

    @pytest.mark.parametrize("verdict", [Verdict.APPROVE, Verdict.SIGN, Verdict.ACKNOWLEDGE])
    def test_the_word_must_fit_the_step(self, verdict):
        assert self.refused(case("sign"), CENTER, "cmd_head", verdict=verdict) == Refusal.VERDICT_DOES_NOT_FIT

    def test_a_closed_case_takes_no_decision(self):
        returned = replace(case(), decisions=(no(SIGNING, "ambassador", Verdict.RETURN),))
        assert self.refused(returned, SIGNING, "attache") == Refusal.CASE_CLOSED
        assert self.refused(case(withdrawn=True), SIGNING, "attache") == Refusal.CASE_CLOSED

    def test_co_authors_read_what_was_approved_but_can_no_longer_refuse_it(self):
        approved = case("sign", "center", "legal", "mfa", "joint")
        assert available_verdicts(approved, READING, person="attache", office="attache") == (
            Verdict.ACKNOWLEDGE,
        )

    def test_available_verdicts_are_the_steps_word_and_the_refusals(self):
        facts = case("sign")
        found = available_verdicts(facts, CENTER, person="cmd_head", office="cmd_head")
        assert found == (Verdict.CONCUR, Verdict.RETURN, Verdict.REJECT)
        assert available_verdicts(facts, CENTER, person="attache", office="cmd_head") == ()

    def test_what_was_submitted_under_another_marking_only_goes_back(self):
        facts = case("sign", relabelled=True)
        given = {"person": "cmd_head", "office": "cmd_head"}
        assert available_verdicts(facts, CENTER, **given) == (Verdict.RETURN, Verdict.REJECT)
        assert refusal(facts, CENTER, verdict=Verdict.CONCUR, **given) == Refusal.RELABELLED
        assert refusal(facts, CENTER, verdict=Verdict.RETURN, **given) is None

    def test_what_was_approved_is_read_under_any_marking(self):
        facts = case("sign", "center", "legal", "mfa", "joint", relabelled=True)
        given = {"person": "ambassador", "office": "ambassador"}
        assert available_verdicts(facts, READING, **given) == (Verdict.ACKNOWLEDGE,)

    def test_every_refusal_has_its_own_words(self):
        assert len({str(rule.label) for rule in Refusal}) == len(Refusal)


class TestRoutes:
    def test_the_usual_route_has_no_fault(self):
        assert route_faults(ROUTE) == []

    @pytest.mark.parametrize(
        ("steps", "fault"),
        [
            ((), RouteFault.NO_STEPS),
            ((replace(CENTER, seats=()),), RouteFault.NO_SEATS),
            ((replace(CENTER, verdict=Verdict.RETURN),), RouteFault.NOT_A_STEP_VERDICT),
            ((replace(CENTER, mode=StepMode.QUORUM, quorum=2),), RouteFault.QUORUM_OUT_OF_RANGE),
            ((CENTER, replace(SIGNING, order=2)), RouteFault.CO_AUTHORS_NOT_FIRST),
        ],
    )
    def test_a_route_that_cannot_run_is_named(self, steps, fault):
        assert route_faults(steps) == [fault]

    def test_a_vacant_seat_is_found_at_submission(self):
        holders = {seat: {seat} for step in ROUTE for seat in step.seats}
        assert unfillable_steps(ROUTE, holders, {"attache"}) == []
        assert unfillable_steps(ROUTE, {**holders, "mfa_leadership": set()}, {"attache"}) == [JOINT]

    def test_a_seat_held_by_the_drafter_alone_counts_as_vacant(self):
        holders = {seat: {seat} for step in ROUTE for seat in step.seats}
        assert unfillable_steps(ROUTE, holders, {"attache", "cmd_head"}) == [CENTER]

    def test_one_person_cannot_fill_two_seats_but_two_people_may_swap(self):
        both = {"mod_legal": {"p", "q"}, "mfa_desk": {"p"}}
        assert unfillable_steps((LEGAL, MFA), both, ()) == []
        assert unfillable_steps((LEGAL, MFA), {"mod_legal": {"p"}, "mfa_desk": {"p"}}, ()) == [MFA]


def test_a_step_is_due_its_working_days_after_it_opened():
    assert due_on(date(2026, 11, 20), 5, WorkCalendar()) == date(2026, 11, 27)
    assert due_on(date(2026, 11, 20), None, WorkCalendar()) is None


PEOPLE = [
    "attache",
    "ambassador",
    "cmd_head",
    "mod_legal",
    "mfa_desk",
    "mod_leadership",
    "mfa_leadership",
    "x",
]


@given(
    st.lists(st.tuples(st.sampled_from(ROUTE), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=60)
)
def test_whatever_is_tried_no_author_approves_and_nobody_decides_twice(tries):
    facts = case()
    for step, person, office in tries:
        verdict = step.verdict
        if refusal(facts, step, person=person, office=office, verdict=verdict, content_hash="h1") is None:
            decision = Decision(step.key, office, person, verdict, "h1")
            facts = replace(facts, decisions=(*facts.decisions, decision))
    deciding = [decision for decision in facts.decisions if decision.step != "reading"]
    assert len({decision.person for decision in deciding}) == len(deciding)
    assert len({(decision.step, decision.seat) for decision in facts.decisions}) == len(facts.decisions)
    assert all(decision.step == "sign" for decision in deciding if decision.person == "attache")
    orders = {step.key: step.order for step in ROUTE}
    assert [orders[d.step] for d in facts.decisions] == sorted(orders[d.step] for d in facts.decisions)

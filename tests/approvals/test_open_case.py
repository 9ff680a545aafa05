"""Submitting opens a case: the route is copied, offices are seated, and an empty office is told at once."""

import datetime as dt

import pytest

from accounts.models import Appointment, Office
from approvals.models import Movement, Route, RouteStep
from approvals.services.cases import CaseAlreadyOpen, NoApprover, NoRoute
from tests.approvals.conftest import make_route
from tests.approvals.stage import FIRST, SECOND, Proposals, agree, answer, hash_of, seen
from tests.cast import acting, seated

MONDAY = dt.date(2027, 4, 5)


def test_the_steps_of_the_route_are_copied_and_the_first_are_open(proposals: Proposals):
    case = proposals.submit(on=MONDAY)
    with acting("cmd_head"):
        steps = [(s.order, s.role, s.state, s.due_on) for s in case.steps.all()]
    assert steps[:3] == [
        (1, "attache", "open", dt.date(2027, 4, 12)),
        (1, "head_of_mission", "open", dt.date(2027, 4, 12)),
        (2, "cmd_head", "waiting", None),
    ]
    assert [step[:3] for step in steps[-2:]] == [
        (6, "mod_leadership", "waiting"),
        (6, "mfa_leadership", "waiting"),
    ]
    assert (case.state, case.phase, case.round_no) == ("open", "post_coordination", 1)
    assert case.content_hash == hash_of(FIRST)
    assert case.reference.startswith("CAS-")


def test_the_signatures_are_asked_of_the_matter_s_own_mission(proposals: Proposals):
    case = proposals.submit()
    with acting("cmd_head"):
        offices = set(case.seats.values_list("office__code", flat=True))
    assert {"attache-tr", "hom-tr"} <= offices
    assert not {"attache-de", "hom-de", "attache-ge"} & offices


def test_every_state_a_case_came_into_is_a_row(proposals: Proposals):
    case = proposals.submit(on=MONDAY)
    with acting("cmd_head") as head:
        rows = (
            Movement.objects.visible_to(head)
            .filter(case=case)
            .values_list("step__role", "state", "on", "user__username")
        )
        assert list(rows) == [
            (None, "open", MONDAY, "attache"),
            ("attache", "open", MONDAY, "attache"),
            ("head_of_mission", "open", MONDAY, "attache"),
        ]


def test_a_vacant_office_is_an_error_that_names_it(proposals: Proposals):
    with pytest.raises(NoApprover, match="Ambassador in Georgia is vacant"):
        proposals.submit(
            mission="emb-ge",
            by="cmd_desk",
            editors=("cmd_desk",),
            label=("official_use", (), ("mission:ge",)),
        )


def test_a_mission_without_the_office_is_named(proposals: Proposals):
    with pytest.raises(NoApprover, match="Embassy in Italy has no office"):
        proposals.submit(mission="emb-it", by="cmd_desk", editors=("cmd_desk",), label=("official_use",))


def test_a_holder_who_is_not_cleared_for_the_label_counts_as_vacant(proposals: Proposals):
    with pytest.raises(NoApprover, match=r"Ambassador in Germany is vacant: nobody cleared for this marking"):
        proposals.submit(
            mission="emb-de",
            by="cmd_desk",
            editors=("cmd_desk",),
            label=("limited_official_use", (), ("mission:de",)),
        )


def test_an_office_whose_every_holder_drafted_is_named(proposals: Proposals):
    with pytest.raises(NoApprover, match="Territorial desk: everybody who holds it drafted or edited"):
        proposals.submit(editors=("attache", "mfa_desk", "mfa_desk_2"))


def test_a_colleague_who_did_not_draft_is_enough(proposals: Proposals):
    assert proposals.submit(editors=("attache", "mfa_desk")).state == "open"


def test_co_authors_may_have_drafted(proposals: Proposals):
    assert proposals.submit(editors=("attache", "head_of_mission")).state == "open"


def test_one_person_in_two_offices_cannot_fill_both(proposals: Proposals):
    milpol = Office.objects.get(code="mfa-milpol")
    Appointment.objects.filter(office=milpol).delete()
    seated("mfa_leadership", milpol, kind="acting")
    with pytest.raises(NoApprover, match="the same person would have to decide twice"):
        proposals.submit()


def test_one_version_of_a_matter_at_a_time(proposals: Proposals):
    proposals.submit()
    with pytest.raises(CaseAlreadyOpen):
        proposals.submit(SECOND, version=2)


def test_a_returned_matter_comes_back_as_the_next_round_with_every_step_again(proposals: Proposals):
    first = proposals.submit()
    agree(first, until="mfa_desk")
    answer("mfa_desk", first, "return", reason_code="wording", comment="Say which forces.")
    second = proposals.submit(SECOND, version=2)
    assert (second.round_no, second.phase) == (2, "post_coordination")
    with acting("cmd_head"):
        assert not second.decisions.exists()
        assert second.reference != first.reference


def test_after_a_rejection_a_new_count_begins(proposals: Proposals):
    first = proposals.submit()
    answer("head_of_mission", first, "reject", reason_code="priority_disputed", comment="Not this year.")
    assert proposals.submit(SECOND, version=2).round_no == 1


def test_a_kind_without_a_route_is_told(proposals: Proposals):
    Route.objects.filter(kind="proposal").update(is_default=False)
    with pytest.raises(NoRoute):
        proposals.submit()
    assert proposals.submit(route_code="proposal").state == "open"


def test_a_step_with_a_condition_is_asked_only_when_the_facts_meet_it(proposals: Proposals):
    route = Route.objects.get(code="proposal")
    RouteStep.objects.create(
        route=route, order=4, phase="mod_review", verdict="concur", mode="one", role="sbs_liaison",
        name_en="Border service",
        name_az="Sərhəd xidməti", only_when={"topic": ["delimitation", "demarcation"]},
    )  # fmt: skip
    plain = proposals.submit(label=("official_use",))
    border = proposals.submit(
        reference="PRP-2026-BBBBB", label=("official_use",), facts={"topic": "delimitation"}
    )
    with acting("cmd_head"):
        assert "sbs_liaison" not in plain.steps.values_list("role", flat=True)
        assert "sbs_liaison" in border.steps.values_list("role", flat=True)


def test_editing_a_route_never_touches_a_running_case(proposals: Proposals):
    case = proposals.submit()
    route = Route.objects.get(code="proposal")
    RouteStep.objects.filter(route=route).exclude(role="cmd_head").delete()
    RouteStep.objects.filter(route=route).update(verdict="approve", sla_days=99, name_en="Something else")
    Route.objects.filter(pk=route.pk).update(version=9)
    agree(case)
    with acting("cmd_head"):
        running = seen(case)
        assert running.state == "approved"
        assert running.route_version == 1
        assert running.steps.count() == 8
        assert set(running.steps.filter(role="cmd_head").values_list("verdict", "sla_days")) == {
            ("concur", 5)
        }


def test_acknowledgements_behind_the_last_decision_hold_nothing_up(proposals: Proposals):
    rows = (
        (1, "review", "concur", "cmd_head", False, 5, "Center", "Mərkəz"),
        (2, "reading", "acknowledge", "attache", True, 5, "Attaché reads", "Attaşe oxuyur", {}),
    )
    make_route(code="short", rows=rows)
    case = proposals.submit()
    answer("cmd_head", case, "concur")
    assert seen(case).state == "approved"
    answer("attache", case, "acknowledge")
    with acting("attache"):
        assert set(seen(case, "attache").steps.values_list("state", flat=True)) == {"done"}

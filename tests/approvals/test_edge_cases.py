"""The edge conditions of domain.md C9, one sentence each, where no file of its own tells more."""

import pytest

from accounts.models import Appointment, Office
from approvals.models import Case, Route
from approvals.selectors.cases import decision_sheet, waiting_for
from approvals.services.decisions import CaseClosed, DraftersMayNotDecide, OfficeNotHeld, StepAlreadyDecided
from foundation.errors import NotFound, RecordChanged
from tests.approvals.stage import FIRST, SECOND, Proposals, agree, answer, seen, user
from tests.cast import acting, seated


def states(case: Case) -> dict[str, str]:
    with acting("cmd_head"):
        return dict(case.steps.order_by("order", "id").values_list("role", "state"))


def test_of_two_who_decide_one_seat_the_second_is_told(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    with pytest.raises(StepAlreadyDecided):
        answer("mfa_desk_2", case, "concur")


def test_a_decider_who_is_deactivated_leaves_the_step_to_the_office(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    gone = user("mfa_desk")
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    with pytest.raises((OfficeNotHeld, NotFound, Appointment.DoesNotExist, AttributeError)):
        answer("mfa_desk", case, "concur", office="mfa-desk")
    with acting("mfa_desk_2") as colleague:
        assert [line.case.pk for line in waiting_for(to=colleague)] == [case.pk]
    answer("mfa_desk_2", case, "concur")
    assert states(case)["mfa_milpol"] == "open"


def test_a_case_keeps_the_version_of_the_route_it_was_opened_with(proposals: Proposals):
    case = proposals.submit()
    before = states(case)
    Route.objects.filter(code="proposal").update(version=7)
    Route.objects.get(code="proposal").steps.filter(role="mfa_desk").delete()
    assert (seen(case).route_version, states(case)) == (1, before)


def test_one_rejection_closes_the_steps_beside_it(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mod_leadership")
    answer("mod_leadership", case, "reject", reason_code="priority_disputed", comment="Not now.")
    assert (states(case)["mod_leadership"], states(case)["mfa_leadership"]) == ("rejected", "not_needed")
    with pytest.raises(CaseClosed):
        answer("mfa_leadership", case, "approve")


def test_a_return_keeps_its_number_and_comes_back_as_the_next_round(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "return", reason_code="wording", comment="Say it shorter.")
    again = proposals.submit(SECOND, version=2)
    assert (again.object_reference, again.round_no) == (case.object_reference, 2)


def test_a_rejection_needs_a_new_case_that_begins_at_one(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "reject", reason_code="other", comment="No.")
    assert proposals.submit(SECOND, version=2).round_no == 1


def test_a_drafter_who_comes_to_an_approving_office_stays_barred_from_the_own_draft(proposals: Proposals):
    case = proposals.submit(editors=("attache", "mfa_desk_2"))
    agree(case, until="mfa_milpol")
    seated("mfa_desk_2", Office.objects.get(code="mfa-milpol"))
    with pytest.raises(DraftersMayNotDecide):
        answer("mfa_desk_2", case, "concur", office="mfa-milpol")


def test_a_changed_attachment_is_another_content(proposals: Proposals):
    scan = {**FIRST, "attachments": [{"name": "annex.pdf", "sha256": "a" * 64}]}
    replaced = {**FIRST, "attachments": [{"name": "annex.pdf", "sha256": "b" * 64}]}
    case = proposals.submit(scan)
    with pytest.raises(RecordChanged):
        answer("attache", case, "sign", content=replaced)
    assert states(case)["attache"] == "open"


def test_what_was_agreed_to_never_carries_over_to_an_edited_text(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    answer("mfa_desk", case, "return", reason_code="wording", comment="Edit it.")
    again = proposals.submit(SECOND, version=2)
    assert set(states(again).values()) == {"open", "waiting"}
    with acting("cmd_head") as head:
        assert decision_sheet(again, to=head) == []


def test_a_charge_ad_interim_signs_for_a_vacant_ambassador_and_it_shows(proposals: Proposals):
    seated("mfa_desk_2", Office.objects.get(code="hom-ge"), kind="acting")
    case = proposals.submit(
        mission="emb-ge",
        by="attache_ge",
        editors=("attache_ge",),
        label=("official_use", (), ("mission:ge",)),
    )
    answer("mfa_desk_2", case, "sign", office="hom-ge")
    with acting("cmd_head") as head:
        (row,) = decision_sheet(case, to=head)
    assert (row.office.code, row.acting) == ("hom-ge", True)


def test_without_an_embassy_there_the_mission_that_covers_the_country_is_asked(proposals: Proposals):
    """The matter names the mission that is accredited on the side; its offices sit, whatever the country."""
    case = proposals.submit({**FIRST, "title": "Paper for a country served from Ankara"}, mission="emb-tr")
    with acting("cmd_head"):
        offices = set(case.seats.filter(step__role="head_of_mission").values_list("office__code", flat=True))
    assert offices == {"hom-tr"}


def test_silence_is_never_consent(proposals: Proposals):
    import datetime as dt

    case = proposals.submit(on=dt.date(2026, 1, 5))
    assert set(states(case).values()) == {"open", "waiting"}
    with acting("cmd_head"):
        assert case.steps.get(role="attache").due_on < dt.date(2026, 2, 1)

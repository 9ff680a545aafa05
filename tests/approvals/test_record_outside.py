"""Decisions taken on paper: recorded with their proof by the deciding institution, and nobody's click."""

import datetime as dt

import pytest

from approvals.lifecycle import Verdict
from approvals.models import Case, Evidence, Route, RouteStep
from approvals.selectors.cases import available_decisions, decision_sheet, waiting_for, why_not
from approvals.selectors.recordings import available_recordings
from approvals.services.decisions import DecidedOutside, DraftersMayNotDecide, OneSeatPerPerson, StepNotOpen
from approvals.services.evidence import NothingToRecord, Paper, record_outside
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.approvals.test_database_rules import refused
from tests.cast import acting
from tests.documents.files import pdf

SCAN = ("order.pdf", pdf())


def paper(**given) -> Paper:
    told = {"decided_by": "Minister of Foreign Affairs", "decided_on": today(), "citation": "No. 7 of today"}
    return Paper(file=SCAN, **{**told, **given})


def recorded(name: str, case: Case, order: int, office: str, verdict: str = "concur", **given):
    with acting(name) as subject:
        return record_outside(
            case, by=subject, step_order=order, office_code=office, verdict=verdict, content_hash=case.content_hash,
            **{"paper": paper(), "at": now(), "on": today(), **given},
        )  # fmt: skip


def test_a_colleague_of_the_ministry_records_what_was_decided_on_paper(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_leadership")
    decision = recorded("mfa_desk_2", case, 6, "mfa-leadership", "approve")
    assert (decision.is_recorded, decision.is_acting, decision.on_behalf_of) == (True, False, None)
    assert seen(case).state == "approved"
    with acting("cmd_head") as head:
        row = decision_sheet(case, to=head)[-1]
    assert (row.recorded, row.decided_by, row.person) == (
        True,
        "Minister of Foreign Affairs",
        "Yoxlama Təlimli",
    )
    assert row.evidence.citation == "No. 7 of today"


def test_whoever_decided_on_paper_has_decided_no_seat_in_the_system(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    recorded("mfa_milpol", case, 4, "mfa-desk", paper=paper(decided_by="Dr Test Nümunəli"))
    with acting("mfa_desk") as desk:
        assert not any(row.person == desk.full_name for row in decision_sheet(case, to=desk))


def test_other_ministries_and_offices_without_the_right_do_not_record(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    with pytest.raises(NothingToRecord):
        recorded("cmd_head", case, 4, "mfa-desk")
    with pytest.raises(NotPermitted):
        recorded("head_of_mission", case, 4, "mfa-desk")


def test_four_eyes_hold_for_whoever_records(proposals: Proposals):
    case = proposals.submit(editors=("attache", "mfa_desk_2"))
    agree(case, until="mfa_desk")
    with pytest.raises(DraftersMayNotDecide):
        recorded("mfa_desk_2", case, 4, "mfa-desk")
    recorded("mfa_desk", case, 4, "mfa-desk")
    with pytest.raises(OneSeatPerPerson):
        recorded("mfa_desk", case, 5, "mfa-milpol")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"decided_by": " "}, "decided_by"),
        ({"decided_on": dt.date(2199, 1, 1)}, "decided_on"),
        ({"citation": ""}, "citation"),
    ],
)
def test_the_paper_says_who_when_and_which(proposals: Proposals, given: dict, field: str):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    with pytest.raises(InvalidInput) as refusal:
        recorded("mfa_milpol", case, 4, "mfa-desk", paper=paper(**given))
    assert set(refusal.value.fields) == {field}


def test_a_file_that_is_no_scan_is_refused_beside_its_field(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    with pytest.raises(Exception) as refusal:  # noqa: PT011
        recorded(
            "mfa_milpol", case, 4, "mfa-desk", paper=Paper("X", today(), ("a.exe", b"MZ"), citation="No. 1")
        )
    assert set(refusal.value.fields) == {"file"}


@pytest.fixture
def presidential(proposals: Proposals) -> Case:
    """A proposal whose last word is the President's, recorded by the Center."""
    route = Route.objects.get(code="proposal")
    RouteStep.objects.create(
        route=route, order=7, phase="joint_approval", verdict="approve", role="cmd_desk", outside=True, sla_days=None,
        name_en="Decision of the President", name_az="Prezidentin qərarı",
    )  # fmt: skip
    case = proposals.submit()
    agree(case)
    return case


def test_what_is_decided_outside_is_recorded_by_the_office_the_route_names(presidential: Case):
    with pytest.raises(DecidedOutside):
        answer("cmd_desk", presidential, "approve")
    with acting("cmd_desk") as clerk:
        case = Case.objects.visible_to(clerk).get(pk=presidential.pk)
        assert available_decisions(case, to=clerk) == ()
        assert str(why_not(case, to=clerk)) == "only_recorded"
        (row,) = available_recordings(case, to=clerk)
        assert (row.office.code, row.outside, row.verdicts[0]) == ("cmd-desk", True, Verdict.APPROVE)
        assert [line.case for line in waiting_for(to=clerk)] == [case]
    with pytest.raises(NothingToRecord):
        recorded("cmd_head", presidential, 7, "cmd-desk", "approve")
    recorded("cmd_desk_2", presidential, 7, "cmd-desk", "approve", paper=paper(decided_by="The President"))
    assert seen(presidential).state == "approved"


def test_a_step_whose_turn_it_is_not_is_not_recorded(presidential: Case, proposals: Proposals):
    case = proposals.submit(reference="PRP-2026-BBBBB")
    with pytest.raises((NothingToRecord, StepNotOpen)):
        recorded("mfa_milpol", case, 4, "mfa-desk")


RAW = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, is_recorded, verdict,
                                reason_code, comment, content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, %s, %s, '', '', c.content_hash, now(), home_today(),
       s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id JOIN approvals_case c ON c.id = s.case_id
WHERE s.case_id = %s AND s.role = %s; SET CONSTRAINTS ALL IMMEDIATE
"""


def test_the_database_wants_the_paper_and_the_institution(proposals: Proposals, presidential: Case):
    case = proposals.submit(reference="PRP-2026-BBBBB")
    agree(case, until="mfa_desk")
    with acting("mfa_milpol") as legal:
        assert "with its paper" in refused(RAW, legal.user_id, True, "concur", case.pk, "mfa_desk")
        assert "somebody else" in refused(RAW, legal.user_id, False, "concur", case.pk, "mfa_desk")
    with acting("cmd_head") as other:
        assert "its own people" in refused(RAW, other.user_id, True, "concur", case.pk, "mfa_desk")
    with acting("cmd_desk") as clerk:
        assert "decided outside" in refused(RAW, clerk.user_id, False, "approve", presidential.pk, "cmd_desk")
    with acting("cmd_head") as head:
        assert "another" in refused(RAW, head.user_id, True, "approve", presidential.pk, "cmd_desk")


def test_evidence_is_never_changed_nor_added_to_a_decision_of_one_s_own(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    recorded("mfa_milpol", case, 4, "mfa-desk")
    with acting("cmd_head") as head:
        assert Evidence.objects.visible_to(head).count() == 1
        assert "permission denied" in refused("UPDATE approvals_evidence SET decided_by = 'me'")
        assert "recorded with it" in refused(
            "INSERT INTO approvals_evidence (case_id, decision_id, recorded_in_id, decided_by, decided_on, letter,"
            " citation, file_id, label_id) SELECT d.case_id, d.id, %s, 'x', now(), '', 'x', f.id, d.label_id"
            " FROM approvals_decision d, documents_storedfile f WHERE d.user_id = %s",
            head.office_id,
            head.user_id,
        )


def test_over_rest_as_a_form(proposals: Proposals, api):
    from django.core.files.uploadedfile import SimpleUploadedFile

    case = proposals.submit()
    agree(case, until="mfa_desk")
    client = api("mfa_milpol")
    path = f"/api/v1/cases/{case.reference}/"
    assert [row["office"] for row in client.get(path).json()["recordable"]] == ["mfa-desk"]
    body = {
        "verdict": "concur", "content_hash": case.content_hash, "step_order": 4, "office": "mfa-desk",
        "decided_by": "Head of desk", "decided_on": str(today()), "citation": "No. 8",
    }  # fmt: skip
    sent = client.post(f"{path}record-outside/", {**body, "file": SimpleUploadedFile("note.pdf", pdf())})
    assert sent.status_code == 200, sent.content
    row = sent.json()["decisions"][-1]
    assert (row["recorded"], row["decided_by"], row["person"]) == (True, "Head of desk", "Siyasət Maketov")
    assert client.post(f"{path}record-outside/", body).status_code == 400

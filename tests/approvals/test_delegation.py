"""Offices are handed on for a time: the office passes on, an exemption never, and it ends on its day."""

import datetime as dt

import pytest

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Appointment, Office
from accounts.services import appointments
from accounts.services.delegations import (
    HoldsItAlready,
    NobodyToStandInFor,
    NotYoursToDelegate,
    OtherInstitutionsPeople,
)
from approvals.models import Case, Delegation
from approvals.selectors.cases import available_decisions, waiting_for, why_not
from approvals.selectors.delegations import state_on
from approvals.services.decisions import (
    BeyondDelegation,
    DraftersMayNotDecide,
    OfficeNotHeld,
    OneSeatPerPerson,
    OtherInstitution,
)
from approvals.services.delegations import end, make
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotFound
from foundation.grantings import OwnGrant
from reminders.registry import rules
from tests.approvals.stage import Proposals, agree, answer, user
from tests.approvals.test_database_rules import INSERT, refused
from tests.cast import acting, seated

WEEK = dt.timedelta(days=7)


def office(code: str) -> Office:
    return Office.objects.get(code=code)


def delegated(by: str, to: str, code: str, *, confirm: bool = True, **given) -> Delegation:
    """`by` hands an office on to `to` for a week; a security officer confirms."""
    with acting(by) as subject:
        made = make(
            by=subject, office=office(code), delegate=user(to),
            **{"starts_on": today(), "ends_on": today() + WEEK, "reason": "On leave.", "on": today(), **given},
        )  # fmt: skip
    if confirm:
        with acting("mfa_security") as officer:
            appointments.confirm(made.appointment, by=officer, at=now())
        made.appointment.refresh_from_db()
    return made


def test_the_holder_hands_the_office_on_and_the_sheet_says_for_whom(proposals: Proposals):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    with acting("mfa_legal", office="mfa-milpol") as deputy:
        assert [line.case.pk for line in waiting_for(to=deputy)] == [case.pk]
    decision = answer("mfa_legal", case, "concur", office="mfa-milpol")
    assert (decision.is_acting, decision.on_behalf_of) == (True, user("mfa_milpol"))


def test_the_superior_delegates_for_the_holder(proposals: Proposals):
    made = delegated("mfa_leadership", "mfa_legal", "mfa-milpol")
    assert made.appointment.on_behalf_of == user("mfa_milpol")
    with pytest.raises(InvalidInput, match="correct"):
        delegated("mfa_milpol", "mfa_legal", "mfa-desk")
    assert delegated("mfa_milpol", "mfa_legal", "mfa-desk", holder=user("mfa_desk_2")).kinds == []


def test_nobody_else_does_and_a_stand_in_hands_nothing_on(proposals: Proposals):
    with pytest.raises(NotYoursToDelegate):
        delegated("imcd_head", "mfa_legal", "mfa-milpol")
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    with acting("mfa_legal", office="mfa-milpol") as deputy, pytest.raises(NotYoursToDelegate):
        make(
            by=deputy, office=office("mfa-milpol"), delegate=user("mfa_protocol"), starts_on=today(),
            ends_on=today() + WEEK, reason="x", on=today(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"to": "cmd_desk"}, OtherInstitutionsPeople),
        ({"to": "mfa_milpol"}, OwnGrant),
        ({"to": "mfa_legal", "ends_on": today() - WEEK}, InvalidInput),
        ({"to": "mfa_legal", "ends_on": today() + 100 * WEEK}, InvalidInput),
        ({"to": "mfa_legal", "kinds": ["gossip"]}, InvalidInput),
        ({"to": "mfa_legal", "reason": " "}, InvalidInput),
    ],
)
def test_what_cannot_be_delegated_is_said(proposals: Proposals, given: dict, error: type):
    with pytest.raises(error):
        delegated("mfa_milpol", code="mfa-milpol", **{"confirm": False, **given})


def test_once_at_a_time_and_only_for_somebody(proposals: Proposals):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol", confirm=False)
    with pytest.raises(HoldsItAlready):
        delegated("mfa_milpol", "mfa_legal", "mfa-milpol", confirm=False)
    with pytest.raises(NobodyToStandInFor):
        delegated("mfa_milpol", "mfa_legal", "hom-ge", confirm=False)


def test_before_a_second_person_confirmed_it_counts_for_nothing(proposals: Proposals):
    made = delegated("mfa_milpol", "mfa_legal", "mfa-milpol", confirm=False)
    assert state_on(made, today()) == "proposed"
    with pytest.raises(Appointment.DoesNotExist):
        acting("mfa_legal", office="mfa-milpol").__enter__()


def test_it_covers_its_kinds_only(proposals: Proposals):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol", kinds=["posting"])
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    with pytest.raises(BeyondDelegation):
        answer("mfa_legal", case, "concur", office="mfa-milpol")
    with acting("mfa_legal", office="mfa-milpol") as deputy:
        assert available_decisions(case, to=deputy) == ()
        found = Case.objects.visible_to(deputy).get(pk=case.pk)
        assert str(why_not(found, to=deputy)) == "beyond_delegation"
        assert waiting_for(to=deputy) == []
        said = refused(INSERT, deputy.user_id, "concur", None, case.pk, "mfa_milpol")
    assert "does not cover" in said


def test_it_ends_in_the_middle_of_a_step(proposals: Proposals):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    with pytest.raises(OfficeNotHeld):
        answer("mfa_legal", case, "concur", office="mfa-milpol", on=today() + WEEK)
    assert answer("mfa_milpol", case, "concur").on_behalf_of is None


def test_it_is_ended_early_by_the_holder_and_counts_no_more(proposals: Proposals):
    made = delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    with acting("mfa_legal") as legal, pytest.raises(NotYoursToDelegate):
        end(made, by=legal, reason="x", on=today())
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    deputy = acting("mfa_legal", office="mfa-milpol")
    with acting("mfa_milpol") as holder:
        end(made, by=holder, reason="Back early.", on=today())
    assert state_on(made, today()) == "ended"
    with pytest.raises(NotFound), deputy as gone:
        from approvals.services.decisions import decide

        decide(case, by=gone, verdict="concur", content_hash=case.content_hash, at=now(), on=today())


def test_an_exemption_is_never_handed_on(proposals: Proposals):
    delegated("mfa_milpol", "mfa_desk", "mfa-milpol")
    drafted = proposals.submit(editors=("attache", "mfa_desk"))
    agree(drafted, until="mfa_desk")
    answer("mfa_desk_2", drafted, "concur")
    with pytest.raises(DraftersMayNotDecide):
        answer("mfa_desk", drafted, "concur", office="mfa-milpol")
    decided = proposals.submit(reference="PRP-2026-BBBBB")
    agree(decided, until="mfa_milpol")
    with pytest.raises(OneSeatPerPerson):
        answer("mfa_desk", decided, "concur", office="mfa-milpol")


def test_a_step_of_the_mfa_is_answered_by_its_own_people(proposals: Proposals):
    seated("imcd_head", office("mfa-milpol"), kind="acting")
    case = proposals.submit()
    agree(case, until="imcd_head")
    seated("cmd_desk", office("imcd-head"), kind="acting")
    answer("cmd_desk", case, "concur", office="imcd-head")
    answer("mfa_desk", case, "concur")
    with pytest.raises(OtherInstitution):
        answer("imcd_head", case, "concur", office="mfa-milpol")
    with acting("imcd_head", office="mfa-milpol") as other:
        assert "its own people" in refused(INSERT, other.user_id, "concur", None, case.pk, "mfa_milpol")


RAW = """
INSERT INTO approvals_delegation (version, is_demo, label_id, appointment_id, kinds, reason)
SELECT 1, false, l.id, %s, '{}', 'x' FROM access_label l WHERE l.level = 0 LIMIT 1
"""


def test_the_database_lets_nobody_else_write_one(proposals: Proposals):
    with acting("mfa_security") as officer:
        given = appointments.propose(
            by=officer, user=user("mfa_legal"), office=office("mfa-milpol"), starts_on=today(),
            ends_on=today() + WEEK, kind="delegate", on_behalf_of=user("mfa_milpol"),
        )  # fmt: skip
        assert "the holder delegates" in refused(RAW, given.pk)
    delegated("mfa_milpol", "mfa_protocol", "mfa-milpol")
    with acting("mfa_milpol"):
        assert "only ends" in refused("UPDATE approvals_delegation SET kinds = '{posting}'")
        refused("DELETE FROM approvals_delegation")


def test_it_is_made_and_ended_in_data_entry(proposals: Proposals, signed_in):
    client = signed_in("mfa_milpol")
    page = client.get("/admin/approvals/delegation/add/")
    assert page.status_code == 200
    data = {
        "office": office("mfa-milpol").pk, "delegate": user("mfa_legal").pk, "valid_0": str(today()),
        "valid_1": str(today() + WEEK), "kinds": ["posting"], "reason": "Leave",
    }  # fmt: skip
    assert client.post("/admin/approvals/delegation/add/", {**data, "valid_1": ""}).status_code == 400
    answered = client.post("/admin/approvals/delegation/add/", data)
    assert answered.status_code == 302, answered.context["errors"]
    listed = client.get("/admin/approvals/delegation/").content.decode()
    assert "Maddə Sınaqova" in listed
    assert signed_in("cmd_desk").get("/admin/approvals/delegation/add/").status_code in {200, 403}


def test_it_is_made_and_ended_over_rest(proposals: Proposals, api):
    client = api("mfa_milpol")
    body = {
        "office": "mfa-milpol", "delegate": "mfa_legal", "starts_on": str(today()), "last_on": str(today() + WEEK),
        "kinds": ["posting"], "reason": "Leave",
    }  # fmt: skip
    made = client.post("/api/v1/delegations/", body, content_type="application/json")
    assert made.status_code == 201, made.content
    row = made.json()
    assert (row["state"], row["last_on"], row["kinds"]) == ("proposed", body["last_on"], ["posting"])
    path = f"/api/v1/delegations/{row['reference']}/"
    assert (
        client.get("/api/v1/delegations/?delegate=mfa_legal").json()["results"][0]["reference"]
        == row["reference"]
    )
    assert (
        api("mod_legal").post(f"{path}end/", {"reason": "x"}, content_type="application/json").status_code
        == 403
    )
    ended = client.post(f"{path}end/", {"reason": "Not needed"}, content_type="application/json")
    assert ended.json()["state"] == "declined"
    wrong = client.post(
        "/api/v1/delegations/", {**body, "last_on": "2020-01-01"}, content_type="application/json"
    )
    assert wrong.status_code == 400


def test_its_office_is_told_of_its_last_day_not_of_the_day_after(proposals: Proposals):
    made = delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    with enter_subject(service_subject("planner"), "test"):
        ((reference, day),) = [
            (row["reference"], row["due_on"]) for row in rules()["approvals.delegation_ends"].deadlines()
        ]
    assert (reference, day) == (made.reference, today() + WEEK - dt.timedelta(days=1))

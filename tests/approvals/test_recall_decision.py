"""A decider takes the own agreement back while nobody has decided after it; what was said stays on the sheet."""

import datetime as dt

import pytest

from approvals import registry
from approvals.models import Case, Decision, Revocation, Route
from approvals.selectors.cases import available_decisions, decision_sheet, waiting_for
from approvals.selectors.recalls import recallable
from approvals.services.recalls import CannotBeTakenBack, EffectsStand, NothingToTakeBack, recall
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.workdays import WorkCalendar
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.approvals.test_database_rules import INSERT, refused
from tests.cast import acting


def take_back(name: str, case: Case, **given) -> Revocation:
    with acting(name) as subject:
        return recall(
            case, by=subject, **{"reason": "A figure is wrong.", "at": now(), "on": today(), **given}
        )


def states(case: Case) -> dict[str, str]:
    with acting("cmd_head"):
        return dict(seen_steps(case))


def seen_steps(case: Case) -> list[tuple[str, str]]:
    return [(step.role, step.state) for step in case.steps.order_by("order", "id")]


def test_the_step_opens_again_and_the_next_one_waits(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    take_back("cmd_head", case)
    found = states(case)
    assert (found["cmd_head"], found["imcd_head"]) == ("open", "waiting")
    assert proposals.moves[-1] == ("open", "mod_review")
    with acting("cmd_head") as subject:
        again = Case.objects.visible_to(subject).get(pk=case.pk)
        assert [str(a.verdict) for a in available_decisions(again, to=subject)] == ["concur"]
        assert [line.case for line in waiting_for(to=subject)] == [again]
    with acting("imcd_head") as subject:
        assert waiting_for(to=subject) == []


def test_the_same_person_decides_anew_and_the_case_goes_on(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    take_back("cmd_head", case)
    answer("cmd_head", case, "return", reason_code="wording", comment="The figure of 2026.")
    assert seen(case).state == "returned"
    with acting("cmd_head") as subject:
        rows = [
            (row.person, str(row.verdict), bool(row.taken_back)) for row in decision_sheet(case, to=subject)
        ]
    assert rows[-2:] == [
        ("Col. Örnək Təlimli", "concur", True),
        ("Col. Örnək Təlimli", "return", False),
    ]


def test_the_time_a_step_had_runs_on(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    with acting("cmd_head"):
        before = case.steps.get(role="cmd_head").due_on
    take_back("cmd_head", case)
    with acting("cmd_head"):
        step, after = case.steps.get(role="cmd_head"), case.steps.get(role="imcd_head")
    assert (step.due_on, step.closed_on) == (before, None)
    assert (after.opened_on, after.due_on) == (None, None)


def test_one_of_two_co_authors_takes_the_signature_back(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    take_back("attache", case)
    answer("head_of_mission", case, "sign")
    assert states(case)["cmd_head"] == "waiting"
    answer("attache", case, "sign")
    assert states(case)["cmd_head"] == "open"


def test_whoever_was_followed_by_another_decision_does_not(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    with pytest.raises(CannotBeTakenBack, match="decided after you"):
        take_back("cmd_head", case)


def test_a_refusal_and_a_closed_case_are_not_taken_back(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "return", reason_code="other", comment="No.")
    with pytest.raises(CannotBeTakenBack, match="closed"):
        take_back("attache", case)
    done = proposals.submit(reference="PRP-2026-BBBBB")
    agree(done)
    with pytest.raises(CannotBeTakenBack, match="closed"):
        take_back("mfa_leadership", done)


def test_the_window_is_the_route_s_and_was_fixed_at_submission(proposals: Proposals):
    case = proposals.submit()
    Route.objects.filter(code="proposal").update(recall_days=9)
    answer("attache", case, "sign")
    last = WorkCalendar().add(today(), 1)
    with acting("attache") as subject:
        found = recallable(seen_by(case, subject), to=subject, on=today())
    assert found is not None
    assert found.last_on >= last
    with pytest.raises(CannotBeTakenBack, match="time"):
        take_back("attache", case, on=found.last_on + dt.timedelta(days=1))


def seen_by(case: Case, subject) -> Case:
    return Case.objects.visible_to(subject).get(pk=case.pk)


def test_a_route_may_allow_none(proposals: Proposals):
    Route.objects.filter(code="proposal").update(recall_days=0)
    case = proposals.submit()
    answer("attache", case, "sign")
    with pytest.raises(CannotBeTakenBack):
        take_back("attache", case)


def test_nobody_takes_back_for_somebody_else_nor_without_a_reason(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    with pytest.raises(NothingToTakeBack):
        take_back("head_of_mission", case)
    with pytest.raises(InvalidInput):
        take_back("attache", case, reason="  ")


def test_what_left_the_house_is_not_undone(proposals: Proposals, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(proposals, "final_phases", frozenset({"mfa_review"}), raising=False)
    assert registry.final_phases("proposal") == {"mfa_review"}
    case = proposals.submit()
    agree(case, until="mfa_desk")
    with pytest.raises(EffectsStand):
        take_back("imcd_head", case)
    assert states(case)["mfa_desk"] == "open"


REVOKE = """
INSERT INTO approvals_revocation (case_id, decision_id, user_id, office_id, reason, at, "on", label_id)
SELECT d.case_id, d.id, d.user_id, d.office_id, 'x', now(), %s, d.label_id FROM approvals_decision d
WHERE d.case_id = %s AND d.user_id = %s
"""


def test_the_database_holds_the_window_the_order_and_the_person(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    with acting("attache") as subject:
        late = today() + dt.timedelta(days=14)
        assert "is over" in refused(REVOKE, late, case.pk, subject.user_id)
        attache = subject.user_id
    with acting("head_of_mission"):
        assert "only whoever gave" in refused(REVOKE, today(), case.pk, attache)
    answer("head_of_mission", case, "sign")
    with acting("attache"):
        assert "decided since" in refused(REVOKE, today(), case.pk, attache)


def test_raw_rows_do_not_open_a_step_or_a_second_seat(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="imcd_head")
    with acting("cmd_head") as subject:
        assert "from done to open" in refused(
            "UPDATE approvals_casestep SET state = 'open', closed_on = NULL WHERE case_id = %s AND role = 'cmd_head'",
            case.pk,
        )
        seat = (
            "INSERT INTO approvals_caseseat (case_id, step_id, office_id, attempt, label_id) SELECT case_id, step_id,"
            " office_id, 2, label_id FROM approvals_caseseat WHERE case_id = %s AND office_id = %s"
        )
        assert "nothing was taken back" in refused(seat, case.pk, subject.office_id)
        assert "not open" in refused(INSERT, subject.user_id, "concur", None, case.pk, "cmd_head")
        assert "permission denied" in refused("DELETE FROM approvals_revocation")


def test_over_rest(proposals: Proposals, api):
    case = proposals.submit()
    answer("attache", case, "sign")
    client = api("attache")
    path = f"/api/v1/cases/{case.reference}/"
    assert client.get(path).json()["recall_until"]
    assert client.post(f"{path}recall/", {}, content_type="application/json").status_code == 400
    done = client.post(f"{path}recall/", {"reason": "A slip."}, content_type="application/json")
    assert done.status_code == 200, done.content
    (row,) = done.json()["decisions"]
    assert (row["verdict"], row["taken_back_because"]) == ("sign", "A slip.")
    assert done.json()["available"][0]["verdicts"] == ["sign", "return", "reject"]
    assert done.json()["recall_until"] is None
    assert client.post(f"{path}recall/", {"reason": "x"}, content_type="application/json").status_code == 403
    with acting("attache") as subject:
        assert Decision.objects.visible_to(subject).count() == 1

"""Persona non grata: done first, told to both leaderships at once, ratified within a working day (domain.md C9)."""

from typing import Any

import pytest

from accounts.models import Appointment
from approvals.deadlines import ToRatify
from approvals.lifecycle import CaseState
from approvals.models import Case, Route
from approvals.selectors.cases import waiting_for
from approvals.services.decisions import DraftersMayNotDecide, decide
from attaches.models import Posting
from attaches.selectors.submissions import cases_about
from attaches.services import submissions, tenures
from attaches.services.submissions import NothingToWithdraw
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from reminders import registry
from tests.approvals.test_deadlines import planned
from tests.attaches.scenes import a_posting, as_it_stands
from tests.cast import acting


def declared(as_: str = "mfa_desk", **given: Any) -> tuple[Posting, Case]:
    posting = a_posting("in_post", first=-400, end=300)
    with acting(as_) as by:
        tenures.declare_png(posting, by=by, on=today(), at=now(), **{"reason": "No reasons given", **given})
        return posting, cases_about(posting, to=by).get(kind="posting_png")


def answered(name: str, case: Case, verdict: str, **more: Any) -> None:
    with acting(name) as by:
        decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **more)


def test_it_stands_at_once_and_waits_for_both_leaderships_within_a_working_day(db: None):
    posting, case = declared()
    assert as_it_stands(posting).state == "declared_png"
    assert (case.state, case.acted_on, case.is_ratification, case.phase) == (
        "open",
        today(),
        True,
        "declared_png",
    )
    with acting("mod_leadership") as leader:
        (line,) = [line for line in waiting_for(to=leader) if line.case.pk == case.pk]
        assert line.due_on == work_calendar().add(today(), 1)
    with acting("mfa_leadership") as leader:
        assert case.pk in {line.case.pk for line in waiting_for(to=leader)}


def test_both_ratify_it_and_nothing_more_happens_to_the_posting(db: None):
    posting, case = declared()
    answered("mod_leadership", case, "approve")
    answered("mfa_leadership", case, "concur")
    with acting("cmd_desk"):
        assert Case.in_context.get(pk=case.pk).state == CaseState.APPROVED
    assert as_it_stands(posting).state == "declared_png"


def test_what_is_not_ratified_is_told_and_undoes_nothing(db: None):
    posting, case = declared()
    answered("mod_leadership", case, "reject", reason_code="other", comment="We protest.")
    assert as_it_stands(posting).state == "declared_png"
    with acting("cmd_desk"):
        assert Case.in_context.get(pk=case.pk).state == CaseState.REJECTED


def test_it_is_not_taken_back_and_outlives_the_posting(db: None):
    posting, case = declared()
    with acting("cmd_desk") as by:
        with pytest.raises(NothingToWithdraw):
            submissions.take_back(posting, by=by, reason="x", at=now())
        tenures.end(as_it_stands(posting), by=by, on=today(), at=now())
        assert Case.in_context.get(pk=case.pk).state == CaseState.OPEN


def test_recording_it_never_waits_for_an_office_that_is_vacant(db: None):
    Appointment.objects.filter(office__code="mod-leadership").delete()
    posting = a_posting("in_post", first=-400, end=300)
    with acting("mfa_desk") as by:
        tenures.declare_png(posting, by=by, on=today(), at=now())
        assert not cases_about(posting, to=by).exists()
    assert as_it_stands(posting).state == "declared_png"


def test_whoever_recorded_it_does_not_ratify_it(db: None):
    Route.objects.get(code="posting-png").steps.filter(role="mfa_leadership").update(role="mfa_desk")
    _posting, case = declared()
    with pytest.raises(DraftersMayNotDecide):
        answered("mfa_desk", case, "concur")


def test_leadership_is_told_the_same_day_and_the_minister_s_office_a_working_day_later(
    db: None, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(registry, "_rules", {ToRatify.code: ToRatify()})
    declared()
    told = {"mod-leadership", "mfa-leadership", "imcd-head", "cmd-head"}
    assert {row[0] for row in planned(today(), ToRatify.code)} == told
    later = work_calendar().add(today(), 1)
    assert {row[0] for row in planned(later, ToRatify.code) if row[2]} == {"leadership-reader"}


def test_urgent_cases_are_found_over_rest(api):
    _posting, case = declared()
    rows = api("cmd_desk").get("/api/v1/cases/?urgent=true").json()["results"]
    assert [(row["reference"], row["acted_on"]) for row in rows] == [(case.reference, str(today()))]

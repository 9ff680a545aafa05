"""The urgent path: act first, ratify within one working day, always reported (domain.md C6, C9)."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from approvals import registry
from approvals.deadlines import NotRatified, ToRatify
from approvals.models import Case, CaseStep, Route
from approvals.selectors.cases import waiting_for
from approvals.selectors.health import health_rows
from approvals.services.cases import DoneIsNotWithdrawn, NoApprover, withdraw_case
from approvals.services.reference import _step
from approvals.services.reference_activities import ACTIVITY_URGENT
from approvals.services.routes import record_route
from approvals.services.urgency import HasteUnexplained, NotDoneFirst, NotDoneYet
from directory.selectors.calendar import work_calendar
from foundation.clock import now, today
from reminders import registry as reminders
from tests.approvals.stage import Proposals, answer, seen
from tests.approvals.test_deadlines import planned
from tests.cast import acting

URGENT = ("mod_leadership", "approve"), ("mfa_leadership", "concur")
WHY = "The capital was being evacuated."


def add_route(rows: tuple[Any, ...] = ACTIVITY_URGENT) -> None:
    """The Center sets up the route that ratifies."""
    route = Route(code="proposal-urgent", kind="proposal", name_en="Ratification", name_az="Ratifikasiya")
    steps = [_step(route, *row) for row in rows]
    with acting("cmd_head") as head:
        record_route(route, by=head, steps=steps)


@pytest.fixture
def urgent(proposals: Proposals) -> Proposals:
    """The tests' kind may be done first."""
    add_route()
    proposals.urgent_route = "proposal-urgent"
    return proposals


def done_first(proposals: Proposals, **given: Any) -> Case:
    return proposals.submit(**{"acted_on": today(), "acted_because": WHY, **given})


# --- what may be done first -------------------------------------------------------------------------------------------
def test_a_kind_that_does_not_declare_it_is_not_done_first(proposals: Proposals):
    with pytest.raises(NotDoneFirst):
        done_first(proposals)
    with acting("cmd_head") as head:
        assert not Case.objects.visible_to(head).exists()


@pytest.mark.parametrize("because", ["", "   "])
def test_nothing_is_done_first_without_a_reason(urgent: Proposals, because: str):
    with pytest.raises(HasteUnexplained) as refused:
        done_first(urgent, acted_because=because)
    assert "reason" in refused.value.fields


def test_what_lies_ahead_is_not_ratified(urgent: Proposals):
    with pytest.raises(NotDoneYet):
        done_first(urgent, acted_on=today() + dt.timedelta(days=1))


def test_a_vacant_office_is_named(urgent: Proposals):
    from accounts.models import Appointment

    Appointment.objects.filter(office__code="mfa-leadership").delete()
    with pytest.raises(NoApprover, match="vacant"):
        done_first(urgent)


def test_the_ordinary_way_is_as_it_was(urgent: Proposals):
    case = urgent.submit()
    assert (case.acted_on, case.acted_because, case.route.code) == (None, "", "proposal")


# --- within one working day -------------------------------------------------------------------------------------------
def test_both_leaderships_are_asked_at_once_and_have_one_working_day(urgent: Proposals):
    case = done_first(urgent)
    assert (case.route.code, case.acted_because, case.is_ratification) == ("proposal-urgent", WHY, True)
    for name, verdict in URGENT:
        with acting(name) as leader:
            (line,) = [line for line in waiting_for(to=leader) if line.case.pk == case.pk]
            assert line.due_on == work_calendar().add(today(), 1)
        answer(name, case, verdict)
    assert seen(case).state == "approved"
    assert not seen(case).is_not_ratified


def test_however_many_steps_the_center_gives_the_route_the_day_stays_one(proposals: Proposals):
    first, second = ACTIVITY_URGENT
    add_route(((1, *first[1:5], 10, *first[6:]), (2, *second[1:5], 10, *second[6:])))
    proposals.urgent_route = "proposal-urgent"
    case = done_first(proposals)
    answer("mod_leadership", case, "approve", on=today() + dt.timedelta(days=5))
    with acting("mfa_leadership") as leader:
        days = (
            CaseStep.objects.visible_to(leader).filter(case=case).values_list("sla_days", "due_on", "state")
        )
        last = work_calendar().add(today(), 1)
        assert sorted(days) == [(1, last, "done"), (1, last, "open")]


# --- it is not taken back, and its refusal is told --------------------------------------------------------------------
def test_nobody_takes_the_question_back(urgent: Proposals):
    case = done_first(urgent)
    with acting("attache") as by, pytest.raises(DoneIsNotWithdrawn):
        withdraw_case(case, by=by, reason="Never mind", at=now())
    assert seen(case).state == "open"


STATEMENTS = [
    ("UPDATE approvals_case SET state = 'withdrawn', closed_on = home_today()", "done_is_not_withdrawn"),
    ("UPDATE approvals_case SET acted_because = 'Something else'", "what was submitted does not change"),
    ("UPDATE approvals_case SET acted_on = NULL", "what was submitted does not change"),
]


@pytest.mark.parametrize(("sql", "said"), STATEMENTS)
def test_nor_past_the_service(urgent: Proposals, sql: str, said: str):
    done_first(urgent)
    with acting("attache"):
        assert said in refused(sql)


BORN = (
    "INSERT INTO approvals_case (kind, object_reference, version_no, content_hash, state, phase, route_id,"
    " route_version, round_no, opened_by_id, opened_office_id, opened_at, opened_on, label_id, submitted_label_id,"
    " version, is_demo,"
    " acted_on, acted_because) SELECT kind, 'PRP-2026-CCCCC', 1, content_hash, 'open', phase, route_id, 1, 1,"
    " opened_by_id, opened_office_id, now(), home_today(), label_id, label_id, 1, false, {}, {}"
    " FROM approvals_case WHERE id = %s"
)


@pytest.mark.parametrize(
    ("acted", "because", "said"),
    [
        ("home_today()", "' '", "why it could not wait"),
        ("home_today() + 3", "'Haste'", "done_before_ratified"),
        ("NULL", "'Haste'", "reason_of_what_was_done"),
    ],
)
def test_the_database_asks_for_the_reason_and_the_day(urgent: Proposals, acted: str, because: str, said: str):
    case = done_first(urgent)
    with acting("attache"):
        assert said in refused(BORN.format(acted, because), case.pk)


def test_nor_does_a_ratification_get_a_longer_step(urgent: Proposals):
    case = done_first(urgent)
    with acting("attache"):
        made = (
            'INSERT INTO approvals_casestep (case_id, "order", phase, role, name_en, name_az, verdict, mode, sla_days,'
            " co_author, outside, aftermath, state, label_id) SELECT case_id, 2, phase, role, '', '', verdict, mode,"
            " 10, false, false, false, 'waiting', label_id FROM approvals_casestep WHERE case_id = %s LIMIT 1"
        )
        assert "within one working day" in refused(made, case.pk)


def refused(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(said.value)


@pytest.mark.parametrize("verdict", ["return", "reject"])
def test_a_refusal_marks_the_act_and_is_reported(
    urgent: Proposals, verdict: str, monkeypatch: pytest.MonkeyPatch, signed_in: Any
):
    monkeypatch.setattr(reminders, "_rules", {rule.code: rule for rule in (ToRatify(), NotRatified())})
    case = done_first(urgent)
    first = work_calendar().next_on_or_after(today())
    told = {"mod-leadership", "mfa-leadership", "imcd-head", "cmd-head"}
    assert told <= {row[0] for row in planned(first, ToRatify.code)}
    answer("mod_leadership", case, verdict, reason_code="other", comment="It could have waited.")
    assert seen(case).is_not_ratified
    assert told <= {row[0] for row in planned(first, NotRatified.code)}
    shown = signed_in("mfa_leadership").get(f"/cases/{case.reference}/").content.decode()
    assert "Done first, and not ratified." in shown
    assert WHY in shown
    with acting("cmd_head") as head:
        (row,) = health_rows(to=head, as_of=today(), period=(today(), today())).done_first
        assert (row.case, row.because, row.not_ratified) == (case.reference, WHY, True)


def test_the_case_page_and_my_desk_say_that_it_was_done_first(urgent: Proposals, signed_in: Any):
    case = done_first(urgent)
    leader = signed_in("mod_leadership")
    page = leader.get(f"/cases/{case.reference}/").content.decode()
    assert "Done first, waits to be ratified." in page
    assert WHY in page
    assert "Done first: ratify" in leader.get("/").content.decode()
    ordinary = urgent.submit(reference="PRP-2026-BBBBB")
    assert "Done first" not in signed_in("attache").get(f"/cases/{ordinary.reference}/").content.decode()


def test_over_rest_it_says_why(urgent: Proposals, api: Any):
    case = done_first(urgent)
    shown = api("mod_leadership").get(f"/api/v1/cases/{case.reference}/").json()
    assert (shown["acted_on"], shown["acted_because"]) == (str(today()), WHY)


def test_the_report_counts_it(urgent: Proposals):
    from reports.selectors.coordination_health import build

    case = done_first(urgent)
    with acting("cmd_head") as head:
        answered = build(to=head, as_of=today(), show="done_first")
        (row,) = answered.rows
        assert (row["reference"], row["due_on"]) == (case.reference, work_calendar().add(today(), 1))
        assert "waits to be ratified" in row["name"]
        assert (answered.summary["done_first"], answered.summary["not_ratified"]) == (1, 0)
    with acting("attache_de") as other:
        assert build(to=other, as_of=today(), show="done_first").rows == []


def test_every_kind_that_declares_it_has_its_route(db: None):
    declared = {kind: registry.urgent_route(kind) for kind in registry.kinds() if registry.urgent_route(kind)}
    assert declared == {"posting_png": "posting-png", "activity": "activity-urgent"}
    for kind, code in declared.items():
        assert Route.objects.get(code=code).kind == kind

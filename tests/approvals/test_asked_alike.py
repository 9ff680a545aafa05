"""Desk, mail and case page ask the same people, whatever the cases and whoever looks (walls.md 2)."""

import datetime as dt
from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from accounts.models import Appointment, Office
from approvals.deadlines import StepDue
from approvals.lifecycle import Verdict
from approvals.models import Case, Route, RouteStep
from approvals.selectors.asked import who_may_answer
from approvals.selectors.cases import available_decisions, cases, waiting_cases
from approvals.selectors.recordings import available_recordings
from approvals.services.decisions import DraftersMayNotDecide
from approvals.services.recalls import recall
from approvals.services.reference import _step
from audit.models import Event
from foundation.clock import now, today
from reminders import dispatcher, registry
from reminders.models import Reminder
from reminders.registry import Hearer
from reminders.selectors.recipients import recipients_of
from reminders.services.planning import plan, plan_hours
from reminders.services.reference import load_reference
from tests.approvals.stage import ROUTE, SECOND, Proposals, agree, answer, user
from tests.approvals.test_delegation import delegated
from tests.cast import acting, seated

LONG_AGO = today() - dt.timedelta(days=20)
READERS = (7, "reading", Verdict.ACKNOWLEDGE, "attache", True, 5, "Attaché reads", "Attaşe oxuyur", {})


@pytest.fixture(autouse=True)
def only_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deadlines of other floors have their own tests."""
    monkeypatch.setattr(registry, "_rules", {StepDue.code: StepDue()})


def everybody() -> Iterator[Subject]:
    """Each person of the cast in each office held today."""
    held = Appointment.objects.filter(
        confirmed_at__isnull=False, valid__contains=today(), user__is_active=True, user__is_service=False
    )
    for appointment in held.select_related("user", "office__institution").order_by("pk"):
        yield Subject.of(appointment)


def on_the_page(case: Case, to: Subject) -> bool:
    """The page offers an answer, or the recording of one that the own office gets from outside."""
    own = [row for row in available_recordings(case, to=to) if row.outside and row.office.pk == to.office_id]
    return bool(available_decisions(case, to=to) or own)


def asked_by_page_and_desk() -> tuple[set, set]:
    """(case, person, office) as the page of every case says, and as every desk says."""
    pages, desks = set(), set()
    for person in everybody():
        with enter_subject(person, "test"):
            key = (person.user_id, person.office_id)
            pages |= {(case.reference, *key) for case in cases(to=person) if on_the_page(case, person)}
            desks |= {(case.reference, *key) for case in waiting_cases(to=person)}
    return pages, desks


def asked_by_mail() -> set:
    """(case, person, office) as reminders of open steps go out today; escalations go further and are none of it."""
    load_reference(on=today())
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=today())
        rows = Reminder.objects.visible_to(planner).filter(is_escalation=False)
        known = {row.pk: row for row in rows}
        told = recipients_of(known, on=today())
    return {(known[one.reminder_id].record, one.user_id, known[one.reminder_id].office_id) for one in told}


def as_far_as_it_gets(case: Case, until: str) -> None:
    """In turn up to `until`; whoever drafted it cannot answer, and there it stays."""
    for name, verdict in ROUTE:
        if name == until:
            return
        try:
            answer(name, case, verdict, on=LONG_AGO)
        except DraftersMayNotDecide:
            return


def many_cases(proposals: Proposals, letter: str) -> set[str]:
    """One for every stage of the route and several sets of drafters."""
    stages = [name for name, _verdict in ROUTE]
    drafters = (("attache",), ("attache", "mfa_desk"), ("cmd_desk", "mod_legal"), ("mfa_desk_2", "cmd_desk"))
    made = set()
    for number, (until, editors) in enumerate(product(stages, drafters)):
        reference = f"PRP-2026-{letter}{number:04}"
        case = proposals.submit(reference=reference, editors=editors, on=LONG_AGO)
        as_far_as_it_gets(case, until)
        made.add(case.reference)
    return made


def test_whoever_is_asked_is_asked_everywhere(proposals: Proposals):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol", kinds=["posting"])
    delegated("mod_leadership", "mod_legal", "mod-leadership", kinds=["proposal"])
    seated("cmd_desk", Office.objects.get(code="imcd-head"), kind="acting")
    old = many_cases(proposals, "A")
    route = Route.objects.get(code="proposal")
    RouteStep.objects.bulk_create([_step(route, *READERS)])
    RouteStep.objects.filter(route=route, role__in=("cmd_head", "mfa_leadership")).update(outside=True)
    for until in ("attache", "cmd_head"):
        case = proposals.submit(reference=f"PRP-2026-B-{until[:3].upper()}", on=LONG_AGO)
        as_far_as_it_gets(case, until)
        old.add(case.reference)
    fresh = proposals.submit(reference="PRP-2026-CCCCC", editors=("cmd_desk",))
    agree(fresh, until="cmd_head")
    page, desk = asked_by_page_and_desk()
    assert page == desk
    assert {reference for reference, *_ in page} >= {fresh.reference}
    assert asked_by_mail() == {one for one in page if one[0] in old}
    assert len(page) > len(old) / 2


def test_what_was_read_taken_back_or_marked_higher_is_asked_everywhere_alike(proposals: Proposals):
    route = Route.objects.get(code="proposal")
    RouteStep.objects.bulk_create([_step(route, *READERS)])
    approved = proposals.submit(reference="PRP-2026-AAAAA", on=LONG_AGO)
    agree(approved, on=LONG_AGO)
    recalled = proposals.submit(reference="PRP-2026-BBBBB")
    agree(recalled, until="imcd_head")
    with acting("cmd_head") as head:
        recall(recalled, by=head, reason="A figure is wrong.", at=now(), on=today())
    page, desk = asked_by_page_and_desk()
    assert page == desk
    attache, head_of_center = user("attache").pk, user("cmd_head").pk
    assert {(reference, person) for reference, person, _office in page} == {
        (approved.reference, attache), (recalled.reference, head_of_center)
    }  # fmt: skip
    assert {person for _case, person, _office in asked_by_mail()} == {attache}


def test_drafters_and_delegates_of_another_kind_get_no_mail_and_superiors_do(proposals: Proposals):
    deputy = delegated("mfa_milpol", "mfa_legal", "mfa-milpol", kinds=["posting"]).appointment
    case = proposals.submit(editors=("attache", "mfa_desk"), on=LONG_AGO)
    agree(case, until="mfa_desk", on=LONG_AGO)
    assert {person for _case, person, _office in asked_by_mail()} == {user("mfa_desk_2").pk}
    answer("mfa_desk_2", case, "concur", on=LONG_AGO)
    told = {person for _case, person, _office in asked_by_mail()}
    assert deputy.user_id not in told
    assert user("mfa_milpol").pk in told
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        above = Reminder.objects.visible_to(planner).filter(is_escalation=True, office__code="mfa-leadership")
        assert recipients_of(above.values_list("pk", flat=True), on=today())


def test_where_only_the_drafter_holds_the_office_nobody_is_told_until_a_colleague_comes(proposals: Proposals):
    case = proposals.submit(SECOND, editors=("attache",), on=LONG_AGO)
    agree(case, until="cmd_head", on=LONG_AGO)
    seated("attache", Office.objects.get(code="cmd-head"))
    assert {person for _case, person, _office in asked_by_mail()} == {user("cmd_head").pk}


def after_a_minute() -> tuple[set[str], int]:
    """Planned by the clock and delivered: states of what goes to the head of the Center, and all that was written."""
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan_hours(by=planner, at=now())
    dispatcher.drain()
    with enter_subject(planner, "test"):
        rows = Reminder.objects.visible_to(planner).filter(office__code="cmd-head")
        return set(rows.values_list("state", flat=True)), Event.objects.filter(
            table="reminders_reminder"
        ).count()


def test_where_nobody_of_the_office_can_answer_nothing_stirs_until_a_colleague_comes(proposals: Proposals):
    case = proposals.submit(SECOND, editors=("attache",), on=LONG_AGO)
    agree(case, until="cmd_head", on=LONG_AGO)
    seated("attache", Office.objects.get(code="cmd-head"))
    Appointment.objects.filter(office__code="cmd-head", user=user("cmd_head")).delete()
    assert asked_by_mail() == set()
    states, written = after_a_minute()
    assert states == {"vacant"}
    assert [after_a_minute(), after_a_minute()] == [(states, written)] * 2
    seated("cmd_desk", Office.objects.get(code="cmd-head"))
    assert after_a_minute()[0] == {"sent"}


def test_of_many_cases_no_more_is_asked_than_of_one(proposals: Proposals):
    head = user("cmd_head").pk
    office = Office.objects.get(code="cmd-head").pk
    people = []
    for letter in "ABCD":
        case = proposals.submit(reference=f"PRP-2026-{letter * 5}", on=LONG_AGO)
        agree(case, until="cmd_head", on=LONG_AGO)
        people.append(Hearer(case.reference, office, head))
    service = service_subject("dispatcher")
    for some in (people[:1], people):
        with enter_subject(service, "test"), CaptureQueriesContext(connection) as queries:
            assert who_may_answer(some) == set(some)
        assert len([one for one in queries.captured_queries if one["sql"].startswith("SELECT ")]) == 7

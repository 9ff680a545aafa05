"""What an act made pointless lapses with it, whatever the app and whichever record was written; nobody calls it."""

import datetime as dt
import logging
from collections import Counter

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.context import current_subject, enter_subject
from access.service_subjects import service_subject
from activities.services import clearances, steps
from attaches.services import postings
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import DomainError
from missions.services import submissions
from reminders import dispatcher, registry
from reminders.models import Reminder, RuleFault
from reminders.selectors.inbox import by_matter, inbox
from reminders.selectors.of_record import of_record
from reminders.services.outbox import acknowledge_matter, mark_seen
from reminders.services.planning import plan
from reminders.services.reference import load_reference
from tests import ground
from tests.activities.crossings import asked
from tests.activities.programme import days, exercise, planned, stepped
from tests.activities.test_clearances import came_in
from tests.agreements.instruments import in_force, superseded
from tests.approvals.conftest import proposals  # noqa: F401
from tests.approvals.stage import Proposals, agree
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal
from tests.cast import acting
from tests.missions.scene import case_of, drafted, submitted
from tests.reminders.conftest import TestDeadline
from workspace.selectors.feed import feed_items

pytestmark = pytest.mark.django_db


def told(on: dt.date | None = None) -> None:
    """Planned and delivered, messages sent."""
    on = on or today()
    at = dt.datetime.combine(on, dt.time(5), dt.UTC)
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=on)
    dispatcher.drain(clock=lambda: at, day=lambda: on)


def states(record: str, rule: str) -> Counter[str]:
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        rows = Reminder.objects.visible_to(planner).filter(record=record, rule__code=rule)
        return Counter(rows.values_list("state", flat=True))


def lapsed(record: str, rule: str, before: Counter[str], state: str = "sent") -> bool:
    """All of it was so before, and nothing of it stands now."""
    return set(before) == {state} and states(record, rule) == Counter(superseded=before[state])


def ipc_told():
    """An exercise whose first conference the Center's desk was told of."""
    with acting("cmd_desk") as desk:
        found = exercise(desk, starts_on=days(125), ends_on=days(126))
    told()
    return found.activity


def lines(name: str, record: str) -> int:
    with acting(name) as reader:
        return sum(item.record == record for item in inbox(to=reader))


@pytest.mark.parametrize("end", ["postponed", "cancelled"])
def test_of_an_activity_that_is_put_off_or_called_off_nothing_is_left_in_the_inbox(end):
    activity = ipc_told()
    before = states(activity.reference, "exercises.ipc")
    assert lines("cmd_desk", activity.reference) == 1
    with acting("cmd_desk") as desk:
        if end == "cancelled":
            steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
        else:
            stepped(activity, desk, end)
    assert lapsed(activity.reference, "exercises.ipc", before)
    assert lines("cmd_desk", activity.reference) == 0


def test_what_waits_and_reached_nobody_lapses_alike():
    with acting("cmd_desk") as desk:
        activity = exercise(desk, starts_on=days(125), ends_on=days(126)).activity
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=today())
    before = states(activity.reference, "exercises.ipc")
    with acting("cmd_desk") as desk:
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    assert lapsed(activity.reference, "exercises.ipc", before, "pending")


def test_the_deadline_of_an_accreditation_moves_with_the_plan_of_its_posting():
    posting = a_posting("mfa_coordinated", first=110, end=900)
    told()
    with acting("cmd_desk"):
        paper = principal(posting).reference
    before = states(paper, "accreditations.consent_note")
    with acting("cmd_desk") as desk:
        postings.amend(posting, by=desk, planned_from=day(115), planned_to=day(905))
    assert lapsed(paper, "accreditations.consent_note", before)
    told()
    assert states(paper, "accreditations.consent_note")["sent"] == before["sent"]


def test_a_successor_on_the_way_ends_what_was_told_of_who_is_still_there():
    post = a_post()
    holder = a_posting("in_post", post=post, first=-400, end=300)
    officer = an_officer()
    told()
    before = states(holder.reference, "postings.successor")
    with acting("cmd_desk") as desk:
        postings.propose(
            by=desk, on=today(), post=post, officer=officer, planned_from=day(300), planned_to=day(900)
        )
    assert lapsed(holder.reference, "postings.successor", before)


def test_an_agreement_that_ends_has_no_last_day_for_a_notice():
    with acting("cmd_desk") as desk:
        agreement = in_force(desk, days(-3 * 365 + 200))
        last = agreement.deadlines.get(kind="last_receipt").due_on
    told(last - dt.timedelta(days=5))
    rules = ("agreements.denunciation_decision", "agreements.denunciation_leadership")
    before = {rule: states(agreement.reference, rule) for rule in rules}
    with acting("cmd_desk") as desk:
        superseded(agreement, desk)
    for rule in rules:
        assert lapsed(agreement.reference, rule, before[rule])


def test_the_case_of_a_paper_that_is_withdrawn_waits_for_nobody():
    paper = drafted()
    submitted(paper)
    with acting("cmd_desk") as desk:
        case = case_of(paper, desk)
    told(days(30))
    before = states(case.reference, "approvals.step_due")
    with acting("attache") as attache:
        submissions.withdraw(paper, by=attache, reason="The visit is off.", at=now(), on=today())
    assert lapsed(case.reference, "approvals.step_due", before - Counter(superseded=99))


def test_a_case_that_was_decided_nags_nobody(proposals: Proposals):  # noqa: F811
    case = proposals.submit(on=today())
    told(days(30))
    assert states(case.reference, "approvals.step_due")["sent"] > 0
    agree(case)
    assert states(case.reference, "approvals.step_due")["sent"] == 0


def test_a_clearance_that_was_asked_for_and_granted_is_not_to_be_asked_for():
    with acting("cmd_desk") as desk:
        row = asked(desk)
    told(row.latest_on)
    before = states(row.reference, "diplomatic_clearances.ask")
    with acting("cmd_desk") as desk:
        came_in(desk, row)
        sent = clearances.send(row, by=desk, at=now())
        assert states_here(row.reference) == {"superseded"}
        clearances.grant(sent, by=desk, on=today(), at=now(), number="DEMO-7")
    assert lapsed(row.reference, "diplomatic_clearances.ask", before)


def states_here(record: str) -> set[str]:
    """As far as whoever acts may see them: in the transaction of the act itself."""
    rows = Reminder.in_context.filter(record=record)
    return set(rows.values_list("state", flat=True))


def test_who_may_not_see_what_it_depends_on_ends_nothing_by_it():
    """The planner asks, under its own clearance: a fact hidden from whoever acts is not gone."""
    with acting("cmd_desk") as desk:
        hidden = exercise(
            desk, starts_on=days(125), ends_on=days(126), level="limited_official_use", caveats=("mod_only",)
        ).activity
        open_one = exercise(desk, starts_on=days(125), ends_on=days(126)).activity
    told()
    with acting("mfa_desk") as other, act("test"):
        assert current_subject() == other
        connection.cursor().execute("SELECT set_config('parley.written', 'activities_activity', true)")
    with acting("cmd_desk"):
        assert states_here(hidden.reference) == states_here(open_one.reference) == {"sent"}


def test_the_person_goes_on_as_himself_and_the_trail_says_who_did_what():
    from audit.models import Event

    activity = ipc_told()
    with acting("cmd_desk") as desk:
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
        assert current_subject() == desk
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('parley.user_id'), current_setting('parley.verb')")
            assert cursor.fetchone() == (str(desk.user_id), "")
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        (change,) = Event.objects.filter(table="reminders_reminder", verb="reminders.lapse")
        step = Event.objects.filter(reference=activity.reference, verb="activities.cancel").latest("id")
        assert (change.actor_id, change.transaction) == (planner.user_id, step.transaction)
        assert step.actor_id == desk.user_id


def test_a_colleagues_decision_leaves_history_on_the_record_and_nothing_in_inbox_count_or_feed():
    activity = ipc_told()
    with acting("cmd_desk") as desk:
        mark_seen([item.notice_id for item in inbox(to=desk)], by=desk, at=now())
        feed = feed_items(to=desk, level=2, on=today(), address=str)
        assert [item for item in feed if item.words == activity.reference]
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
        feed = feed_items(to=desk, level=2, on=today(), address=str)
        assert [item for item in feed if item.words == activity.reference] == []
        shown = of_record(activity.reference, to=desk, on=today())
        assert shown.standing == ()
        (past,) = shown.told
        assert (past.seen, past.acknowledged, past.lapsed) == (1, 0, True)
        assert str(past.state) == "no longer needed"
        assert not [
            matter for matter in by_matter(inbox(to=desk)) if matter.first.record == activity.reference
        ]


def test_a_message_that_has_not_left_does_not_tell_of_it():
    with acting("cmd_desk") as desk:
        activity = exercise(desk, starts_on=days(125), ends_on=days(126)).activity
    planner = service_subject("planner")
    with enter_subject(planner, "test"):
        plan(by=planner, on=today())
    with acting("cmd_desk") as desk:
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    dispatcher.drain()
    assert activity.reference not in "".join(letter.body for letter in mail.outbox)


def test_many_records_of_one_act_are_asked_about_once():
    with acting("cmd_desk") as desk:
        rows = [exercise(desk, starts_on=days(125), ends_on=days(126)).activity for _time in range(4)]
    told()
    with acting("cmd_desk") as desk, CaptureQueriesContext(connection) as queries, act("test"):
        for row in rows:
            steps.cancel(row, by=desk, on=today(), at=now(), reason="No money")
    asked_for = [query for query in queries.captured_queries if "reminders_open(" in query["sql"]]
    assert len(asked_for) == 1
    read = [one["sql"] for one in queries.captured_queries if one["sql"].startswith('SELECT "reminders_re')]
    assert len(read) == 1
    assert '"due_on"' in read[0]
    assert "quiet_from" not in read[0]
    assert {state for row in rows for state in states(row.reference, "exercises.ipc")} == {"superseded"}


def test_of_very_many_only_those_of_the_records_written_are_asked_about(monkeypatch):
    monkeypatch.setattr("reminders.services.lapsing.MOST", 0)
    activity = ipc_told()
    with acting("cmd_desk") as desk:
        steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    assert set(states(activity.reference, "exercises.ipc")) == {"superseded"}


def test_an_act_that_touches_nothing_a_rule_reads_asks_nothing():
    ipc_told()
    with acting("cmd_desk") as desk, CaptureQueriesContext(connection) as queries:
        notice = inbox(to=desk)[0].notice_id
        acknowledge_matter(notice, by=desk, at=now())
    assert not [query for query in queries.captured_queries if "reminders_open(" in query["sql"]]


class Fails(TestDeadline):
    """Reads activities, and cannot be asked."""

    __test__ = False

    def deadlines(self):
        from django.db.models import BigIntegerField, DateField, Value
        from django.db.models.expressions import RawSQL

        from activities.models import Activity

        due_on = RawSQL("(%s::date + 0 * (1 / %s))", [self.due_on, 0 if self.hidden else 1], DateField())
        nobody = Value(None, BigIntegerField())
        rows = Activity.objects.unrestricted(reason="plan reminders").filter(state="planned")
        return rows.annotate(due_on=due_on, mission_id=nobody, office_id=nobody).values(
            "reference", "label_id", "due_on", "mission_id", "office_id"
        )


def test_a_rule_that_fails_stops_nobody_and_what_waits_of_it_stays(monkeypatch, caplog):
    rule = Fails(due_on=today())
    monkeypatch.setattr(registry, "_rules", {rule.code: rule})
    load_reference(on=today())
    with acting("cmd_desk") as desk:
        activity = planned(desk, ad_hoc_reason="Agreed")
    told()
    rule.hidden = True
    with acting("cmd_desk") as desk, caplog.at_level(logging.ERROR):
        done = steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    assert done.state == "cancelled"
    assert rule.code in caplog.text
    assert set(states(activity.reference, rule.code)) == {"sent"}
    rule.hidden = False
    told()
    assert set(states(activity.reference, rule.code)) == {"superseded"}
    assert not RuleFault.objects.exists()


def test_what_the_refused_act_would_have_ended_stands():
    activity = ipc_told()
    with acting("cmd_desk") as desk, pytest.raises(DomainError):
        steps.cancel(activity, by=desk, on=today(), at=now(), reason=" ")
    assert set(states(activity.reference, "exercises.ipc")) == {"sent"}


@pytest.mark.django_db(transaction=True)
def test_an_act_waits_for_no_planner_that_holds_the_same_reminder():
    activity = ipc_told()
    with ground.owner() as planner, planner.transaction():
        planner.execute(
            "SELECT id FROM reminders_reminder WHERE record = %s FOR UPDATE", [activity.reference]
        )
        with acting("cmd_desk") as desk:
            connection.cursor().execute("SET LOCAL lock_timeout = '2s'")
            steps.cancel(activity, by=desk, on=today(), at=now(), reason="No money")
    assert set(states(activity.reference, "exercises.ipc")) == {"sent"}
    told()
    assert set(states(activity.reference, "exercises.ipc")) == {"superseded"}

"""Inspections run on an hour clock: answered within 24 or 48 hours, counted against the quota of their year (B5)."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.services.labels import intern
from activities.deadlines.hour_clock import HOUR_COLUMNS, RULES
from activities.models import InspectionEvent, InspectionQuota
from activities.selectors.inspections import late_answers, quota_use
from activities.services import inspections as services
from activities.services import return_refusals as no
from directory.models import Country
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


def asked(by, *, hours_ago=2, caveats=(), **facts):
    known = {
        "regime": "vienna_document", "kind": "inspection", "direction": "passive", "area": "DEMO area",
        "country": Country.objects.get(iso2="DE"), "requested_at": now() - hours_ago * HOUR, **facts,
    }  # fmt: skip
    return services.record(by=by, at=now(), label=intern("official_use", caveats), **known)


def clock():
    (rule,) = RULES
    return {row["reference"]: row for row in rule.deadlines()}


def test_the_answer_is_due_after_the_hours_of_its_kind_whatever_the_zone():
    with acting("arms_control_desk") as by:
        night = dt.datetime(2026, 3, 28, 23, 30, tzinfo=ZoneInfo("Europe/Vienna"))
        over_the_change = asked(by, requested_at=night, requested_zone="Europe/Vienna")
        assert over_the_change.reply_due_at == night.astimezone(dt.UTC) + 24 * HOUR
        visit = asked(by, kind="evaluation")
        assert visit.reply_due_at == visit.requested_at + 48 * HOUR
        own = asked(by, reply_hours=36)
        assert own.reply_due_at == own.requested_at + 36 * HOUR
        assert visit.quota_year == today().year
        rows = clock()
        assert set(rows[visit.reference]) == set(HOUR_COLUMNS)
        assert rows[visit.reference]["due_at"] == visit.reply_due_at
        InspectionEvent.objects.visible_to(by).filter(pk=own.pk).update(reply_due_at=now())
        own.refresh_from_db()
        assert own.reply_due_at == own.requested_at + 36 * HOUR


def test_an_answer_ends_the_clock():
    with acting("arms_control_desk") as by:
        first, second, third, theirs = asked(by), asked(by), asked(by), asked(by, direction="active")
        assert set(clock()) >= {first.reference, second.reference, third.reference}
        assert theirs.reference not in clock()
        with pytest.raises(no.HourAhead):
            services.accept(first, by=by, at=now(), replied_at=now() + HOUR)
        with pytest.raises((no.AnsweredBefore, no.DayBefore)):
            services.accept(first, by=by, at=now(), replied_at=now() - 3 * HOUR)
        first = services.accept(first, by=by, at=now())
        with pytest.raises(no.ReasonMissing):
            services.refuse(second, by=by, at=now())
        second = services.refuse(second, by=by, at=now(), reason="The quota is used up")
        services.call_off(third, by=by, on=today(), at=now(), reason="They withdrew it")
        assert not {first.reference, second.reference, third.reference} & set(clock())
        with pytest.raises(no.InspectionStepRefused):
            services.accept(second, by=by, at=now())
        done = services.carry_out(first, by=by, on=today(), at=now(), outcome="No remarks")
        assert [step.state for step in done.steps.order_by("pk")] == ["requested", "accepted", "carried_out"]
        with pytest.raises(no.InspectionOver):
            services.amend(done, by=by, at=now(), area="Elsewhere")
        assert services.amend(done, by=by, at=now(), outcome="One remark").outcome == "One remark"


def test_late_is_what_came_after_its_hour():
    with acting("arms_control_desk") as by:
        silent = asked(by, hours_ago=25)
        answered = services.accept(asked(by, hours_ago=26), by=by, at=now())
        in_time = services.accept(asked(by, hours_ago=26), by=by, at=now(), replied_at=now() - 3 * HOUR)
        late = late_answers(InspectionEvent.objects.visible_to(by), at=now())
        assert {silent.pk, answered.pk} == set(late.values_list("pk", flat=True))
        assert (answered.is_late, in_time.is_late) == (True, False)


def test_quotas_are_used_by_what_was_accepted_and_counts():
    with acting("arms_control_desk") as by:
        for facts in ({}, {"counts": False}, {"kind": "evaluation"}, {"direction": "active"}):
            services.accept(asked(by, **facts), by=by, at=now())
        services.refuse(asked(by), by=by, at=now(), reason="Used up")
    with acting("cmd_desk") as by:
        hidden = services.accept(asked(by, caveats=("mod_only",)), by=by, at=now())
        uses = {u.quota.kind: u for u in quota_use(to=by, year=today().year, as_of=today())}
        assert (uses["inspection"].used, uses["inspection"].quota.per_year) == (2, 3)
        assert (uses["evaluation"].used, uses["evaluation"].quota.per_year) == (1, 15)
        assert not quota_use(to=by, year=today().year, as_of=today(), regime="cfe")
        before = {u.quota.kind: u for u in quota_use(to=by, year=today().year, as_of=days(-1))}
        assert before["inspection"].used == 0
    with acting("mfa_milpol") as reader:
        told = {u.quota.kind: u for u in quota_use(to=reader, year=today().year, as_of=today())}
        assert told["inspection"].used == 1
        assert hidden.reference not in [one.reference for one in told["inspection"].events]


def test_a_quota_is_a_dated_fact():
    with acting("arms_control_desk") as by:
        held = InspectionQuota.objects.visible_to(by).get(kind="inspection")
        another = {
            "regime": held.regime, "kind": held.kind, "direction": held.direction, "per_year": 2, "source": "DEMO",
        }  # fmt: skip
        label = intern("official_use")
        with pytest.raises(no.QuotaThere):
            services.set_quota(by=by, at=now(), label=label, period=DateRange(today(), None), **another)
        with pytest.raises(DatabaseError), transaction.atomic():
            InspectionQuota.objects.visible_to(by).filter(pk=held.pk).update(per_year=9)
        held = services.end_quota(held, by=by, on=days(-1), at=now())
        with pytest.raises(no.QuotaEnded):
            services.end_quota(held, by=by, on=today(), at=now())
        services.set_quota(by=by, at=now(), label=label, period=DateRange(today(), None), **another)
        assert [
            u.quota.per_year
            for u in quota_use(to=by, year=today().year, as_of=today())
            if u.quota.kind == "inspection"
        ] == [2]


@pytest.mark.parametrize(
    "facts",
    [{"requested_zone": "Vienna"}, {"reply_hours": 0}, {"quota_year": 1990}, {"hours_ago": -1}, {"area": ""}],
)
def test_a_request_that_is_none_is_refused(facts):
    with acting("arms_control_desk") as by, pytest.raises(InvalidInput):
        asked(by, **facts)


def test_an_hour_no_calendar_reckons_with_is_refused_beside_it():
    first = dt.datetime(1, 1, 1, tzinfo=ZoneInfo("Asia/Tokyo"))
    last = dt.datetime(9999, 12, 31, 23, tzinfo=ZoneInfo("America/New_York"))
    with acting("arms_control_desk") as by:
        row = asked(by)
        for far in (first, last):
            with pytest.raises(InvalidInput) as refused:
                asked(by, requested_at=far)
            assert set(refused.value.fields) == {"requested_at"}
            with pytest.raises(InvalidInput):
                services.amend(row, by=by, at=now(), requested_at=far)
            with pytest.raises(InvalidInput) as refused:
                services.accept(row, by=by, at=now(), replied_at=far)
            assert set(refused.value.fields) == {"replied_at"}


def test_what_was_answered_stays_even_in_sql():
    with acting("arms_control_desk") as by:
        row = services.accept(asked(by), by=by, at=now())
        rows = InspectionEvent.objects.visible_to(by).filter(pk=row.pk)
        for wrong in (
            {"replied_at": now()},
            {"replied_at": None},
            {"refused_because": "x"},
            {"requested_at": now() - 9 * HOUR},
            {"requested_zone": "Europe/Vienna"},
            {"reply_hours": 3},
            {"state": "requested"},
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**wrong)
        with pytest.raises(no.AnsweredAlready):
            services.amend(row, by=by, at=now(), reply_hours=48)
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        asked(by)

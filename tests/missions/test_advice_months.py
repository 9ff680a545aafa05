"""A month of a post that reports ends with advice in the log, or with a word that there was none (C7, row 35)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from access.context import enter_subject
from access.service_subjects import service_subject
from foundation.clock import now, today
from foundation.errors import NotPermitted
from missions.models import AdviceMonth
from missions.services import advice_months as services
from missions.services import post_reports
from missions.tasks import open_post_reports
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.attaches.scenes import a_post, a_posting
from tests.cast import acting
from tests.missions.test_advice import a_head, answered, given
from tests.missions.test_post_reports import a_rhythm, month, quarter
from workspace.management.demo import advice as demo
from workspace.management.demo import post_reports as demo_reports

pytestmark = pytest.mark.django_db


def kept_post(mission: str = "emb-tr"):
    """A post whose attaché is in function, at a mission somebody heads."""
    a_head(mission)
    return a_posting("in_post", post=a_post(mission=mission)).post


def months_of(post, name: str = "cmd_desk") -> list[AdviceMonth]:
    with acting(name) as by:
        return list(AdviceMonth.objects.visible_to(by).filter(post=post).order_by("ends_on"))


def planned(row: AdviceMonth, on: dt.date) -> list[tuple[str, str, int]]:
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=on)
        rows = Reminder.objects.visible_to(planner).filter(record=row.reference, state="pending")
        return sorted(rows.values_list("rule__code", "office__code", "offset"))


def nothing(row: AdviceMonth, name: str = "drafter", on: dt.date | None = None) -> AdviceMonth:
    with acting(name) as by:
        return services.say_nothing(row, by=by, on=on or today(), at=now())


def test_a_post_that_reports_looks_back_on_every_month():
    post = kept_post()
    a_rhythm(post)
    assert [row.period.lower for row in months_of(post)] == [month(2), month(1), month(0)]
    quarterly = kept_post()
    a_rhythm(quarterly, on=quarter(1), every="quarter")
    found = months_of(quarterly)
    assert found[0].period.lower == quarter(1)
    assert found[0].ends_on < found[1].period.lower
    assert len(found) == 4 + (today().month - 1) % 3
    assert open_post_reports() == 0
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert services.open_ahead(by=scheduler, on=month(-1)) == 2


def test_it_is_reminded_of_until_advice_stands_in_the_log():
    a_head()
    posting = a_posting("in_post")
    a_rhythm(posting.post)
    row = months_of(posting.post)[1]
    late = row.ends_on + dt.timedelta(days=6)
    assert planned(row, late) == [("advice.month_unsaid", "attache-tr", 5)]
    given(posting, ago=(today() - row.ends_on).days)
    assert planned(row, late) == []


def test_what_was_put_right_counts_where_the_correction_does():
    a_head()
    posting = a_posting("in_post")
    a_rhythm(posting.post)
    before, row = months_of(posting.post)[:2]
    entry = given(posting, ago=(today() - row.ends_on).days)
    answered(entry)
    late = row.ends_on + dt.timedelta(days=6)
    assert planned(row, late) == []
    given(posting, ago=(today() - before.ends_on).days, corrects=entry)
    assert planned(row, late) == [("advice.month_unsaid", "attache-tr", 5)]


def test_one_word_ends_it_where_there_was_nothing():
    post = kept_post()
    a_rhythm(post)
    _first, row, running = months_of(post)
    late = row.ends_on + dt.timedelta(days=6)
    assert planned(row, late)
    with pytest.raises(services.MonthRuns):
        nothing(running, on=running.ends_on - dt.timedelta(days=1))
    with pytest.raises(services.SaidAhead):
        nothing(row, on=today() + dt.timedelta(days=1))
    with pytest.raises(NotPermitted):
        nothing(row, "mfa_desk")
    said = nothing(row)
    assert (said.nothing_on, said.from_office.code) == (today(), "attache-tr")
    assert planned(row, late) == []
    with pytest.raises(services.SaidAlready):
        nothing(row)


def test_it_is_not_said_of_a_month_with_advice():
    a_head()
    posting = a_posting("in_post")
    a_rhythm(posting.post)
    row = months_of(posting.post)[1]
    given(posting, ago=(today() - row.ends_on).days)
    with pytest.raises(services.AdviceGiven):
        nothing(row)


def test_advice_remembered_later_still_counts():
    a_head()
    posting = a_posting("in_post")
    a_rhythm(posting.post)
    row = nothing(months_of(posting.post)[1])
    assert given(posting, ago=(today() - row.ends_on).days).pk


def test_an_attache_speaks_for_his_own_mission():
    post = kept_post("emb-de")
    a_rhythm(post)
    rows = months_of(post)
    assert months_of(post, "drafter") == []
    assert nothing(rows[0], "attache_de").nothing_on == today()
    assert nothing(rows[1], "cmd_desk").nothing_on == today()


def test_a_post_that_is_not_established_owes_no_month():
    post = a_post(reaches="planned")
    a_rhythm(post)
    assert months_of(post) == []


def test_postgresql_keeps_months_and_what_was_said():
    post = kept_post()
    held = a_rhythm(post)
    first, row, running = months_of(post)
    said = nothing(first)
    changes = (
        (said, {"nothing_on": None, "nothing_by": None, "from_office": None}),
        (row, {"nothing_on": today()}),  # by nobody
        (row, {"ends_on": row.ends_on + dt.timedelta(days=1)}),
        (running, {"nothing_on": month(0), "nothing_by": said.nothing_by, "from_office": said.from_office}),
    )
    with acting("drafter") as by:
        for one, values in changes:
            with pytest.raises(DatabaseError), transaction.atomic():
                AdviceMonth.objects.visible_to(by).filter(pk=one.pk).update(**values)
        with pytest.raises(DatabaseError), transaction.atomic():
            AdviceMonth.objects.bulk_create(
                [AdviceMonth(rhythm=held, post=post, period=row.period, label_id=row.label_id)]
            )


def test_a_rhythm_ended_with_its_reports_leaves_no_month_behind():
    post = kept_post()
    held = a_rhythm(post)
    last = months_of(post)[-1]
    with acting("cmd_desk") as by:
        ended = post_reports.end_rhythm(held, by=by, on=last.ends_on, at=now())
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        services.open_ahead(by=scheduler, on=month(-2))
    assert months_of(post)[-1].ends_on < ended.period.upper


def test_the_demo_has_a_month_said_and_a_month_owed():
    for code in ("emb-tr", "emb-de", "emb-ge"):
        a_head(code)
        a_posting("in_post", post=a_post(f"demo-{code}", mission=code))
    demo_reports.load(on=today(), at=now())
    demo.load(on=today(), at=now())
    with acting("cmd_desk") as by:
        rows = AdviceMonth.objects.visible_to(by).filter(post__mission__code="emb-ge")
        assert rows.filter(nothing_on__isnull=False).count() == 1
        assert rows.filter(nothing_on__isnull=True, ends_on__lt=today()).exists()

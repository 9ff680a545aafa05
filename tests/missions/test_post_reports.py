"""Attachés report by a rhythm and are reminded until the report is there (domain.md C7, row 35)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from directory.models import DiplomaticMission
from foundation.clock import now, today
from foundation.errors import NotPermitted
from missions.models import PostReport, ReportingRhythm
from missions.services import post_reports as services
from reminders.models import Reminder
from reminders.services.planning import plan
from tests.attaches.scenes import a_post
from tests.attaches.story_ways import get, sent, words
from tests.cast import acting
from tests.documents import files
from workspace.management.demo import post_reports as demo

pytestmark = pytest.mark.django_db


def month(back: int) -> dt.date:
    """The first day of a month, so many before this one."""
    whole = today().year * 12 + today().month - 1 - back
    return dt.date(whole // 12, whole % 12 + 1, 1)


def reports_of(post, by):
    return list(PostReport.objects.visible_to(by).filter(post=post).order_by("ends_on"))


def a_rhythm(post, *, since: int = 2, every: str = "month", caveats=(), **facts):
    with acting("cmd_desk") as by:
        on = facts.pop("on", month(since))
        return services.set_rhythm(
            post, by=by, at=now(), every=every, on=on, label=intern("official_use", caveats), **facts
        )


def planned(report, on):
    with enter_subject(service_subject("planner"), "test") as planner:
        plan(by=planner, on=on)
        rows = Reminder.objects.visible_to(planner).filter(record=report.reference, state="pending")
        return sorted(rows.values_list("rule__code", "office__code", "offset"))


def test_every_period_that_has_begun_is_owed_and_once():
    post = a_post()
    a_rhythm(post)
    with acting("cmd_desk") as by:
        found = reports_of(post, by)
        assert [row.period.lower for row in found] == [month(2), month(1), month(0)]
        assert found[0].ends_on == month(1) - dt.timedelta(days=1)
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        assert services.open_ahead(by=scheduler, on=today()) == 0
        assert services.open_ahead(by=scheduler, on=month(-1)) == 1


def test_it_is_reminded_of_until_it_is_there():
    post = a_post()
    a_rhythm(post)
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[1]
    late = report.ends_on + dt.timedelta(days=6)
    assert ("post_reports.owed", "attache-tr", 5) in planned(report, late)
    with acting("drafter") as attache:
        with pytest.raises(services.ReportEmpty):
            services.submit(report, by=attache, on=today(), at=now(), summary=" ")
        with pytest.raises(services.ReportDayWrong):
            services.submit(report, by=attache, on=month(-1), at=now(), summary="Calls")
        done = services.submit(
            report, by=attache, on=today(), at=now(), summary="Calls", file=("a.pdf", files.pdf())
        )
        assert done.file.about_reference == report.reference
        with pytest.raises(services.ReportSettled):
            services.submit(report, by=attache, on=today(), at=now(), summary="Again")
        with pytest.raises(NotPermitted):
            services.waive(report, by=attache, on=today(), at=now(), reason="Vacant")
        with pytest.raises(DatabaseError), transaction.atomic():
            PostReport.objects.visible_to(attache).filter(pk=report.pk).update(summary="Other")
    assert planned(report, late) == []


def test_an_attache_reports_for_his_own_mission():
    DiplomaticMission.objects.get(code="emb-ge")
    post = a_post(mission="emb-ge")
    a_rhythm(post)
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[0]
        with pytest.raises(services.WhyWithout):
            services.waive(report, by=by, on=today(), at=now())
        other = services.waive(reports_of(post, by)[1], by=by, on=today(), at=now(), reason="Vacant")
        assert not other.is_owed
    with acting("drafter") as attache, pytest.raises(NotPermitted):
        services.submit(report, by=attache, on=today(), at=now(), summary="Calls")


def test_a_rhythm_begins_with_its_month_and_ends_once():
    post = a_post()
    with pytest.raises(services.BeginsWithMonth):
        a_rhythm(post, on=month(1) + dt.timedelta(days=3))
    with pytest.raises(services.BeginsWithMonth):
        a_rhythm(post, on=dt.date(2026, 2, 1), every="quarter")
    held = a_rhythm(post, on=dt.date(2026, 7, 1), every="quarter")
    with pytest.raises(services.RhythmThere):
        a_rhythm(post)
    with acting("cmd_desk") as by:
        assert reports_of(post, by)[0].period == DateRange(dt.date(2026, 7, 1), dt.date(2026, 10, 1))
        with pytest.raises(services.EndsEarlier):
            services.end_rhythm(held, by=by, on=dt.date(2026, 6, 1), at=now())
        held = services.end_rhythm(held, by=by, on=dt.date(2026, 9, 30), at=now())
        with pytest.raises(services.RhythmEnded):
            services.end_rhythm(held, by=by, on=today(), at=now())
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportingRhythm.objects.visible_to(by).filter(pk=held.pk).update(every="month")
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        services.end_rhythm(held, by=by, on=today(), at=now())


def test_on_its_pages_over_rest_and_in_data_entry(signed_in, api):
    post = a_post()
    desk = signed_in("cmd_desk")
    with acting("cmd_desk"):
        pk = post.pk
    sent(desk, "/admin/missions/reportingrhythm/add/", post=pk, every="month", on=month(1).isoformat())
    with acting("cmd_desk") as by:
        report, open_still = reports_of(post, by)[:2]
    attache, where = signed_in("drafter"), f"/post-reports/{report.reference}/"
    assert report.reference in get(attache, "/post-reports/")
    assert (
        attache.post(
            where, {"step": "submit", "submit-version": 1, "submit-on": today().isoformat()}
        ).status_code
        == 400
    )
    typed = {
        "step": "submit",
        "submit-version": 1,
        "submit-on": today().isoformat(),
        "submit-summary": "Calls on all",
    }
    assert attache.post(where, typed).status_code == 302
    assert "Calls on all" in words(get(desk, where))
    assert report.reference in get(desk, "/search/", q="calls on all")
    client = api("cmd_desk")
    listed = client.get("/api/v1/post-reports/?owed=true").json()["results"]
    assert [row["reference"] for row in listed if row["post"] == post.reference] == [open_still.reference]
    one = f"/api/v1/post-reports/{open_still.reference}/"
    tag = client.get(one).headers["ETag"]
    refused = client.post(f"{one}waive/", {}, content_type="application/json", headers={"If-Match": tag})
    assert refused.status_code == 400
    done = client.post(
        f"{one}waive/", {"reason": "Vacant"}, content_type="application/json", headers={"If-Match": tag}
    )
    assert (done.status_code, done.json()["is_owed"]) == (200, False)
    body = {"post": post.reference, "every": "month", "starts_on": "2026-01-05"}
    assert client.post("/api/v1/reporting-rhythms/", body, content_type="application/json").status_code == 400


def test_what_may_not_be_known_is_not_there(signed_in, api):
    post = a_post()
    a_rhythm(post, caveats=("mod_only",))
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[0]
    outside = signed_in("mfa_desk")
    assert report.reference not in get(outside, "/post-reports/")
    assert outside.get(f"/post-reports/{report.reference}/").status_code == 404
    assert api("mfa_desk").get(f"/api/v1/post-reports/{report.reference}/").status_code == 404


def test_the_demo_has_reports_of_each_kind():
    for number in range(4):
        a_post(f"demo-{number}")
    demo.load(on=today(), at=now())
    with acting("cmd_desk") as by:
        rows = PostReport.objects.visible_to(by)
        assert rows.filter(submitted_on__isnull=False).exists()
        assert rows.filter(waived_on__isnull=False).exists()
        assert rows.filter(submitted_on__isnull=True, waived_on__isnull=True, ends_on__lt=today()).exists()

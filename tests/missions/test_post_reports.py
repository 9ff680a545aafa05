"""Attachés report by a rhythm and are reminded until the report is there (domain.md C7, row 35)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import enter_subject
from access.models import CompartmentGrant
from access.service_subjects import service_subject
from access.services import grants
from access.services.labels import intern
from accounts.models import Office
from attaches.services import posts
from directory.models import DiplomaticMission
from foundation.clock import now, today
from foundation.errors import NotPermitted
from foundation.templatetags.frame import ONCE
from missions.models import PostReport, ReportingRhythm
from missions.services import post_reports as services
from missions.services.of_posts import TooFarAway
from missions.services.versions import NotOnTheList
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


def quarter(back: int) -> dt.date:
    """The first day of a quarter, so many before this one."""
    return month((today().month - 1) % 3 + 3 * back)


def on_the_list(office: str, name: str) -> None:
    """One security officer proposes, another confirms."""
    with acting("mod_security") as officer:
        row = grants.propose_compartment(
            by=officer, office=Office.objects.get(code=office), compartment=name, starts_on=today()
        )
    with acting("mfa_security") as second:
        grants.confirm_compartment(row, by=second, at=now())


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
    on_the_list("attache-tr", "mission:ge")  # he reads them, and does not write them
    with acting("drafter") as attache, pytest.raises(NotPermitted):
        services.submit(report, by=attache, on=today(), at=now(), summary="Calls")


def test_a_rhythm_begins_with_its_month_and_ends_once():
    post = a_post()
    with pytest.raises(services.BeginsWithMonth):
        a_rhythm(post, on=month(1) + dt.timedelta(days=3))
    with pytest.raises(services.BeginsWithMonth):
        a_rhythm(post, on=quarter(0) - dt.timedelta(days=31), every="quarter")
    held = a_rhythm(post, on=quarter(1), every="quarter")
    with pytest.raises(services.RhythmThere):
        a_rhythm(post)
    with acting("cmd_desk") as by:
        first, last = reports_of(post, by)
        assert first.period == DateRange(quarter(1), quarter(0))
        with pytest.raises(services.EndsEarlier):
            services.end_rhythm(held, by=by, on=quarter(2), at=now())
        held = services.end_rhythm(held, by=by, on=last.ends_on, at=now())
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


@pytest.mark.parametrize("name", ["attache_de", "mod_finance", "mfa_legal"])
def test_who_is_not_on_the_missions_list_sees_nothing(signed_in, api, name):
    post = a_post()
    a_rhythm(post)
    with acting("drafter") as own:
        report = reports_of(post, own)[0]
        held = ReportingRhythm.objects.visible_to(own).select_related("label").get(pk=report.rhythm_id)
        assert held.label.compartments == ["mission:tr"]
        assert report.label_id == held.label_id
        services.submit(report, by=own, on=today(), at=now(), summary="Zirvexeber calls")
    ways = {"rest": f"/api/v1/post-reports/{report.reference}/", "page": f"/post-reports/{report.reference}/"}
    inside, outside = (signed_in(who) for who in ("attache", name))
    assert (inside.get(ways["page"]).status_code, outside.get(ways["page"]).status_code) == (200, 404)
    assert report.reference in get(inside, "/post-reports/", which="all")
    assert report.reference not in get(outside, "/post-reports/", which="all")
    assert report.reference in get(inside, "/search/", q="zirvexeber")
    assert report.reference not in get(outside, "/search/", q="zirvexeber")
    assert (api("attache").get(ways["rest"]).status_code, api(name).get(ways["rest"]).status_code) == (
        200,
        404,
    )
    seen, hidden = (api(who).get("/api/v1/post-reports/").json()["results"] for who in ("attache", name))
    assert report.reference in {row["reference"] for row in seen} - {row["reference"] for row in hidden}


def test_a_caveat_narrows_it_further(signed_in, api):
    post = a_post()
    a_rhythm(post, caveats=("mod_only",))
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[0]
    outside = signed_in("mfa_desk")
    assert report.reference not in get(outside, "/post-reports/")
    assert outside.get(f"/post-reports/{report.reference}/").status_code == 404
    assert api("mfa_desk").get(f"/api/v1/post-reports/{report.reference}/").status_code == 404


def test_nobody_sets_a_rhythm_he_may_not_read():
    post = a_post()
    with acting("mod_security") as officer:
        row = CompartmentGrant.objects.get(office__code="cmd-desk", compartment="mission:tr")
        grants.withdraw_compartment(row, by=officer, on=today(), reason="Moved")
    with pytest.raises(NotOnTheList, match="need-to-know list"):
        a_rhythm(post)
    with acting("cmd_head") as by:
        assert not ReportingRhythm.objects.visible_to(by).filter(post=post).exists()


def test_a_day_beyond_the_calendar_is_refused_beside_its_field(signed_in, api):
    post = a_post()
    held = a_rhythm(post)
    far = dt.date(9999, 12, 31)
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[0]
        with pytest.raises(TooFarAway):
            services.end_rhythm(held, by=by, on=far, at=now())
        with pytest.raises(TooFarAway):
            services.waive(report, by=by, on=far, at=now(), reason="Vacant")
    with pytest.raises(TooFarAway):
        a_rhythm(a_post(), on=dt.date(9999, 12, 1))
    client = api("cmd_desk")
    one = f"/api/v1/reporting-rhythms/{held.reference}/"
    tag = {"If-Match": client.get(one).headers["ETag"]}
    answer = client.post(f"{one}end/", {"on": "9999-12-31"}, content_type="application/json", headers=tag)
    assert answer.status_code == 400
    assert "too far away" in answer.content.decode()
    body = {"post": a_post().reference, "every": "month", "starts_on": "9999-12-01"}
    answer = client.post("/api/v1/reporting-rhythms/", body, content_type="application/json")
    assert answer.status_code == 400
    assert "starts_on" in answer.content.decode()
    shown = signed_in("cmd_desk").post(
        f"/post-reports/{report.reference}/",
        {"step": "submit", "submit-version": 1, "submit-on": "9999-12-31", "submit-summary": "Calls"},
    )
    assert shown.status_code == 400
    assert "too far away" in shown.content.decode()


def test_nobody_is_asked_today_for_the_reports_of_years():
    with pytest.raises(services.TooLongAgo):
        a_rhythm(a_post(), since=13)
    a_rhythm(a_post(), since=11)


def test_a_rhythm_does_not_end_before_its_reports():
    post = a_post()
    held = a_rhythm(post)
    with acting("cmd_desk") as by:
        last = reports_of(post, by)[-1]
        with pytest.raises(services.ReportOpened) as refused:
            services.end_rhythm(held, by=by, on=last.ends_on - dt.timedelta(days=1), at=now())
        assert last.reference in str(refused.value.fields["on"])
        with pytest.raises(DatabaseError), transaction.atomic():
            ReportingRhythm.objects.visible_to(by).filter(pk=held.pk).update(
                period=DateRange(held.period.lower, last.ends_on)
            )
        services.end_rhythm(held, by=by, on=month(-1) + dt.timedelta(days=9), at=now())
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        services.open_ahead(by=scheduler, on=month(-3))
    with acting("cmd_desk") as by:  # the last one is as short as its rhythm leaves it
        assert reports_of(post, by)[-1].period == DateRange(month(-1), month(-1) + dt.timedelta(days=10))
        last = reports_of(post, by)[-1]
        with pytest.raises(DatabaseError), transaction.atomic():
            PostReport.objects.bulk_create(
                [
                    PostReport(
                        rhythm_id=held.pk,
                        post=post,
                        period=DateRange(month(-3), month(-4)),
                        label_id=last.label_id,
                    )
                ]
            )


def test_a_post_that_is_not_established_owes_nothing():
    planned_post, post = a_post(reaches="planned"), a_post()
    a_rhythm(planned_post)
    held = a_rhythm(post)
    with acting("cmd_desk") as by:
        assert reports_of(planned_post, by) == []
        begun = len(reports_of(post, by))
        posts.advance(post, "closed", by=by, on=today(), at=now(), reason="Moved")
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        services.open_ahead(by=scheduler, on=month(-2))
    with acting("cmd_desk") as by:
        assert len(reports_of(post, by)) == begun
        for state in ("authorised", "established"):
            planned_post = posts.advance(planned_post, state, by=by, on=today(), at=now())
        services.open_periods(on=today())
        assert [row.period.lower for row in reports_of(planned_post, by)] == [month(0)]
    assert held.period.upper is None


def test_the_form_counts_once_and_takes_a_file(signed_in):
    post = a_post()
    a_rhythm(post)
    with acting("cmd_desk") as by:
        report = reports_of(post, by)[0]
    shown = get(signed_in("cmd_desk"), f"/post-reports/{report.reference}/")
    assert shown.count('enctype="multipart/form-data"') == 1
    assert shown.count(f'name="{ONCE}"') == 2  # submitting and doing without


def test_the_list_goes_over_pages_and_all_begin_with_the_newest(signed_in, monkeypatch):
    monkeypatch.setattr("missions.pages.of_posts.PER_PAGE", 2)
    post = a_post()
    a_rhythm(post)
    with acting("cmd_desk") as by:
        oldest, middle, newest = (row.reference for row in reports_of(post, by))
    desk = signed_in("cmd_desk")
    first = get(desk, "/post-reports/", post=post.code)
    assert first.index(oldest) < first.index(middle)
    assert newest not in first
    assert newest in get(desk, "/post-reports/", post=post.code, page="2")
    every = get(desk, "/post-reports/", post=post.code, which="all")
    assert every.index(newest) < every.index(middle)
    assert oldest not in every
    assert "page=2" in every


def test_the_demo_has_reports_of_each_kind():
    for number in range(2):
        a_post(f"demo-{number}")
    demo.load(on=today(), at=now())
    with acting("cmd_desk") as by:
        rows = PostReport.objects.visible_to(by)
        assert rows.filter(submitted_on__isnull=False).exists()
        assert rows.filter(waived_on__isnull=False).exists()
        assert rows.filter(submitted_on__isnull=True, waived_on__isnull=True, ends_on__lt=today()).exists()

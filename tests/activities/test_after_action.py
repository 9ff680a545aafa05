"""After-action reports, and lessons that come back when something similar is planned (domain.md B5)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from access.context import Subject
from access.services.labels import intern
from activities.models import Activity, Lesson
from activities.selectors.lessons import for_planning
from activities.services import after_action, lessons, steps
from foundation.clock import now, today
from foundation.errors import InvalidInput
from tests.activities.programme import country, days, kind, planned
from tests.activities.test_api import send
from tests.activities.told import TOLD
from tests.cast import acting

pytestmark = pytest.mark.django_db
REPORTS, LESSONS = "/api/v1/after-action-reports/", "/api/v1/lessons/"


def held(by: Subject, **facts: Any) -> Activity:
    """An exchange that ended forty days ago."""
    known = {
        "starts_on": days(-44), "ends_on": days(-40), "stands_as": "completed", "ad_hoc_reason": "Agreed", **facts,
    }  # fmt: skip
    return planned(by, **known)


def learned(by: Subject, activity: Activity, **facts: Any) -> Lesson:
    known = {
        "topic": "logistics",
        "observation": "Rations came late.",
        "recommendation": "Order a week ahead.",
        **facts,
    }
    return lessons.record(by=by, at=now(), activity=activity, **known)


def test_the_report_takes_the_activity_along(clerk: Subject) -> None:
    activity = held(clerk)
    with pytest.raises(after_action.ReportMissing):
        steps.advance(activity, "aar_submitted", by=clerk, on=today(), at=now())
    report = after_action.write(activity, by=clerk, at=now(), hot_wash_on=days(-39), summary="DEMO")
    with pytest.raises(after_action.ReportIncomplete):
        after_action.submit(activity, by=clerk, on=today(), at=now())
    after_action.write(activity, by=clerk, at=now(), version=report.version, **TOLD)
    done = after_action.submit(activity, by=clerk, on=today(), at=now())
    assert (done.activity.state, done.submitted_on) == ("aar_submitted", today())
    with pytest.raises(after_action.ReportFixed):
        after_action.write(activity, by=clerk, at=now(), summary="Other")


def test_postgresql_too_keeps_what_was_submitted(clerk: Subject) -> None:
    activity = held(clerk)
    after_action.write(activity, by=clerk, at=now(), **TOLD)
    after_action.submit(activity, by=clerk, on=today(), at=now())
    other = held(clerk)
    for wrong in (
        f"UPDATE activities_afteractionreport SET rated_aims = 1 WHERE activity_id = {activity.pk}",
        f"UPDATE activities_activity SET state = 'aar_submitted', state_on = home_today() WHERE id = {other.pk}",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(wrong)
    assert Activity.objects.visible_to(clerk).get(pk=other.pk).state == "completed"


def test_nothing_is_reported_on_before_it_was_held(clerk: Subject) -> None:
    ahead = planned(clerk)
    with pytest.raises(after_action.NotHeldYet):
        after_action.write(ahead, by=clerk, at=now(), **TOLD)
    with pytest.raises(lessons.NothingDoneYet):
        learned(clerk, ahead)
    with pytest.raises(after_action.HotWashUnfit):
        after_action.write(held(clerk), by=clerk, at=now(), hot_wash_on=days(-50))
    with pytest.raises(InvalidInput):
        after_action.write(held(clerk), by=clerk, at=now(), rated_aims=6)


def test_a_lesson_is_followed_up_with_an_outcome(clerk: Subject) -> None:
    lesson = learned(clerk, held(clerk))
    assert (lesson.due_on, lesson.noted_on) == (days(20), today())
    with pytest.raises(lessons.OutcomeMissing):
        lessons.close(lesson, by=clerk, on=today(), at=now(), outcome=" ")
    with pytest.raises(lessons.NotDoneYet):
        lessons.close(lesson, by=clerk, on=days(1), at=now(), outcome="Done")
    closed = lessons.close(lesson, by=clerk, on=today(), at=now(), outcome="In the planning order since May")
    with pytest.raises(lessons.LessonClosed):
        lessons.amend(closed, by=clerk, at=now(), topic="legal")


def test_lessons_come_back_when_something_similar_is_planned(clerk: Subject) -> None:
    same = learned(clerk, held(clerk))
    elsewhere = learned(clerk, held(clerk, country=country("TR")))
    learned(clerk, held(clerk, kind=kind("mobile_training_team")))
    hidden = learned(clerk, held(clerk, level="limited_official_use"))
    ahead = planned(clerk)
    assert for_planning(ahead, to=clerk) == [hidden, same, elsewhere]


def test_a_lesson_is_no_less_restricted_than_what_it_is_drawn_from(clerk: Subject) -> None:
    secret = held(clerk, level="limited_official_use")
    with pytest.raises(lessons.MoreRestricted):
        learned(clerk, secret, label=intern("official_use"))
    assert learned(clerk, secret).label == secret.label


def test_reports_and_lessons_over_rest(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        activity, ahead = held(clerk), planned(clerk)
    desk = api("cmd_desk")
    begun = send(desk, "post", REPORTS, {"activity": activity.reference, "summary": "DEMO"})
    assert (begun.status_code, begun.json()["due_on"]) == (201, str(days(-10))), begun.content
    address = f"{REPORTS}{activity.reference}/"
    unfinished = send(desk, "post", f"{address}submit/", {}, begun["ETag"])
    assert unfinished.status_code == 400
    assert "rated_aims" in {error["field"] for error in unfinished.json()["errors"]}
    rated = send(desk, "patch", address, TOLD, begun["ETag"])
    assert rated.status_code == 200, rated.content
    assert send(desk, "patch", address, {"rated_aims": 9}, rated["ETag"]).status_code == 400
    assert send(desk, "post", f"{address}submit/", {}, rated["ETag"]).json()["submitted_on"] == str(today())
    entry = {
        "activity": activity.reference, "topic": "logistics", "observation": "Rations came late.",
        "recommendation": "Order a week ahead.",
    }  # fmt: skip
    made = send(desk, "post", LESSONS, entry)
    assert made.status_code == 201, made.content
    found = desk.get(f"{LESSONS}?for_planning={ahead.reference}").json()["results"]
    assert [row["reference"] for row in found] == [made.json()["reference"]]
    closed = send(
        desk, "post", f"{LESSONS}{made.json()['reference']}/close/", {"outcome": "Ordered"}, made["ETag"]
    )
    assert closed.json()["done_on"] == str(today()), closed.content
    assert not desk.get(f"{LESSONS}?open=true").json()["results"]
    bad = send(desk, "post", LESSONS, {**entry, "topic": "weather"})
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "topic")


def test_data_entry_shows_reports_and_closes_lessons(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        lesson = learned(clerk, held(clerk))
        after_action.write(lesson.activity, by=clerk, at=now(), **TOLD)
    desk = signed_in("cmd_desk")
    for page in ("lesson/", "lesson/add/", f"lesson/{lesson.pk}/change/", "afteractionreport/",
                 f"afteractionreport/{lesson.activity.reference}/change/", "afteractionreport/add/"):  # fmt: skip
        assert desk.get(f"/admin/activities/{page}").status_code == 200, page

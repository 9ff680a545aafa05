"""Reports `exercises` and `lessons`: counted right, as of any day, in every form."""

import pytest
from django.test import Client

from activities.services import after_action, lessons
from foundation.clock import now, today
from reports.selectors.exercises import build as exercises_built
from reports.selectors.lessons import build as lessons_built
from tests.activities.programme import days, exercise
from tests.activities.test_after_action import held, learned
from tests.activities.told import TOLD
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_exercises_are_shown_with_what_is_late(db: None) -> None:
    with acting("cmd_desk") as clerk:
        first = days(30)
        late = exercise(clerk, starts_on=first, ends_on=days(35), troops=9000)
        over = exercise(clerk, starts_on=days(-60), ends_on=days(-50), stands_as="completed", conferences={})
        found = exercises_built(to=clerk, as_of=today(), year=str(first.year))
        row = next(row for row in found.rows if row["exercise"] == late.reference)
        assert row["notify_by"] == days(-12)
        assert found.summary["notification_late"] == 1
        assert found.summary["conferences_late"] == 1
        before = exercises_built(to=clerk, as_of=today(), year=str(days(-60).year))
        assert before.summary["report_overdue"] == 1
        shown = exercises_built(to=clerk, as_of=today(), year=str(days(-60).year), show="report_overdue")
        assert [row["exercise"] for row in shown.rows] == [over.reference]
        # Nobody knew of the one ahead yesterday, and no report was overdue a day after the end of the other.
        earlier = exercises_built(to=clerk, as_of=days(-45), year=str(days(-60).year))
        assert [row["exercise"] for row in earlier.rows] == [over.reference]
        assert earlier.summary["report_overdue"] == 0


def test_without_a_year_what_comes_up_within_twelve_months_is_shown(db: None) -> None:
    with acting("cmd_desk") as clerk:
        near = exercise(clerk, starts_on=days(300), ends_on=days(305))
        exercise(clerk, starts_on=days(800), ends_on=days(805))
        shown = [row["exercise"] for row in exercises_built(to=clerk, as_of=today()).rows]
        assert shown == [near.reference]


def test_lessons_are_counted_as_of_the_day(db: None) -> None:
    with acting("cmd_desk") as clerk:
        activity = held(clerk)
        first = learned(clerk, activity, on=days(-39), due_on=days(-10))
        learned(clerk, activity, on=days(-1), repeats=first)
        lessons.close(first, by=clerk, on=days(-2), at=now(), outcome="Ordered earlier")
        after_action.write(activity, by=clerk, at=now(), **TOLD)
        after_action.submit(activity, by=clerk, on=today(), at=now())
        now_found = lessons_built(to=clerk, as_of=today())
        assert (str(now_found.summary["closed"]), now_found.summary["repeated"]) == ("1/2", 2)
        assert (now_found.summary["reports"], now_found.summary["rated_aims"]) == (1, 4.0)
        then = lessons_built(to=clerk, as_of=days(-5))
        assert (str(then.summary["closed"]), then.summary["overdue"], then.summary["reports"]) == (
            "0/1",
            1,
            0,
        )
        assert lessons_built(to=clerk, as_of=today(), show="repeated", kind="unit_exchange").rows


@pytest.mark.parametrize("slug", ["exercises", "lessons"])
def test_in_every_form(api, signed_in, slug: str) -> None:
    with acting("cmd_desk") as clerk:
        exercise(clerk, starts_on=today(), ends_on=today(), conferences={}, stands_as="ongoing")
        learned(clerk, held(clerk))
    reader: Client = api("leadership_reader", scope="read")
    address = f"/api/v1/reports/{slug}/"
    found = reader.get(address).json()
    assert found["rows"]
    assert all(row["references"] for row in found["rows"])
    for form in ("csv", "xlsx", "pdf"):
        assert reader.get(f"{address}?format={form}").status_code == 200
    page = signed_in("leadership_reader").get(f"/reports/{slug}/").content.decode()
    assert "<svg" in page
    assert reader.get(f"{address}?show=gossip").status_code == 400

"""First impression and final report of an exercise: due by its last day, in their order, late where they are owed."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from access.context import Subject
from activities.models import Exercise
from activities.selectors.exercises import late_exercises, report_lines
from activities.services import after_action, exercises
from activities.services.exercise_reports import FinalBeforeFirst, ReportedBeforeTheEnd
from activities.services.refusals import HeldInFuture, SaidAlready
from foundation.clock import now, today
from foundation.errors import NotPermitted
from reports.selectors.exercises import build
from tests.activities.programme import days, exercise
from tests.activities.told import TOLD
from tests.attaches.story_ways import pressed
from tests.cast import acting

pytestmark = pytest.mark.django_db


def over(by: Subject, ended: int = -20, **facts: Any) -> Exercise:
    """One that ended some days ago and was entered as completed."""
    return exercise(by, starts_on=days(ended - 4), ends_on=days(ended), stands_as="completed", **facts)


def told(by: Subject) -> dict[str, Any]:
    return {"by": by, "at": now()}


def standings(held: Exercise) -> list[tuple[str, int, str]]:
    lines = report_lines(held, on=today())
    return [(line.kind, (line.due_on - today()).days, line.standing.value) for line in lines]


def test_they_are_due_by_the_last_day_and_follow_each_other() -> None:
    with acting("cmd_desk") as by:
        held = over(by)
        assert standings(held) == [("first", -5, "overdue"), ("final", 40, "ahead")]
        with pytest.raises(FinalBeforeFirst):
            exercises.report_final(held, on=today(), **told(by))
        held = exercises.report_first(held, on=days(-6), **told(by))
        with pytest.raises(FinalBeforeFirst):
            exercises.report_final(held, on=days(-7), **told(by))
        held = exercises.report_final(held, on=days(-1), **told(by))
        assert standings(held) == [("first", -5, "done"), ("final", 40, "done")]
        with pytest.raises(SaidAlready):
            exercises.report_final(held, on=today(), **told(by))
        held = exercises.amend(held, first_report_on=days(-3), **told(by))
        assert standings(held)[0] == ("first", -5, "done_late")


def test_nothing_is_reported_before_the_end_nor_before_it_happened() -> None:
    with acting("cmd_desk") as by:
        ahead, held = exercise(by), over(by)
        assert standings(ahead) == []
        with pytest.raises(ReportedBeforeTheEnd) as refusal:
            exercises.report_first(ahead, on=today(), **told(by))
        assert set(refusal.value.fields) == {"on"}
        with pytest.raises(ReportedBeforeTheEnd):
            exercises.report_first(held, on=days(-21), **told(by))
        with pytest.raises(HeldInFuture):
            exercises.amend(held, first_report_on=days(1), **told(by))
        with pytest.raises(FinalBeforeFirst):
            over(by, final_report_on=days(-1))
    with acting("mfa_desk") as other, pytest.raises(NotPermitted):
        exercises.report_first(held, on=today(), **told(other))


def test_postgresql_too_keeps_their_order() -> None:
    with acting("cmd_desk") as by:
        held = over(by)
        with pytest.raises(IntegrityError), transaction.atomic():
            Exercise.in_context.filter(pk=held.pk).update(final_report_on=today())


def test_what_is_owed_is_late_until_the_exercise_is_closed() -> None:
    with acting("cmd_desk") as by:
        held, fresh = over(by), over(by, ended=-10)
        assert set(late_exercises(to=by, on=today())) == {held}
        exercises.report_first(held, on=days(-2), **told(by))
        assert not late_exercises(to=by, on=today()).exists()
        assert set(late_exercises(to=by, on=days(41))) == {held, fresh}
        shut = exercise(
            by, starts_on=days(-90), ends_on=days(-80), stands_as="closed", first_report_on=days(-70)
        )
        assert [(kind, how) for kind, _due, how in standings(shut)] == [("first", "done")]
        assert shut not in late_exercises(to=by, on=today())


def test_the_report_of_exercises_tells_them_as_of_the_day() -> None:
    with acting("cmd_desk") as by:
        held = exercises.report_first(over(by), on=days(-2), **told(by))
        year = str(held.activity.starts_on.year)
        asked = {"to": by, "year": year, "show": "reports_late"}
        (row,) = build(as_of=today(), **asked).rows
        assert (row["first_report_on"], row["final_report_on"]) == (days(-2), None)
        assert row["late_reports"] == "First impression report"
        assert build(as_of=days(-6), **asked).rows == []
        (row,) = build(as_of=days(-3), **asked).rows
        assert (row["first_report_on"], row["late_reports"]) == (None, "First impression report")
        assert build(as_of=today(), **asked).summary["reports_late"] == 1


def test_over_rest(api: Any) -> None:
    with acting("cmd_desk") as by:
        held = over(by)
    desk, where = api("cmd_desk"), f"/api/v1/exercises/{held.reference}/"

    def step(verb: str, **body: Any) -> Any:
        match = {"if-match": desk.get(where)["ETag"]}
        return desk.post(f"{where}{verb}/", body, content_type="application/json", headers=match)

    assert [row["standing"] for row in desk.get(where).json()["reports"]] == ["overdue", "ahead"]
    assert step("report-final").status_code == 400
    assert step("report-first", on=str(days(-6))).json()["first_report_on"] == str(days(-6))
    done = step("report-final").json()
    assert [row["standing"] for row in done["reports"]] == ["done", "done"]
    row = desk.get(f"/api/v1/exercises/?search={held.reference}").json()["results"][0]
    assert (row["first_report_on"], row["final_report_on"]) == (str(days(-6)), str(today()))


def test_in_data_entry_and_on_the_page(signed_in: Any) -> None:
    with acting("cmd_desk") as by:
        held = over(by)
    desk, where = signed_in("cmd_desk"), reverse("admin:activities_exercise_change", args=[held.reference])
    assert "First impression report submitted" in desk.get(where).content.decode()
    pressed(desk, where, "first-report", on=str(days(-6)))
    with acting("cmd_desk"):
        assert Exercise.in_context.get(pk=held.pk).first_report_on == days(-6)
    page = desk.get(f"/activities/{held.reference}/").content.decode()
    assert "Final exercise report" in page
    assert "Done in time" in page


def test_the_activity_goes_its_own_way_meanwhile() -> None:
    with acting("cmd_desk") as by:
        held = over(by)
        after_action.write(held.activity, by=by, at=now(), **TOLD)
        after_action.submit(held.activity, by=by, on=today(), at=now())
        again = exercises.report_first(held, on=today(), **told(by))
        assert again.first_report_on == today()

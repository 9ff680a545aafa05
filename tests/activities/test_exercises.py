"""Exercises: conferences computed from size and start, re-planned by people; notification derived and enforced."""

import datetime as dt

import pytest

from access.context import Subject
from activities.engine import ConferenceStanding as C
from activities.engine import (
    Strength,
    conference_days,
    is_notifiable,
    notification_day,
    observer_days,
    standing,
)
from activities.models import Activity, Exercise, PlanningConference
from activities.selectors.exercises import late_exercises
from activities.services import exercises, steps
from activities.services.refusals import (
    BasisMissing,
    ConferencesOutOfOrder,
    HeldInFuture,
    NotAmended,
    NotNotified,
    SpecialAmongTroops,
)
from config import settings
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotPermitted, RecordChanged, RuleBroken
from tests.activities.programme import agreed, basis, country, days, exercise, kind, stepped
from tests.cast import acting

pytestmark = pytest.mark.django_db
BIG = {"troops": 9_500}


def _days(row: Exercise, column: str = "planned_on") -> dict[str, int]:
    rows = PlanningConference.in_context.filter(exercise=row)
    return {r.kind: (getattr(r, column) - row.activity.starts_on).days for r in rows}


def test_conferences_lie_as_far_ahead_as_its_size_asks() -> None:
    start = dt.date(2027, 10, 1)
    assert conference_days(start, "major", settings.CONFERENCE_DAYS) == {
        "ipc": dt.date(2027, 1, 4), "mpc": dt.date(2027, 5, 4), "fpc": dt.date(2027, 8, 2),
    }  # fmt: skip
    assert conference_days(start, "small", settings.CONFERENCE_DAYS)["fpc"] == dt.date(2027, 9, 1)


@pytest.mark.parametrize(
    ("strength", "notifiable"),
    [
        (Strength(troops=8_999, tanks=249, acvs=499, artillery=249), False),
        (Strength(troops=9_000), True),
        (Strength(tanks=250), True),
        (Strength(acvs=500), True),
        (Strength(artillery=250), True),
        (Strength(troops=3_000, special=3_000), True),
        (Strength(sorties=200), True),
        (Strength(troops=2_999, special=2_999, sorties=199), False),
    ],
)
def test_one_threshold_of_the_vienna_document_is_enough(strength: Strength, notifiable: bool) -> None:
    assert is_notifiable(strength, settings.VIENNA_DOCUMENT) is notifiable
    day = notification_day(dt.date(2026, 10, 5), strength, settings.VIENNA_DOCUMENT)
    assert day == (dt.date(2026, 8, 24) if notifiable else None)


@pytest.mark.parametrize(
    ("planned", "held", "found"),
    [
        (-10, -10, C.HELD), (5, 5, C.HELD_LATE), (-1, None, C.MISSED), (9, None, C.BEHIND), (0, None, C.SOON),
        (-30, None, C.MISSED),
    ],
)  # fmt: skip
def test_a_conference_stands_by_its_day(planned: int, held: int | None, found: C) -> None:
    day, base = dt.date(2026, 6, 1), dt.timedelta(days=1)
    held_on = None if held is None else day + held * base
    assert standing(day, day + planned * base, held_on, day) == found


def test_far_ones_are_ahead() -> None:
    due = dt.date(2026, 6, 30)
    assert standing(due, due, None, dt.date(2026, 6, 1)) == C.AHEAD


def test_an_exercise_under_an_agreement_has_its_conferences(clerk: Subject) -> None:
    others = basis(clerk, parties=[country("TR")])
    found = exercise(clerk, agreement=others, size="major", starts_on=days(400), ends_on=days(410))
    assert _days(found) == {"ipc": -270, "mpc": -150, "fpc": -60}
    assert found.notify_by is None
    assert found.activity.kind.code == "exercise"
    assert {found.label_id, *PlanningConference.in_context.values_list("label_id", flat=True)} == {
        found.activity.label_id
    }


def test_without_agreement_or_reason_it_is_not_entered(clerk: Subject) -> None:
    with pytest.raises(BasisMissing):
        exercise(clerk, ad_hoc_reason="")


def test_what_is_over_has_only_the_conferences_that_are_known(clerk: Subject) -> None:
    held = exercise(
        clerk, title="Eternity-2021", starts_on=dt.date(2021, 10, 5), ends_on=dt.date(2021, 10, 8), stands_as="closed",
        conferences={"ipc": {"held_on": dt.date(2021, 7, 9)}},
    )  # fmt: skip
    assert _days(held, "held_on") == {"ipc": -88}


def test_conferences_follow_the_start_unless_they_were_moved_or_held(clerk: Subject) -> None:
    found = exercise(
        clerk, starts_on=days(100), ends_on=days(101),
        conferences={"ipc": {"held_on": days(-20)}, "fpc": {"planned_on": days(80)}},
    )  # fmt: skip
    exercises.amend(found, by=clerk, at=now(), version=1, starts_on=days(110), ends_on=days(111))
    moved = {r.kind: r.planned_on for r in PlanningConference.in_context.all()}
    assert moved == {"ipc": days(-20), "mpc": days(110 - 75), "fpc": days(80)}
    with pytest.raises(RecordChanged):
        exercises.amend(found, by=clerk, at=now(), version=1, place="Baku")


def test_conferences_run_forwards_and_are_held_when_they_were(clerk: Subject) -> None:
    found = exercise(clerk)
    for wrong in ({"mpc": {"planned_on": days(10)}}, {"fpc": {"planned_on": days(201)}}):
        with pytest.raises(ConferencesOutOfOrder):
            exercises.amend(found, by=clerk, at=now(), conferences=wrong)
    with pytest.raises(HeldInFuture):
        exercises.amend(found, by=clerk, at=now(), conferences={"ipc": {"held_on": days(1)}})
    with pytest.raises(NotAmended):
        exercises.amend(found, by=clerk, at=now(), conferences={"hot_wash": {"held_on": today()}})


def test_amending_keeps_what_is_derived_out_of_hands(clerk: Subject) -> None:
    found = exercise(clerk, **BIG)
    assert found.notify_by == days(200 - 42)
    smaller = exercises.amend(found, by=clerk, at=now(), troops=100)
    assert smaller.notify_by is None
    for typed in ({"notify_by": today()}, {"kind": kind("ship_visit")}, {"state": "closed"}):
        with pytest.raises(NotAmended):
            exercises.amend(found, by=clerk, at=now(), **typed)
    for wrong in ({"troops": -1}, {"size": "huge"}, {"notified_on": days(1)}):
        with pytest.raises(InvalidInput):
            exercises.amend(found, by=clerk, at=now(), **wrong)


def _ready(**facts: object) -> Exercise:
    with acting("cmd_desk") as desk:
        found = exercise(
            desk, starts_on=today(), ends_on=days(3), **BIG, **facts,
            conferences={kind: {"held_on": days(-50)} for kind in ("ipc", "mpc", "fpc")},
        )  # fmt: skip
        stepped(found.activity, desk, "in_approval")
    approved = agreed(found.activity)
    with acting("cmd_desk") as desk:
        stepped(approved, desk, "preparing")
    return found


def test_an_exercise_over_the_threshold_does_not_start_unnotified(db: None) -> None:
    found = _ready()
    with acting("cmd_desk") as desk:
        with pytest.raises(NotNotified):
            steps.advance(found.activity, "ongoing", by=desk, on=today(), at=now())
        with pytest.raises(RuleBroken), act("test"):
            Activity.in_context.filter(pk=found.activity_id).update(state="ongoing", state_on=today())
        late = exercises.amend(found, by=desk, at=now(), notified_on=days(-41))
        with pytest.raises(NotNotified):
            steps.advance(late.activity, "ongoing", by=desk, on=today(), at=now())
        excused = exercises.amend(late, by=desk, at=now(), exemption="Alert activity")
        assert steps.advance(excused.activity, "ongoing", by=desk, on=today(), at=now()).state == "ongoing"


def test_one_notified_in_time_starts(db: None) -> None:
    found = _ready(notified_on=days(-42))
    with acting("cmd_desk") as desk:
        assert steps.advance(found.activity, "ongoing", by=desk, on=today(), at=now()).state == "ongoing"


def test_late_ones_are_found(clerk: Subject) -> None:
    fine = exercise(clerk)
    missed = exercise(clerk, title="missed", starts_on=days(100), ends_on=days(101))
    behind = exercise(clerk, title="behind", conferences={"ipc": {"planned_on": days(81)}})
    overdue = exercise(
        clerk, title="unnotified", starts_on=days(41), ends_on=days(42), **BIG,
        conferences={kind: {"held_on": days(-1)} for kind in ("ipc", "mpc", "fpc")},
    )  # fmt: skip
    found = set(late_exercises(to=clerk, on=today()).values_list("pk", flat=True))
    assert found == {missed.pk, behind.pk, overdue.pk}
    assert fine.pk not in found


def test_who_may(db: None) -> None:
    for name in ("mfa_desk", "arms_control_desk", "attache"):
        with acting(name) as somebody, pytest.raises(NotPermitted):
            exercise(somebody)


def test_observers_are_invited_from_their_own_numbers_on(clerk: Subject) -> None:
    assert exercise(clerk, troops=12_999).invite_by is None
    observed = exercise(clerk, troops=13_000)
    assert (observed.invite_by, observed.notify_by) == (days(200 - 42), days(200 - 42))
    airborne = exercise(clerk, troops=3_500, special=3_500)
    assert airborne.invite_by == days(158)
    start = dt.date(2026, 10, 5)
    found = observer_days(start, Strength(troops=13_000), settings.VIENNA_DOCUMENT)
    assert found == (dt.date(2026, 8, 24), dt.date(2026, 9, 14))
    with pytest.raises(SpecialAmongTroops):
        exercise(clerk, troops=10, special=11)
    with pytest.raises(HeldInFuture):
        exercises.amend(observed, by=clerk, at=now(), observers_invited_on=days(1))

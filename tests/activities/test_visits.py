"""Visits: delegation, programme, phases counted back from the first day (domain.md B3, C7)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from access.context import Subject
from activities.engine import PhaseStanding, phase_days, phase_standing
from activities.lifecycle import VisitPhase
from activities.models import Visit
from activities.selectors.visits import phase_lines, visit_of
from activities.services import delegations, visits
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.activities.crossings import hour
from tests.activities.programme import country, days, exercise, kind, planned
from tests.activities.test_api import send
from tests.cast import acting

pytestmark = pytest.mark.django_db
HOME = "/api/v1/visits/"


def received(by: Subject, **facts: Any) -> Visit:
    """The Georgian minister in 30 days."""
    activity = planned(
        by, kind=kind("contact"), starts_on=days(30), ends_on=days(32), title="DEMO: visit of a minister"
    )
    known = {
        "protocol_level": "minister", "purpose": "Talks on training",
        "delegation": [
            {"country": country("GE"), "rank_level": "generals", "is_head": True},
            {"country": country("AZ"), "rank_level": "generals", "is_head": True},
        ],
        "programme": [{"starts_at": hour(days(30)), "ends_at": hour(days(30), 12), "subject": "Talks"}],
        **facts,
    }  # fmt: skip
    return visits.write(activity, by=by, at=now(), **known)


def test_phases_are_counted_back_from_the_first_day() -> None:
    due = phase_days(dt.date(2026, 10, 19))
    assert due == {
        VisitPhase.PROGRAMME: dt.date(2026, 9, 4), VisitPhase.PROTOCOL: dt.date(2026, 9, 28),
        VisitPhase.ASSURANCE: dt.date(2026, 10, 12),
    }  # fmt: skip
    day = dt.date(2026, 9, 4)
    assert phase_standing(day, None, day + dt.timedelta(days=1)) == PhaseStanding.OVERDUE
    assert phase_standing(day, day + dt.timedelta(days=1), day) == PhaseStanding.DONE_LATE


def test_a_visit_with_its_delegations_programme_and_phases(clerk: Subject) -> None:
    visit = received(clerk)
    visits.prepare(visit.activity, by=clerk, phase="programme", on=today(), at=now())
    found = visit_of(visit.activity, to=clerk)
    assert found is not None
    assert [(row.place, row.country.iso2) for row in found.delegation.all()] == [(1, "GE"), (2, "AZ")]
    standing = {line.phase: line.standing for line in phase_lines(found, on=today())}
    assert standing == {"programme": "done_late", "protocol": "soon", "assurance": "ahead"}
    with pytest.raises(visits.PhaseDone):
        visits.prepare(visit.activity, by=clerk, phase="programme", on=today(), at=now())


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"delegation": [("TR", False)]}, delegations.SideUnknown),
        ({"delegation": [("GE", True), ("GE", True)]}, delegations.OneHead),
        ({"programme": [(29, 29)]}, visits.OutsideTheVisit),
        ({"programme": [(31, 30)]}, visits.EndsBeforeItBegins),
    ],
)
def test_what_cannot_be_right_is_refused(
    clerk: Subject, facts: dict[str, Any], rule: type[Exception]
) -> None:
    given = {}
    if "delegation" in facts:
        given["delegation"] = [
            {"country": country(code), "rank_level": "officers", "is_head": head}
            for code, head in facts["delegation"]
        ]
    if "programme" in facts:
        given["programme"] = [
            {"starts_at": hour(days(first)), "ends_at": hour(days(last)), "subject": "Talks"}
            for first, last in facts["programme"]
        ]
    with pytest.raises(rule):
        received(clerk, **given)


def test_what_is_not_ready_is_not_called_ready(clerk: Subject) -> None:
    visit = received(clerk, programme=[], delegation=[])
    with pytest.raises(visits.ProgrammeMissing):
        visits.prepare(visit.activity, by=clerk, phase="programme", on=today(), at=now())
    with pytest.raises(visits.PhaseUnfit):
        visits.prepare(visit.activity, by=clerk, phase="assurance", on=days(1), at=now())
    with pytest.raises(visits.ExerciseIsNoVisit):
        visits.write(exercise(clerk).activity, by=clerk, at=now(), protocol_level="minister", purpose="x")


def test_postgresql_too_wants_one_head(clerk: Subject) -> None:
    visit = received(clerk)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO activities_delegationseat (visit_id, place, country_id, rank_level, is_head, label_id)"
            " SELECT visit_id, 9, country_id, rank_level, true, label_id FROM activities_delegationseat"
            " WHERE visit_id = %s AND place = 1", [visit.pk],
        )  # fmt: skip
    assert Visit.objects.visible_to(clerk).get(pk=visit.pk).protocol_level == "minister"


def test_readers_do_not_write(db: None) -> None:
    with acting("cmd_desk") as desk:
        activity = planned(desk)
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        visits.write(activity, by=reader, at=now(), protocol_level="minister", purpose="x")


def test_visits_over_rest(api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        activity = planned(clerk, starts_on=days(30), ends_on=days(32))
    desk = api("cmd_desk")
    body = {
        "activity": activity.reference, "protocol_level": "minister", "purpose": "Talks",
        "delegation": [{"country": "GE", "rank_level": "generals", "is_head": True}],
        "programme": [
            {"starts_at": hour(days(30)).isoformat(), "ends_at": hour(days(30), 12).isoformat(), "subject": "Talks"}
        ],
    }  # fmt: skip
    made = send(desk, "post", HOME, body)
    assert made.status_code == 201, made.content
    address = f"{HOME}{activity.reference}/"
    changed = send(desk, "patch", address, {"delegation": []}, made["ETag"])
    assert (changed.status_code, changed.json()["delegation"]) == (200, []), changed.content
    done = send(desk, "post", f"{address}prepare/", {"phase": "programme"}, changed["ETag"])
    assert done.json()["phases"][0]["done_on"] == str(today()), done.content
    assert [row["reference"] for row in desk.get(f"{HOME}?protocol_level=minister").json()["results"]] == [
        activity.reference
    ]
    bad = send(desk, "post", HOME, {**body, "protocol_level": "king"})
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (400, "protocol_level")

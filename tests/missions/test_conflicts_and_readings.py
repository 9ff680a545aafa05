"""Conflicts stop a paper until both sides agree; readings, reviews and confirmations go on while it guides."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.utils import DatabaseError

from directory.models import HeadOfMissionTenure
from foundation.clock import today
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from missions.models import PaperTransition
from missions.selectors.confirmations import confirmations, waiting_at
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper
from missions.selectors.readings import measured, readings
from missions.selectors.remarks import conflicts as conflicts_of
from missions.selectors.remarks import entries_of
from missions.services import conflicts, papers, reviews
from missions.services import readings as recording
from missions.services.conflicts import AlreadyRaised, ConflictResolved, OtherSideAgrees
from missions.services.readings import NothingToMeasure, NotYourIndicator
from missions.services.submissions import ConflictsOpen
from tests.cast import acting
from tests.missions.rich import in_conflict, rich
from tests.missions.scene import (
    AT_POST,
    LEADERSHIP,
    REVIEW,
    days,
    decided,
    mission,
    reference,
    seen,
    submitted,
)
from tests.missions.test_deadlines import due

pytestmark = pytest.mark.django_db


def effective(**changes):
    found = rich(**changes)
    submitted(found)
    decided(found, *AT_POST, *REVIEW, *LEADERSHIP)
    return seen(found)


def said(conflict, name, text="Move the exercise.", *, resolve=False):
    with acting(name) as by:
        verb = conflicts.resolve if resolve else conflicts.answer
        return verb(conflict, by=by, text=text, on=today())


# --- conflicts
def test_an_open_conflict_stops_submission_and_both_sides_have_to_speak():
    found = rich()
    conflict = in_conflict(found)
    with pytest.raises(ConflictsOpen):
        submitted(found)
    with pytest.raises(AlreadyRaised):
        in_conflict(found, "attache")
    with pytest.raises(OtherSideAgrees):
        said(conflict, "mfa_desk", resolve=True)
    said(conflict, "attache", "Move it to June.")
    with pytest.raises(OtherSideAgrees):
        said(conflict, "cmd_desk", resolve=True)
    said(conflict, "mfa_desk", "June it is.", resolve=True)
    with pytest.raises(ConflictResolved):
        said(conflict, "attache")
    with acting("cmd_desk") as by:
        (row,) = conflicts_of(paper(found.reference, to=by), to=by)
        log = [(entry.text, entry.resolves) for entry in entries_of([row], to=by)[row.pk]]
    assert log == [("Move it to June.", False), ("June it is.", True)]
    submitted(found)


def test_a_conflict_is_between_a_task_of_the_attache_and_an_objective_of_the_embassy():
    found = rich()
    with acting("attache") as by, pytest.raises(InvalidInput) as refusal:
        conflicts.raise_conflict(found, by=by, task="T2", objective="O1", text="x", on=today())
    assert set(refusal.value.fields) == {"task", "objective"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_paperconflict SET state = 'resolved'",
        "UPDATE missions_paperconflict SET text = 'Nothing'",
        "DELETE FROM missions_paperconflict",
        "UPDATE missions_paperversion SET state = 'post_coordination', frozen_at = now(), content = ''",
    ],
)
def test_no_statement_resolves_a_conflict_or_passes_it_by(statement):
    in_conflict(rich())
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


# --- readings
def measured_by(name, found, value, day=None, indicator="I1"):
    with acting(name) as by:
        return recording.record(
            paper(found.reference, to=by), by=by, indicator=indicator, value=Decimal(value), on=today(),
            measured_on=day or today(), source="Exercise log",
        )  # fmt: skip


def test_readings_are_recorded_after_approval_and_tell_how_far_the_objective_is():
    found = effective()
    before = current_hash(found)
    measured_by("attache", found, "1", today() - dt.timedelta(days=90))
    measured_by("cmd_desk", found, "9")
    measured_by("attache", found, "2")  # corrects the one of the same day
    with acting("mfa_desk") as by:
        fresh = paper(found.reference, to=by)
        (row,) = measured(fresh, content_of(current(fresh, to=by)), to=by)
        assert [reading.value for reading in row.readings] == [1, 2]
        assert (row.attained, row.latest.value, len(readings(fresh, to=by))) == (50, 2, 3)
    assert current_hash(found) == before


def current_hash(found):
    with acting("cmd_desk") as by:
        return current(paper(found.reference, to=by), to=by).content_hash


def test_a_reading_is_of_an_indicator_of_ones_own_section_and_of_no_day_to_come():
    draft = rich()
    with pytest.raises(NothingToMeasure):
        measured_by("attache", draft, "1")
    found = effective()
    with pytest.raises(NotYourIndicator):
        measured_by("head_of_mission", found, "1")
    with pytest.raises(InvalidInput):
        measured_by("attache", found, "1", indicator="I9")
    with pytest.raises(InvalidInput):
        measured_by("attache", found, "1", days(1))
    with pytest.raises(NotPermitted):
        measured_by("leadership_reader", found, "1")
    measured_by("attache", found, "1")
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_indicatorreading SET value = 3")


# --- the mid-term review
def test_a_review_begins_and_ends_with_the_paper_confirmed():
    found = effective()
    with acting("cmd_desk") as by:
        reviews.begin(paper(found.reference, to=by), by=by, on=today())
    assert seen(found).state == "under_review"
    with acting("head_of_mission") as by:
        fresh = paper(found.reference, to=by)
        with pytest.raises(InvalidInput):
            reviews.confirm(fresh, by=by, reason=" ", on=today())
        reviews.confirm(fresh, by=by, reason="Stands.", on=today())
        with pytest.raises(TransitionRefused):
            reviews.confirm(fresh, by=by, reason="Again.", on=today())
        states = PaperTransition.objects.visible_to(by).filter(paper=found).order_by("-id")
        assert [(row.state, row.reason) for row in states[:2]] == [
            ("effective", "Stands."),
            ("under_review", ""),
        ]
    with acting("attache") as by, pytest.raises(TransitionRefused):
        reviews.begin(rich(), by=by, on=today())


# --- who has confirmed
def list_of(found, day=None):
    with acting("mfa_desk") as by:
        rows = confirmations(paper(found.reference, to=by), to=by, on=day or today())
        return {row.role: row for row in rows}


def new_head(kind="ambassador", day=None):
    HeadOfMissionTenure.objects.filter(mission=mission()).delete()
    HeadOfMissionTenure.objects.create(
        mission=mission(), public_name="H.E. Yeni Nümunə", kind=kind, period=DateRange(day or today(), None)
    )


def test_the_paper_lists_who_signed_it():
    rows = list_of(effective())
    assert {role: (row.person, row.signed, row.is_missing) for role, row in rows.items()} == {
        "attache": ("Col. Nümunə Sınaqov", True, False),
        "head_of_mission": ("H.E. Sınaq Nümunəzadə", True, False),
    }
    assert list_of(rich()) == {}


def test_a_new_head_of_mission_is_waited_for():
    found = effective()
    new_head(day=days(20))
    assert not list_of(found, days(19))["head_of_mission"].is_missing
    row = list_of(found, days(20))["head_of_mission"]
    assert (row.is_missing, row.since) == (True, days(20))
    assert not list_of(found, days(20))["attache"].is_missing
    with acting("head_of_mission") as by:
        assert [waiting.reference for waiting in waiting_at(by, on=days(20))] == [found.reference]
        papers.acknowledge(paper(found.reference, to=by), by=by, on=days(25))
        assert waiting_at(by, on=days(26)) == []
    row = list_of(found, days(26))["head_of_mission"]
    assert (row.is_missing, row.signed, row.on) == (False, False, days(25))


def test_a_charge_is_named_as_one():
    new_head("charge")
    row = list_of(effective())["head_of_mission"]
    assert row.as_charge


def test_the_review_is_due_on_the_day_the_paper_names_until_it_has_begun():
    found = effective()
    assert due("papers.mid_term") == {(reference(found), days(365))}
    with acting("cmd_desk") as by:
        reviews.begin(paper(found.reference, to=by), by=by, on=today())
    assert due("papers.mid_term") == set()

"""No paper without attaché, ambassador and both leaderships, whichever way its case was made (A2.16, walls.md 2)."""

import pytest
from django.db import DatabaseError, connection, transaction

from approvals.models import Route, RouteStep
from approvals.services.cases import SeatsLacking
from approvals.services.routes import amend_route
from foundation.clock import now, today
from foundation.errors import InvalidInput
from missions.lifecycle import PaperState
from missions.models import ActionItem
from missions.selectors.actions import possible
from missions.services import submissions
from missions.services.moves import current_version
from missions.services.submissions import LeadershipWithdraws, ReasonMissing
from missions.services.versions import freeze
from tests.cast import acting
from tests.missions.scene import (
    AT_POST,
    LEADERSHIP,
    REVIEW,
    approved,
    case_of,
    days,
    decided,
    drafted,
    seen,
    submitted,
)

pytestmark = pytest.mark.django_db
NEEDED = ("attache", "head_of_mission", "mod_leadership", "mfa_leadership")


def refused(sql, *values):
    """What PostgreSQL says to a statement, or at the end of its transaction."""
    with pytest.raises(DatabaseError) as said, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    return str(said.value)


# --- the route --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", NEEDED)
def test_the_center_cannot_take_a_needed_seat_off_the_route(role):
    kept = Route.objects.get(code="mission-paper")
    with acting("cmd_desk") as by, pytest.raises(InvalidInput, match="does without"):
        amend_route(kept, by=by, steps=[], removed=[kept.steps.exclude(verdict="acknowledge").get(role=role)])


def test_nor_put_it_under_a_condition():
    kept = Route.objects.get(code="mission-paper")
    step = kept.steps.get(role="mfa_leadership")
    step.only_when = {"level": ["unclassified"]}
    with acting("cmd_desk") as by, pytest.raises(InvalidInput, match="does without"):
        amend_route(kept, by=by, steps=[step])


@pytest.mark.parametrize("role", NEEDED)
def test_without_it_nothing_is_submitted(role):
    RouteStep.objects.filter(route__code="mission-paper", role=role).delete()
    paper = drafted()
    with pytest.raises(SeatsLacking):
        submitted(paper)
    assert seen(paper).state == "draft"


# --- past the service -------------------------------------------------------------------------------------------------
CASE = """
INSERT INTO approvals_case (kind, object_reference, version_no, content_hash, label_id, submitted_label_id, mission_id,
    route_id, route_version, phase, state, round_no, opened_by_id, opened_office_id, opened_at, opened_on, is_demo,
    version)
SELECT 'mission_paper', p.reference, v.no, {hash}, p.label_id, p.label_id, p.mission_id, r.id, 1, 'post_coordination',
       'open', 1, {user}, %s, now(), home_today(), false, 1
FROM missions_missionpaper p JOIN missions_paperversion v ON v.paper_id = p.id, approvals_route r
WHERE r.code = 'mission-paper'
"""


def frozen(paper, by):
    """The draft frozen, as whoever writes past the service would do it."""
    with acting(by) as subject:
        freeze(current_version(seen_by(paper, subject)), at=now())


def seen_by(paper, subject):
    return type(paper).objects.visible_to(subject).get(pk=paper.pk)


def test_a_case_without_editors_and_seats_is_not_opened():
    frozen(drafted(), "cmd_desk")
    with acting("cmd_desk") as by:
        said = refused(CASE.format(hash="v.content_hash", user=by.user_id), by.office_id)
        assert "whoever wrote the text" in said
        assert "a text that was submitted" in refused(
            CASE.format(hash="repeat('0', 64)", user=by.user_id), by.office_id
        )


def test_nobody_opens_a_case_in_another_name():
    frozen(drafted(), "cmd_desk")
    with acting("attache") as other:
        somebody = other.user_id
    with acting("cmd_desk") as by:
        assert "somebody else" in refused(CASE.format(hash="v.content_hash", user=somebody), by.office_id)


def test_a_version_counts_as_approved_by_a_whole_case_alone():
    """Steps of a running case are taken away by the owner; the paper still does not count as approved."""
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW)
    with acting("cmd_desk"):
        said = refused("UPDATE missions_paperversion SET state = 'approved'")
    assert "no case says so" in said


# --- taking back ------------------------------------------------------------------------------------------------------
def not_yet_in_effect():
    paper = drafted(starts_on=days(5))
    submitted(paper)
    decided(paper, *AT_POST, *REVIEW, *LEADERSHIP)
    assert seen(paper).state == PaperState.APPROVED
    return seen(paper)


def withdrawn(paper, name, reason="The host has changed its mind."):
    with acting(name) as by:
        return submissions.withdraw(seen_by(paper, by), by=by, reason=reason, at=now(), on=today())


@pytest.mark.parametrize("name", ["attache", "cmd_desk"])
def test_what_both_leaderships_approved_neither_post_nor_desk_takes_back(name):
    paper = not_yet_in_effect()
    with pytest.raises(LeadershipWithdraws):
        withdrawn(paper, name)
    with acting(name) as by:
        assert "withdraw" not in possible(paper, to=by)
        assert "by the leadership" in refused("UPDATE missions_paperversion SET state = 'withdrawn'")
    assert seen(paper).state == PaperState.APPROVED


@pytest.mark.parametrize(
    ("name", "other"), [("mod_leadership", "mfa_leadership"), ("mfa_leadership", "mod_leadership")]
)
def test_one_leadership_takes_it_back_with_a_reason_and_the_other_is_told(name, other):
    paper = not_yet_in_effect()
    with acting(name) as by:
        assert "withdraw" in possible(paper, to=by)
    with pytest.raises(ReasonMissing):
        withdrawn(paper, name, reason=" ")
    assert withdrawn(paper, name).state == PaperState.WITHDRAWN
    with acting(other) as by:
        item = ActionItem.objects.visible_to(by).get(about_reference=paper.reference)
        assert item.owner.role == other
        assert "changed its mind" in item.task


def test_before_approval_the_leadership_returns_and_does_not_withdraw():
    paper = drafted()
    submitted(paper)
    with acting("mod_leadership") as by:
        assert "withdraw" not in possible(seen_by(paper, by), to=by)
        assert "the Center or the attaché" in refused("UPDATE approvals_case SET state = 'withdrawn'")


@pytest.mark.parametrize("name", ["mfa_desk", "auditor", "leadership_reader"])
def test_a_reader_withdraws_no_case(name):
    paper = drafted()
    submitted(paper)
    with acting(name), pytest.raises((DatabaseError, AssertionError)):
        refused_or_hidden("UPDATE approvals_case SET state = 'withdrawn'")
    assert case_state(paper) == "open"


def refused_or_hidden(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        assert cursor.rowcount


def case_state(paper):
    with acting("cmd_desk") as by:
        return case_of(paper, by).state


# --- days and names ---------------------------------------------------------------------------------------------------
def test_nobody_confirms_or_measures_in_another_name():
    paper = approved()
    with acting("attache") as other:
        somebody, office = other.user_id, other.office_id
    with acting("cmd_desk"):
        said = refused(
            'INSERT INTO missions_paperacknowledgement (paper_id, version_no, office_id, user_id, "on", label_id)'
            " SELECT id, 1, %s, %s, home_today(), label_id FROM missions_missionpaper WHERE id = %s",
            office,
            somebody,
            paper.pk,
        )
    assert "speaks for somebody else" in said


DECISION = """
INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict, reason_code, comment,
                                content_hash, at, "on", label_id)
SELECT s.case_id, s.id, seat.id, seat.office_id, %s, false, 'sign', '', '', c.content_hash, now(), home_today() + %s,
       s.label_id
FROM approvals_casestep s JOIN approvals_caseseat seat ON seat.step_id = s.id JOIN approvals_case c ON c.id = s.case_id
WHERE s.role = 'attache' AND s.state = 'open'
"""


@pytest.mark.parametrize(("shift", "words"), [(-200, "before the step"), (20, "day to come")])
def test_a_decision_is_dated_neither_before_its_step_nor_in_days_to_come(shift, words):
    submitted(drafted())
    with acting("attache") as by:
        assert words in refused(DECISION, by.user_id, shift)

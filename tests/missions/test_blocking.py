"""What blocks a paper blocks it: said of a draft only, about no section lifted by the side that said it alone."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from foundation.clock import today
from missions.selectors.actions import possible
from missions.selectors.papers import paper
from missions.services import conflicts
from missions.services.conflicts import RaisedTooLate
from missions.services.remarks import NotYoursToResolve, OnlyDraftsBlocked
from missions.services.submissions import RemarksBlock
from tests.cast import acting
from tests.missions.rich import in_conflict, remarked, resolved, rich
from tests.missions.scene import approved, returned, submitted

pytestmark = pytest.mark.django_db

RESOLVE = (
    "UPDATE missions_papercomment SET resolution = %s, resolved_because = 'x', resolved_on = home_today(),"
    " resolved_by_id = %s, resolved_office_id = %s WHERE id = %s"
)
REMARK = (
    "INSERT INTO missions_papercomment (key, paper_id, version_id, part, row, severity, text, ministry, internal_to,"
    ' resolution, resolved_because, by_id, office_id, "on", label_id)'
    " SELECT gen_random_uuid(), paper_id, version_id, part, row, %s, 'Stop.', %s, '', '', '', %s, %s, home_today(),"
    " label_id FROM missions_papercomment LIMIT 1"
)


ME = (lambda by: by.user_id, lambda by: by.office_id)


def refused(name, because, statement, *values):
    """Raw SQL of somebody at the application's own connection."""
    refusal = pytest.raises(DatabaseError, match=because)
    with acting(name) as by, refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [value(by) if callable(value) else value for value in values])


@pytest.mark.parametrize(
    "about", [{"part": "risks"}, {"part": "objectives"}, {"part": "priorities", "row": "TR"}]
)
def test_what_blocks_and_is_about_no_section_is_lifted_by_the_ministry_that_made_it_alone(about):
    found = rich()
    said = remarked(found, "mfa_desk", severity="blocking", **about)
    for name in ("attache", "cmd_desk", "cmd_head"):
        for resolution in ("accepted", "rejected", "noted"):
            with pytest.raises(NotYoursToResolve):
                resolved(said, name, resolution, "No.")
    with pytest.raises(RemarksBlock):
        submitted(found)
    resolved(said, "mfa_milpol", "accepted")
    submitted(found)


def test_a_row_of_a_section_is_accepted_by_those_who_write_it_though_it_blocks():
    found = rich()
    said = remarked(found, "mfa_desk", severity="blocking", part="tasks", row="T1")
    with pytest.raises(NotYoursToResolve):
        resolved(said, "mfa_desk", "accepted")
    resolved(said, "attache", "accepted")


@pytest.mark.parametrize("about", [{"part": "risks"}, {"part": "tasks", "row": "T1"}])
def test_no_statement_lifts_what_the_other_ministry_blocks(about):
    said = remarked(rich(), "mfa_desk", severity="blocking", **about)
    word = "accepted" if about["part"] == "risks" else "noted"
    refused("attache", "lifted by those it concerns", RESOLVE, word, *ME, said.pk)
    with acting("mfa_milpol") as theirs:
        office = theirs.office_id
    refused("attache", "the office acted in", RESOLVE, "noted", ME[0], office, said.pk)


def test_what_was_submitted_is_returned_not_blocked():
    found = rich()
    submitted(found)
    for name in ("mfa_desk", "cmd_head"):
        with pytest.raises(OnlyDraftsBlocked) as refusal:
            remarked(found, name, severity="blocking", part="risks")
        assert set(refusal.value.fields) == {"severity"}
    with pytest.raises(RaisedTooLate):
        in_conflict(found)
    with acting("mfa_desk") as by:
        assert "conflicts.raise" not in possible(paper(found.reference, to=by), to=by)
    remarked(found, "mfa_desk", part="risks")
    refused("mfa_desk", "only a draft is blocked", REMARK, "blocking", "mfa", *ME)


def test_no_statement_remarks_in_the_name_of_the_other_ministry():
    found = rich()
    remarked(found, "mfa_desk", part="risks")
    refused("mfa_desk", "made by the office acted in", REMARK, "blocking", "mod", *ME)


def test_what_both_ministries_approved_is_not_blocked_either():
    found = approved()
    with pytest.raises(OnlyDraftsBlocked):
        remarked(found, "mfa_desk", severity="blocking", part="risks")


def test_what_came_back_is_blocked_until_it_is_talked_over():
    remarked(returned(), "mfa_desk", severity="blocking", part="risks")


def test_no_statement_raises_a_conflict_over_what_was_submitted():
    found = rich()
    conflict = in_conflict(found)
    with acting("attache") as by:
        conflicts.answer(conflict, by=by, text="June?", on=today())
    with acting("mfa_desk") as by:
        conflicts.resolve(conflict, by=by, text="June.", on=today())
    submitted(found)
    refused(
        "head_of_mission",
        "only a draft is blocked",
        "INSERT INTO missions_paperconflict (key, paper_id, version_no, task, objective, text, state, by_id, office_id,"
        " \"on\", label_id) SELECT gen_random_uuid(), paper_id, version_no, task, objective, 'Again', 'open', %s, %s,"
        " home_today(), label_id FROM missions_paperconflict",
        *ME,
    )

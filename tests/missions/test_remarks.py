"""Remarks: anchored, answered, resolved; internal ones are walled by the database; a blocking one stops submission."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from access.services.labels import intern
from access.services.relabelling import raise_label
from foundation.clock import today
from foundation.errors import InvalidInput, NotFound, NotPermitted
from missions.models import CommentReply, PaperComment
from missions.selectors.papers import current, paper
from missions.selectors.remarks import matrix, remark, remarks
from missions.services import remarks as service
from missions.services.moves import NotYourMission
from missions.services.remarks import (
    AlreadyResolved,
    InternalBlocksNothing,
    NotOnInternalList,
    NotYoursToResolve,
)
from missions.services.submissions import RemarksBlock
from tests.cast import acting
from tests.missions.rich import edited, remarked, resolved, rich
from tests.missions.scene import AT_POST, decided, drafted, seen, submitted

pytestmark = pytest.mark.django_db


def read(found, name):
    with acting(name) as by:
        return [row.text for row in remarks(paper(found.reference, to=by), to=by)]


def test_a_remark_is_anchored_to_a_row_of_a_version():
    found = rich()
    said = remarked(found, "mfa_desk", part="tasks", row="T1", text="Too early.")
    with acting("attache") as by:
        row = remark(paper(found.reference, to=by), str(said.key), to=by)
        assert (row.part, row.row, row.version.no, row.ministry) == ("tasks", "T1", 1, "mfa")
    for wrong in ({"part": "weather"}, {"part": "tasks", "row": "T9"}):
        with pytest.raises(InvalidInput):
            remarked(found, "mfa_desk", **wrong)


def test_what_is_internal_to_a_ministry_is_invisible_to_the_other():
    """C9: by the label in the database, in every reader of rows, not by a filter."""
    found = rich()
    for name in ("cmd_desk", "attache"):
        remarked(found, name, internal=True, text=f"Between us, {name}.")
    for name in ("mfa_desk", "head_of_mission"):
        remarked(found, name, internal=True, text=f"Entre nous, {name}.")
    remarked(found, "imcd_head", text="For all.")
    ours = ["Between us, cmd_desk.", "Between us, attache.", "For all."]
    theirs = ["Entre nous, mfa_desk.", "Entre nous, head_of_mission.", "For all."]
    for name in ("cmd_desk", "attache", "cmd_head"):
        assert read(found, name) == ours
    for name in ("mfa_desk", "head_of_mission", "mfa_milpol"):
        assert read(found, name) == theirs
    assert read(found, "leadership_reader") == ["For all."]


def test_not_even_raw_sql_of_the_application_shows_it_to_the_other_ministry():
    found = rich()
    said = remarked(found, "mfa_desk", internal=True)
    with acting("mfa_desk") as by:
        service.reply(said, by=by, text="Still.", on=today())
    with acting("cmd_desk") as by, connection.cursor() as cursor:
        for table in ("papercomment", "commentreply"):
            cursor.execute(f"SELECT count(*) FROM missions_{table}")
            assert cursor.fetchone() == (0,)
        with pytest.raises(NotFound):
            remark(paper(found.reference, to=by), str(said.key), to=by)
        with pytest.raises(NotFound):
            service.reply(said, by=by, text="Caught.", on=today())
        cursor.execute("SELECT count(*) FROM audit_event WHERE \"table\" = 'missions_papercomment'")
        assert cursor.fetchone() == (0,)
    with acting("mfa_milpol") as by:
        assert CommentReply.objects.visible_to(by).count() == 1


def test_a_remark_hidden_from_whoever_raises_the_marking_does_not_stop_it_and_is_walled_with_the_paper():
    found = drafted()
    remarked(found, "mfa_desk_2", internal=True, text="Entre nous.")
    with acting("cmd_desk") as by:
        raise_label(
            paper(found.reference, to=by), by=by, to=intern("limited_official_use", (), ("mission:tr",)), reason="talks"
        )  # fmt: skip
    assert read(found, "mfa_desk") == ["Entre nous."]
    with acting("mfa_desk_2") as by:  # cleared for the remark's own marking, no longer for the paper's
        assert PaperComment.objects.visible_to(by).count() == 0


def test_who_writes_an_internal_remark_has_to_be_on_the_list():
    found = rich()
    with pytest.raises(InternalBlocksNothing):
        remarked(found, "mfa_desk", internal=True, severity="blocking")
    from access.models import CompartmentGrant
    from access.services import grants

    with acting("mod_security") as by:
        held = CompartmentGrant.objects.get(office__code="attache-tr", compartment="internal:mod")
        grants.withdraw_compartment(held, by=by, on=today(), reason="moved")
    with pytest.raises(NotOnInternalList):
        remarked(found, "attache", internal=True)


def test_only_those_who_work_on_the_paper_remark():
    found = rich()
    with pytest.raises(NotPermitted):
        remarked(found, "leadership_reader")
    with pytest.raises((NotYourMission, NotFound)):
        remarked(found, "attache_de")


def test_the_sections_ministry_accepts_and_the_one_that_blocked_sets_aside():
    found = rich()
    on_tasks = {"part": "tasks", "row": "T1"}
    said = remarked(found, "mfa_desk", **on_tasks)
    with pytest.raises(NotYoursToResolve):
        resolved(said, "mfa_desk")
    with pytest.raises(InvalidInput):
        resolved(said, "attache", "rejected")
    resolved(said, "attache", "rejected", "It was agreed in May.")
    with pytest.raises(AlreadyResolved):
        resolved(said, "attache", "noted", "x")
    blocking = remarked(found, "mfa_desk", severity="blocking", **on_tasks)
    with pytest.raises(NotYoursToResolve):
        resolved(blocking, "attache", "rejected", "No.")
    resolved(blocking, "mfa_milpol", "noted", "Talked over.")


def test_a_blocking_remark_stops_submission_until_it_is_resolved():
    found = rich()
    said = remarked(found, "mfa_desk", severity="blocking", part="national_interests")
    with pytest.raises(RemarksBlock):
        submitted(found)
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE missions_paperversion SET state = 'post_coordination', frozen_at = now(), content = ''"
        )
    resolved(said, "head_of_mission")
    submitted(found)
    assert seen(found).state == "post_coordination"


def test_remarks_never_change_the_hash():
    found = rich()
    case = submitted(found)
    said = remarked(found, "cmd_head")
    resolved(said, "attache")
    with acting("cmd_desk") as by:
        version = current(paper(found.reference, to=by), to=by)
        assert version.content_hash == case.content_hash
    decided(found, *AT_POST)
    assert seen(found).state == "mod_review"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_papercomment SET text = 'Other'",
        "UPDATE missions_papercomment SET resolution = ''",
        "UPDATE missions_papercomment SET resolution = 'noted'",
        "UPDATE missions_papercomment SET internal_to = 'mod'",
        "DELETE FROM missions_papercomment",
        "UPDATE missions_commentreply SET text = 'Other'",
        "DELETE FROM missions_commentreply",
    ],
)
def test_what_was_said_stays_as_it_was_said(statement):
    found = rich()
    said = remarked(found, "mfa_desk")
    with acting("attache") as by:
        service.reply(said, by=by, text="Because.", on=today())
    resolved(said, "attache")
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_matrix_shows_both_sides_with_resolutions_and_only_what_the_reader_may_see():
    found = rich()
    said = remarked(found, "mfa_desk", text="=Too early.")
    remarked(found, "cmd_desk", internal=True, text="Secretly.")
    with acting("attache") as by:
        service.reply(said, by=by, text="It is not.", on=today())
    resolved(said, "head_of_mission")
    tables = {}
    for name in ("attache", "mfa_milpol"):
        with acting(name) as by:
            table = matrix(paper(found.reference, to=by), to=by, marking="", prepared_for="", language="en")
            tables[name] = list(table.rows)
    assert [row["text"] for row in tables["attache"]] == ["=Too early.", "Secretly."]
    (row,) = tables["mfa_milpol"]
    assert (row["resolution"], row["place"]) == ("Accepted", "Objectives")
    assert "It is not." in row["answers"]


def test_remarks_of_an_earlier_version_are_still_there_on_the_next():
    found = rich()
    remarked(found, "mfa_desk", text="Still open.")
    edited(found, "attache", risks="Others.")
    assert read(found, "attache") == ["Still open."]

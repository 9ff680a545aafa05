"""What in papers waits for a section is on the desk of who writes it; the office hears of it by reminder."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.clock import today
from missions.services import conflicts
from tests.cast import acting
from tests.missions.rich import edited, in_conflict, remarked, resolved, rich
from tests.missions.scene import drafted, submitted
from tests.missions.test_deadlines import due
from workspace.selectors.desk import desk

pytestmark = pytest.mark.django_db


def waiting(name):
    with acting(name) as by:
        return {row.paper.reference: row for row in desk(to=by, on=today()).in_papers}


def drafts(name):
    with acting(name) as by:
        return [row.reference for row in desk(to=by, on=today()).drafts]


def test_who_wrote_in_a_draft_finds_it_on_the_desk_until_it_is_submitted():
    found, other = rich(), drafted(title="Not theirs")
    assert drafts("mfa_desk") == []
    edited(found, "mfa_desk", national_interests="Units that fit together.")
    assert drafts("mfa_desk") == [found.reference]
    assert set(drafts("attache")) == set(drafts("head_of_mission")) == {found.reference, other.reference}
    submitted(found)
    assert drafts("mfa_desk") == []


def test_a_remark_waits_for_those_who_write_the_section():
    found = rich()
    said = remarked(found, "mfa_desk", part="tasks", row="T1", severity="blocking")
    remarked(found, "cmd_head", part="tasks", row="T2")
    for name in ("attache", "cmd_desk"):
        row = waiting(name)[found.reference]
        assert (row.remarks, row.blocking, row.anchor) == (1, 1, "remarks/?state=open")
        assert row.words == "1 open remark · 1 remark blocks it"
    assert waiting("head_of_mission")[found.reference].remarks == 1
    assert waiting("cmd_head") == {}
    assert waiting("attache_de") == {}
    assert due("papers.remark_waits") == {(found.reference, today())}
    resolved(said, "attache")
    assert waiting("attache") == {}


def test_what_is_in_no_section_waits_for_the_other_ministry():
    found = rich()
    remarked(found, "mfa_desk", part="risks")
    assert waiting("attache")[found.reference].remarks == 1
    assert waiting("head_of_mission") == waiting("mfa_desk") == {}


def test_what_is_internal_waits_for_nobody_of_the_other_ministry():
    found = rich()
    remarked(found, "mfa_desk", part="tasks", row="T1", internal=True)
    assert waiting("attache") == {}
    assert due("papers.remark_waits") == set()


def test_a_conflict_waits_for_the_side_that_did_not_speak_last():
    found = rich()
    conflict = in_conflict(found)
    assert waiting("attache")[found.reference].words == "1 conflict to answer"
    assert waiting("head_of_mission") == {}
    assert due("papers.conflict_waits") == {(found.reference, today())}
    with acting("attache") as by:
        conflicts.answer(conflict, by=by, text="June?", on=today())
    assert waiting("attache") == {}
    assert waiting("mfa_desk")[found.reference].conflicts == 1
    with acting("mfa_desk") as by:
        conflicts.resolve(conflict, by=by, text="June.", on=today())
    assert waiting("mfa_desk") == {}
    assert due("papers.conflict_waits") == set()


def test_a_section_without_a_word_waits_for_its_ministry(signed_in):
    found = rich(host_context="", national_interests="", public_diplomacy="")
    assert waiting("mfa_desk")[found.reference].is_empty
    assert waiting("attache") == {}
    page = signed_in("mfa_desk").get("/").content.decode()
    assert "Papers that wait for my section" in page
    assert "your section says nothing yet" in page
    assert found.title in page


def test_more_papers_ask_no_more_questions():
    counts = []
    for title in ("One", "Two", "Three"):
        remarked(rich(title=title), "mfa_desk", part="tasks", row="T1")
        with acting("cmd_desk") as by, CaptureQueriesContext(connection) as asked:
            desk(to=by, on=today())
        counts.append(len(asked))
    assert counts[0] == counts[-1]

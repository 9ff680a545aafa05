"""papers.edit: one call replaces what was entered; whoever changes the text is an author."""

import pytest

from foundation.clock import now
from foundation.errors import NotFound, NotPermitted, RecordChanged
from missions.models import PaperEditor
from missions.selectors.contents import content_of
from missions.selectors.papers import current
from missions.services import papers
from missions.services.moves import NotYourMission
from missions.services.papers import NotInDraft
from tests.cast import acting
from tests.missions.scene import drafted, seen, submitted

pytestmark = pytest.mark.django_db


def edited(paper, name="attache", **changes):
    with acting(name) as by:
        return papers.edit(paper, by=by, version=changes.pop("version", paper.version), at=now(), **changes)


def authors(paper):
    with acting("cmd_desk") as by:
        rows = PaperEditor.objects.visible_to(by).filter(version=current(paper, to=by))
        return set(rows.values_list("user__username", flat=True))


def text_of(paper):
    with acting("cmd_desk") as by:
        return content_of(current(seen_by(paper, by), to=by))


def seen_by(paper, by):
    from missions.selectors.papers import paper as read

    return read(paper.reference, to=by)


def test_parts_that_are_not_named_stay():
    paper = drafted()
    edited(paper, risks="Elections.", objectives=[{"text": "One"}, {"text": "Two", "code": "O1"}])
    text = text_of(paper)
    assert text["risks"] == "Elections."
    assert [(row["code"], row["text"]) for row in text["objectives"]] == [("O2", "One"), ("O1", "Two")]
    assert len(text["resources"]) == 2


def test_title_and_period_of_the_list_follow_the_draft():
    paper = edited(drafted(), title="A better title")
    assert seen(paper).title == "A better title"


def test_each_ministry_writes_and_each_writer_is_an_author():
    paper = drafted()
    edited(paper, "mfa_desk", national_interests="A wider view.")
    edited(seen(paper), "head_of_mission", coordination_rules="Daily.")
    assert authors(paper) == {"attache", "mfa_desk", "head_of_mission"}


def test_saving_without_a_change_makes_nobody_an_author_and_no_new_version():
    paper = drafted()
    with acting("cmd_desk") as by:
        same = content_of(current(seen_by(paper, by), to=by))
    saved = edited(paper, "mfa_desk", risks=same["risks"], title=same["title"])
    assert saved.version == paper.version
    assert authors(paper) == {"attache"}


def test_the_working_note_lies_outside_the_hash_and_makes_no_author():
    paper = drafted()
    edited(paper, "mfa_desk", working_note="Ask protocol.")
    assert authors(paper) == {"attache"}
    assert "working_note" not in text_of(paper)


def test_the_working_note_may_change_while_others_decide():
    paper = drafted()
    submitted(paper)
    fresh = seen(paper)
    with acting("cmd_desk") as by:
        papers.annotate(fresh, by=by, version=fresh.version, working_note="Sent by courier.")
        assert current(fresh, to=by).working_note == "Sent by courier."


def test_of_two_who_edit_the_same_version_the_second_is_told():
    paper = drafted()
    edited(paper, "cmd_desk", risks="First.")
    with pytest.raises(RecordChanged):
        edited(paper, "attache", risks="Second.")
    assert text_of(paper)["risks"] == "First."


def test_what_was_submitted_is_not_edited():
    """X2: an edit after signatures would change what was signed; it takes a return and a new version."""
    paper = drafted()
    submitted(paper)
    with pytest.raises(NotInDraft):
        edited(seen(paper), "attache", risks="Other.")


def test_only_offices_of_the_mission_the_center_and_the_desk_edit():
    paper = drafted()
    with pytest.raises(NotYourMission):
        edited(paper, "attache_de", risks="x")
    with pytest.raises(NotPermitted):
        edited(paper, "mfa_milpol", risks="x")


def test_a_paper_outside_ones_clearance_is_as_absent():
    paper = drafted(level="limited_official_use")
    with pytest.raises(NotFound):
        edited(paper, "cmd_desk_2", risks="x")

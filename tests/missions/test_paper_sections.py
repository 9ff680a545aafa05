"""Each ministry writes its own section; every part is signed, freezes, and is found again in the next version."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from access.services.labels import intern
from foundation.clock import now, today
from foundation.errors import InvalidInput
from missions.engine import CODES, WRITERS
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper, version_of
from missions.selectors.wordings import compare
from missions.services import papers
from missions.services.entries import NoSuchObjective
from missions.services.sections import NotYourSection
from missions.services.submissions import ContingenciesIncomplete, IndicatorsUnmeasured, TasksUnowned
from missions.verbs import VERBS
from tests.cast import acting
from tests.missions.rich import edited, parts, rich
from tests.missions.scene import AT_POST, days, decided, drafted, seen, submitted

pytestmark = pytest.mark.django_db


def text_of(found, no=None):
    with acting("cmd_desk") as by:
        return content_of(
            version_of(found.reference, no, to=by) if no else current(paper(found.reference, to=by), to=by)
        )


def test_everything_entered_is_part_of_what_is_signed():
    text = text_of(rich())
    assert {part: [row["code"] for row in text[part]] for part in CODES} == {
        "objectives": ["O1", "O2"], "indicators": ["I1"], "tasks": ["T1", "T2"], "strategies": ["L1"],
        "instruments": ["E1"], "contingencies": ["R1"], "contacts": ["C1"], "attachments": [],
    }  # fmt: skip
    assert text["tasks"][1]["owner"] == "hom-tr"
    assert text["tasks"][0]["owner_role"] == "attache"
    assert text["review_on"] == str(days(365))
    assert text["schema"] == "mission-paper/3"


def test_writers_of_the_sections_are_those_who_may_edit():
    assert set().union(*WRITERS.values()) == set(VERBS["papers.edit"])


def test_the_ministries_write_their_own_sections():
    found = rich()
    rows = parts()
    mine, theirs = rows["objectives"][1], rows["objectives"][0]
    edited(
        found, "mfa_desk", national_interests="A wider view.", objectives=[theirs, {**mine, "target": "5"}]
    )
    ours = [{**theirs, "target": "4"}, {**mine, "target": "5"}]
    edited(found, "attache", defence_chapter="Three brigades.", objectives=ours)
    text = text_of(found)
    assert [row["target"] for row in text["objectives"]] == ["4", "5"]
    assert (text["national_interests"], text["defence_chapter"]) == ("A wider view.", "Three brigades.")


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("attache", {"national_interests": "Ours"}, "national_interests"),
        ("cmd_desk", {"public_diplomacy": "Ours"}, "public_diplomacy"),
        ("mfa_desk", {"defence_chapter": "Ours"}, "defence_chapter"),
        ("head_of_mission", {"defence_chapter": ""}, "defence_chapter"),
    ],
)
def test_the_other_sections_text_is_refused_in_clear_words(name, change, place):
    found = rich()
    with pytest.raises(NotYourSection) as refusal:
        edited(found, name, **change)
    assert "is written by the Ministry of" in str(refusal.value.fields[place][0])
    assert refusal.value.status == 403


def test_rows_of_the_other_section_are_neither_changed_nor_moved_over_nor_removed():
    found, rows = rich(), parts()
    theirs, mine = rows["tasks"][0] | {"code": "T1"}, rows["tasks"][1] | {"code": "T2"}
    for entered in (
        [{**theirs, "task": "Do nothing"}, mine],
        [{**theirs, "section": "political"}, mine],
        [mine],
        [theirs, mine, {"task": "More", "section": "defence"}],
    ):
        with pytest.raises(NotYourSection) as refusal:
            edited(found, "mfa_desk", tasks=entered)
        assert "tasks" in refusal.value.fields
    edited(found, "mfa_desk", tasks=[mine, theirs, {"task": "More"}])
    added = text_of(found)["tasks"]
    assert [(row["code"], row["section"]) for row in added] == [
        ("T2", "political"), ("T1", "defence"), ("T3", "political"),
    ]  # fmt: skip


def test_what_serves_an_objective_names_one_of_this_paper():
    found = rich()
    with pytest.raises(NoSuchObjective) as refusal:
        edited(found, "attache", strategies=[{"dimension": "regional", "strategy": "x", "objective": "O9"}])
    assert refusal.value.fields["strategies"][0]["objective"] == ["There is no objective O9 in this paper."]
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_task SET objective = 'O9'")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_owner_is_an_office_or_a_role():
    found = rich()
    both = [{**parts()["tasks"][1], "owner_role": "attache"}]
    with pytest.raises(InvalidInput):
        edited(found, "head_of_mission", tasks=[parts()["tasks"][0] | {"code": "T1"}, *both])


def test_the_review_falls_into_the_period():
    with pytest.raises(InvalidInput) as refusal:
        rich(review_on=days(900))
    assert "review_on" in refusal.value.fields
    found = rich()
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE missions_paperversion SET review_on = '1999-01-01'")
    assert found


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"indicators": [{"indicator": "Joy", "objective": "O1"}]}, IndicatorsUnmeasured),
        ({"tasks": [{"task": "Something", "objective": "O1"}]}, TasksUnowned),
        ({"contingencies": [{"risk": "Rain"}]}, ContingenciesIncomplete),
    ],
)
def test_half_finished_rows_stop_submission(change, rule):
    with pytest.raises(rule):
        submitted(rich(**change))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_task SET task = 'Other'",
        "DELETE FROM missions_strategy",
        "UPDATE missions_indicator SET to_value = 1",
        "UPDATE missions_instrument SET held_on = NULL",
        "DELETE FROM missions_contingency",
        "UPDATE missions_contact SET contact = 'Other'",
        "UPDATE missions_paperversion SET review_on = NULL",
    ],
)
def test_no_statement_changes_the_further_parts_of_what_was_submitted(statement):
    submitted(rich())
    intern("unclassified")
    with acting("attache"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_the_next_version_begins_with_the_same_parts_and_differences_are_told_word_by_word():
    found = rich()
    submitted(found)
    decided(found, *AT_POST, "cmd_head", "imcd_head")
    decided(found, "mfa_desk", verdict="return", reason_code="priority_disputed", comment="No.")
    with acting("attache") as by:
        papers.redraft(seen_by(found, by), by=by, at=now(), on=today())
    tasks = text_of(found, 2)["tasks"]
    assert tasks == text_of(found, 1)["tasks"]
    first, second = (row | {"code": code} for row, code in zip(parts()["tasks"], ("T1", "T2"), strict=True))
    change = [{**first, "task": "Agree the yearly exercise calendar"}, second]
    edited(found, "attache", tasks=change)
    with acting("cmd_desk") as by:
        told = compare(version_of(found.reference, 1, to=by), version_of(found.reference, 2, to=by))
    (task,) = [difference for difference in told if difference.row == "T1"]
    assert [piece.text for piece in task.pieces if piece.kind == "added"] == ["yearly "]


def seen_by(found, by):
    return paper(found.reference, to=by)


def test_a_paper_frozen_before_the_further_parts_stays_readable():
    """Contents of schema 1 have none of the newer keys; nothing that reads them may ask for one."""
    old = {key: value for key, value in text_of(drafted()).items() if key not in CODES or key == "objectives"}
    from approvals.selectors.contents import parts as told
    from missions.selectors.wordings import paper_wording

    assert [part.key for part in told(old, paper_wording())]
    assert seen(drafted()).state == "draft"

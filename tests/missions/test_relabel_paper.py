"""A paper's label changes with everything that tells of it; what was signed under another label is not agreed to."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from access.models import Classified
from access.services import lowering
from access.services.labels import intern
from access.services.relabelling import DependantsCarryLowerLabel, raise_label
from approvals.models import Case, Decision
from approvals.selectors.cases import available_decisions
from approvals.selectors.companions import UnderApproval
from approvals.services.decisions import MarkingChanged
from foundation.clock import now, today
from missions.models import MissionPaper, Objective
from missions.selectors.papers import current
from missions.services import papers
from tests.cast import acting
from tests.missions.scene import AT_POST, approved, case_of, decided, drafted, seen, submitted

pytestmark = pytest.mark.django_db
LIST = ("mission:tr",)
LOWER, HIGHER = ("official_use", (), LIST), ("limited_official_use", ("negotiations",), LIST)
FLOORS = {"missions", "approvals"}


def raised(paper, label=HIGHER, *, together=False):
    with acting("cmd_desk") as by:
        return raise_label(
            seen_by(paper, by), by=by, to=intern(*label), reason="talks began", together=together
        )


def seen_by(paper, by):
    return MissionPaper.objects.visible_to(by).get(pk=paper.pk)


def labels():
    """Labels in use, by table: everything of the two floors as the head of the Center sees it."""
    with acting("cmd_head"):
        return {
            model._meta.db_table: set(model.in_context.values_list("label__level", flat=True))
            for model in apps.get_models()
            if issubclass(model, Classified) and model._meta.app_label in FLOORS and model.in_context.exists()
        }


def test_everything_of_an_approved_paper_rises_in_one_go():
    paper = approved()
    rows = raised(paper, together=True)
    assert {next(iter(levels)) for levels in labels().values() if len(levels) == 1} == {2}
    assert len(labels()) >= 12
    assert {type(row).__name__ for row in rows} >= {
        "PaperVersion",
        "Objective",
        "Case",
        "Decision",
        "Movement",
    }
    with acting("mfa_desk_2"):
        assert [model for model in (MissionPaper, Case, Decision) if model.in_context.exists()] == []


def test_a_case_is_named_and_rises_when_asked():
    paper = approved()
    with pytest.raises(DependantsCarryLowerLabel) as refusal:
        raised(paper)
    with acting("cmd_desk") as by:
        assert [row.reference for row in refusal.value.dependants] == [case_of(paper, by).reference]
    assert labels()["missions_missionpaper"] == {1}


def test_a_part_keeps_pointing_to_its_version():
    """`version` counts on a record; on a part of a paper it is the text it belongs to."""
    paper = drafted()
    with acting("cmd_desk") as by:
        before = set(Objective.in_context.values_list("version_id", flat=True))
        counted = current(seen_by(paper, by), to=by).version
    raised(paper)
    with acting("cmd_desk") as by:
        assert set(Objective.in_context.values_list("version_id", flat=True)) == before
        assert current(seen_by(paper, by), to=by).version == counted + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE missions_paperversion SET label_id = {label}, title = 'x'",
        "UPDATE missions_objective SET label_id = {label}, text = 'x'",
        "UPDATE missions_papertransition SET label_id = {label}, state = 'approved'",
        "UPDATE approvals_decision SET label_id = {label}, comment = 'x'",
        "UPDATE approvals_decision SET comment = 'x'",
        "UPDATE approvals_movement SET label_id = {low}",
        "UPDATE missions_papereditor SET label_id = {low}",
        "DELETE FROM approvals_movement",
        "DELETE FROM approvals_caseseat",
    ],
)
def test_nothing_but_the_label_of_a_frozen_row_changes_and_that_only_rises(statement):
    approved()
    words = {"label": intern(*HIGHER).pk, "low": intern("unclassified", (), LIST).pk}
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(**words))
        assert cursor.rowcount
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


# --- while a case runs ------------------------------------------------------------------------------------------------
def under_way():
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    return paper


def test_nobody_agrees_to_what_was_submitted_under_another_marking():
    paper = under_way()
    raised(paper, together=True)
    with pytest.raises(MarkingChanged):
        decided(paper, "cmd_head")
    with acting("cmd_head") as head:
        (offered,) = available_decisions(case_of(paper, head), to=head)
        assert set(offered.verdicts) == {"return", "reject"}


def test_nor_past_the_service():
    paper = under_way()
    raised(paper, together=True)
    with (
        acting("cmd_head") as head,
        pytest.raises(DatabaseError, match="marking has changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO approvals_decision (case_id, step_id, seat_id, office_id, user_id, is_acting, verdict,"
            ' reason_code, comment, content_hash, at, "on", label_id)'
            " SELECT c.id, t.id, s.id, s.office_id, %s, false, t.verdict, '', '', c.content_hash, now(), home_today(),"
            " c.label_id FROM approvals_case c JOIN approvals_casestep t ON t.case_id = c.id AND t.state = 'open'"
            " JOIN approvals_caseseat s ON s.step_id = t.id AND s.office_id = %s",
            [head.user_id, head.office_id],
        )


def test_the_next_version_carries_the_new_marking_and_asks_everybody_again():
    paper = under_way()
    raised(paper, together=True)
    decided(paper, "cmd_head", verdict="return", reason_code="other", comment="The marking changed.")
    with acting("attache") as by:
        fresh = papers.redraft(seen_by(paper, by), by=by, at=now(), on=today())
        assert current(fresh, to=by).label == intern(*HIGHER)
    case = submitted(paper)
    assert case.submitted_label == intern(*HIGHER)
    decided(paper, *AT_POST, "cmd_head")


def test_the_case_page_says_what_to_do(signed_in):
    paper = under_way()
    raised(paper, together=True)
    with acting("cmd_head") as head:
        address = f"/cases/{case_of(paper, head).reference}/"
    page = signed_in("cmd_head").get(address).content.decode()
    assert "The marking was changed: this has to go back" in page
    assert 'value="return"' in page
    assert 'name="verdict" value="concur"' not in page


def test_acknowledging_what_was_approved_goes_on_after_a_raise():
    paper = approved()
    raised(paper, together=True)
    with acting("cmd_desk") as by:
        assert not case_of(paper, by).steps.filter(aftermath=False).exclude(state="done").exists()
    assert seen(paper).state == "effective"


# --- lowering ---------------------------------------------------------------------------------------------------------
def lowered(paper, label=LOWER):
    with acting("cmd_desk") as by:
        waiting = lowering.propose_lowering(seen_by(paper, by), by=by, to=intern(*label), reason="published")
    with acting("mfa_desk") as second:
        return lowering.confirm_lowering(waiting, by=second, at=now())


def test_a_paper_is_lowered_with_its_parts():
    paper = drafted(level="limited_official_use")
    lowered(paper)
    assert {table: levels for table, levels in labels().items() if levels != {1}} == {}
    with acting("mfa_desk_2") as reader:
        assert current(seen_by(paper, reader), to=reader).title


def test_a_part_is_not_lowered_on_its_own():
    drafted()
    with acting("cmd_desk") as by:
        raise_label(Objective.in_context.get(), by=by, to=intern(*HIGHER), reason="r")
    with (
        acting("cmd_desk"),
        pytest.raises(DatabaseError, match="second person"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE missions_objective SET label_id = %s", [intern(*LOWER).pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_nothing_is_lowered_while_it_is_under_approval():
    paper = drafted(level="limited_official_use")
    submitted(paper)
    with pytest.raises(UnderApproval):
        lowered(paper)

"""Versions: frozen on submission, superseding each other, objectives that keep their code (A2.10-13, walls.md 2)."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from access.services.relabelling import raise_label
from approvals.selectors.changes import differences
from foundation.canonical import canonical, content_hash
from foundation.clock import now, today
from foundation.errors import InvalidInput, NotFound, TransitionRefused
from missions.models import StrategicObjective
from missions.selectors.document_contents import content_of
from missions.selectors.document_wordings import compare, document_wording
from missions.selectors.documents import document as read
from missions.selectors.documents import objectives_in_force, version_of
from missions.services import document_submissions, documents
from missions.services.document_moves import NotCustodian
from missions.services.documents import DocumentNotInDraft, NothingToRevise, WrongBasis
from missions.terms import runs_in_circle, tier
from tests.cast import acting
from tests.missions.guidance import (
    AIMS,
    STRATEGY_WAY,
    a_day_passes,
    agreement,
    approved,
    decided,
    full,
    in_effect,
    recorded,
    revised,
    seen,
    submitted,
)
from tests.missions.scene import days, drafted

pytestmark = pytest.mark.django_db


def version(document, no, name="cmd_desk"):
    with acting(name) as by:
        return version_of(document.reference, no, to=by)


def in_raw_sql(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_submitting_freezes_everything_the_label_included():
    document = recorded(**full())
    case = submitted(document)
    text = version(document, 1)
    assert text.state == "submitted"
    assert text.content_hash == case.content_hash == content_hash(bytes(text.content))
    said = content_of(text)
    assert canonical(said) == bytes(text.content)
    assert said["label"]["level"] == "official_use"
    assert [row["parent"] for row in said["objectives"]] == [None, "S1"]
    assert [row["tier"] for row in said["priorities"]] == [1, 2]
    with acting("cmd_desk") as by, pytest.raises(DocumentNotInDraft):
        documents.amend(document, by=by, title="Otherwise")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_documentversion SET title = 'Otherwise' WHERE document_id = %s",
        "UPDATE missions_documentversion SET content = 'x' WHERE document_id = %s",
        "UPDATE missions_documentversion SET state = 'approved' WHERE document_id = %s",
        "UPDATE missions_documentversion SET state = 'effective' WHERE document_id = %s",
        "UPDATE missions_documentversion SET no = 7 WHERE document_id = %s",
        "UPDATE missions_documentversion SET evidence = 'x', decided_no = 'y' WHERE document_id = %s",
        "DELETE FROM missions_documentversion WHERE document_id = %s",
        "UPDATE missions_strategicobjective SET code = 'X' WHERE document_id = %s",
        "DELETE FROM missions_strategicobjective WHERE document_id = %s",
        "UPDATE missions_strategicdocument SET kind = 'plan' WHERE id = %s",
        "UPDATE missions_strategicdocument SET current_no = 2 WHERE id = %s",
        "DELETE FROM missions_statedobjective o USING missions_documentversion v WHERE v.id = o.version_id"
        " AND v.document_id = %s",
        "UPDATE missions_guidancepriority p SET political = 1 FROM missions_documentversion v"
        " WHERE v.id = p.version_id AND v.document_id = %s",
        "UPDATE missions_guidanceresource r SET amount = 1 FROM missions_documentversion v"
        " WHERE v.id = r.version_id AND v.document_id = %s",
    ],
)
def test_what_was_submitted_holds_against_statements_too(sql):
    document = recorded(**full())
    submitted(document)
    with acting("cmd_desk"), pytest.raises(DatabaseError):
        in_raw_sql(sql, document.pk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE missions_documentversion SET body = 'Ours' WHERE document_id = %s",
        "INSERT INTO missions_strategicobjective (document_id, code, text, label_id)"
        " SELECT id, 'X', 'Ours', label_id FROM missions_strategicdocument WHERE id = %s",
        "DELETE FROM missions_statedobjective o USING missions_documentversion v WHERE v.id = o.version_id"
        " AND v.document_id = %s",
    ],
)
def test_the_white_paper_is_written_by_the_ministry_of_foreign_affairs_alone(sql):
    white = recorded(
        "mfa_desk", "white_paper", "mfa", objectives=AIMS, body="The State speaks with one voice."
    )
    with acting("cmd_desk") as by:
        with pytest.raises(NotCustodian):
            documents.amend(white, by=by, body="Ours")
        with pytest.raises(DatabaseError):
            in_raw_sql(sql, white.pk)
    assert version(white, 1).body.startswith("The State")  # the Ministry of Defence reads it


def test_the_next_version_leaves_what_is_in_effect_alone_until_it_takes_effect():
    first = approved()
    assert (first.state, version(first, 1).state) == ("effective", "effective")
    aims = [*full()["objectives"], {"code": "S2", "text": "Learn together", "indicator": "Graduates",
                                    "target": "9", "due_on": days(700)}]  # fmt: skip
    second = revised(first, title="Strategy, revised", objectives=aims[:1] + aims[2:])
    assert (seen(first).title, seen(first).state, second.current_no) == (
        "Strategy of five years",
        "effective",
        2,
    )
    with acting("cmd_desk") as by:
        assert {aim.code for aim in objectives_in_force(to=by)} == {"S1", "S1.1"}
        with pytest.raises(NothingToRevise):
            documents.revise(second, by=by, on=today())
        documents.amend(
            second, by=by, objectives=[{**aims[0], "indicator": "Units", "target": "2", "due_on": days(9)}, aims[2]]
        )  # fmt: skip
    submitted(second)
    decided(second, *STRATEGY_WAY)
    assert [version(first, no).state for no in (1, 2)] == ["superseded", "effective"]
    assert seen(first).title == "Strategy, revised"
    with acting("cmd_desk") as by:
        assert {aim.code for aim in objectives_in_force(to=by)} == {"S1", "S2"}


def test_an_objective_keeps_its_row_so_that_papers_go_on_tracing_to_it():
    document = in_effect(recorded(objectives=AIMS))
    with acting("attache") as by:
        aim = objectives_in_force(to=by).get()
    paper = drafted(objectives=[{"text": "Train", "strategic_objective": aim}])
    revised(document, objectives=[{"code": "S1", "text": "Serve together, abroad too"}])
    in_effect(document, since=0)
    with acting("attache") as by:
        kept = objectives_in_force(to=by).get()
        assert (kept.pk, kept.text) == (aim.pk, "Serve together, abroad too")
        assert paper.versions.get().objectives.get().strategic_objective_id == aim.pk
        assert StrategicObjective.objects.visible_to(by).filter(document=document).count() == 1


def test_versions_are_compared_word_by_word():
    document = in_effect(recorded(objectives=AIMS, body="Serve with partners."))
    revised(
        document, body="Serve with trusted partners.", objectives=[*AIMS, {"code": "S2", "text": "Learn"}]
    )
    with acting("cmd_desk") as by:
        before, after = (version_of(document.reference, no, to=by) for no in (1, 2))
        found = compare(before, after)
        assert found == differences(content_of(before), content_of(after), document_wording())
    changed = {(one.part, one.row): one.kind for one in found}
    assert changed["Text", ""] == "changed"
    assert changed["Objectives", "S2"] == "added"


def test_a_document_derives_from_kinds_above_it_and_never_from_itself():
    concept, strategy = recorded(kind="concept"), recorded()
    plan = recorded(kind="plan", derives_from=strategy)
    with acting("cmd_desk") as by:
        documents.amend(strategy, by=by, derives_from=concept)
        for document, basis in ((concept, strategy), (strategy, plan), (strategy, strategy)):
            with pytest.raises(WrongBasis):
                documents.amend(document, by=by, derives_from=basis)
        with pytest.raises(DatabaseError):
            in_raw_sql(
                "UPDATE missions_strategicdocument SET derives_from_id = %s WHERE id = %s",
                plan.pk,
                strategy.pk,
            )


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ([{"code": "S1", "text": "A"}, {"code": "S1", "text": "B"}], "code"),
        ([{"code": "S1", "text": "A", "parent": "S9"}], "parent"),
        (
            [{"code": "S1", "text": "A", "parent": "S2"}, {"code": "S2", "text": "B", "parent": "S1"}],
            "parent",
        ),
        ([{"code": "S1", "text": ""}], "text"),
        ([{"code": "S1", "text": "A", "horizon": "never"}], "horizon"),
    ],
)
def test_a_tree_that_cannot_be_is_refused_row_by_row(entries, field):
    with pytest.raises(InvalidInput) as refused:
        recorded(objectives=entries)
    assert any(field in fault for fault in refused.value.fields["objectives"])


def test_a_country_or_a_region_is_ranked_once_and_never_both():
    row = full()["priorities"][0]
    for rows in ([row, row], [{**row, "region": "europe"}], [{"political": 3, "geographic": 3}]):
        with pytest.raises(InvalidInput):
            recorded(priorities=rows)


def test_the_newest_version_is_withdrawn_and_what_is_in_effect_stays():
    document = in_effect(recorded(objectives=AIMS))
    revised(document)
    with acting("cmd_desk") as by:
        document_submissions.withdraw(document, by=by, reason="Not now.", at=now(), on=today())
    assert [version(document, no).state for no in (1, 2)] == ["effective", "withdrawn"]
    assert seen(document).state == "effective"
    assert revised(document).current_no == 3
    with acting("cmd_desk") as by:
        document_submissions.withdraw(document, by=by, reason="Not now.", at=now(), on=today())
        with pytest.raises(TransitionRefused):
            document_submissions.withdraw(document, by=by, reason="Twice.", at=now(), on=today())


def test_a_document_runs_out_by_its_date():
    document = in_effect(recorded(kind="plan"), until=3)
    assert a_day_passes(3).expired == 0
    assert a_day_passes(4).expired == 1
    assert (seen(document).state, version(document, 1).state) == ("expired", "expired")


def test_tiers_follow_a_written_matrix_and_circles_are_seen():
    assert [tier(5, 5), tier(5, 1), tier(1, 5), tier(3, 3), tier(1, 1)] == [1, 2, 3, 2, 4]
    assert tier(None, 5) is tier(6, 1) is None
    for political in range(1, 6):
        for geographic in range(1, 6):
            assert tier(political, geographic) <= tier(geographic, political) or political < geographic
    assert runs_in_circle({"A": "B", "B": "C", "C": "A", "D": "A"}) == ["A", "B", "C"]


def test_the_joint_agreement_says_days_and_contacts():
    document = recorded(kind="joint_agreement", **agreement())
    with acting("cmd_desk") as by:
        said = content_of(version_of(document.reference, 1, to=by))
    assert said["answer_days"] == [{"kind": "mission_paper", "role": "mfa_milpol", "days": 7}]
    assert [row["institution"] for row in said["contacts"]] == ["mod", "mfa"]


def test_a_document_in_effect_is_raised_with_all_that_belongs_to_it_and_its_text_stays():
    strategy = approved()
    before = bytes(version(strategy, 1).content)
    with acting("cmd_desk") as by:
        raised = raise_label(
            read(strategy.reference, to=by),
            by=by,
            to=intern("limited_official_use"),
            reason="Sensitive.",
            together=True,
        )
        assert {type(row).__name__ for row in raised} >= {
            "StrategicDocument", "DocumentVersion", "StrategicObjective", "StatedObjective", "GuidancePriority",
            "GuidanceResource", "DocumentTransition", "DocumentEditor",
        }  # fmt: skip
    assert bytes(version(strategy, 1).content) == before
    with acting("mod_finance") as by, pytest.raises(NotFound):  # cleared for less
        version_of(strategy.reference, 1, to=by)
    assert revised(strategy).current_no == 2

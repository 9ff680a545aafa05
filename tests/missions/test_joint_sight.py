"""No desk takes a joint paper, or another ministry's document, out of the other's sight (decisions.md 8, A2.16)."""

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from access.services.relabelling import raise_label
from missions.models import MissionPaper, StrategicDocument
from missions.services.document_moves import NotCustodian
from missions.services.marking import OneMinistrysList, OutOfSight
from tests.cast import acting
from tests.missions.guidance import AIMS, recorded
from tests.missions.scene import approved, case_of, drafted, seen, submitted

pytestmark = pytest.mark.django_db
TR = "mission:tr"


def raised(row, name, *label):
    with acting(name) as by:
        held = type(row).objects.visible_to(by).get(pk=row.pk)
        return raise_label(held, by=by, to=intern(*label), reason="Ours.", together=True)


def refused_sql(name, match, sql, *params):
    with (
        acting(name),
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql, params)
        assert cursor.rowcount


@pytest.mark.parametrize(("name", "own"), [("mfa_desk", "internal:mfa"), ("cmd_desk", "internal:mod")])
def test_a_paper_gets_no_list_of_one_ministry(name, own):
    paper = approved()
    with pytest.raises(OneMinistrysList):
        raised(paper, name, "official_use", (), (TR, own))
    for other in ("cmd_desk", "mfa_desk", "attache", "mod_leadership"):
        assert seen(paper, other)


@pytest.mark.parametrize("table", ["missions_missionpaper", "missions_paperversion", "missions_objective"])
def test_nor_past_the_service(table):
    drafted()
    own = intern("official_use", (), (TR, "internal:mfa")).pk
    refused_sql("mfa_desk", "list of one ministry", f"UPDATE {table} SET label_id = %s", own)


def test_nor_does_its_case():
    paper = drafted()
    case = submitted(paper)
    with pytest.raises(OneMinistrysList):
        raised(case, "mfa_desk", "official_use", (), (TR, "internal:mfa"))
    own = intern("official_use", (), (TR, "internal:mfa")).pk
    refused_sql("mfa_desk", "list of one ministry", "UPDATE approvals_case SET label_id = %s", own)


def test_no_raise_leaves_an_office_that_still_has_to_decide_without_sight():
    """`mission:de` is held by the Center and the MFA desks, and by no office in Ankara."""
    paper = drafted()
    submitted(paper)
    with pytest.raises(OutOfSight, match="attaché in Türkiye"):
        raised(paper, "cmd_desk", "official_use", (), (TR, "mission:de"))
    away = intern("official_use", (), (TR, "mission:de")).pk
    refused_sql("cmd_desk", "goes on seeing", "UPDATE missions_missionpaper SET label_id = %s", away)
    with acting("attache") as by:
        assert MissionPaper.objects.visible_to(by).get(pk=paper.pk)
        assert case_of(paper, by)


def test_a_document_is_raised_by_its_custodian_alone():
    white = recorded("mfa_desk", "white_paper", "mfa", objectives=AIMS)
    with pytest.raises(NotCustodian):
        raised(white, "cmd_desk", "limited_official_use")
    with pytest.raises(OneMinistrysList):
        raised(white, "cmd_desk", "official_use", (), ("internal:mod",))
    higher = intern("limited_official_use").pk
    refused_sql("cmd_desk", "custodian", "UPDATE missions_strategicdocument SET label_id = %s", higher)
    raised(white, "mfa_desk", "limited_official_use")
    with acting("cmd_desk") as by:
        assert StrategicDocument.objects.visible_to(by).get(pk=white.pk).label.level == 2

"""While a strategy is in effect every objective of a paper serves it, and every paper says on what ground it stands."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from missions.services.submissions import GroundMissing, ObjectivesUntraced
from tests.cast import acting
from tests.missions.guidance import approved as approved_document
from tests.missions.guidance import recorded
from tests.missions.scene import content, drafted, seen, submitted

pytestmark = pytest.mark.django_db

SUBMIT = "UPDATE missions_paperversion SET state = 'post_coordination', frozen_at = now(), content = ''"


def refused(because):
    refusal = pytest.raises(DatabaseError, match=because)
    with acting("attache"), refusal, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(SUBMIT)


def serving(aim):
    return [{**content()["objectives"][0], "strategic_objective": aim}]


def test_an_objective_that_serves_nothing_stops_the_submission():
    strategy = approved_document()
    with acting("cmd_desk"):
        aim = strategy.objectives.get(code="S1.1")
    paper = drafted(objectives=[*serving(aim), {**content()["objectives"][0], "text": "Talk more"}])
    with pytest.raises(ObjectivesUntraced) as refusal:
        submitted(paper)
    assert [said.code for said in refusal.value.fields["objectives"]] == ["objectives_untraced"]
    refused("serves one of the strategy in effect")
    whole = drafted(objectives=serving(aim))
    submitted(whole)
    assert seen(whole).state == "post_coordination"


def test_a_strategy_on_its_way_asks_for_nothing():
    recorded(kind="strategy", objectives=[{"code": "S1", "text": "Serve together"}])
    submitted(drafted())


def test_the_political_section_says_on_what_ground_the_paper_stands():
    bare = {"host_context": " ", "national_interests": ""}
    with pytest.raises(GroundMissing) as refusal:
        submitted(drafted(**bare))
    assert set(refusal.value.fields) == {"host_context"}
    refused("on what ground")
    submitted(drafted(**{**bare, "national_interests": "Interoperable units."}))


def test_the_page_says_it_before_anybody_is_asked(signed_in):
    approved_document()
    paper = drafted(host_context="", national_interests="")
    page = signed_in("attache").get(f"/papers/{paper.reference}/submit/").content.decode()
    assert "Each objective names the objective of the strategy in effect that it serves." in page
    assert "Say in the political section how the host stands" in page

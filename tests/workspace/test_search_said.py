"""What is said to a paper is found by its words, under its own marking; and what the ministries still have to do."""

import pytest

from access.selectors.markings import page_marking
from access.services.labels import intern
from accounts.models import Office
from foundation.clock import today
from missions.services import conflicts, meetings, remarks
from tests.cast import acting
from tests.missions.rich import in_conflict, remarked, resolved, rich
from tests.workspace.test_search_mentions import hits
from workspace.selectors.search import found

pytestmark = pytest.mark.django_db
REMARKS, CONFLICTS = "Remarks on mission papers", "Conflicts in mission papers"


def an_item(task="Fənərləri yoxla", level="official_use", caveats=()):
    with acting("cmd_desk") as by:
        return meetings.add_item(
            by=by, task=task, owner=Office.objects.get(code="mod-legal"), due_on=today(), level="department",
            label=intern(level, caveats),
        )  # fmt: skip


def test_a_remark_is_found_by_its_words_its_resolution_and_its_answers(signed_in):
    paper = rich()
    said = remarked(paper, "mfa_desk", part="tasks", row="T1", text="Gəmilər şimala getmir.")
    with acting("attache") as by:
        remarks.reply(said, by=by, text="Snowploughs go there.", on=today())
    resolved(said, "attache", "rejected", "Agreed with the harbourmaster.")
    for words in ("GEMILER simala", "snowploughs", "harbourmaster"):
        assert hits(words) == {REMARKS: [paper.reference]}
    page = signed_in("mfa_desk").get("/search/", {"q": "gemiler"}).content.decode()
    assert f"/papers/{paper.reference}/remarks/{said.key}/" in page
    assert signed_in("mfa_desk").get(f"/papers/{paper.reference}/remarks/{said.key}/").status_code == 200


def test_a_remark_internal_to_a_ministry_is_not_found_by_the_other(signed_in):
    paper = rich()
    ours = remarked(paper, "cmd_desk", internal=True, text="Snowploughs between us.")
    with acting("cmd_desk") as by:
        remarks.reply(ours, by=by, text="Harbours too.", on=today())
    for words in ("snowploughs", "harbours"):
        assert hits(words, "attache") == {REMARKS: [paper.reference]}
        for other in ("mfa_desk", "head_of_mission", "leadership_reader", "attache_de"):
            assert hits(words, other) == {}
    with acting("cmd_desk") as by:
        [(_group, [hit])] = found("snowploughs", to=by)
        assert hit.label_id == ours.label_id
    asked = {"q": "snowploughs"}
    assert str(ours.key) not in signed_in("mfa_desk").get("/search/", asked).content.decode()
    page = signed_in("cmd_desk").get("/search/", asked)
    assert page.context["page_marking"] == page_marking([ours.label_id])


def test_a_conflict_is_found_by_what_it_is_about_and_by_its_log(signed_in):
    paper = rich()
    conflict = in_conflict(paper)
    with acting("attache") as by:
        conflicts.answer(conflict, by=by, text="Move it to the harvest.", on=today())
    for words in ("the election", "harvest"):
        assert hits(words, "mfa_desk") == {CONFLICTS: [paper.reference]}
        assert hits(words, "attache_de") == {}
    client = signed_in("mfa_desk")
    address = f"/papers/{paper.reference}/conflicts/{conflict.key}/"
    assert address in client.get("/search/", {"q": "election"}).content.decode()
    assert client.get(address).status_code == 200


def test_an_action_item_is_found_by_its_task_its_reference_and_its_result(signed_in):
    item = an_item()
    with acting("mod_legal") as owner:
        meetings.close_item(item, by=owner, outcome="done", result="Lighthouses stand.", on=today())
    for words in ("fenerleri", item.reference.lower(), "lighthouses"):
        assert hits(words) == {"Action items": [item.reference]}
    client = signed_in("cmd_desk")
    address = f"/admin/missions/actionitem/{item.pk}/change/"
    assert address in client.get("/search/", {"q": "fənərləri"}).content.decode()
    assert client.get(address).status_code == 200


def test_an_action_item_of_another_marking_is_not_found():
    item = an_item(level="limited_official_use")
    assert hits("fenerleri") == {"Action items": [item.reference]}
    assert hits("fenerleri", "auditor") == {}


def test_in_azerbaijani_the_groups_are_named_in_azerbaijani(signed_in):
    paper = rich()
    remarked(paper, "mfa_desk", text="The election is near.")
    in_conflict(paper)
    an_item("Before the election")
    client = signed_in("cmd_desk")
    client.cookies["django_language"] = "az"
    page = client.get("/search/", {"q": "election"}).content.decode()
    for group in ("Missiya sənədlərinə qeydlər", "Missiya sənədlərində ziddiyyətlər", "Tapşırıqlar"):
        assert group in page


def test_the_lists_of_data_entry_and_rest_are_searched_the_same_way(signed_in, api):
    paper, item = rich(), an_item()
    remarked(paper, "cmd_desk", internal=True, text="Snowploughs between us.")
    conflict = in_conflict(paper)
    for name, seen in (("cmd_desk", 1), ("mfa_desk", 0)):
        listed = signed_in(name).get("/admin/missions/papercomment/", {"q": "snowploughs"})
        assert listed.context["cl"].result_count == seen
    client = signed_in("cmd_desk")
    assert list(
        client.get("/admin/missions/paperconflict/", {"q": "election"}).context["cl"].result_list
    ) == [conflict]
    for words, count in (("fenerleri", 1), ("harbours", 0)):
        assert client.get("/admin/missions/actionitem/", {"q": words}).context["cl"].result_count == count
        answer = api("cmd_desk").get("/api/v1/action-items/", {"search": words}).json()
        assert [row["reference"] for row in answer["results"]] == [item.reference] * count
    assert api("cmd_desk").get("/api/v1/meetings/", {"search": "fuel"}).status_code == 200

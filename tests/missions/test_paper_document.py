"""The paper's page as a document: chapters, remarks, conflicts, who acts next; two versions side by side; exports."""

import csv
import io
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from foundation.clock import now, today
from missions.models import PaperComment
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper
from missions.services import papers
from tests.activities.programme import country, exercise, planned
from tests.cast import acting
from tests.missions.rich import in_conflict, parts, remarked, resolved, rich
from tests.missions.scene import AT_POST, LEADERSHIP, REVIEW, decided, reference, returned, seen, submitted
from tests.missions.test_pages import typed

pytestmark = pytest.mark.django_db
LONG = "The host trains in the north and looks to the south. " * 370  # about 19,600 letters, six pages or so


def words(answer):
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def at(found, rest=""):
    return f"/papers/{reference(found)}/{rest}"


def test_the_paper_reads_as_a_document_with_contents_owners_and_line_of_sight(signed_in):
    found = rich()
    page = signed_in("mfa_desk").get(at(found))
    html = page.content.decode()
    for anchor in (
        "host_context",
        "defence_chapter",
        "tasks",
        "contingencies",
        "contacts",
        "reporting",
        "conflicts",
    ):
        assert f'href="#{anchor}"' in html
        assert f'id="{anchor}"' in html
    assert "Agree the exercise calendar" in words(page)
    assert "Served by: L1 , T1 , E1 , I1" in words(page).replace(",", " ,").replace("  ,", " ,")
    assert "Political section" in words(page)


def test_who_does_what_next_is_said_on_top(signed_in):
    found = rich()
    remarked(found, "mfa_desk", severity="blocking", part="tasks", row="T1")
    in_conflict(found)
    page = words(signed_in("attache").get(at(found)))
    assert "Who does what next" in page
    assert "resolve the conflict of T1 with O2" in page
    assert "answers 1 remark on “Tasks” · 1 remark blocks it" in page
    confirm = words(signed_in("attache").get(at(found, "submit/")))
    assert "The two sides are not agreed yet" in confirm
    assert "Submit for signature" not in confirm


def test_a_paper_in_effect_shows_who_works_to_it_and_its_review(signed_in):
    found = rich()
    submitted(found)
    decided(found, *AT_POST, *REVIEW, *LEADERSHIP)
    attache = signed_in("attache")
    page = words(attache.get(at(found)))
    assert "Who works to this paper" in page
    assert "records a first reading of I1" in page
    sent = {"indicator": "I1", "value": "2", "measured_on": str(today()), "source": "Log"}
    assert attache.post(at(found, "readings/"), sent).status_code == 302
    assert "50 % of the way" in words(attache.get(at(found, "readings/")))
    assert attache.post(at(found, "readings/"), {**sent, "value": "x"}).status_code == 400
    attache.post(at(found, "review/"), {"version": seen(found).version})
    assert "The paper stands" in words(attache.get(at(found)))
    attache.post(
        at(found, "review/"), {"version": seen(found).version, "reason": "Stands.", "after": "confirm"}
    )
    assert seen(found).state == "effective"


def test_remarks_are_made_answered_and_resolved_on_their_pages(signed_in):
    found = rich()
    desk, attache = signed_in("mfa_desk"), signed_in("attache")
    said = {"part": "tasks", "row": "T1", "severity": "substantive", "text": "Too early."}
    assert desk.post(at(found, "remarks/new/"), {**said, "row": "T9"}).status_code == 400
    assert desk.post(at(found, "remarks/new/"), said)["Location"] == at(found, "#tasks")
    with acting("attache") as by:
        key = PaperComment.objects.visible_to(by).get().key
    one = at(found, f"remarks/{key}/")
    assert attache.post(one, {"text": "It is not."}).status_code == 302
    assert attache.post(one, {"resolution": "rejected", "reason": ""}).status_code == 400
    assert attache.post(one, {"resolution": "rejected", "reason": "Agreed in May."}).status_code == 302
    page = words(desk.get(one))
    assert "It is not." in page
    assert "Agreed in May." in page
    assert "Too early." in words(desk.get(at(found)))
    assert desk.get(at(found, "remarks/not-a-key/")).status_code == 404


def test_internal_remarks_are_as_absent_on_pages_rest_and_exports_of_the_other_ministry(signed_in, api):
    found = rich()
    said = remarked(found, "mfa_desk", internal=True, text="Entre nous.")
    remarked(found, "mfa_desk", text="For all.")
    for client, sees in ((signed_in("cmd_desk"), False), (signed_in("head_of_mission"), True)):
        for path in ("", "remarks/", "remarks/?format=csv"):
            answer = client.get(at(found, path))
            assert answer.status_code == 200
            assert ("Entre nous." in answer.content.decode()) is sees, path
        assert client.get(at(found, f"remarks/{said.key}/")).status_code == (200 if sees else 404)
        assert client.get(at(found, "remarks/?format=xlsx")).content[:2] == b"PK"
    path = f"/api/v1/mission-papers/{reference(found)}/remarks/"
    assert [row["text"] for row in api("cmd_desk").get(path).json()] == ["For all."]
    assert [row["text"] for row in api("mfa_milpol").get(path).json()] == ["Entre nous.", "For all."]
    hidden = api("cmd_desk").post(f"{path}{said.key}/reply/", {"text": "x"}, content_type="application/json")
    assert hidden.status_code == 404


def test_each_row_of_the_export_says_its_marking_and_a_table_for_both_leaves_out_what_is_internal(signed_in):
    found = rich()
    remarked(found, "mfa_desk", internal=True, text="Entre nous.")
    remarked(found, "mfa_desk", text="For all.")
    desk = signed_in("mfa_desk")
    text = desk.get(at(found, "remarks/?format=csv")).content.decode("utf-8-sig")
    said = {line["Remark"]: line["Marking of the remark"] for line in csv.DictReader(io.StringIO(text))}
    assert said["Entre nous."] == "OFFICIAL USE // Ministry of Foreign Affairs // Embassy in Türkiye"
    assert "OFFICIAL USE" in said["For all."]
    assert "Ministry of Foreign Affairs" not in said["For all."]
    plain = desk.get(at(found, "remarks/?format=csv&internal=no")).content.decode("utf-8-sig")
    assert "For all." in plain
    assert "Entre nous." not in plain
    assert "CSV without internal remarks" in words(desk.get(at(found, "remarks/")))
    assert "without internal remarks" not in words(signed_in("cmd_desk").get(at(found, "remarks/")))


def test_one_version_is_compared_with_nothing(signed_in):
    page = words(signed_in("attache").get(at(rich(), "compare/")))
    assert "One version only" in page
    assert "From version 1 to version 1" not in page


def test_the_matrix_is_narrowed_and_exported(signed_in):
    found = rich()
    resolved(remarked(found, "mfa_desk", text="Shorter."), "attache", "noted", "Later.")
    remarked(found, "cmd_head", text="Longer.")
    desk = signed_in("mfa_desk")
    narrowed = words(desk.get(at(found, "remarks/?state=open")))
    assert "Longer." in narrowed
    assert "Shorter." not in narrowed
    assert "Shorter." in words(desk.get(at(found, "remarks/?ministry=mfa&severity=substantive")))
    assert desk.get(at(found, "remarks/?state=asleep")).status_code == 400
    assert desk.get(at(found, "remarks/?format=doc")).status_code == 404
    text = desk.get(at(found, "remarks/?format=csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert any("Shorter." in row and "Noted" in row and "Later." in row for row in rows)


def test_a_conflict_is_raised_and_resolved_on_its_page(signed_in):
    found = rich()
    ambassador, attache = signed_in("head_of_mission"), signed_in("attache")
    raised = ambassador.post(
        at(found, "conflicts/new/"), {"task": "T1", "objective": "O2", "text": "Elections."}
    )
    assert raised.status_code == 302
    path = raised["Location"]
    assert ambassador.post(path, {"text": "Fine.", "after": "resolve"}).status_code == 400
    assert attache.post(path, {"text": "June.", "after": "resolve"}).status_code == 302
    assert "Resolved" in words(attache.get(at(found)))


def test_the_other_ministrys_section_is_read_but_not_typed_on_the_drafting_page(signed_in):
    found = rich()
    ambassador = signed_in("head_of_mission")
    html = ambassador.get(at(found, "edit/")).content.decode()
    assert 'name="national_interests"' in html
    assert 'name="defence_chapter"' not in html
    assert 'name="objectives-0-text"' not in html
    assert 'name="objectives-1-text"' in html
    rows = {
        "objectives-TOTAL_FORMS": "2", "objectives-INITIAL_FORMS": "2",
        "objectives-0-code": "O1", "objectives-0-section": "defence",
        "objectives-1-code": "O2", "objectives-1-section": "political", "objectives-1-text": "Say it louder",
        "tasks-TOTAL_FORMS": "3", "tasks-INITIAL_FORMS": "2",
        "tasks-0-code": "T1", "tasks-0-section": "defence", "tasks-1-code": "T2", "tasks-1-section": "political",
        "tasks-1-task": "Invite the press", "tasks-1-owner": "r:head_of_mission", "tasks-1-objective": "O2",
        "tasks-2-section": "political", "tasks-2-task": "Thank the press", "tasks-2-owner": "r:attache",
    }  # fmt: skip
    sent = typed(version=str(found.version), defence_chapter="Not mine", **rows)
    answer = ambassador.post(at(found, "edit/"), sent)
    assert answer.status_code == 302, words(answer)
    with acting("cmd_desk") as by:
        text = content_of(current(paper(reference(found), to=by), to=by))
    assert text["defence_chapter"] == parts()["defence_chapter"]
    assert [(row["text"], row["target"]) for row in text["objectives"]] == [
        ("Train together", "3"),
        ("Say it louder", ""),
    ]
    assert [(row["task"], row["owner_role"]) for row in text["tasks"]] == [
        ("Agree the exercise calendar", "attache"), ("Invite the press", "head_of_mission"),
        ("Thank the press", "attache"),
    ]  # fmt: skip
    assert len(text["indicators"]) == 1  # lists that were not on the page stay


def test_any_two_versions_are_chosen_and_read_side_by_side(signed_in):
    found = returned()
    with acting("attache") as by:
        papers.redraft(found, by=by, at=now(), on=today())
    page = signed_in("mfa_desk").get(at(found, "compare/"))
    assert page.status_code == 200
    assert 'name="before"' in page.content.decode()
    assert "Both versions read the same." in words(page)


def test_sixty_pages_and_two_hundred_remarks_open_with_as_many_questions_as_a_short_paper(signed_in):
    short = rich()
    long = rich(
        **dict.fromkeys(("host_context", "national_interests", "coordination_rules", "risks"), LONG),
        defence_chapter=LONG, public_diplomacy=LONG, reporting=LONG,
        tasks=[
            {"task": "Train " * 100, "owner_role": "attache", "objective": "O1", "section": "defence"}
            for _number in range(100)
        ],
    )  # fmt: skip
    remarked(short, "mfa_desk")
    with acting("mfa_desk") as by:
        version = current(paper(reference(long), to=by), to=by)
        PaperComment.objects.bulk_create(
            PaperComment(
                paper=version.paper, version=version, part="tasks" if number % 2 else "host_context",
                row=f"T{number % 100 + 1}" if number % 2 else "", severity="substantive", text=f"Remark {number}",
                ministry="mfa", by_id=by.user_id, office_id=by.office_id, on=today(), label=version.label,
            )
            for number in range(200)
        )  # fmt: skip
    desk = signed_in("mfa_desk")
    asked = {}
    for found in (short, long):
        desk.get(at(found))
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(at(found)).status_code == 200
        asked[found.pk] = len(captured)
    assert asked[long.pk] == asked[short.pk]
    assert "Remark 199" in words(desk.get(at(long)))


def test_an_objective_shows_the_activities_of_the_kinds_its_instruments_name(signed_in):
    with acting("cmd_desk") as by:
        exercise(by, title="Joint range days")
        planned(by, title="A visit of courtesy", country=country("TR"))
        exercise(by, title="Range days elsewhere", country=country("GE"))
    page = words(signed_in("mfa_desk").get(at(rich())))
    assert "Joint range days" in page
    assert "A visit of courtesy" not in page
    assert "Range days elsewhere" not in page

"""Pages of documents: the tree, the reading view, drafting, steps, my country, and the warning while one is missing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from foundation.clock import today
from missions.selectors.documents import document as read
from missions.selectors.documents import newest
from missions.services import documents
from tests.cast import acting
from tests.missions import scene
from tests.missions.guidance import AIMS, SCAN, approved, full, in_effect, recorded, revised, seen, submitted

pytestmark = pytest.mark.django_db
HOME = "/documents/"


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def page(document, rest=""):
    return f"{HOME}{document.reference}/{rest}"


def test_an_empty_tree_says_what_to_do_first(signed_in):
    assert "Begin with the concept or the strategy" in text(signed_in("cmd_desk").get(HOME))
    shown = text(signed_in("attache").get(HOME))
    assert "No strategic document that your office may read" in shown
    assert "Begin a document" not in shown


def test_the_tree_shows_what_stands_on_what_and_lists_narrow_it(signed_in):
    concept = in_effect(recorded(kind="concept"))
    strategy = in_effect(recorded(derives_from=concept, objectives=AIMS))
    clerk = signed_in("cmd_desk")
    shown = text(clerk.get(HOME))
    assert shown.index(page(concept)) < shown.index(page(strategy))
    listed = text(clerk.get(f"{HOME}?kind=strategy&state=effective&q=strategy"))
    assert page(strategy) in listed
    assert page(concept) not in listed
    assert "No document fits" in text(clerk.get(f"{HOME}?state=returned"))
    assert clerk.get(f"{HOME}?state=nowhere").status_code == 400


def test_a_document_is_begun_and_written_on_its_page(signed_in):
    clerk = signed_in("cmd_desk")
    answer = clerk.post(f"{HOME}new/", {"kind": "strategy", "title": "Ours", "level": "official_use"})
    assert answer.status_code == 302, answer.content.decode()
    path = answer["Location"]
    assert "Add an objective" in text(clerk.get(path))
    sets = {
        f"{part}-{n}_FORMS": "0"
        for part in ("objectives", "priorities", "resources")
        for n in ("TOTAL", "INITIAL")
    }
    typed = {
        "version": "1", "title": "Ours", "language": "en", "derives_from": "", "starts_on": str(today()),
        "last_on": "", "review_on": "", "summary": "", "body": "We serve.", **sets, "objectives-TOTAL_FORMS": "2",
        "objectives-0-text": "Serve", "objectives-0-code": "S1", "objectives-1-text": "Serve well",
        "objectives-1-code": "S1.1", "objectives-1-parent": "S1", "objectives-1-dimensions": ["regional"],
        "after": "read",
    }  # fmt: skip
    more = text(clerk.post(path, {**typed, "add_row": "priorities"}))
    assert "priorities-0-rationale" in more
    wrong = clerk.post(path, {**typed, "objectives-1-parent": "S9"})
    assert "no objective of this code" in text(wrong, 400)
    saved = clerk.post(path, typed)
    assert saved.status_code == 302, saved.content.decode()
    shown = text(clerk.get(saved["Location"]))
    assert "Serve well" in shown
    assert "nothing yet" in shown
    stale = text(clerk.post(path, {**typed, "title": "Theirs"}), 412)
    assert "Somebody else saved this draft" in stale
    assert "Theirs" in stale


def test_submitting_says_what_is_missing_or_who_will_be_asked(signed_in):
    clerk, half = signed_in("cmd_desk"), recorded(title="Half")
    assert "Name at least one objective." in text(clerk.get(page(half, "submit/")))
    assert "something is missing" in text(clerk.post(page(half, "submit/"), {"version": "1"}), 409)
    whole = recorded(**full())
    asked = text(clerk.get(page(whole, "submit/")))
    assert "Siyasət Maketov" in asked
    assert clerk.post(page(whole, "submit/"), {"version": str(whole.version)}).status_code == 302
    shown = text(clerk.get(page(whole)))
    assert "is under approval" in shown
    assert "Your word is asked for" in text(signed_in("cmd_head").get(page(whole)))
    assert clerk.get(page(whole, "submit/")).status_code == 409


def test_a_decision_on_paper_is_recorded_then_revised_compared_and_withdrawn(signed_in):
    clerk, head = signed_in("cmd_desk"), signed_in("cmd_head")
    document = recorded(kind="concept", objectives=AIMS, body="Serve with partners.")
    path = page(document, "decision/")
    assert "Number of the decision" in text(head.get(path))
    assert head.post(path, {"version": "1", "starts_on": str(today())}).status_code == 400
    given = {"version": "1", "decided_no": "12", "evidence": "Order 12, folder 3", "starts_on": str(today())}
    refused = clerk.post(path, {**given, "file": SimpleUploadedFile(*SCAN)})
    assert refused.status_code == 400
    assert "Somebody else of your ministry" in refused.content.decode()
    assert head.post(path, {**given, "file": SimpleUploadedFile(*SCAN)}).status_code == 302
    assert "Order 12, folder 3" in text(clerk.get(page(document)))
    held = seen(document)
    assert clerk.post(page(document, "revise/"), {"version": str(held.version)}).status_code == 302
    revised_text = "Serve with trusted partners."
    with acting("cmd_desk") as by:
        documents.amend(seen_in(document, by), by=by, body=revised_text)
    differs = text(clerk.get(page(document, "compare/?before=1&after=2")))
    assert "trusted" in differs
    assert clerk.get(page(document, "compare/?before=1&after=x")).status_code == 404
    assert text(clerk.get(page(document))).count("Version 2") >= 1
    back = clerk.post(
        page(document, "withdraw/"), {"version": str(seen(document).version), "reason": "Later."}
    )
    assert back.status_code == 302
    assert seen(document).state == "effective"


def seen_in(document, by):
    return read(document.reference, to=by)


def test_the_other_ministry_reads_and_does_not_write(signed_in):
    document = recorded(objectives=AIMS)
    other = signed_in("mfa_milpol")
    assert "Go on writing" not in text(other.get(page(document)))
    for rest in ("edit/", "submit/", "decision/", "withdraw/"):
        assert other.get(page(document, rest)).status_code == 403
    assert signed_in("attache").get(f"{HOME}new/").status_code == 403
    assert signed_in("cmd_desk").get(f"{HOME}STD-2020-XXXXX/").status_code == 404


def test_my_country_shows_rank_objectives_and_what_the_paper_serves(signed_in):
    strategy = approved()
    with acting("cmd_desk"):
        aim = strategy.objectives.get(code="S1")
    attache = signed_in("attache")
    empty = text(attache.get("/guidance/"))
    assert "Draft one: its objectives trace to those below." in empty
    assert "Two certified units" in empty
    scene.approved(objectives=[{**scene.content()["objectives"][0], "strategic_objective": aim}])
    shown = text(attache.get("/guidance/"))
    assert "served by the paper" in shown
    assert "Ally." in shown
    assert "Choose a country" in text(signed_in("cmd_desk").get("/guidance/"))
    assert "objectives in force" in text(signed_in("cmd_desk").get("/guidance/?country=TR"))


def test_the_warning_stands_where_guidance_matters_until_there_is_some(signed_in):
    clerk, words = signed_in("cmd_desk"), "a document above them is missing"
    for path in (HOME, "/", "/papers/", "/reports/posture/"):
        assert words in text(clerk.get(path)), path
    approved()
    approved("joint_agreement")
    in_effect(recorded("mfa_desk", "white_paper", "mfa"))
    for path in (HOME, "/", "/papers/", "/reports/posture/"):
        assert words not in text(clerk.get(path)), path


def test_contacts_of_the_joint_agreement_stand_where_both_ministries_work(signed_in):
    agreed = approved("joint_agreement")
    paper = scene.drafted()
    case = scene.submitted(paper)
    case_page = reverse("approvals:case", args=[case.reference])
    for path in (page(agreed), f"/papers/{paper.reference}/", case_page):
        assert "Extension 12" in text(signed_in("attache").get(path)), path


def test_the_case_page_shows_a_document_in_words(signed_in):
    case = submitted(recorded(**full()))
    shown = text(signed_in("cmd_head").get(reverse("approvals:case", args=[case.reference])))
    for words in ("Strategy of five years", "Units certified", "Central Asia", "Part of"):
        assert words in shown


def test_documents_are_found_by_their_words(signed_in):
    document = recorded(title="Strategiya şəffaflıq")
    assert page(document) in text(signed_in("cmd_desk").get("/search/?q=seffafliq"))


def test_the_text_of_a_version_in_data_entry_is_for_its_custodian(signed_in):
    document = revised(in_effect(recorded(objectives=AIMS)))
    with acting("cmd_desk") as by:
        text_key = newest(seen_in(document, by), to=by).pk
    path = f"/admin/missions/documentversion/{text_key}/change/"
    assert 'name="_save"' in text(signed_in("cmd_desk").get(path))
    assert 'name="_save"' not in text(signed_in("mfa_desk").get(path))

"""The pages of papers: a draft keeps what was typed, a submission says what follows, a return says why."""

from html import unescape

import pytest
from django.utils.html import strip_tags

from directory.models import ActivityKind
from foundation.clock import today
from missions.selectors.contents import content_of
from missions.selectors.papers import current
from tests.cast import acting
from tests.missions.scene import (
    AT_POST,
    approved,
    days,
    decided,
    drafted,
    mission,
    questions_at_most,
    read_by,
    reference,
    returned,
    seen,
    submitted,
    takes_office,
)

pytestmark = pytest.mark.django_db


def words(answer):
    return " ".join(unescape(strip_tags(answer.content.decode())).split())


def typed(**changes):
    """What a browser sends of the drafting page with one row in each list."""
    exercise = str(ActivityKind.objects.get(code="exercise").pk)
    sent = {
        "title": "Typed title", "language": "en", "starts_on": str(today()), "last_on": str(days(700)),
        "host_context": "Typed context", "national_interests": "", "coordination_rules": "", "risks": "",
        "working_note": "",
        "objectives-TOTAL_FORMS": "1", "objectives-INITIAL_FORMS": "0",
        "objectives-0-text": "Typed objective", "objectives-0-measure": "Events", "objectives-0-target": "3",
        "objectives-0-due_on": str(days(300)), "objectives-0-section": "defence",
        "priorities-TOTAL_FORMS": "1", "priorities-INITIAL_FORMS": "0",
        "priorities-0-country": str(mission().country_id), "priorities-0-political": "4",
        "priorities-0-geographic": "2", "priorities-0-rationale": "Typed reason",
        "resources-TOTAL_FORMS": "2", "resources-INITIAL_FORMS": "0",
        "resources-0-kind": "money", "resources-0-amount": "10.50", "resources-0-currency": "azn",
        "resources-0-fiscal_year": "2027", "resources-0-activity_kind": exercise,
        "resources-1-kind": "people", "resources-1-amount": "3", "resources-1-fiscal_year": "2027",
        "resources-1-activity_kind": exercise,
    }  # fmt: skip
    return {**sent, **changes}


def new(**changes):
    return typed(
        mission=str(mission().pk), country=str(mission().country_id), level="official_use", **changes
    )


def test_an_empty_list_says_what_to_do_first(signed_in):
    listed = words(signed_in("attache").get("/papers/"))
    assert "No mission paper yet" in listed
    assert "Draft a paper" in listed
    reader = words(signed_in("mfa_desk").get("/papers/"))
    assert "No mission paper that your office may read" in reader
    assert "Draft a paper" not in reader


def test_an_attache_drafts_in_one_page_and_is_led_to_submission(signed_in):
    attache = signed_in("attache")
    page = attache.get("/papers/new/").content.decode()
    assert "Embassy in Türkiye" in page
    assert "Embassy in Germany" not in page
    answer = attache.post("/papers/new/", new(after="submit"))
    assert answer.status_code == 302, words(answer)
    assert answer["Location"].endswith("/submit/")
    confirm = words(attache.get(answer["Location"]))
    assert "This freezes the text" in confirm
    assert "Col. Nümunə Sınaqov Defence attaché in Türkiye" in confirm
    assert "H.E. Sınaq Nümunəzadə Ambassador in Türkiye" in confirm


def test_what_is_wrong_stands_on_top_and_beside_and_nothing_typed_is_lost(signed_in):
    sent = new(
        last_on=str(days(-5)),
        **{"objectives-0-due_on": "sometime", "resources-0-currency": "", "title": "Kept"},
    )
    answer = signed_in("attache").post("/papers/new/", sent)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'id="id_objectives-0-due_on_error"' in page
    assert 'id="id_resources-0-currency_error"' in page
    assert "Typed objective" in page
    assert 'value="Kept"' in page
    sent.update({"objectives-0-due_on": str(days(3)), "resources-0-currency": "AZN"})
    answer = signed_in("attache").post("/papers/new/", sent)
    assert answer.status_code == 400
    assert 'id="id_last_on_error"' in answer.content.decode()


def test_adding_a_row_keeps_everything_and_judges_nothing(signed_in):
    answer = signed_in("attache").post("/papers/new/", new(title="", add_row="objectives"))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="objectives-1-text"' in page
    assert "Typed objective" in page
    assert "field-errors" not in page


def test_rows_are_reordered_emptied_and_removed(signed_in):
    paper = drafted(objectives=[{"text": "First"}, {"text": "Second"}, {"text": "Third"}, {"text": "Fourth"}])
    rows = {"objectives-TOTAL_FORMS": "4", "objectives-INITIAL_FORMS": "4"}
    for place, (text, order) in enumerate((("First", 2), ("Second", 1), ("", 3), ("Fourth", 4))):
        rows |= {
            f"objectives-{place}-text": text, f"objectives-{place}-ORDER": str(order),
            f"objectives-{place}-code": f"O{place + 1}", f"objectives-{place}-section": "defence",
            f"objectives-{place}-due_on": "", f"objectives-{place}-measure": "", f"objectives-{place}-target": "",
        }  # fmt: skip
    rows["objectives-3-DELETE"] = "on"
    path = f"/papers/{reference(paper)}/edit/"
    answer = signed_in("attache").post(path, typed(version=str(paper.version), after="stay", **rows))
    assert (answer.status_code, answer["Location"]) == (302, path)
    with acting("attache") as by:
        objectives = content_of(current(seen_by(paper, by), to=by))["objectives"]
    assert [(row["code"], row["text"]) for row in objectives] == [("O2", "Second"), ("O1", "First")]


def seen_by(paper, by):
    from missions.selectors.papers import paper as read

    return read(paper.reference, to=by)


def test_saving_over_a_colleague_is_a_second_deliberate_click(signed_in):
    paper = drafted()
    path = f"/papers/{reference(paper)}/edit/"
    assert signed_in("cmd_desk").post(path, typed(version="1", title="Colleague")).status_code == 302
    answer = signed_in("attache").post(path, typed(version="1", title="Mine"))
    assert answer.status_code == 412
    assert "Somebody else saved this draft meanwhile" in words(answer)
    assert 'value="Mine"' in answer.content.decode()
    assert seen(paper).title == "Colleague"
    assert signed_in("attache").post(path, typed(version="2", title="Mine")).status_code == 302
    assert seen(paper).title == "Mine"


def test_the_confirmation_names_gaps_and_vacancies_instead_of_a_button(signed_in):
    bare = drafted(objectives=[], resources=[])
    page = words(signed_in("attache").get(f"/papers/{reference(bare)}/submit/"))
    assert "Name at least one objective." in page
    assert "Submit for signature" not in page
    georgian = drafted("attache_ge", "ge")
    page = words(signed_in("attache_ge").get(f"/papers/{reference(georgian)}/submit/"))
    assert "Ambassador in Georgia is vacant" in page
    assert "Submit for signature" not in page


def test_submitting_is_one_click_on_what_was_shown(signed_in):
    paper = drafted()
    attache, path = signed_in("attache"), f"/papers/{reference(paper)}/submit/"
    assert attache.post(path, {"version": "7"}).status_code == 412
    answer = attache.post(path, {"version": "1"}, follow=True)
    assert "Submitted." in words(answer)
    assert "Your word is asked for" in words(answer)
    assert attache.get(path).status_code == 409
    assert attache.get(f"/papers/{reference(paper)}/edit/").status_code == 409


def test_a_return_shows_its_reason_and_the_way_on(signed_in):
    paper = returned()
    attache, path = signed_in("attache"), f"/papers/{reference(paper)}/"
    page = words(attache.get(path))
    assert "Returned: it needs another version" in page
    assert "Priority is disputed" in page
    assert "Rank it lower." in page
    answer = attache.post(f"{path}redraft/", {"version": str(paper.version)}, follow=True)
    assert "Draft, version 2" in words(answer)
    assert "Draft again" not in words(signed_in("mfa_desk").get(path))


def test_versions_are_read_side_by_side(signed_in):
    paper = returned()
    attache, path = signed_in("attache"), f"/papers/{reference(paper)}/"
    attache.post(f"{path}redraft/", {"version": str(paper.version)})
    attache.post(f"{path}edit/", typed(version=str(seen(paper).version), title="Mission paper TR, milder"))
    answer = attache.get(f"{path}compare/?before=1&after=2")
    assert "<ins>" in answer.content.decode()
    assert "milder" in words(answer)
    assert attache.get(f"{path}compare/?before=1&after=9").status_code == 404
    assert attache.get(f"{path}compare/?before=x&after=2").status_code == 404
    assert "This is version 1. The paper stands at version 2." in words(attache.get(f"{path}?version=1"))


def test_withdrawing_asks_for_a_reason(signed_in):
    paper = drafted()
    attache, path = signed_in("attache"), f"/papers/{reference(paper)}/withdraw/"
    assert attache.post(path, {"version": "1", "reason": ""}).status_code == 400
    assert attache.post(path, {"version": "1", "reason": "Not now."}).status_code == 302
    assert seen(paper).state == "withdrawn"


def test_who_comes_into_office_confirms_the_paper_in_effect(signed_in):
    paper = approved()
    path = f"/papers/{reference(paper)}/"
    assert "Is this the paper your office works to?" not in words(signed_in("attache").get(path))
    read_by(paper, "attache")
    takes_office("cmd_desk_2", "attache-tr")
    newcomer = signed_in("cmd_desk_2")
    assert "Is this the paper your office works to?" in words(newcomer.get(path))
    assert newcomer.post(f"{path}acknowledge/").status_code == 302
    assert "Is this the paper your office works to?" not in words(newcomer.get(path))


def test_the_reader_reads_and_has_no_buttons(signed_in):
    paper = drafted()
    page = words(signed_in("leadership_reader").get(f"/papers/{reference(paper)}/"))
    assert "Mission paper TR" in page
    assert "Go on writing" not in page
    for path in ("edit/", "submit/", "withdraw/"):
        assert signed_in("leadership_reader").get(f"/papers/{reference(paper)}/{path}").status_code == 403
    assert signed_in("leadership_reader").get("/papers/new/").status_code == 403


def test_pages_carry_the_marking_and_cost_a_bounded_number_of_questions(signed_in):
    paper = drafted()
    submitted(paper)
    decided(paper, *AT_POST)
    desk = signed_in("mfa_desk")
    with questions_at_most(7):
        listed = desk.get("/papers/")
    with questions_at_most(28):
        page = desk.get(f"/papers/{reference(paper)}/")
    assert "OFFICIAL USE" in words(listed)
    assert "OFFICIAL USE" in words(page)
    assert desk.get("/papers/?state=asleep").status_code == 400
    assert desk.get("/papers/?page=99").status_code == 200

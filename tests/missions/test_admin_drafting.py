"""A mission paper is begun and written in data entry, under the same rules as on its own page and over REST."""

from typing import Any

import pytest
from django.urls import reverse

from directory.models import Country
from foundation.clock import now, today
from missions.models import MissionPaper
from missions.selectors.contents import content_of
from missions.selectors.papers import current, paper
from missions.services import papers
from tests.cast import acting
from tests.directory.forms import rows, shown, told
from tests.missions.guidance import AIMS, in_effect, recorded
from tests.missions.rich import edited, remarked, rich
from tests.missions.scene import AT_POST, days, decided, drafted, mission, returned, seen, submitted

pytestmark = pytest.mark.django_db
ADD = "/admin/missions/missionpaper/add/"


def text_of(found: MissionPaper, name: str = "cmd_desk") -> Any:
    with acting(name) as by:
        return current(paper(found.reference, to=by), to=by)


def content(found: MissionPaper) -> dict[str, Any]:
    with acting("cmd_desk") as by:
        return content_of(current(paper(found.reference, to=by), to=by))


def where(found: MissionPaper) -> str:
    return reverse("admin:missions_paperversion_change", args=[text_of(found).pk])


def sent(client, found: MissionPaper, **typed: Any) -> tuple[dict[str, Any], Any]:
    """Opens the page of the draft, types over some fields and saves; gives what was sent and the answer."""
    form = {**shown(client, where(found)), **typed}
    return form, client.post(where(found), form)


def begun(client, **typed: Any) -> Any:
    place = mission()
    form = {
        "mission": place.pk, "country": place.country_id, "level": "official_use", "title": "Paper for Türkiye",
        "language": "en", "starts_on": str(days(30)), "last_on": str(days(400)), "review_on": "",
        "host_context": "The host trains.", "defence_chapter": "Two brigades.", **typed,
    }  # fmt: skip
    return client.post(ADD, form)


def test_a_paper_is_begun_and_leads_to_its_text(signed_in):
    client = signed_in("attache")
    page = client.get(ADD)
    assert page.status_code == 200
    assert page.context["adminform"].form["mission"].value() == mission().pk
    answer = begun(client)
    with acting("attache") as by:
        found = MissionPaper.objects.visible_to(by).get()
        assert (found.title, found.state, found.starts_on, found.last_on) == (
            "Paper for Türkiye", "draft", days(30), days(400),
        )  # fmt: skip
        assert current(found, to=by).defence_chapter == "Two brigades."
    assert answer.url == where(found)


def test_what_is_refused_on_beginning_stands_beside_what_was_typed(signed_in):
    client = signed_in("cmd_desk")
    for typed, words in (
        ({"country": Country.objects.get(iso2="DE").pk}, "not accredited to that State"),
        ({"last_on": str(days(10))}, "The last day is before the first."),
        ({"review_on": str(days(10))}, "The review falls between"),
    ):
        answer = begun(client, **typed)
        assert answer.status_code in (400, 409)
        assert words in told(answer)
        assert "Two brigades." in answer.content.decode()
    with acting("cmd_desk") as by:
        assert not MissionPaper.objects.visible_to(by).exists()
    assert signed_in("mfa_desk").get(ADD).status_code == 403


def test_every_part_is_written_on_the_page_of_the_version(signed_in):
    found = drafted()
    client = signed_in("attache")
    form = shown(client, where(found))
    form |= {
        "title": "Renamed",
        "coordination_rules": "They meet daily.",
        "objectives-0-text": "Train far together",
    }
    own = {"section": "defence"}
    form |= rows(
        "indicator_rows",
        {
            **own,
            "indicator": "Exercises",
            "unit": "times",
            "from_value": "1",
            "to_value": "3",
            "objective": "O1",
        },
    )
    form |= rows(
        "task_rows",
        {
            **own,
            "task": "Agree the calendar",
            "owner": "r:attache",
            "due_on": str(days(90)),
            "objective": "O1",
        },
    )
    form |= rows("strategy_rows", {**own, "dimension": "education", "strategy": "Officers first"})
    form |= rows("instrument_rows", {**own, "instrument": "Staff talks", "held_on": str(days(60))})
    form |= rows(
        "contingency_rows",
        {**own, "risk": "Budget is cut", "trigger": "Cuts", "response": "Less", "owner": "r:attache"},
    )
    form |= rows("contact_rows", {**own, "contact": "Head of training", "owner": "r:attache"})
    form |= rows(
        "priorities",
        {
            "country": Country.objects.get(iso2="GE").pk,
            "political": "3",
            "geographic": "3",
            "rationale": "On the way.",
        },
        begun=1,
    )
    form |= rows("resources", {"kind": "materiel", "note": "Simulators"}, begun=2)
    answer = client.post(where(found), form)
    assert answer.status_code == 302, told(answer)
    said = content(found)
    assert (said["title"], said["coordination_rules"]) == ("Renamed", "They meet daily.")
    assert said["objectives"][0]["text"] == "Train far together"
    for part, name, words in (
        ("indicators", "indicator", "Exercises"), ("tasks", "owner_role", "attache"), ("strategies", "code", "L1"),
        ("instruments", "instrument", "Staff talks"), ("contingencies", "risk", "Budget is cut"),
        ("contacts", "contact", "Head of training"),
    ):  # fmt: skip
        assert [row[name] for row in said[part]] == [words], part
    assert [row["country"] for row in said["priorities"]] == ["TR", "GE"]
    assert len(said["resources"]) == 3
    assert seen(found).title == "Renamed"


def test_saving_what_was_not_touched_changes_nothing(signed_in):
    found = rich()
    before = content(found)
    for name in ("attache", "mfa_desk"):
        _form, answer = sent(signed_in(name), found)
        assert answer.status_code == 302, told(answer)
        assert content(found) == before
    assert seen(found).version == found.version


def test_rows_are_removed_and_put_in_another_order(signed_in):
    found = rich()
    aim = {
        "text": "Learn together",
        "measure": "Courses",
        "target": "2",
        "due_on": days(300),
        "section": "defence",
    }
    with acting("attache") as by:
        stands = content_of(current(paper(found.reference, to=by), to=by))
    assert [row["code"] for row in stands["objectives"]] == ["O1", "O2"]
    new = {**{name: str(value) for name, value in aim.items()}, "order": "1"}
    _form, answer = sent(
        signed_in("attache"),
        found,
        **rows("objectives", new, begun=2),
        **{"contact_rows-0-DELETE": "on", "objectives-0-order": "2"},
    )
    assert answer.status_code == 302, told(answer)
    said = content(found)
    assert [row["code"] for row in said["objectives"]] == ["O3", "O1", "O2"]
    assert said["contacts"] == []


def test_each_ministry_writes_its_own_section_only(signed_in):
    """A2.16: what the other one writes is shown and stays, whatever is sent back."""
    found = rich()
    client = signed_in("attache")
    page = client.get(where(found)).content.decode()
    assert "The political section is written by the Ministry of Foreign Affairs" in page
    assert 'name="host_context"' not in page
    forged = {
        "host_context": "Forged.",
        "objectives-1-text": "Forged.",
        "objectives-1-DELETE": "on",
        "task_rows-1-task": "Forged.",
    }
    _form, answer = sent(client, found, defence_chapter="Three brigades.", **forged)
    assert answer.status_code == 302, told(answer)
    said = content(found)
    assert said["defence_chapter"] == "Three brigades."
    assert "Forged." not in str(said)
    assert [row["text"] for row in said["objectives"]] == ["Train together", "Say the same in public"]
    _form, answer = sent(signed_in("mfa_desk"), found, **{"objectives-1-text": "Say it together"})
    assert answer.status_code == 302, told(answer)
    assert content(found)["objectives"][1]["text"] == "Say it together"


def test_what_the_service_refuses_of_a_row_stands_beside_it(signed_in):
    found = rich()
    _form, answer = sent(
        signed_in("attache"), found, **{"task_rows-0-objective": "O9", "defence_chapter": "Kept."}
    )
    assert answer.status_code == 400
    [tasks] = [
        one.formset for one in answer.context["inline_admin_formsets"] if one.formset.prefix == "task_rows"
    ]
    assert "There is no objective O9 in this paper." in str(tasks.forms[0].errors["objective"])
    assert not tasks.forms[1].errors
    assert "Kept." in answer.content.decode()
    assert content(found)["tasks"][0]["objective"] == "O1"


def test_who_saves_over_a_newer_draft_is_told_and_loses_nothing(signed_in):
    found = rich()
    client = signed_in("attache")
    form = {**shown(client, where(found)), "defence_chapter": "Mine.", "task_rows-0-task": "My task"}
    edited(found, "mfa_desk", host_context="Theirs.", objectives=theirs(found))
    answer = client.post(where(found), form)
    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Somebody else saved this draft meanwhile. Yours is not saved yet." in page
    assert "Mine." in page
    assert "My task" in page
    assert content(found)["defence_chapter"] != "Mine."
    again = client.post(
        where(found), {**form, "based_on": answer.context["adminform"].form["based_on"].value()}
    )
    assert again.status_code == 302, told(again)
    said = content(found)
    assert (said["defence_chapter"], said["tasks"][0]["task"]) == ("Mine.", "My task")
    assert said["host_context"] == "Theirs."
    assert [row["text"] for row in said["objectives"]] == ["Train together", "Theirs too", "Say more"]


def test_a_row_the_other_ministry_took_out_meanwhile_is_told_and_not_asked_for(signed_in):
    found = rich()
    edited(found, "mfa_desk", objectives=theirs(found))
    client = signed_in("attache")
    form = {**shown(client, where(found)), "defence_chapter": "Mine."}
    assert "objectives-2-code" in form
    assert "objectives-2-text" not in form, "a browser sends nothing of what is only read"
    edited(found, "mfa_desk", objectives=theirs(found)[:2])
    answer = client.post(where(found), form)
    assert answer.status_code == 412
    assert "Somebody else saved this draft meanwhile" in answer.content.decode()
    assert "Mine." in answer.content.decode()


def test_a_page_of_an_earlier_version_writes_nothing_into_the_next(signed_in):
    found = rich()
    client, old = signed_in("attache"), where(found)
    form = {**shown(client, old), "defence_chapter": "Of the first version."}
    submitted(found)
    decided(found, *AT_POST, "cmd_head", "imcd_head")
    decided(found, "mfa_desk", verdict="return", reason_code="priority_disputed", comment="Rank it lower.")
    with acting("attache") as by:
        papers.redraft(paper(found.reference, to=by), by=by, at=now(), on=today())
    for _time in range(2):
        answer = client.post(old, {**form, "based_on": seen(found).version})
        assert answer.status_code == 409
        assert "Of the first version." in answer.content.decode()
    assert content(found)["defence_chapter"] != "Of the first version."


def test_objectives_above_the_marking_of_the_paper_are_not_offered(signed_in):
    in_effect(recorded(objectives=AIMS))
    in_effect(
        recorded(kind="doctrine", level="limited_official_use", objectives=[{"code": "D1", "text": "Above"}])
    )
    client = signed_in("cmd_desk")
    page = client.get(where(rich())).content.decode()
    assert "Serve together" in page
    assert "Above" not in page


def test_a_draft_of_many_rows_is_one_form(signed_in):
    answer = begun(signed_in("attache"), **{f"further-{number}": "x" for number in range(1_500)})
    assert answer.status_code == 302


def theirs(found):
    """The list of objectives with what the Ministry of Foreign Affairs changed and added."""
    with acting("mfa_desk") as by:
        text = current(paper(found.reference, to=by), to=by)
        names = ("code", "section", "text", "measure", "baseline", "target", "due_on", "strategic_objective")
        stands = [{name: getattr(row, name) for name in names} for row in text.objectives.order_by("order")]
    stands[1]["text"] = "Theirs too"
    return [*stands, {**stands[1], "code": "", "text": "Say more"}]


def test_what_was_submitted_meanwhile_keeps_what_was_typed_on_the_page(signed_in):
    found = rich()
    client = signed_in("cmd_desk")
    form = {**shown(client, where(found)), "defence_chapter": "Too late."}
    submitted(found)
    answer = client.post(where(found), form)
    assert answer.status_code == 412
    assert "Too late." in answer.content.decode()
    answer = client.post(
        where(found), {**form, "based_on": answer.context["adminform"].form["based_on"].value()}
    )
    assert answer.status_code == 409
    assert "Only a draft can be edited" in told(answer)


def test_of_what_was_submitted_the_working_note_is_written(signed_in):
    found = rich()
    submitted(found)
    client = signed_in("cmd_desk")
    fields = shown(client, where(found))
    assert "working_note" in fields
    assert 'name="title"' not in client.get(where(found)).content.decode()
    form = {
        name: value
        for name, value in fields.items()
        if name in ("working_note", "based_on") or "_FORMS" in name
    }
    answer = client.post(where(found), {**form, "working_note": "Ask in May."})
    assert answer.status_code == 302, told(answer)
    assert text_of(found).working_note == "Ask in May."
    assert seen(found).state == "post_coordination"


def test_nobody_writes_a_paper_of_another_mission_or_without_the_right(signed_in):
    found = rich()
    assert signed_in("attache_de").get(where(found)).status_code in (302, 404)
    reader = signed_in("cmd_head")
    page = reader.get(where(found)).content.decode()
    assert 'name="_save"' not in page
    assert "Train together" in page
    form = shown(signed_in("attache"), where(found))
    assert reader.post(where(found), {**form, "title": "Forged"}).status_code == 403
    assert seen(found).title != "Forged"


def pressed(client, found: MissionPaper, name: str, reason: str = "") -> Any:
    step = reverse("admin:missions_missionpaper_step", args=[found.pk, name])
    return client.post(step, {"reason": reason, "seen_version": seen(found).version}, follow=True)


def test_a_paper_is_submitted_with_a_button_and_refused_in_the_same_words(signed_in):
    found = rich()
    remarked(found, "mfa_desk", severity="blocking", part="national_interests")
    client = signed_in("attache")
    assert "A blocking remark is still open" in pressed(client, found, "submit").content.decode()
    assert seen(found).state == "draft"
    other = drafted(objectives=[])
    assert "Name at least one objective." in pressed(client, other, "submit").content.decode()
    ready = drafted(code="de", name="attache_de")
    pressed(signed_in("attache_de"), ready, "submit")
    assert seen(ready).state == "post_coordination"


def test_a_returned_paper_is_drafted_again_and_withdrawn_with_its_reason(signed_in):
    found = returned()
    client = signed_in("attache")
    names = {step["name"] for step in page_of(client, found).context["lifecycle_steps"]}
    assert names == {"redraft", "withdraw"}
    assert page_of(signed_in("mfa_desk"), found).context["lifecycle_steps"] == []
    pressed(client, found, "redraft")
    assert (seen(found).state, seen(found).current_no) == ("draft", 2)
    assert "Say why." in pressed(client, found, "withdraw").content.decode()
    pressed(client, found, "withdraw", "No longer needed.")
    assert seen(found).state == "withdrawn"


def page_of(client, found: MissionPaper) -> Any:
    return client.get(reverse("admin:missions_missionpaper_change", args=[found.pk]))


def test_a_button_pressed_on_an_older_page_does_nothing(signed_in):
    found = rich()
    with acting("attache") as by:
        papers.edit(paper(found.reference, to=by), by=by, version=found.version, at=now(), title="Newer")
    step = reverse("admin:missions_missionpaper_step", args=[found.pk, "submit"])
    answer = signed_in("attache").post(step, {"seen_version": found.version})
    assert answer.status_code == 412
    assert seen(found).state == "draft"


@pytest.mark.parametrize("odd", ["\x00", "9" * 30, "-1", "x"])
def test_odd_values_are_refused_in_words(signed_in, odd: str):
    found = rich()
    client = signed_in("attache")
    form = shown(client, where(found))
    counts = {name: value for name, value in form.items() if "_FORMS" in name}
    assert client.post(where(found), dict.fromkeys(form, odd) | counts).status_code == 400
    assert client.post(where(found), form | dict.fromkeys(counts, odd)).status_code < 500
    assert content(found)["title"] == found.title

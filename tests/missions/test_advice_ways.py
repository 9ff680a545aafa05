"""The advice log in data entry, over REST, on its pages and in search; other missions meet none of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.clock import today
from missions.models import AdviceEntry, AdviceMonth
from tests.attaches.scenes import a_posting
from tests.attaches.story_ways import get, page_of, pressed, sent, words
from tests.cast import acting
from tests.documents import files
from tests.missions.scene import days
from tests.missions.test_advice import TOLD, a_head, answered, given
from tests.missions.test_post_reports import a_rhythm

pytestmark = pytest.mark.django_db
ADD = "/admin/missions/adviceentry/add/"
REST = "/api/v1/advice-entries/"
MONTHS = "/api/v1/advice-months/"
JSON = {"content_type": "application/json"}


@pytest.fixture
def posting():
    a_head()
    return a_posting("in_post")


def the_entry(**by) -> AdviceEntry:
    with acting("cmd_desk"):
        return AdviceEntry.in_context.get(**by)


def its_months(posting) -> list[AdviceMonth]:
    with acting("cmd_desk"):
        return list(AdviceMonth.in_context.filter(post=posting.post_id).order_by("ends_on"))


def tagged(client, where: str) -> dict[str, str]:
    return {"If-Match": client.get(where).headers["ETag"]}


def test_data_entry_knows_whose_advice_it_is(signed_in, posting):
    attache = signed_in("drafter")
    assert attache.get(ADD).context["adminform"].form["posting"].value() == posting.pk
    sent(attache, ADD, **TOLD)
    entry = the_entry(subject=TOLD["subject"])
    assert entry.given_on == today()
    wrong = attache.post(ADD, {**TOLD, "posting": posting.pk, "given_on": days(2).isoformat(), "section": ""})
    assert wrong.status_code == 400
    assert "lies in the future" in words(wrong.content.decode())
    where = page_of(entry)
    sent(attache, where, subject="Joint exercise in spring")
    pressed(signed_in("ambassador"), where, "in-part", on=today().isoformat(), reason="Half of it")
    told = the_entry(pk=entry.pk)
    assert (told.outcome, told.answer_remark, told.subject) == (
        "in_part",
        "Half of it",
        "Joint exercise in spring",
    )
    again = signed_in("ambassador").post(f"{where.removesuffix('change/')}step/followed/", follow=True)
    assert "answered already" in words(again.content.decode())


def test_a_correction_begins_with_what_it_corrects(signed_in, posting):
    entry = given(posting, ago=3)
    answered(entry)
    attache = signed_in("drafter")
    form = attache.get(ADD, {"corrects": entry.pk}).context["adminform"].form
    assert form["subject"].value() == TOLD["subject"]
    sent(attache, f"{ADD}?corrects={entry.pk}", subject="What it really was")
    right = the_entry(corrects=entry.pk)
    shown = words(get(attache, f"/advice/{entry.reference}/"))
    assert f"Put right by What it really was ({right.reference})" in shown
    assert "Puts right" in words(get(attache, f"/advice/{right.reference}/"))
    assert attache.get(ADD, {"corrects": "9" * 30}).status_code == 200


def test_a_button_says_that_there_was_nothing(signed_in, posting):
    a_rhythm(posting.post)
    over, _last, running = its_months(posting)
    attache = signed_in("drafter")
    pressed(attache, page_of(over), "nothing", on=today().isoformat())
    assert its_months(posting)[0].nothing_on == today()
    if running.ends_on > today():
        assert "/step/nothing/" not in get(attache, page_of(running))


def test_its_pages_say_what_to_do_first_and_then_what_was_advised(signed_in, posting):
    attache = signed_in("drafter")
    empty = get(attache, "/advice/")
    assert "No advice is in the log yet" in words(empty)
    assert ADD in empty
    assert "Set a rhythm" in words(get(signed_in("cmd_desk"), "/advice/months/"))
    entry = given(posting, ago=3)
    where = f"/advice/{entry.reference}/"
    assert entry.reference in get(attache, "/advice/")
    assert "No advice under this choice" in words(get(attache, "/advice/", outcome="followed"))
    assert attache.get("/advice/", {"since": "nonsense"}).status_code == 400
    typed = {
        "step": "answer",
        "answer-version": 1,
        "answer-on": days(-5).isoformat(),
        "answer-outcome": "followed",
    }
    early = attache.post(where, typed)
    assert early.status_code == 400
    assert "before the day of the advice" in words(early.content.decode())
    assert attache.post(where, {**typed, "answer-on": today().isoformat()}).status_code == 302
    proof = SimpleUploadedFile("note.pdf", files.pdf(), "application/pdf")
    assert (
        attache.post(where, {"step": "attach", "attach-version": 2, "attach-file": proof}).status_code == 302
    )
    assert "note.pdf" in words(get(attache, where))
    assert attache.post(where, {"step": "unknown"}).status_code == 400
    assert entry.reference in get(
        attache, "/advice/", outcome="followed", mission="EMB-TR", words="observers"
    )


def test_the_log_goes_over_pages(signed_in, posting, monkeypatch):
    monkeypatch.setattr("missions.pages.advice.PER_PAGE", 1)
    older, newer = given(posting, ago=5), given(posting, ago=2)
    first = get(signed_in("drafter"), "/advice/", mission="emb-tr")
    assert newer.reference in first
    assert older.reference not in first
    assert older.reference in get(signed_in("drafter"), "/advice/", mission="emb-tr", page="2")


def test_one_click_on_the_log_says_that_there_was_nothing(signed_in, posting):
    a_rhythm(posting.post)
    over = its_months(posting)[0]
    attache, where = signed_in("drafter"), f"/advice/months/{over.reference}/"
    shown = get(attache, "/advice/")
    assert f'action="{where}"' in shown
    typed = {"step": "nothing", "nothing-version": 1, "nothing-on": today().isoformat()}
    assert signed_in("ambassador").post(where, typed).status_code == 400
    assert attache.post(where, typed).status_code == 302
    assert "Nothing to advise" in words(get(attache, where))
    assert over.reference not in get(attache, "/advice/months/", post=posting.post.code)
    assert over.reference in get(attache, "/advice/months/", post=posting.post.code, which="all")
    assert attache.post(where, typed).status_code == 400


def test_the_mission_and_the_posting_show_the_latest(signed_in, posting):
    desk = signed_in("cmd_desk")
    mission = f"/admin/directory/diplomaticmission/{posting.post.mission_id}/change/"
    assert "No advice is in the log yet" in words(get(desk, mission))
    entry = given(posting, "cmd_desk", caveats=("mod_only",))
    for page in (mission, page_of(posting)):
        assert entry.reference in get(desk, page)
        assert "//" in desk.get(page).context["page_marking"]["text"]  # the caveat of what is shown
        assert entry.reference not in get(signed_in("mfa_desk"), page)
        assert entry.reference not in get(signed_in("attache_de"), page)
    assert ADD not in get(signed_in("attache_de"), mission)


def test_over_rest_with_its_verbs(api, posting):
    client = api("drafter")
    body = {**TOLD, "posting": posting.reference, "given_on": today().isoformat()}
    made = client.post(REST, body, **JSON)
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["mission"], told["given_to"], told["outcome"]) == ("emb-tr", "H.E. Specimen", "open")
    one = f"{REST}{told['reference']}/"
    assert client.patch(one, {"subject": "Other"}, **JSON).status_code == 428
    changed = client.patch(one, {"subject": "Other"}, **JSON, headers=tagged(client, one))
    assert changed.json()["subject"] == "Other"
    answer = {"outcome": "not_followed", "remark": "Later"}
    head = api("ambassador")
    done = head.post(f"{one}outcome/", answer, **JSON, headers=tagged(head, one))
    assert (done.status_code, done.json()["outcome"]) == (200, "not_followed")
    proof = SimpleUploadedFile("note.pdf", files.pdf(), "application/pdf")
    kept = client.post(f"{one}attach-file/", {"file": proof}, headers=tagged(client, one))
    assert [row["name"] for row in kept.json()["files"]] == ["note.pdf"]
    corrected = client.post(REST, {**body, "corrects": told["reference"]}, **JSON)
    assert corrected.json()["corrects"] == told["reference"]
    assert client.get(one).json()["is_corrected"]
    found = client.get(REST, {"outcome": "not_followed", "mission": "emb-tr", "search": "observers"}).json()
    assert [row["reference"] for row in found["results"]] == [told["reference"]]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"given_on": "9999-12-31"}, "given_on"),
        ({"given_on": "2026-13-01"}, "given_on"),
        ({"given_on": "1950-01-01"}, "posting"),
        ({"way": "by pigeon"}, "way"),
        ({"subject": ""}, "subject"),
        ({"posting": "POS-2026-AAAAA"}, "posting"),
        ({"section": "defence"}, "section"),
        ({"outcome": "followed"}, "outcome"),
        ({"corrects": "ADV-2026-AAAAA"}, "corrects"),
    ],
)
def test_bad_input_is_refused_beside_its_field(api, posting, change, field):
    body = {**TOLD, "posting": posting.reference, "given_on": today().isoformat(), **change}
    answer = api("drafter").post(REST, body, **JSON)
    assert answer.status_code == 400, answer.content
    assert field in {error["field"] for error in answer.json()["errors"]}


def test_bad_input_to_its_verbs_is_refused_too(api, posting):
    a_rhythm(posting.post)
    client, entry, over = api("drafter"), given(posting), its_months(posting)[0]
    one, month = f"{REST}{entry.reference}/", f"{MONTHS}{over.reference}/"
    for body in ({}, {"outcome": "open"}, {"outcome": "followed", "on": "9999-12-31"}):
        assert client.post(f"{one}outcome/", body, **JSON, headers=tagged(client, one)).status_code == 400
    assert client.post(f"{one}attach-file/", {}, **JSON, headers=tagged(client, one)).status_code == 400
    for body in ({"on": "9999-12-31"}, {"on": days(1).isoformat()}, {"why": "x"}):
        assert client.post(f"{month}nothing/", body, **JSON, headers=tagged(client, month)).status_code == 400
    said = client.post(f"{month}nothing/", {}, **JSON, headers=tagged(client, month))
    assert said.json()["nothing_on"] == today().isoformat()
    owed = client.get(MONTHS, {"owed": "true"}).json()["results"]
    assert over.reference not in [row["reference"] for row in owed]
    assert client.get(REST, {"mission": "nowhere"}).status_code == 400


@pytest.mark.parametrize("name", ["attache_de", "mod_finance", "mfa_legal"])
def test_who_is_not_on_the_missions_list_meets_nothing_of_it(signed_in, api, posting, name):
    a_rhythm(posting.post)
    entry, month = given(posting, advice="Zirvexeber first"), its_months(posting)[0]
    outside, client = signed_in(name), api(name)
    for page in (f"/advice/{entry.reference}/", f"/advice/months/{month.reference}/", page_of(entry)):
        assert outside.get(page).status_code == 404
    for way in (f"{REST}{entry.reference}/", f"{MONTHS}{month.reference}/"):
        assert client.get(way).status_code == 404
    assert client.get(REST).json()["results"] == client.get(MONTHS).json()["results"] == []
    assert "No advice is in the log yet" in words(get(outside, "/advice/"))
    assert month.reference not in get(outside, "/advice/months/", which="all")
    assert entry.reference not in get(outside, "/search/", q="zirvexeber")
    assert entry.reference in get(signed_in("attache"), "/search/", q="zirvexeber")
    listed = get(outside, "/admin/missions/adviceentry/")
    assert entry.subject not in listed
    assert "/missions/adviceentry/1/" not in listed

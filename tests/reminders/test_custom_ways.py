"""Reminders set by hand as they are set, read and taken back: on pages, over REST, in the calendar and the feed."""

import pytest

from directory.selectors.calendar import work_calendar
from foundation.clock import today
from foundation.errors import InvalidInput
from reminders.models import CustomReminder
from reminders.registry import pages_of
from reminders.selectors.standing import Wanted, standing
from reminders.services import custom_reminders as services
from reminders.terms import About
from tests.agreements.instruments import recorded
from tests.attaches.scenes import a_posting
from tests.attaches.story_ways import get
from tests.cast import acting
from tests.reminders.set_by_hand import WORDS, comes, day, office_of, set_by, told
from workspace.selectors.feed import feed_items

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreement(db):
    with acting("cmd_desk") as clerk:
        return recorded(clerk)


def form(**facts):
    typed = {
        "sentence": WORDS,
        "day": day(10).isoformat(),
        "days_before": 0,
        "repeats": "once",
        "office": "me",
    }
    return {**typed, "about": "own_words", **facts}


def worked(count):
    """The first working day from so many days on."""
    return (work_calendar().next_on_or_after(day(count)) - today()).days


def new(record):
    return f"/inbox/reminders/new/?record={record.reference}"


def test_it_is_set_from_the_records_page_and_stands_there(signed_in, agreement):
    desk, page = signed_in("cmd_desk"), f"/agreements/{agreement.reference}/"
    assert new(agreement) in get(desk, page)
    assert WORDS not in get(desk, page)
    answer = desk.post(new(agreement), form())
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert WORDS in get(desk, page)
    assert WORDS not in get(signed_in("cmd_desk_2"), page)


def test_what_is_wrong_is_said_beside_what_was_typed(signed_in, agreement):
    answer = signed_in("cmd_desk").post(new(agreement), form(day=day(0).isoformat(), repeats="weekly"))
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "Choose a day that is still ahead." in shown
    assert WORDS in shown
    assert not CustomReminder.in_context.exists()


def test_a_hidden_record_has_no_such_page(signed_in):
    with acting("cmd_desk") as clerk:
        hidden = recorded(clerk, caveats=("mod_only",))
    other = signed_in("mfa_desk")
    assert other.get(new(hidden)).status_code == 404
    assert other.post(new(hidden), form()).status_code == 404
    assert other.get("/inbox/reminders/new/?record=%00").status_code == 404


def test_its_own_page_changes_it_and_takes_it_back(signed_in, agreement):
    mine = set_by("cmd_desk", agreement)
    where, desk = f"/inbox/reminders/{mine.reference}/", signed_in("cmd_desk")
    assert agreement.reference in get(desk, where)
    changed = {**form(sentence="Ask again"), "step": "change", "version": 1}
    assert desk.post(where, changed).status_code == 302
    assert "Ask again" in get(desk, where)
    assert desk.post(where, {**changed, "sentence": "Too late"}).status_code == 400
    assert desk.post(where, {"step": "take_back", "version": 2}).status_code == 302
    assert "Taken back" in get(desk, where)
    assert signed_in("cmd_desk_2").get(where).status_code == 404


def test_an_office_that_may_not_read_it_today_is_warned_of(signed_in):
    with acting("cmd_desk") as clerk:
        kept = recorded(clerk, caveats=("mod_only",))
    answer = signed_in("cmd_desk").post(new(kept), form(office=office_of("mfa_desk").code), follow=True)
    assert "Nobody in that office may read it today" in answer.content.decode()


def test_it_is_set_changed_and_taken_back_over_rest(api, agreement):
    client, place = api("cmd_desk"), "/api/v1/custom-reminders/"
    body = {"record": agreement.reference, "sentence": WORDS, "day": str(day(10)), "office": "mfa-desk"}
    made = client.post(place, body, content_type="application/json")
    assert made.status_code == 201, made.content
    one, tag = place + made.json()["reference"] + "/", made.headers["ETag"]
    listed = client.get(f"{place}?record={agreement.reference}&taken_back=false").json()["results"]
    assert [row["sentence"] for row in listed] == [WORDS]
    change = {"sentence": "Ask again"}
    assert client.patch(one, change, content_type="application/json").status_code == 428
    done = client.patch(one, change, content_type="application/json", headers={"If-Match": tag})
    assert (done.status_code, done.json()["sentence"]) == (200, "Ask again")
    stale = client.patch(one, change, content_type="application/json", headers={"If-Match": tag})
    assert stale.status_code == 412
    tag = done.headers["ETag"]
    back = client.post(f"{one}take-back/", {}, content_type="application/json", headers={"If-Match": tag})
    assert (back.status_code, back.json()["next_told_on"]) == (200, None)
    shown = client.get(f"/api/v1/reminders/of-record/?record={agreement.reference}").json()
    assert shown["by_hand"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"record": "AGR-2026-AAAAA"},
        {"sentence": ""},
        {"day": "yesterday"},
        {"office": "nowhere"},
        {"until": "2020-01-01"},
    ],
)
def test_bad_input_over_rest_is_told(api, agreement, wrong):
    body = {"record": agreement.reference, "sentence": WORDS, "day": str(day(10)), **wrong}
    answer = api("cmd_desk").post("/api/v1/custom-reminders/", body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"].startswith(next(iter(wrong)))


def test_it_stands_in_the_calendar_and_in_the_feed(signed_in, agreement):
    mine = set_by("cmd_desk", agreement)
    shown = get(signed_in("cmd_desk"), "/calendar/", view="week", day=day(10).isoformat())
    assert f"/inbox/reminders/{mine.reference}/" in shown
    with acting("cmd_desk") as reader:
        ahead = feed_items(to=reader, level=9, on=today(), address=lambda path: path)
    assert [item.first_on for item in ahead if mine.reference in item.uid] == [day(10)]
    with acting("cmd_desk_2") as other:
        assert not [
            i for i in feed_items(to=other, level=9, on=today(), address=str) if mine.reference in i.uid
        ]


def test_every_kind_of_record_with_reminders_of_its_own_takes_them(db):
    posting = a_posting("in_post", first=-400, end=100)
    with acting("cmd_desk") as clerk:
        made = services.set_by_hand(posting.reference, by=clerk, on=today(), sentence=WORDS, day=day(10))
        assert made.label_id == posting.label_id
    letters = (
        "AGR",
        "PLN",
        "PRV",
        "MPA",
        "STD",
        "RPT",
        "CAS",
        "ACT",
        "CLR",
        "OPN",
        "DPL",
        "RET",
        "INS",
        "POS",
        "ACC",
    )
    assert all(pages_of(f"{kind}-2026-AAAAA") for kind in letters)


# --- the review of a marking (C7, row 37) ---------------------------------------------------------
def test_the_review_of_a_marking_is_told_a_week_before_and_on_the_day(agreement):
    review = set_by("cmd_desk", agreement, after=21, about=About.MARKING, office=office_of("cmd_desk"))
    with acting("cmd_desk") as reader:
        (row,) = standing(Wanted(day(0), day(40), record=review.reference), to=reader).rows
    assert (row.rule, row.due_on) == ("reminders.marking_review", day(21))
    comes(13)
    assert told("cmd_desk", review) == 0
    comes(worked(14))
    assert told("cmd_desk", review) == 1
    comes(worked(21))
    assert told("cmd_desk", review) == 2
    with acting("cmd_desk") as by:
        services.take_back(review, by=by, on=today())
        assert standing(Wanted(day(0), day(40), record=review.reference), to=by).rows == ()


@pytest.mark.parametrize(
    "facts", [{}, {"office": "cmd_desk", "days_before": 3}, {"office": "cmd_desk", "repeats": "weekly"}]
)
def test_the_review_of_a_marking_is_an_offices_and_names_one_day(agreement, facts):
    said = dict(facts)
    if "office" in said:
        said["office"] = office_of(said["office"])
    if "repeats" in said:
        said["until"] = day(60)
    with pytest.raises(InvalidInput) as refusal:
        set_by("cmd_desk", agreement, after=21, about=About.MARKING, **said)
    assert "about" in refusal.value.fields

"""The past over REST, in data entry and from a spreadsheet: what was, is entered with the days it had."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from attaches.models import Accreditation, Post, Posting
from foundation.clock import today
from tests.attaches.scenes import a_post, a_posting, an_officer, day, state_of
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, workbook
from tests.whole_job.rest import done, refused, send

pytestmark = pytest.mark.django_db
Api = Callable[..., Client]
PLAN = ("Post", "Officer", "Planned from", "Planned to")
DAYS = (*PLAN, "Reply of the host", "Arrived on", "Functions assumed on", "Functions ended on", "Left on")
NO_ACCREDITATION = {
    "accreditations-TOTAL_FORMS": 1, "accreditations-INITIAL_FORMS": 0, "accreditations-0-role": "principal",
}  # fmt: skip


def step(client: Client, where: str, body: dict[str, Any], status: int = 200) -> dict[str, Any]:
    """A verb of a record, based on the version it has now."""
    record = where.rsplit("/", 2)[0] + "/"
    etag = client.get(f"/api/v1/{record}")["ETag"]
    return done(send(client, "post", where, body, etag), status)


def in_words(*changed: dt.date) -> list[str]:
    return [one.isoformat() for one in changed]


# --- REST -------------------------------------------------------------------------------------------------------------


def test_a_post_of_last_year_is_planned_and_established_as_of_then(api: Api):
    clerk = api("cmd_desk")
    body = {"code": "x-1", "kind": "attache_office", "mission": "emb-tr", "title": "air_attache"}
    made = done(send(clerk, "post", "posts/", {**body, "on": day(-400).isoformat()}), 201)
    assert "on" not in made
    for state, ago in (("authorised", -390), ("established", -380)):
        made = step(clerk, f"posts/{made['reference']}/advance/", {"to": state, "on": day(ago).isoformat()})
    assert (made["state"], made["state_on"]) == ("established", day(-380).isoformat())


def test_last_friday_s_board_is_recorded_on_monday(api: Api):
    post, officer, clerk = a_post(), an_officer(), api("cmd_desk")
    body = {
        "post": post.reference, "officer": officer.reference, "on": day(-10).isoformat(),
        "planned_from": day(100).isoformat(), "planned_to": day(900).isoformat(),
    }  # fmt: skip
    made = done(send(clerk, "post", "postings/", body), 201)
    chosen = step(
        clerk, f"postings/{made['reference']}/advance/", {"to": "selected", "on": day(-3).isoformat()}
    )
    assert [taken["reached_on"] for taken in chosen["steps"]] == in_words(day(-10), day(-3))


def test_a_side_accreditation_is_entered_as_of_the_day_it_was_planned(api: Api):
    posting, clerk = a_posting("in_post"), api("cmd_desk")
    body = {"posting": posting.reference, "country": "AT", "on": day(-200).isoformat()}
    made = done(send(clerk, "post", "accreditations/", body), 201)
    where = f"accreditations/{made['reference']}/request-consent/"
    assert step(clerk, where, {"on": day(-190).isoformat()})["consent_note_on"] == day(-190).isoformat()


def test_no_record_is_entered_as_of_tomorrow_nor_moved_to_another_day(api: Api):
    post, officer, posting, clerk = a_post(), an_officer(), a_posting(), api("cmd_desk")
    tomorrow = {"on": day(1).isoformat()}
    bodies = {
        "posts": {"code": "x-1", "kind": "attache_office", "mission": "emb-tr", "title": "air_attache"},
        "postings": {
            "post": post.reference, "officer": officer.reference, "planned_from": day(100).isoformat(),
            "planned_to": day(900).isoformat(),
        },
        "accreditations": {"posting": posting.reference, "country": "AT"},
    }  # fmt: skip
    for resource, body in bodies.items():
        told = refused(send(clerk, "post", f"{resource}/", {**body, **tomorrow}), 400)
        assert [error["field"] for error in told["errors"]] == ["on"]
    for where in (f"posts/{post.reference}/", f"postings/{posting.reference}/"):
        etag = clerk.get(f"/api/v1/{where}")["ETag"]
        refused(send(clerk, "patch", where, {"on": day(-1).isoformat()}, etag), 400)


def test_a_running_posting_is_taken_over(api: Api):
    post, officer, clerk = a_post(training_required=True), an_officer(), api("mod_personnel")
    body = {
        "post": post.reference, "officer": officer.reference, "planned_from": day(-610).isoformat(),
        "planned_to": day(390).isoformat(), "assumed_on": day(-600).isoformat(), "arrived_on": day(-604).isoformat(),
        "order_no": "12/2024", "receivers": [{"role": "principal", "country": "TR", "one_note": True}],
    }  # fmt: skip
    refused(send(clerk, "post", "postings/take-over/", {**body, "assumed_on": day(1).isoformat()}), 400)
    refused(send(clerk, "post", "postings/take-over/", {**body, "ended_on": day(-601).isoformat()}), 400)
    refused(send(clerk, "post", "postings/take-over/", {**body, "handed_over_on": "2024-01-01"}), 400)
    refused(send(api("mfa_desk"), "post", "postings/take-over/", body), 403)
    made = done(send(clerk, "post", "postings/take-over/", body), 201)
    assert (made["state"], made["incumbent_from"]) == ("in_post", day(-600).isoformat())
    assert made["taken_over_on"] == today().isoformat()
    assert [check["checked"] for check in made["requirements"]] == [False]
    refused(send(clerk, "post", "postings/take-over/", {**body, "officer": an_officer().reference}), 409)


def test_nothing_odd_makes_a_take_over_fall(api: Api):
    clerk = api("cmd_desk")
    body = {
        "post": a_post().reference, "officer": an_officer().reference, "planned_from": day(-610).isoformat(),
        "planned_to": day(390).isoformat(), "assumed_on": day(-600).isoformat(), "ended_on": day(-500).isoformat(),
        "departed_on": day(-490).isoformat(), "end_reason": "Tour completed", "order_no": "1", "receivers": [],
    }  # fmt: skip
    for name in body:
        for odd in ("0001-01-01", "9999-12-31", "a\x00b", 10**30, None, [[None]], {"a": {}}):
            answer = send(clerk, "post", "postings/take-over/", {**body, name: odd})
            assert answer.status_code < 500, (name, odd, answer.content[:300])


# --- Data entry -------------------------------------------------------------------------------------------------------


def plan_of(post: Post, **changes: Any) -> dict[str, Any]:
    facts = {"post": post.pk, "officer": an_officer().pk, "planned_from": day(-610), "planned_to": day(390)}
    return {**facts, **NO_ACCREDITATION, **changes}


def test_the_clerk_proposes_as_of_last_week_and_presses_last_friday(signed_in: Callable[[str], Client]):
    clerk, post = signed_in("cmd_desk"), a_post()
    page = clerk.get(reverse("admin:attaches_posting_add")).content.decode()
    assert "Proposed as of" in page
    assert "Take over a running posting" in page
    wanted = plan_of(post, planned_from=day(100), planned_to=day(900), on=day(-10))
    assert clerk.post(reverse("admin:attaches_posting_add"), wanted).status_code == 302
    with acting("cmd_desk"):
        posting = Posting.in_context.get(post=post)
    clerk.post(reverse("admin:attaches_posting_step", args=[posting.pk, "select"]), {"on": day(-3)})
    assert state_of(posting) == "selected"


def test_the_clerk_takes_over_who_is_in_post(signed_in: Callable[[str], Client]):
    clerk, post = signed_in("cmd_desk"), a_post(training_required=True)
    where = reverse("admin:attaches_posting_add")
    wrong = clerk.post(where, plan_of(post, on=today(), arrived_on=day(-604))).content.decode()
    assert "Enter the day functions were assumed." in wrong
    right = plan_of(
        post, on=today(), arrived_on=day(-604), assumed_on=day(-600), planned_to=day(-100), ended_on=day(-90),
        why_ended="Tour completed",
    )  # fmt: skip
    over = a_post()
    assert clerk.post(where, {**right, "post": over.pk}).status_code == 302
    with acting("cmd_desk"):
        assert Posting.in_context.get(post=over).end_reason == "Tour completed"
    right = plan_of(post, on=today(), arrived_on=day(-604), assumed_on=day(-600))
    assert clerk.post(where, right).status_code == 302
    with acting("cmd_desk"):
        posting = Posting.in_context.get(post=post)
        assert (posting.state, posting.state_on) == ("in_post", day(-600))
    shown = clerk.get(reverse("admin:attaches_posting_change", args=[posting.pk])).content.decode()
    assert "not checked: taken over" in shown
    assert "no case stands behind how it began" in shown
    assert clerk.post(where, plan_of(post, assumed_on=day(-300))).status_code == 409


def test_posts_and_accreditations_of_the_past_are_entered_in_forms(signed_in: Callable[[str], Client]):
    clerk, posting = signed_in("cmd_desk"), a_posting("in_post")
    with acting("cmd_desk"):
        mission = Post.in_context.get(pk=posting.post_id).mission_id
        austria = Accreditation._meta.get_field("country").related_model.objects.get(iso2="AT").pk
    post = {
        "code": "x-9",
        "kind": "attache_office",
        "mission": mission,
        "title": "air_attache",
        "tour_months": 36,
    }
    paper = {"posting": posting.pk, "role": "side", "country": austria}
    for kind, data in (("post", post), ("accreditation", paper)):
        where = reverse(f"admin:attaches_{kind}_add")
        assert "This day has not come yet." in clerk.post(where, {**data, "on": day(1)}).content.decode()
        assert clerk.post(where, {**data, "on": day(-200)}).status_code == 302
    with acting("cmd_desk"):
        assert Post.in_context.get(code="x-9").state_on == day(-200)
        assert Accreditation.in_context.get(posting=posting, role="side").state_on == day(-200)


# --- A spreadsheet ----------------------------------------------------------------------------------------------------


def test_posts_that_are_established_come_from_a_table():
    headings = ("Code", "Kind", "Mission", "Title", "Planned as of", "Established on")
    rows = [
        ["x-1", "attache_office", "emb-tr", "Air attaché", day(-900), day(-800)],
        ["x-2", "attache_office", "emb-tr", "Naval attaché", "", day(-800)],
        ["x-3", "attache_office", "emb-tr", "Military attaché", "", ""],
    ]
    assert confirmed(brought(workbook(rows, headings), kind="posts")).state == "applied"
    with acting("cmd_desk"):
        found = dict(Post.in_context.filter(code__startswith="x-").values_list("code", "state"))
    assert found == {"x-1": "established", "x-2": "established", "x-3": "planned"}
    rows = [
        ["x-4", "attache_office", "emb-tr", "Air attaché", day(-700), day(-800)],
        ["x-5", "attache_office", "emb-tr", "Naval attaché", "", day(1)],
        ["x-6", "attache_office", "emb-tr", "Military attaché", day(1), ""],
    ]
    held = brought(workbook(rows, headings), kind="posts")
    assert errors_in(held) == {(2, "Established on"), (3, "Established on"), (4, "Planned as of")}


def test_one_table_has_who_is_in_post_who_was_and_who_is_planned():
    a_post("x-1")
    now_in_post, before, next_one = an_officer(), an_officer(), an_officer()
    rows = [
        ["x-1", now_in_post.reference, day(-610), day(390), "", day(-604), day(-600), "", ""],
        ["x-1", before.reference, day(-1700), day(-600), day(-1750), "", day(-1700), day(-600), day(-595)],
        ["x-1", next_one.reference, day(390), day(1400), "", "", "", "", ""],
    ]
    held = brought(workbook(rows, DAYS), kind="postings")
    assert found_in(held) == []
    with acting("cmd_desk"):
        assert not Posting.in_context.exists()
    assert confirmed(held).state == "applied"
    with acting("cmd_desk"):
        states = dict(Posting.in_context.values_list("officer__reference", "state"))
        running = Posting.in_context.get(officer=now_in_post)
        assert running.steps.order_by("id").last().reason == held.reference
    assert states == {
        now_in_post.reference: "in_post", before.reference: "ended", next_one.reference: "proposed",
    }  # fmt: skip


def test_two_incumbents_and_days_that_cannot_be_are_named_by_row_and_column():
    a_post("x-1"), a_post("x-2"), a_post("x-3"), a_post("x-4", reaches="planned")
    people = [an_officer().reference for _ in range(7)]
    rows = [
        ["x-1", people[0], day(-610), day(390), "", "", day(-600), "", ""],
        ["x-1", people[1], day(-310), day(390), "", "", day(-300), "", ""],
        ["x-2", people[0], day(-310), day(390), "", "", day(-300), "", ""],
        ["x-2", people[2], day(-610), day(390), "", "", day(1), "", ""],
        ["x-2", people[3], day(-610), day(390), "", day(-604), "", "", ""],
        ["x-2", people[4], day(-610), day(390), day(-590), "", day(-600), "", ""],
        ["x-4", people[5], day(-610), day(390), "", "", day(-600), "", ""],
        ["x-3", people[6], day(-610), day(390), "", "", day(-600), "last year", ""],
    ]
    held = brought(workbook(rows, DAYS), kind="postings")
    assert errors_in(held) == {
        (3, "Post"), (4, "Officer"), (5, "Functions assumed on"), (6, "Functions assumed on"),
        (7, "Functions assumed on"), (8, "Post"), (9, "Functions ended on"),
    }  # fmt: skip

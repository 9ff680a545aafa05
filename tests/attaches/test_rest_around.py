"""What stands around officers, posts and postings, over REST (interfaces.md)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.attaches.test_rest import post

Api = Callable[..., Client]


def shown(client: Client, path: str) -> dict[str, Any]:
    return client.get(f"/api/v1/{path}").json()


def tag(client: Client, path: str) -> str:
    """What the caller has seen."""
    return client.get(f"/api/v1/{path}")["ETag"]


def test_courses_and_clearances_are_added_and_a_course_completed(db: None, api: Api):
    where, personnel = f"officers/{an_officer().reference}/", api("mod_personnel")
    course = {"kind": "degree", "title": "Staff college", "country": "TR", "starts_on": day(-90).isoformat()}
    assert post(personnel, f"{where}trainings/", course).json()["trainings"][0]["no"] == 1
    done = post(personnel, f"{where}complete-training/", {"no": 1, "obliged_until": day(900).isoformat()})
    assert done.json()["trainings"][0]["obliged_until"] == day(900).isoformat()
    assert post(personnel, f"{where}complete-training/", {"no": 2}).status_code == 404
    cleared = {"granted_on": day(-1).isoformat(), "valid_until": day(700).isoformat()}
    assert len(post(personnel, f"{where}clearances/", cleared).json()["clearances"]) == 1
    assert post(api("mfa_desk"), f"{where}clearances/", cleared).status_code == 403
    refused = post(personnel, f"{where}trainings/", {**course, "completed_on": day(-91).isoformat()})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "completed_on")


def test_possible_duplicates_are_named_and_merged(db: None, api: Api):
    twice, once = an_officer("Şəkil Ölçüyev"), an_officer("sekil olcuyev")
    personnel = api("mod_personnel")
    assert shown(personnel, f"officers/{twice.reference}/")["possible_duplicates"] == [once.reference]
    told = {"into": once.reference, "reason": "entered twice"}
    assert post(personnel, f"officers/{twice.reference}/merge/", told).status_code == 428
    merged = post(
        personnel, f"officers/{twice.reference}/merge/", told, tag(personnel, f"officers/{twice.reference}/")
    )
    assert merged.json()["merged_into"] == once.reference
    listed = shown(personnel, "officers/?page_size=500")["results"]
    assert [row["reference"] for row in listed] == [once.reference]
    again = post(personnel, f"officers/{twice.reference}/merge/", told, merged["ETag"])
    assert again.status_code == 409


def test_a_posting_tells_its_requirements_and_what_was_waived(db: None, api: Api):
    posting = a_posting("proposed", post=a_post(language="tr", required_slp="3333"), first=100, end=900)
    where, head = f"postings/{posting.reference}/", api("imcd_head")
    assert shown(head, where)["requirements"][0] == {
        "requirement": "language", "asked": "tr 3333", "held": "", "met": False, "waived_because": "",
        "checked": True,
    }  # fmt: skip
    waived = post(head, f"{where}waive/", {"requirement": "language", "reason": "course in March"})
    assert waived.json()["waivers"][0]["reason"] == "course in March"
    assert waived.json()["requirements"][0]["waived_because"] == "course in March"
    assert post(head, f"{where}waive/", {"requirement": "charm", "reason": "x"}).status_code == 400


def test_a_posting_is_submitted_and_taken_back(db: None, api: Api):
    posting = a_posting("proposed", first=200, end=900)
    where, clerk = f"postings/{posting.reference}/", api("cmd_desk")
    assert post(clerk, f"{where}submit/").status_code == 428
    submitted = post(clerk, f"{where}submit/", {}, tag(clerk, where))
    assert submitted.status_code == 200
    case = submitted.json()["case"]
    assert shown(api("mod_personnel"), f"cases/{case}/")["kind"] == "posting"
    assert post(clerk, f"{where}take-back/", {"reason": "one more look"}).status_code == 428
    taken_back = post(clerk, f"{where}take-back/", {"reason": "one more look"}, submitted["ETag"])
    assert taken_back.json()["case"] is None


def test_checklist_and_calls_go_by_number(db: None, api: Api):
    posting = a_posting("in_post")
    where, attache = f"postings/{posting.reference}/", api("attache")
    added = post(attache, f"{where}handover/", {"text": "The dean's calendar"})
    assert added.json()["handover_items"] == [
        {"no": 1, "text": "The dean's calendar", "done_on": None, "remark": ""}
    ]
    done = post(attache, f"{where}handover-done/", {"no": 1, "remark": "by hand"})
    assert done.json()["handover_items"][0]["remark"] == "by hand"
    call = {"kind": "first", "on_whom": "Minister of Defence", "planned_on": day(20).isoformat()}
    post(attache, f"{where}calls/", call)
    post(attache, f"{where}calls/", {**call, "on_whom": "Dean of the corps"})
    held = post(attache, f"{where}call-held/", {"no": 1, "outcome": "courteous"})
    assert held.json()["planned_calls"][0]["held_on"] == day(0).isoformat()
    moved = {"no": 2, "on_whom": "Dean of  the corps of attachés", "planned_on": day(30).isoformat()}
    assert post(attache, f"{where}call-amended/", moved).status_code == 428
    changed = post(attache, f"{where}call-amended/", {**moved, "version": 1}).json()["planned_calls"][1]
    assert (changed["on_whom"], changed["planned_on"], changed["version"]) == (
        "Dean of the corps of attachés", day(30).isoformat(), 2,
    )  # fmt: skip
    assert post(attache, f"{where}call-amended/", {**moved, "version": 1}).status_code == 412
    gone = post(attache, f"{where}call-cancelled/", {"no": 2, "reason": "he travels"})
    assert gone.json()["planned_calls"][1]["cancelled"]
    assert post(attache, f"{where}call-held/", {"no": 2}).status_code == 409


def test_who_could_be_sent_and_who_stands_in(db: None, api: Api):
    vacant, elsewhere = a_post(rank_min="colonel", mission="emb-de"), a_posting("in_post")
    junior, senior = an_officer("A Junior", rank="major"), an_officer("B Senior")
    clerk, where = api("cmd_desk"), f"posts/{vacant.reference}/"
    answer = shown(clerk, f"{where}candidates/")
    found = answer.pop("results")
    assert answer == {"next": None, "previous": None}
    assert [one["officer"] for one in found][:2] == [senior.reference, junior.reference]
    assert found[-1]["officer"] == elsewhere.officer.reference
    assert not found[-1]["is_free"]
    days = {"starts_on": day(0).isoformat(), "ends_on": day(90).isoformat()}
    answer = post(clerk, f"{where}acting/", {"posting": elsewhere.reference, **days})
    assert answer.json()["acting_tenures"][0]["posting"] == elsewhere.reference


def test_the_practice_of_a_state_is_kept_by_its_code(db: None, api: Api):
    protocol = api("mfa_protocol")
    made = post(
        protocol, "host-practices/", {"country": "LV", "basis": "Guidelines", "consents_to_office": True}
    )
    assert (made.status_code, made.json()["second_note"]) == (201, True)
    again = post(protocol, "host-practices/", {"country": "LV", "basis": "Another"})
    assert (again.status_code, again.json()["type"].rpartition(":")[2]) == (409, "practice_there")
    ours = post(protocol, "host-practices/", {"country": "AZ", "basis": "Another"})
    assert (ours.status_code, ours.json()["errors"][0]["field"]) == (400, "country")
    seen = tag(protocol, "host-practices/LV/")
    changed = post(protocol, "host-practices/LV/", {"second_note": False}, seen, method="patch")
    assert changed.json()["second_note"] is False
    assert shown(protocol, "host-practices/")["results"][0]["country"] == "LV"
    assert post(protocol, "host-practices/", {"country": "TR"}).status_code == 400
    assert protocol.get("/api/v1/host-practices/DE/").status_code == 404


@pytest.mark.parametrize(
    "verb", ["waive", "handover", "calls", "submit-extension", "submit-recall", "take-back"]
)
def test_an_empty_body_is_told_what_is_missing(db: None, api: Api, verb: str):
    clerk, where = api("cmd_desk"), f"postings/{a_posting('in_post').reference}/"
    answer = post(clerk, f"{where}{verb}/", {}, tag(clerk, where))
    assert answer.status_code == 400
    assert {"field", "code", "message"} <= set(answer.json()["errors"][0])


def test_a_merged_officer_is_not_proposed_again(db: None, api: Api):
    twice, once, place = an_officer(), an_officer(), a_post()
    personnel, where = api("mod_personnel"), f"officers/{twice.reference}/"
    post(personnel, f"{where}merge/", {"into": once.reference, "reason": "twice"}, tag(personnel, where))
    plan = {"planned_from": day(10).isoformat(), "planned_to": day(90).isoformat(), "post": place.reference}
    refused = post(api("cmd_desk"), "postings/", {**plan, "officer": twice.reference})
    assert refused.status_code == 409
    assert once.reference in refused.json()["detail"]

"""What stands around officers, posts and postings, in data entry."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from attaches.models import ActingTenure, Call, HandoverItem, HostPractice, Officer, Waiver
from directory.models import Country
from tests.attaches.scenes import a_post, a_posting, an_officer, day, state_of
from tests.attaches.test_admin import page, press
from tests.cast import acting

SignIn = Callable[[str], Client]


def enter(client: Client, kind: str, form: dict[str, Any]) -> Any:
    return client.post(reverse(f"admin:attaches_{kind}_add"), form)


def test_a_posting_shows_what_is_met_and_what_is_not(db: None, signed_in: SignIn):
    post = a_post(language="tr", required_slp="3333", rank_min="major")
    posting = a_posting("proposed", post=post, first=100, end=900)
    shown = page(signed_in("cmd_desk"), "posting", posting)
    assert "Language: tr 3333 · not met" in shown
    assert "Rank: Major · held: Colonel · met" in shown
    assert "Waive a requirement" not in shown
    head = signed_in("imcd_head")
    assert "Waive a requirement" in page(head, "posting", posting)
    enter(head, "waiver", {"posting": posting.pk, "requirement": "language", "reason": "course in March"})
    with acting("cmd_desk"):
        assert Waiver.in_context.get().reason == "course in March"
    assert "not met, waived: course in March" in page(head, "posting", posting)


def test_a_posting_is_submitted_by_a_button_and_its_case_is_linked(db: None, signed_in: SignIn):
    posting, clerk = a_posting("proposed", first=200, end=900), signed_in("cmd_desk")
    assert "/step/submit/" in page(clerk, "posting", posting)
    press(clerk, "posting", posting, "submit")
    shown = page(clerk, "posting", posting)
    assert "/cases/" in shown
    assert "/step/submit/" not in shown
    assert "moves with its case" in press(clerk, "posting", posting, "select")
    press(clerk, "posting", posting, "take-back", reason="one more look")
    assert "/step/submit/" in page(clerk, "posting", posting)
    assert state_of(posting) == "proposed"


def test_an_extension_is_submitted_with_its_day(db: None, signed_in: SignIn):
    posting, clerk = a_posting("in_post", first=-400, end=100), signed_in("cmd_desk")
    assert "Enter the day until which" in press(clerk, "posting", posting, "submit-extension", reason="r")
    press(clerk, "posting", posting, "submit-extension", until=day(200), reason="continuity")
    assert state_of(posting) == "extension_pending"


def test_checklist_and_calls_are_reached_from_the_posting(db: None, signed_in: SignIn):
    posting, attache = a_posting("handover", first=-400, end=10), signed_in("attache")
    assert "not done yet" in page(attache, "posting", posting)
    with acting("attache"):
        item = HandoverItem.in_context.filter(posting=posting).first()
    press(attache, "handoveritem", item, "done", reason="in the safe")
    assert "done on" in page(attache, "posting", posting)
    enter(attache, "call", {"posting": posting.pk, "kind": "farewell", "on_whom": "Chief of Defence",
                            "planned_on": day(5)})  # fmt: skip
    with acting("attache"):
        call = Call.in_context.get()
    assert "Chief of Defence" in page(attache, "posting", posting)
    press(attache, "call", call, "held", reason="courteous")
    with acting("attache"):
        assert Call.in_context.get().outcome == "courteous"


def test_somebody_stands_in_at_a_vacant_post(db: None, signed_in: SignIn):
    vacant, posting, clerk = a_post(mission="emb-de"), a_posting("in_post"), signed_in("cmd_desk")
    form = {"post": vacant.pk, "posting": posting.pk, "period_0": day(0), "period_1": day(29)}
    assert enter(clerk, "actingtenure", form).status_code == 302
    with acting("cmd_desk"):
        assert ActingTenure.in_context.get().period.upper == day(30)
    again = enter(clerk, "actingtenure", form)
    assert "stands in already" in again.content.decode()
    shown = page(clerk, "post", vacant)
    assert posting.officer.full_name in shown
    assert "who could be sent" in shown.lower()


def test_names_spelt_alike_are_warned_about_and_merged(db: None, signed_in: SignIn):
    once = an_officer("Şəkil Ölçüyev")
    no_parts = {
        f"{part}-{count}_FORMS": 0
        for part in ("languages", "trainings", "clearances")
        for count in ("TOTAL", "INITIAL")
    }
    form = {"full_name": "sekil olcuyev", "rank": "major", "service_branch": "staff", **no_parts}
    answer = signed_in("cmd_desk").post(reverse("admin:attaches_officer_add"), form, follow=True)
    assert "spelt alike" in answer.content.decode()
    with acting("cmd_desk"):
        twice = Officer.in_context.exclude(pk=once.pk).get()
    personnel = signed_in("mod_personnel")
    assert "no officer with this reference" in press(
        personnel, "officer", twice, "merge", reason="x", into="OFF"
    )
    press(personnel, "officer", twice, "merge", reason="entered twice", into=once.reference)
    with acting("cmd_desk"):
        assert Officer.in_context.get(pk=twice.pk).merged_into_id == once.pk
    assert once.reference in page(personnel, "officer", twice) or once.full_name in page(
        personnel, "officer", twice
    )


def test_the_practice_of_a_state_is_kept_and_says_where_it_is_laid_down(db: None, signed_in: SignIn):
    protocol = signed_in("mfa_protocol")
    form = {
        "country": Country.objects.get(iso2="LV").pk,
        "lead_days": 28,
        "call_notice_days": 14,
        "basis": "",
    }
    assert "This field is required" in enter(protocol, "hostpractice", form).content.decode()
    enter(protocol, "hostpractice", {**form, "basis": "Guidelines", "consents_to_office": "on"})
    with acting("cmd_desk"):
        practice = HostPractice.in_context.get()
        assert (practice.consents_to_office, practice.second_note) == (True, False)

"""Data entry as the Center's clerk does it: forms, buttons, panels, refusals beside what was typed (domain.md C9)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attaches.models import Accreditation, Officer, OfficerParticulars, Post, Posting
from directory.models import DiplomaticMission
from tests.attaches.scenes import a_post, a_posting, an_officer, day, principal, state_of
from tests.cast import acting

NO_ACCREDITATION = {
    "accreditations-TOTAL_FORMS": 1, "accreditations-INITIAL_FORMS": 0, "accreditations-0-role": "principal",
}  # fmt: skip
NO_LANGUAGE = {
    f"{part}-{count}_FORMS": 0
    for part in ("languages", "trainings", "clearances")
    for count in ("TOTAL", "INITIAL")
}


def add(client: Client, kind: str, data: dict[str, Any]) -> Any:
    return client.post(reverse(f"admin:attaches_{kind}_add"), data)


def press(client: Client, kind: str, record: Any, step: str, **data: Any) -> str:
    """Press a lifecycle button; the words of the page that follows."""
    where = reverse(f"admin:attaches_{kind}_step", args=[record.pk, step])
    return client.post(where, data, follow=True).content.decode()


def page(client: Client, kind: str, record: Any) -> str:
    return client.get(reverse(f"admin:attaches_{kind}_change", args=[record.pk])).content.decode()


def test_officer_post_and_posting_with_its_accreditation_are_entered(
    db: None, signed_in: Callable[[str], Client]
):
    clerk = signed_in("cmd_desk")
    answer = add(
        clerk,
        "officer",
        {"full_name": "Nümunə Sınaqov", "rank": "colonel", "service_branch": "staff", **NO_LANGUAGE},
    )
    assert answer.status_code == 302
    mission = DiplomaticMission.objects.get(code="emb-tr")
    wanted = {
        "code": "t-form", "kind": "attache_office", "mission": mission.pk, "title": "defence_attache",
        "tour_months": 36,
    }  # fmt: skip
    assert add(clerk, "post", wanted).status_code == 302
    with acting("cmd_desk"):
        post, officer = Post.in_context.get(code="t-form"), Officer.in_context.get()
    for step in ("authorise", "establish"):
        press(clerk, "post", post, step)
    assert state_of(post) == "established"
    plan = {
        "post": post.pk,
        "officer": officer.pk,
        "planned_from": day(0),
        "planned_to": day(512),
        "order_no": "7",
    }
    assert add(clerk, "posting", {**plan, **NO_ACCREDITATION}).status_code == 302
    with acting("cmd_desk"):
        posting = Posting.in_context.get()
        assert (principal(posting).country.iso2, posting.order_no) == ("TR", "7")
    shown = page(clerk, "posting", posting)
    assert "in 17 months" in shown
    assert "no note sent yet" in shown


def test_a_refusal_stands_beside_what_was_typed(db: None, signed_in: Callable[[str], Client]):
    post, officer = a_post(), an_officer()
    plan = {
        "post": post.pk,
        "officer": officer.pk,
        "planned_from": day(9),
        "planned_to": day(1),
        "order_no": "KEEP",
    }
    answer = add(signed_in("cmd_desk"), "posting", {**plan, **NO_ACCREDITATION})
    assert answer.status_code in {400, 409}
    shown = answer.content.decode()
    assert "The end comes after the beginning." in shown
    assert "KEEP" in shown
    with acting("cmd_desk"):
        assert not Posting.in_context.exists()
        assert not Accreditation.in_context.exists()


def test_a_wrong_receiver_is_refused_with_the_whole_entry(db: None, signed_in: Callable[[str], Client]):
    post, officer = a_post(), an_officer()
    plan = {"post": post.pk, "officer": officer.pk, "planned_from": day(1), "planned_to": day(9)}
    waived = {
        **NO_ACCREDITATION,
        "accreditations-0-country": post.mission.country_id,
        "accreditations-0-consent_waived": "on",
    }
    answer = add(signed_in("cmd_desk"), "posting", {**plan, **waived})
    assert "Say on what legal ground" in answer.content.decode()
    with acting("cmd_desk"):
        assert not Posting.in_context.exists()


def test_buttons_follow_state_and_office(db: None, signed_in: Callable[[str], Client]):
    posting = a_posting("mod_ordered", first=100, end=900)

    def offered(name: str) -> set[str]:
        shown = page(signed_in(name), "posting", posting)
        return {
            step
            for step in ("coordinate", "withdraw", "request-consent", "select")
            if f"/step/{step}/" in shown
        }

    assert offered("cmd_desk") == {"withdraw"}
    assert offered("mfa_desk") == {"coordinate"}
    assert offered("leadership_reader") == set()
    press(signed_in("mfa_desk"), "posting", posting, "coordinate")
    assert offered("cmd_desk") == {"withdraw", "request-consent"}


def test_a_step_takes_its_day_and_its_reason(db: None, signed_in: Callable[[str], Client]):
    posting, clerk = a_posting("accredited", first=-100), signed_in("cmd_desk")
    assert "This day has not come yet." in press(clerk, "posting", posting, "assume", on=day(2))
    assert "Enter a valid date." in press(clerk, "posting", posting, "assume", on="soon")
    press(clerk, "posting", posting, "assume", on=day(-30), arrived_on=day(-35))
    with acting("cmd_desk"):
        held = Posting.in_context.get(pk=posting.pk)
        assert (held.incumbency.lower, held.presence.lower) == (day(-30), day(-35))
    assert "Say why." in press(clerk, "posting", posting, "recall")
    press(clerk, "posting", posting, "recall", reason="needed in Baku")
    assert "needed in Baku" in page(clerk, "posting", posting)


def test_the_notes_are_buttons_on_the_postings_page(db: None, signed_in: Callable[[str], Client]):
    posting, protocol = a_posting("mfa_coordinated", first=100, end=900), signed_in("mfa_protocol")
    for step in ("request-consent", "record-consent", "second-note", "accredit"):
        press(protocol, "posting", posting, step)
    assert state_of(posting) == "accredited"


def test_an_extension_names_its_day(db: None, signed_in: Callable[[str], Client]):
    posting = a_posting("in_post", first=-400, end=100)
    press(signed_in("cmd_desk"), "posting", posting, "ask-extension")
    head = signed_in("imcd_head")
    assert "Enter the day until which" in press(head, "posting", posting, "extend")
    press(head, "posting", posting, "extend", until=day(200))
    with acting("cmd_desk"):
        assert Posting.in_context.get(pk=posting.pk).planned.upper == day(200)


def test_a_stale_form_does_not_overwrite(db: None, signed_in: Callable[[str], Client]):
    officer, clerk = an_officer("Maket"), signed_in("cmd_desk")
    where = reverse("admin:attaches_officer_change", args=[officer.pk])
    form = {"full_name": "Maket", "rank": "major", "service_branch": "staff", "based_on": 1, **NO_LANGUAGE}
    assert clerk.post(where, form).status_code == 302
    stale = clerk.post(where, {**form, "rank": "captain"})
    assert "has changed since you opened it" in stale.content.decode()
    with acting("cmd_desk"):
        assert Officer.in_context.get().rank == "major"


def test_personnel_completes_the_officer_and_the_clerk_sees_no_such_part(
    db: None, signed_in: Callable[[str], Client]
):
    officer = an_officer("Maket")
    assert "passport" not in page(signed_in("cmd_desk"), "officer", officer)
    where = reverse("admin:attaches_officer_change", args=[officer.pk])
    particulars = {
        "particulars-TOTAL_FORMS": 1, "particulars-INITIAL_FORMS": 0, "particulars-0-passport_no": "P77",
        "particulars-0-officer": officer.pk,
    }  # fmt: skip
    answer = signed_in("mfa_protocol").post(where, {"based_on": 1, **NO_LANGUAGE, **particulars})
    assert answer.status_code == 302
    with acting("mod_personnel"):
        assert OfficerParticulars.in_context.get().passport_no == "P77"


def test_state_is_never_a_field_and_nothing_is_deleted(db: None, signed_in: Callable[[str], Client]):
    posting, clerk = a_posting(first=100), signed_in("cmd_desk")
    shown = page(clerk, "posting", posting)
    assert 'name="state"' not in shown
    assert (
        clerk.post(reverse("admin:attaches_posting_delete", args=[posting.pk]), {"post": "yes"}).status_code
        == 403
    )


def test_who_may_not_write_sees_no_form(db: None, signed_in: Callable[[str], Client]):
    posting = a_posting(first=100)
    reader = signed_in("leadership_reader")
    assert "_save" not in page(reader, "posting", posting)
    assert reader.get(reverse("admin:attaches_posting_add")).status_code == 403


def test_the_history_comes_from_the_trail(db: None, signed_in: Callable[[str], Client]):
    posting = a_posting("selected", first=100)
    shown = (
        signed_in("cmd_desk")
        .get(reverse("admin:attaches_posting_history", args=[posting.pk]))
        .content.decode()
    )
    assert "posting proposed" in shown or "posting advanced" in shown


@pytest.mark.parametrize(
    ("kind", "recorded"), [("officer", 17), ("post", 17), ("posting", 17), ("accreditation", 17)]
)
def test_a_list_takes_as_many_queries_for_many_rows_as_for_few(
    db: None, signed_in: Callable[[str], Client], kind: str, recorded: int
):
    clerk = signed_in("cmd_desk")
    counts = []
    for _round in range(2):
        a_posting("in_post")
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(reverse(f"admin:attaches_{kind}_changelist")).status_code == 200
        counts.append(len(asked))
    assert counts == [recorded] * 2


@pytest.mark.parametrize(
    "query", ["standing=ahead", "standing=year", "standing=over", "q=maket", "post__kind__exact=un_mission"]
)
def test_the_lists_filters_work(db: None, signed_in: Callable[[str], Client], query: str):
    a_posting(first=100)
    assert signed_in("cmd_desk").get(f"/admin/attaches/posting/?{query}").status_code == 200


def test_who_only_reads_sees_the_plan_and_the_marking_in_his_language(
    db: None, signed_in: Callable[[str], Client]
):
    reader = signed_in("leadership_reader")
    reader.cookies["django_language"] = "az"
    shown = page(reader, "posting", a_posting("in_post", first=-400, end=512))
    assert "17 ay sonra" in shown
    assert "None" not in shown
    assert "XİDMƏTİ İSTİFADƏ ÜÇÜN" in shown

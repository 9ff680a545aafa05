"""The stories A1 to A5 of domain.md D and the plan of a country, each played to its natural end in data entry alone."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, BilateralPlan
from agreements.selectors.plans import case_of as case_of_plan
from approvals.models import Case
from directory.models import ActivityKind, Country, Institution
from foundation.clock import today
from tests.agreements import story_scenes as scenes
from tests.agreements.planning import NEXT
from tests.attaches.scenes import day
from tests.attaches.story_ways import decided, door, get, link, listed, page_of, pressed, refused, sent, words
from tests.cast import acting
from tests.documents.files import pdf

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
# Who may record a signed sheet, each one of a case.
MOD = ("mod_personnel", "cmd_head", "mod_leadership", "mod_legal")
MFA = ("mfa_milpol", "mfa_leadership", "mfa_protocol")


def on_paper(client: Client, case: Case, seat: str, verdict: str = "concur") -> None:
    """Somebody of the deciding institution records the signed sheet."""
    where = link(get(client, page_of(case)), "Record a decision on paper")
    told = {
        "seat": seat, "verdict": verdict, "decided_by": "The Deputy Minister", "decided_on": today(),
        "citation": "No. 9", "file": SimpleUploadedFile("sheet.pdf", pdf()),
    }  # fmt: skip
    sent(client, where, **told)


def agreed(signed_in: SignIn, reference: str, only: tuple[str, ...] = ()) -> None:
    """Every seat of the case, or the named ones: each signed sheet is recorded by another colleague."""
    with acting("cmd_desk"):
        case = Case.in_context.filter(object_reference=reference).latest("pk")
        seats = list(
            case.steps.order_by("order", "pk").values_list("order", "role", "verdict", "seats__office__code")
        )
    colleagues = {"m": list(MOD), "f": list(MFA)}
    for order, role, verdict, office in seats:
        if not only or role in only:
            side = colleagues["f" if role.startswith("mfa") else "m"]
            recorder = next(name for name in side if name != role)
            side.remove(recorder)
            on_paper(signed_in(recorder), case, f"{order}:{office}", verdict)


def theirs_of(agreement: Agreement) -> int:
    """The key of the other party, as the list of a button has it."""
    with acting("cmd_desk"):
        return agreement.parties.get(is_home=False).pk


def shown_state(agreement: Agreement) -> str:
    return scenes.as_it_stands(agreement).state


def decided_to_end(signed_in: SignIn, agreement: Agreement) -> None:
    """Put up by the desk, agreed to by both ministries, written to the other side."""
    desk, way = signed_in("cmd_desk"), page_of(agreement)
    assert "Draft a note" not in get(desk, way)
    pressed(desk, way, "submit-denunciation", reason="A wider agreement takes its place")
    agreed(signed_in, agreement.reference)
    protocol = signed_in("mfa_protocol")
    note = sent(protocol, link(get(protocol, way), "Draft a note"), purpose="denunciation")
    pressed(protocol, note["Location"], "dispatch")


def test_a1_denounced_before_the_last_day_for_a_notice(signed_in: SignIn):
    agreement, desk = scenes.a1(), signed_in("cmd_desk")
    way = door(listed(desk, "agreement", "agreements", due="90"), "agreement")
    assert "in 28 days" in words(get(desk, way))
    decided_to_end(signed_in, agreement)
    shown = pressed(desk, way, "denounce", reason="Received by the other side today")
    assert "Denunciation takes effect" in words(shown)
    assert "has not taken effect" in words(refused(desk, way, "terminate"))
    assert "in 28 days" not in words(listed(desk, "agreement", "agreements"))


def test_a1_renewal_is_let_run(signed_in: SignIn):
    agreement, desk = scenes.a1(), signed_in("cmd_desk")
    way = page_of(agreement)
    pressed(desk, way, "submit-denunciation", reason="Is it still used?")
    assert "Take back from approval" in get(desk, way)
    pressed(desk, way, "take-back", reason="It is: three courses a year stand on it")
    assert "in 28 days" in words(get(desk, way))
    assert shown_state(agreement) == "in_force"


def test_a2_the_other_side_notifies_and_it_is_in_force(signed_in: SignIn):
    agreement, legal, protocol = scenes.a2(), signed_in("mfa_legal"), signed_in("mfa_protocol")
    way = page_of(agreement)
    assert "has not been received yet" in words(refused(legal, way, "enter"))
    with acting("mfa_legal"):
        mfa = Institution.objects.get(code="mfa").pk
    sent(
        protocol, reverse("admin:correspondence_correspondence_add"), kind="note_verbale", direction="incoming",
        subject="Their procedures are complete", sender_country=Country.objects.get(iso2="GE").pk, number="12",
        sender_name="Ministry of Foreign Affairs of Georgia", addressee_institution=mfa, dated_on=day(-4),
        about_reference=agreement.reference, text="With compliments.",
    )  # fmt: skip
    note = link(get(protocol, way), "12")
    pressed(protocol, note, "receive")
    pressed(legal, way, "notify", party=theirs_of(agreement), on=day(-4), received_on=day(-1))
    shown = pressed(legal, way, "enter")
    assert "Last day for receipt of a denunciation notice" in words(shown)
    held = scenes.as_it_stands(agreement)
    assert (held.state, held.eif_on) == ("in_force", day(-1))


def test_a3_registered_with_the_united_nations(signed_in: SignIn):
    agreement, legal = scenes.a3(), signed_in("mfa_legal")
    way = page_of(agreement)
    pressed(legal, way, "submit-registration", on=day(-10))
    assert "registered after it has been submitted" in words(
        refused(legal, way, "register", on=day(-11), number="I-58001")
    )
    pressed(legal, way, "register", on=day(-1), number="I-58001", registered_by="AZ")
    held = scenes.as_it_stands(agreement)
    assert (held.registered_on, held.registration_no) == (day(-1), "I-58001")
    assert "step/register/" not in get(legal, way)


def test_a4_prolonged_by_a_protocol(signed_in: SignIn):
    agreement, desk = scenes.a4(), signed_in("cmd_desk")
    way = page_of(agreement)
    assert "Nothing renews it after" in words(get(desk, way))
    sent(
        desk, reverse("admin:agreements_agreement_add"), title="Müddətin uzadılması haqqında Protokol",
        title_en="Protocol on prolongation", kind="protocol", level="interagency", parent=agreement.pk,
        relation="prolongs", stands_as="signed", signed_on=day(-5), signed_in="Bakı",
        **{"parties-0-country": Country.objects.get(iso2="GE").pk, "clause-0-eif_rule": "on_signature"},
    )  # fmt: skip
    protocol = link(get(desk, way), "Protocol on prolongation")
    paper = link(get(desk, protocol), "Record a step or amend") if "/admin/" not in protocol else protocol
    pressed(desk, paper, "enter")
    sent(desk, way, **{"clause-0-renewals_agreed": "1"})
    assert "Nothing renews it after" not in words(get(desk, way))
    with acting("cmd_desk"):
        assert agreement.deadlines.get(kind="term_end").due_on > day(1900)


def test_a4_expires_when_nobody_prolongs_it(signed_in: SignIn):
    running, over, desk = scenes.a4(), scenes.a4_over(), signed_in("cmd_desk")
    assert "still running" in words(refused(desk, page_of(running), "expire"))
    shown = pressed(desk, page_of(over), "expire")
    assert "It no longer binds" in words(shown)
    assert (shown_state(running), shown_state(over)) == ("in_force", "expired")


def test_a5_denounced_at_any_time_its_effect_is_computed(signed_in: SignIn):
    agreement, desk = scenes.a5(), signed_in("cmd_desk")
    way = page_of(agreement)
    assert "A notice can be given at any time" in words(get(desk, way))
    decided_to_end(signed_in, agreement)
    shown = pressed(desk, way, "denounce", on=day(-31), reason="Received by the other side")
    assert "yesterday" in words(shown)
    pressed(desk, way, "terminate")
    held = scenes.as_it_stands(agreement)
    assert (held.state, held.ended_on) == ("terminated", day(-1))


def line(place: int, title: str, **more: Any) -> dict[str, Any]:
    typed = {
        "title_en": title, "title_az": title, "kind": ActivityKind.objects.get(code="unit_exchange").pk,
        "host": "partner", "place": "Isparta", "quarter": "2", "level": "expert", "people_home": "6",
        "travel_by": "sending", "stay_by": "host", **more,
    }  # fmt: skip
    return {f"items-{place}-{name}": value for name, value in typed.items()}


def test_the_plan_of_a_country_is_entered_costed_concurred_exported_and_carried_out(signed_in: SignIn):
    desk = signed_in("cmd_desk")
    paid = {"cost": "4500.00", "currency": "AZN", "funding": "defence_budget"}
    sent(
        desk, reverse("admin:agreements_bilateralplan_add"), country=Country.objects.get(iso2="TR").pk, year=NEXT,
        **{"items-TOTAL_FORMS": "2"}, **line(0, "Visit of instructors", **paid), **line(1, "Sports games"),
    )  # fmt: skip
    with acting("cmd_desk"):
        plan = BilateralPlan.in_context.get()
    way = page_of(plan)
    pressed(desk, way, "draft")
    pressed(desk, way, "talk")
    assert "Done: " not in refused(desk, way, "cost")
    again = {f"items-1-{name}": value for name, value in paid.items()}
    sent(desk, way, **again)
    pressed(desk, way, "cost")
    pressed(desk, way, "submit")
    with acting("cmd_desk") as by:
        case = case_of_plan(plan, to=by)
        assert case is not None
    for role, verdict in scenes.route_of(plan.reference):
        decided(signed_in(role), reverse("approvals:case", args=[case.reference]), verdict)
    shown = pressed(desk, way, "sign", place="Ankara", for_home="Ceyhun Test", for_partner="Örnek Deneme")
    page = link(shown, plan.reference)
    paper = re.search(r'href="([^"]+/az\.pdf)"', get(desk, page))
    assert paper
    assert desk.get(paper[1]).content.startswith(b"%PDF")
    pressed(desk, way, "execute")
    sent(
        desk, reverse("admin:activities_activity_add"), title="Visit of instructors",
        kind=ActivityKind.objects.get(code="unit_exchange").pk, country=Country.objects.get(iso2="TR").pk,
        starts_on=f"{NEXT}-05-04", ends_on=f"{NEXT}-05-08", plan_item=f"{plan.reference}/1",
    )  # fmt: skip
    pressed(desk, way, "drop", no="2", reason="The partner has no team")
    assert "1/1" in words(get(desk, page))
    pressed(desk, way, "close", reason="One of two; talks again in July.")
    with acting("cmd_desk"):
        assert BilateralPlan.in_context.get().state == "closed"

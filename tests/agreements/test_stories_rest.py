"""The stories A1 to A5 of domain.md D and the plan of a country, each played to its natural end over REST alone."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from django.test import Client

from agreements.models import Agreement
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from tests.agreements import story_scenes as scenes
from tests.agreements.planning import NEXT
from tests.attaches.scenes import day
from tests.attaches.test_rest import post
from tests.attaches.test_stories_rest import decided, made, refused, shown, step, the_one, told
from tests.workspace.test_inbox import remind

Api = Callable[..., Client]
pytestmark = pytest.mark.django_db
ROUTE = tuple((name, "concur") for name in scenes.ROUTE)
LINE = {
    "title_en": "Visit of mountain instructors", "title_az": "Dağ təlimatçılarının səfəri", "kind": "unit_exchange",
    "quarter": 2, "people_home": 6, "people_partner": 10, "cost": "1234567.50", "currency": "AZN",
    "funding": "defence_budget",
}  # fmt: skip


def iso(offset: int) -> str:
    return day(offset).isoformat()


def address(agreement: Agreement) -> str:
    return f"agreements/{agreement.reference}/"


def amended(client: Client, where: str, **changes: Any) -> dict[str, Any]:
    answer = post(client, where, changes, client.get(f"/api/v1/{where}")["ETag"], method="patch")
    assert answer.status_code == 200, answer.content
    return answer.json()


def case_of(client: Client, agreement: Agreement) -> str:
    """The open case about an agreement, found among the cases."""
    found = shown(client, f"cases/?matter={agreement.reference}&state=open")["results"]
    return found[0]["reference"]


def left(client: Client, about: str, purpose: str) -> dict[str, Any]:
    """A note about a record is drafted and leaves."""
    draft = made(client, "correspondence/draft/", {"about": about, "purpose": purpose})
    return step(client, f"correspondence/{draft['reference']}/", "dispatch")


def warned(api: Api, agreement: Agreement, *rules: tuple[str, str]) -> None:
    """Each office was reminded under its rule."""
    remind()
    for name, rule in rules:
        assert (rule, agreement.reference) in told(api(name)), (name, rule)


def nothing_new(client: Client, agreement: Agreement) -> bool:
    """Whether planning again reminds nobody of it."""
    about = f"reminders/?record={agreement.reference}&page_size=500"
    before = len(shown(client, about)["results"])
    remind()
    return len(shown(client, about)["results"]) == before


def deadline(client: Client, agreement: Agreement) -> dict[str, Any]:
    """What the report of deadlines says of an agreement."""
    rows = shown(client, "reports/treaty-deadlines/")["rows"]
    return next(row for row in rows if row["agreement"] == agreement.reference)


def test_a1_denounced_before_the_last_day_for_a_notice(api: Api):
    agreement, desk, protocol = scenes.a1(), api("cmd_desk"), api("mfa_protocol")
    where = address(agreement)
    warned(
        api, agreement, ("mod_legal", "agreements.denunciation_decision"),
        ("mod_leadership", "agreements.denunciation_leadership"),
    )  # fmt: skip
    computed = shown(desk, where)["computed"]
    assert computed["last_receipt_day"] == iso(28)
    denied = post(
        protocol, "correspondence/draft/", {"about": agreement.reference, "purpose": "denunciation"}
    )
    assert denied.status_code == 409, denied.content
    step(desk, where, "submit", kind="agreement_denunciation", reason="A wider agreement takes its place")
    decided(api, case_of(desk, agreement), ROUTE)
    note = left(protocol, agreement.reference, "denunciation")
    assert note["about_reference"] == agreement.reference
    denounced = step(desk, where, "denounce", reason="Received by the Georgian side today")
    assert (denounced["state"], denounced["effect_on"]) == ("denunciation_notified", computed["term_end"])
    assert refused(desk, where, "terminate") == "denunciation_not_yet_effective"
    assert deadline(desk, agreement)["last_receipt_day"] is None
    assert nothing_new(api("mod_legal"), agreement)


def test_a1_renewal_is_let_run(api: Api):
    agreement, desk = scenes.a1(), api("cmd_desk")
    where = address(agreement)
    warned(api, agreement, ("cmd_desk", "agreements.denunciation_decision"))
    step(desk, where, "submit", kind="agreement_denunciation", reason="Is it still used?")
    case = case_of(desk, agreement)
    content = shown(api("mod_legal"), f"cases/{case}/")["content_hash"]
    word = {"verdict": "reject", "reason_code": "other", "comment": "It is used.", "content_hash": content}
    assert post(api("mod_legal"), f"cases/{case}/decide/", word).status_code == 200
    held = shown(desk, where)
    assert (held["state"], held["computed"]["last_receipt_day"]) == ("in_force", iso(28))
    later = shown(desk, f"reports/treaty-deadlines/?as_of={iso(29)}")["rows"]
    (row,) = [row for row in later if row["agreement"] == agreement.reference]
    assert row["last_receipt_day"] > iso(1000)


def test_a2_the_other_side_notifies_and_it_is_in_force(api: Api):
    agreement, legal, protocol = scenes.a2(), api("mfa_legal"), api("mfa_protocol")
    where = address(agreement)
    in_force = (work_calendar().previous_on_or_before(day(-1)) - day(0)).days  # reminded of on a working day
    stuck = next(
        row
        for row in shown(legal, "reports/treaty-pipeline/")["rows"]
        if row["agreement"] == agreement.reference
    )
    assert stuck["state"] in {"notified", "Notified to the other side"}
    early = post(legal, f"{where}enter-into-force/", {}, legal.get(f"/api/v1/{where}")["ETag"])
    assert "has not been received yet" in early.json()["detail"]
    theirs = {
        "kind": "note_verbale", "direction": "incoming", "subject": "Their procedures are complete", "number": "12",
        "sender_country": "GE", "addressee_institution": "mfa", "dated_on": iso(in_force - 3),
        "about_reference": agreement.reference,
    }  # fmt: skip
    note = made(protocol, "correspondence/", theirs)
    step(protocol, f"correspondence/{note['reference']}/", "receive")
    step(legal, where, "notify", party="GE", sent_on=iso(in_force - 3), received_on=iso(in_force))
    bound = step(legal, where, "enter-into-force")
    assert (bound["state"], bound["eif_on"]) == ("in_force", iso(in_force))
    assert bound["computed"]["term_end"] == scenes.years_before(day(in_force), -3).isoformat()
    assert bound["computed"]["last_receipt_day"] > iso(900)
    assert bound["computed"]["explanation"]
    warned(api, agreement, ("mfa_legal", "agreements.registration"))


def test_a3_registered_with_the_united_nations(api: Api):
    agreement, legal = scenes.a3(), api("mfa_legal")
    where = address(agreement)
    warned(api, agreement, ("mfa_legal", "agreements.registration"))
    step(legal, where, "submit-registration", on=iso(-10))
    early = post(
        legal,
        f"{where}register/",
        {"on": iso(-11), "number": "I-58001"},
        legal.get(f"/api/v1/{where}")["ETag"],
    )
    assert early.json()["errors"][0]["field"] == "on"
    registered = step(legal, where, "register", on=iso(-1), number="I-58001", registered_by="AZ")
    assert (registered["registered_on"], registered["registration_no"]) == (iso(-1), "I-58001")
    pipeline = shown(legal, "reports/treaty-pipeline/")["rows"]
    assert agreement.reference not in {row["agreement"] for row in pipeline}


def test_a4_prolonged_by_a_protocol(api: Api):
    agreement, desk = scenes.a4(), api("cmd_desk")
    where = address(agreement)
    warned(api, agreement, ("mod_legal", "agreements.expiry"))
    before = shown(desk, where)["computed"]["term_end"]
    protocol = made(
        desk, "agreements/",
        {
            "title": "Müddətin uzadılması haqqında Protokol", "title_en": "Protocol on prolongation",
            "kind": "protocol", "level": "interagency", "parties": ["GE"], "parent": agreement.reference,
            "relation": "prolongs", "stands_as": "signed", "signed_on": iso(-5), "signed_in": "Bakı",
            "clause": {"eif_rule": "on_signature"},
        },
    )  # fmt: skip
    paper = f"agreements/{protocol['reference']}/"
    assert shown(desk, paper)["relation"] == "prolongs"
    step(desk, paper, "enter-into-force")
    clause = shown(desk, where)["clause"]
    prolonged = amended(desk, where, clause={**clause, "renewals_agreed": 1})
    assert "Nothing renews it after" not in " ".join(prolonged["computed"]["explanation"])
    rows = shown(desk, "reports/treaty-deadlines/")["rows"]
    assert before == next(row["term_end"] for row in rows if row["agreement"] == agreement.reference)
    assert nothing_new(api("mod_legal"), agreement)


def test_a4_expires_when_nobody_prolongs_it(api: Api):
    running, over, desk = scenes.a4(), scenes.a4_over(), api("cmd_desk")
    assert refused(desk, address(running), "advance", to="expired") == "term_still_running"
    expired = step(desk, address(over), "advance", to="expired")
    assert expired["state"] == "expired"
    assert expired["ended_on"] <= iso(-2)
    listed = shown(desk, f"agreements/?in_force_on={today()}")["results"]
    assert [row["reference"] for row in listed] == [running.reference]


def test_a5_denounced_at_any_time_its_effect_is_computed(api: Api):
    agreement, desk = scenes.a5(), api("cmd_desk")
    where = address(agreement)
    step(desk, where, "submit", kind="agreement_denunciation", reason="No longer used")
    decided(api, case_of(desk, agreement), ROUTE)
    left(api("mfa_desk"), agreement.reference, "denunciation")
    denounced = step(desk, where, "denounce", on=iso(-31), reason="Received by the other side")
    assert denounced["effect_on"] == iso(-1)
    ended = step(desk, where, "terminate")
    assert (ended["state"], ended["ended_on"]) == ("terminated", iso(-1))


def concurred(api: Api, where: str) -> None:
    """Seat by seat; the Foreign Ministry concurs before the leadership approves."""
    reference = where.split("/")[1]
    case = the_one(api("cmd_desk"), f"cases/?matter={reference}")["reference"]
    for role, verdict in scenes.route_of(reference):
        decided(api, case, ((role, verdict),))
        if role == "mfa_desk":
            assert shown(api("cmd_desk"), where)["state"] == "mfa_concurred"
    assert shown(api("cmd_desk"), where)["state"] == "approved"


def printed(client: Client, where: str) -> None:
    """In both languages, in each of the three forms."""
    for language in ("en", "az"):
        for form in ("pdf", "docx", "xlsx"):
            paper = client.get(f"/api/v1/{where}paper/{language}/{form}/")
            assert (paper.status_code, bool(paper.content)) == (200, True), paper.content[:300]
    book = openpyxl.load_workbook(io.BytesIO(paper.content))
    assert "İdman oyunları" in str([row for sheet in book for row in sheet.values])


def test_the_plan_of_a_country_is_entered_costed_concurred_exported_and_carried_out(api: Api):
    desk = api("cmd_desk")
    second = {
        **LINE,
        "title_en": "Sports games",
        "title_az": "İdman oyunları",
        "cost": None,
        "currency": "",
        "funding": "",
    }
    plan = made(desk, "plans/", {"country": "TR", "year": NEXT, "items": [LINE, second]})
    where = f"plans/{plan['reference']}/"
    for verb in ("draft", "talk"):
        step(desk, where, verb)
    assert refused(desk, where, "cost") == "items_not_costed"
    lines = [
        {**LINE, "no": 1},
        {**second, "no": 2, "cost": "0.00", "currency": "AZN", "funding": "defence_budget"},
    ]
    assert amended(desk, where, items=lines)["totals"] == {"AZN": "1234567.50"}
    step(desk, where, "cost")
    step(desk, where, "submit")
    concurred(api, where)
    step(desk, where, "sign", place="Ankara", for_home="Ceyhun Test", for_partner="Örnek Deneme")
    printed(desk, where)
    step(desk, where, "execute")
    facts = {"kind": "unit_exchange", "country": "TR", "plan_item": f"{plan['reference']}/1"}
    days = {"title": LINE["title_en"], "starts_on": f"{NEXT}-05-04", "ends_on": f"{NEXT}-05-08"}
    assert made(desk, "activities/", {**facts, **days})["plan_item"] == f"{plan['reference']}/1"
    step(desk, where, "drop-item", no=2, reason="The partner has no team")
    rows = shown(desk, f"reports/plan-execution/?year={NEXT}")["rows"]
    assert plan["reference"] in {row["plan"] for row in rows}
    closed = step(desk, where, "close", reason="One of two; talks again in July.")
    assert closed["state"] == "closed"

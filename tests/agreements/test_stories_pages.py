"""The stories A1 to A5 of domain.md D and the plan of a country, each played on the pages: warned, seen, decided, done.

What is entered is entered where a link on a page leads to.
"""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from agreements.models import Agreement, BilateralPlan
from agreements.selectors.plans import plan
from directory.models import Country
from tests.agreements import story_scenes as scenes
from tests.agreements.planning import NEXT
from tests.agreements.test_stories_admin import line, theirs_of
from tests.attaches.scenes import day
from tests.attaches.story_ways import decided, get, link, pressed, refused, sent, words
from tests.cast import acting
from tests.workspace.test_inbox import remind

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
TITLE = "Agreement on military education"


def found(client: Client, **query: str) -> str:
    """The agreement's page, by its link in the register."""
    return link(get(client, "/agreements/", **query), TITLE)


def entry(client: Client, page: str) -> str:
    """Where the page leads to for the next step."""
    return link(get(client, page), "Record a step or amend")


def reminded(client: Client, said: str) -> None:
    inbox = words(get(client, "/inbox/"))
    assert said in inbox
    assert TITLE in inbox


def decided_by_all(signed_in: SignIn, said: str, route: tuple[tuple[str, str], ...]) -> None:
    """Each finds the case in the own inbox and agrees on its page."""
    for name, verdict in route:
        client = signed_in(name)
        decided(client, link(get(client, "/inbox/"), said), verdict)


def ended(signed_in: SignIn, page: str) -> None:
    """Put up, agreed to seat by seat, and written to the other side from the agreement's page."""
    desk, protocol = signed_in("cmd_desk"), signed_in("mfa_protocol")
    pressed(desk, entry(desk, page), "submit-denunciation", reason="A wider agreement takes its place")
    assert "Denunciation of an agreement" in words(get(desk, page))
    decided_by_all(signed_in, TITLE, tuple((name, "concur") for name in scenes.ROUTE))
    draft = sent(protocol, link(get(protocol, page), "Draft a note"), purpose="denunciation")
    pressed(protocol, draft["Location"], "dispatch")
    assert "Denunciation of “Agreement on military education”" in words(get(desk, page))


def test_a1_denounced_before_the_last_day_for_a_notice(signed_in: SignIn):
    scenes.a1()
    desk = signed_in("cmd_desk")
    remind()
    reminded(signed_in("mod_legal"), "last day for receipt of a notice")
    reminded(signed_in("mod_leadership"), "renews itself unless a notice arrives")
    page = found(desk)
    assert "in 28 days" in words(get(desk, page))
    ended(signed_in, page)
    pressed(desk, entry(desk, page), "denounce", reason="Received by the other side today")
    assert "Denunciation takes effect" in words(get(desk, page))
    assert "0 days for notice within 90 days" in words(get(desk, "/agreements/"))


def test_a1_renewal_is_let_run(signed_in: SignIn):
    scenes.a1()
    desk = signed_in("cmd_desk")
    page = found(desk)
    pressed(desk, entry(desk, page), "submit-denunciation", reason="Is it still used?")
    pressed(desk, entry(desk, page), "take-back", reason="It is: three courses a year stand on it")
    shown = words(get(desk, page))
    assert "in 28 days" in shown
    assert "Ten years ahead" in shown
    assert "renewal 1" in shown


def test_a2_the_other_side_notifies_and_it_is_in_force(signed_in: SignIn):
    agreement = scenes.a2()
    legal = signed_in("mfa_legal")
    stuck = words(get(legal, "/reports/treaty-pipeline/"))
    assert TITLE in stuck
    page = found(legal)
    assert "Days are computed once it is in force." in words(get(legal, page))
    step = entry(legal, page)
    pressed(legal, step, "notify", party=theirs_of(agreement), on=day(-4), received_on=day(-1))
    pressed(legal, step, "enter")
    shown = words(get(legal, page))
    assert "Last day for receipt of a denunciation notice" in shown
    assert "Terms are counted from entry into force" in shown


def test_a3_registered_with_the_united_nations(signed_in: SignIn):
    scenes.a3()
    legal = signed_in("mfa_legal")
    remind()
    reminded(legal, "register the agreement with the United Nations")
    page = found(legal)
    pressed(legal, entry(legal, page), "submit-registration", on=day(-10))
    assert "submitted" in words(get(legal, page))
    pressed(legal, entry(legal, page), "register", on=day(-1), number="I-58001", registered_by="AZ")
    assert "I-58001" in words(get(legal, page))
    assert TITLE not in words(get(legal, "/reports/treaty-pipeline/"))


def test_a4_prolonged_by_a_protocol(signed_in: SignIn):
    agreement = scenes.a4()
    desk = signed_in("cmd_desk")
    remind()
    reminded(signed_in("mod_legal"), "decide whether a new one is needed")
    page = found(desk)
    assert "Nothing renews it after" in words(get(desk, page))
    with acting("cmd_desk"):
        georgia = Country.objects.get(iso2="GE").pk
    sent(
        desk, link(get(desk, "/agreements/"), "Record an agreement"), title="Müddətin uzadılması haqqında Protokol",
        title_en="Protocol on prolongation", kind="protocol", level="interagency", parent=agreement.pk,
        relation="prolongs", stands_as="signed", signed_on=day(-5), signed_in="Bakı",
        **{"parties-0-country": georgia, "clause-0-eif_rule": "on_signature"},
    )  # fmt: skip
    get(desk, page)  # that it was entered is told once, with a way of its own
    protocol = link(get(desk, page), "Protocol on prolongation")
    pressed(desk, entry(desk, protocol), "enter")
    sent(desk, entry(desk, page), **{"clause-0-renewals_agreed": "1"})
    assert "Nothing renews it after" not in words(get(desk, page))


def test_a4_expires_when_nobody_prolongs_it(signed_in: SignIn):
    scenes.a4_over()
    desk = signed_in("cmd_desk")
    page = found(desk)
    pressed(desk, entry(desk, page), "expire")
    assert "It no longer binds" in words(get(desk, page))
    assert TITLE not in words(get(desk, "/agreements/", state="binding"))
    assert TITLE in words(get(desk, "/agreements/", state="over"))


def test_a5_denounced_at_any_time_its_effect_is_computed(signed_in: SignIn):
    agreement: Agreement = scenes.a5()
    desk = signed_in("cmd_desk")
    page = found(desk)
    assert "A notice can be given at any time" in words(get(desk, page))
    ended(signed_in, page)
    step = entry(desk, page)
    assert "reason" in words(refused(desk, step, "denounce", on=day(-31))).lower()
    pressed(desk, step, "denounce", on=day(-31), reason="Received by the other side")
    assert "yesterday" in words(get(desk, page))
    pressed(desk, step, "terminate")
    assert "It no longer binds" in words(get(desk, page))
    assert scenes.as_it_stands(agreement).ended_on == day(-1)


def test_the_plan_of_a_country_is_entered_costed_concurred_exported_and_carried_out(signed_in: SignIn):
    desk = signed_in("cmd_desk")
    with acting("cmd_desk"):
        turkiye = Country.objects.get(iso2="TR").pk
    paid = {"cost": "1234567.50", "currency": "AZN", "funding": "defence_budget"}
    sent(
        desk, link(get(desk, "/plans/"), "Begin a plan"), country=turkiye, year=NEXT, **{"items-TOTAL_FORMS": "2"},
        **line(0, "Visit of instructors", **paid), **line(1, "Sports games", **{**paid, "cost": "4500.00"}),
    )  # fmt: skip
    with acting("cmd_desk"):
        reference = BilateralPlan.in_context.get().reference
    page = re.search(rf'href="([^"]*/plans/{reference}/)"', get(desk, "/plans/"))
    assert page
    way = page[1]
    shown = words(get(desk, way))
    assert "1,234,567.50 AZN" in shown
    assert "1,239,067.50 AZN" in shown
    for step in ("draft", "talk", "cost", "submit"):
        pressed(desk, entry(desk, way), step)
    with acting("cmd_desk") as by:
        title = plan(reference, to=by).title
    decided_by_all(signed_in, title, scenes.route_of(reference))
    assert "Approved" in words(get(desk, way))
    people = {"place": "Ankara", "for_home": "Ceyhun Test", "for_partner": "Örnek Deneme"}
    pressed(desk, entry(desk, way), "sign", **people)
    for language in ("en", "az"):
        for form in ("pdf", "docx", "xlsx"):
            assert desk.get(link(get(desk, way), f"{form.upper()} ({language})")).status_code == 200
    pressed(desk, entry(desk, way), "execute")
    schedule = link(get(desk, way), "Make activities from items")
    days = {"item-1-starts_on": f"{NEXT}-05-04", "item-1-ends_on": f"{NEXT}-05-08"}
    assert desk.post(schedule, days).status_code == 302
    pressed(desk, entry(desk, way), "drop", no="2", reason="The partner has no team")
    shown = words(get(desk, way))
    assert "1/1 became activities" in shown
    assert "Taken out" in shown
    pressed(desk, entry(desk, way), "close", reason="One of two; talks again in July.")
    assert "talks again in July" in words(get(desk, way))
    assert "Türkiye" in words(get(desk, "/reports/plan-execution/", year=str(NEXT)))

"""The programme and the page of an activity: what stands in its way, who does the same, what comes by itself."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from access.context import Subject
from activities.models import Activity
from activities.selectors.derived import derived_figures
from activities.selectors.duplicates import similar_to
from directory.models import Institution
from foundation.clock import today
from tests.activities.programme import (
    approved,
    basis,
    country,
    days,
    derived,
    exercise,
    kind,
    planned,
    stepped,
)
from tests.agreements.instruments import in_force, superseded
from tests.attaches.scenes import a_posting
from tests.cast import acting

pytestmark = pytest.mark.django_db
PROGRAMME, REST = "/activities/", "/api/v1/activities/"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_the_programme_shows_what_lies_ahead_with_its_picture(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        planned(clerk, agreement=basis(clerk))
        planned(clerk, title="Meeting of staffs", country=country("TR"), ad_hoc_reason="Agreed")
        exercise(clerk)
        planned(clerk, title="Hidden talks", caveats=("mod_only",))
    desk = signed_in("mfa_desk")
    page = text_of(desk, PROGRAMME)
    for words in ("Exchange of mountain units", "Meeting of staffs", "DEMO-EX Steppe", "<svg", "Ad hoc"):
        assert words in page
    assert "Hidden talks" not in page
    for query, seen in (
        ("?country=TR", "Meeting of staffs"), ("?kind=unit_exchange", "Exchange of mountain units"),
        ("?kind=contacts_exchanges_ship_visits", "Exchange of mountain units"), ("?q=meeting", "Meeting of staffs"),
        (f"?state=planning&year={days(60).year}", "Exchange of mountain units"), ("?show=aimless", "Meeting of staffs"),
    ):  # fmt: skip
        assert seen in text_of(desk, f"{PROGRAMME}{query}"), query
    assert "No activity fits" in text_of(desk, f"{PROGRAMME}?state=cancelled")
    assert desk.get(f"{PROGRAMME}?year=soon").status_code == 400
    assert desk.get(f"{PROGRAMME}?country=XX").status_code == 400


def test_the_page_says_first_what_stands_in_the_way(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        activity = planned(
            clerk, with_secrets=True, lead_institution=Institution.objects.get(code="mod"),
            supporting=[Institution.objects.get(code="sbs")], dimensions=["regional"],
            contingents=[{"country": country("AZ"), "rank_level": "officers", "planned": 4}],
            costs=[{"item": "travel", "currency": "AZN", "planned": 300}],
        )  # fmt: skip
        hidden = planned(clerk, caveats=("mod_only",))
    page = text_of(signed_in("mfa_desk"), f"{PROGRAMME}{activity.reference}/")
    for words in (
        "No agreement and no reason", "None is in force with Georgia.", "State Border Service", "Junior officers",
        "We bear 300.00 AZN as planned.", "none of its own",
    ):  # fmt: skip
        assert words in page
    assert signed_in("mfa_desk").get(f"{PROGRAMME}{hidden.reference}/").status_code == 404


def test_a_blocked_one_is_shown_as_such_everywhere(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        agreement = basis(clerk)
    activity = approved(agreement=agreement)
    with acting("cmd_desk") as clerk:
        superseded(agreement, clerk)
    desk = signed_in("cmd_desk")
    assert "Blocked" in text_of(desk, f"{PROGRAMME}{activity.reference}/")
    assert activity.title in text_of(desk, f"{PROGRAMME}?show=blocked")
    rest = api("cmd_desk")
    assert [row["reference"] for row in rest.get(f"{REST}?blocked=true").json()["results"]] == [
        activity.reference
    ]
    assert rest.get(f"{REST}?blocked=false").json()["results"] == []


def _led_by(code: str) -> Institution:
    return Institution.objects.get(code=code)


def test_the_same_state_near_in_time_by_others_is_told(
    clerk: Subject, signed_in: Callable[..., Client]
) -> None:
    ours = planned(clerk, lead_institution=_led_by("mod"))
    guards = planned(
        clerk, title="Border guards", kind=kind("contact"), lead_institution=_led_by("sbs"),
        starts_on=days(94), ends_on=days(95),
    )  # fmt: skip
    planned(clerk, title="Too late", kind=kind("contact"), lead_institution=_led_by("sbs"),
            starts_on=days(126), ends_on=days(127))  # fmt: skip
    planned(clerk, title="Elsewhere", lead_institution=_led_by("sbs"), country=country("TR"))
    planned(clerk, title="Our own", kind=kind("contact"), lead_institution=_led_by("mod"))
    stepped(planned(clerk, title="Put off", caveats=("mod_only",)), clerk, "postponed")
    assert [row.title for row in similar_to(ours, to=clerk)] == ["Put off", "Border guards"]
    assert [row.title for row in similar_to(guards, to=clerk)] == [
        "Exchange of mountain units", "Our own", "Too late"
    ][:2]  # fmt: skip


def test_the_same_kind_on_the_same_days_is_told_at_entry_and_only_to_those_who_may_know(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    with acting("cmd_desk") as clerk:
        planned(clerk)
        twin = planned(clerk, caveats=("mod_only",))
    body = {
        "title": "Exchange again", "kind": "unit_exchange", "country": "GE", "starts_on": str(days(62)),
        "ends_on": str(days(63)),
    }  # fmt: skip
    answer = api("cmd_desk_2").post(REST, body, content_type="application/json")
    assert answer.status_code == 201, answer.content
    assert len(answer.json()["similar"]) == 1
    assert twin.reference not in answer.json()["similar"]
    found = api("cmd_desk").get(f"{REST}{answer.json()['reference']}/").json()
    assert twin.reference in found["similar"]
    assert "Similar engagements" in text_of(signed_in("cmd_desk"), f"{PROGRAMME}{found['reference']}/")
    assert len(api("cmd_desk").get(f"{REST}?similar=true").json()["results"]) == 3


def test_signings_and_appointments_appear_by_themselves(
    signed_in: Callable[..., Client], api: Callable[..., Client]
) -> None:
    a_posting("in_post", first=-30)
    with acting("cmd_desk") as clerk:
        signed = in_force(clerk, today() - dt.timedelta(days=10))
        found = derived(to=clerk, first=days(-400), last=today())
        assert {row.kind for row in found} == {"agreement_signing", "attache_appointment"}
        assert [row.countries for row in found if row.reference == signed.reference] == [("GE",)]
        counted = derived_figures(to=clerk, first=days(-400), last=today())
        assert {one.kind: sum(row.number for row in counted if row.kind == one.kind) for one in counted} == {
            kind: sum(len(row.countries) for row in found if row.kind == kind)
            for kind in {row.kind for row in found}
        }
        appointments = [row for row in found if row.kind == "attache_appointment"]
        assert appointments[0].countries == ("TR",)
        assert (
            derived(to=clerk, first=days(-400), last=today(), country="GE", kind="attache_appointment") == []
        )
    with acting("sysadmin") as nobody:
        assert derived(to=nobody, first=days(-400), last=today()) == []
    year = signed.signed_on.year
    page = text_of(signed_in("cmd_desk"), f"{PROGRAMME}?year={year}")
    assert signed.title_en in page
    rows = api("cmd_desk").get(f"{REST}derived/?year={year}").json()["rows"]
    assert signed.reference in {row["reference"] for row in rows}
    assert api("cmd_desk").get(f"{REST}derived/").status_code == 400
    assert not Activity.in_context.exists()


def test_the_number_of_questions_does_not_grow_with_the_programme(signed_in: Callable[..., Client]) -> None:
    desk = signed_in("cmd_desk")
    counts = []
    for rows in (1, 6):
        with acting("cmd_desk") as clerk:
            for no in range(rows):
                planned(clerk, starts_on=days(60 * no + 10), ends_on=days(60 * no + 12), ad_hoc_reason="x")
        desk.get(PROGRAMME)
        with CaptureQueriesContext(connection) as asked:
            desk.get(PROGRAMME)
        counts.append(len(asked))
    assert counts[0] == counts[1]

"""Whoever should take note of a plan at the embassy and cannot does not hold it up (domain.md C6, C9)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from accounts.models import Appointment
from accounts.services import appointments
from agreements.models import BilateralPlan, PlanSubmission
from agreements.selectors.plan_seats import viewing
from agreements.selectors.plans import case_of
from directory.models import Country, DiplomaticMission, HeadOfMissionTenure
from foundation.clock import today
from tests.agreements.planning import costed, submitted
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
VIEWS = {"attache", "head_of_mission"}


def country(code: str) -> Country:
    return Country.objects.get(iso2=code)


def asked(held: BilateralPlan) -> set[str]:
    """Who takes note."""
    with acting("cmd_desk") as by:
        case = case_of(held, to=by)
        assert case is not None
        return VIEWS & set(case.steps.values_list("role", flat=True))


def told(held: BilateralPlan) -> list[tuple[str, str]]:
    """What approvers read of the two offices."""
    with acting("cmd_desk"):
        content = PlanSubmission.in_context.get(plan=held).content
    return [(row["view_of"], row["view"]) for row in content.get("views", [])]


def vacate(code: str) -> None:
    """Whoever holds an office leaves it."""
    for held in Appointment.objects.filter(office__code=code):
        with acting("mfa_security") as officer:
            appointments.end(held, by=officer, on=today(), reason="Left")


def test_where_both_are_in_place_both_take_note_and_nothing_is_flagged():
    held = submitted()
    assert (asked(held), told(held)) == (VIEWS, [])


def test_a_vacant_head_of_mission_does_not_stop_it_and_is_flagged(signed_in: Callable[..., Client]):
    with acting("cmd_desk") as by:
        before = costed(by, country=country("GE"))
    page = signed_in("cmd_desk").get(f"/plans/{before.reference}/").content.decode()
    assert "vacant, so nobody is asked (Ambassador in Georgia" in page
    held = submitted(country=country("GE"), year=before.year + 1)
    assert (asked(held), told(held)) == ({"attache"}, [("head_of_mission", "vacant")])
    assert (
        "vacant, so nobody is asked"
        in signed_in("mfa_desk").get(f"/plans/{held.reference}/").content.decode()
    )
    with acting("mod_finance") as by:
        case = case_of(held, to=by)
    assert (
        "Taken note of at the mission"
        in signed_in("mod_finance").get(f"/cases/{case.reference}/").content.decode()
    )


def test_a_vacant_attache_does_not_stop_it():
    vacate("attache-de")
    held = submitted(country=country("DE"))
    assert (asked(held), told(held)) == ({"head_of_mission"}, [("attache", "vacant")])


def test_a_charge_takes_note_with_a_flag():
    mission = DiplomaticMission.objects.get(code="emb-de")
    HeadOfMissionTenure.objects.filter(mission=mission).delete()
    HeadOfMissionTenure.objects.create(
        mission=mission, kind="charge", public_name="N. Maket", period=DateRange(today() - DAY, None)
    )
    held = submitted(country=country("DE"))
    assert (asked(held), told(held)) == (VIEWS, [("head_of_mission", "charge")])


def test_without_an_embassy_the_mission_that_serves_the_state_too_is_asked():
    missions = DiplomaticMission.objects.all()
    served = [
        *missions.values_list("country", flat=True),
        *missions.values_list("side_accredited", flat=True),
    ]
    far = Country.objects.exclude(pk__in=[pk for pk in served if pk]).exclude(iso2__in=["AZ", "AM"]).first()
    assert far is not None
    with acting("cmd_desk"):
        plan: Any = BilateralPlan(country=far)
        assert viewing(plan, authors=[], on=today()).facts == {"attache": False, "head_of_mission": False}
    nobody = submitted(country=far)
    assert (asked(nobody), told(nobody)) == (
        set(),
        [("attache", "no_mission"), ("head_of_mission", "no_mission")],
    )
    DiplomaticMission.objects.get(code="emb-de").side_accredited.add(far)
    held = submitted(country=far, year=nobody.year + 1)
    assert asked(held) == VIEWS
    with acting("cmd_desk"):
        assert PlanSubmission.in_context.get(plan=held).content["serving_mission"] == "emb-de"

"""Nothing leaves coordination at post before both co-authors signed the same content; who signs for whom is said."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from approvals.models import Decision
from directory.models import Country, HeadOfMissionTenure
from foundation.clock import now, today
from missions.selectors.papers import current, paper
from missions.services import papers
from missions.services.papers import CountryNotServed
from tests.cast import acting
from tests.missions.rich import edited
from tests.missions.scene import (
    AT_POST,
    case_of,
    content,
    decided,
    drafted,
    mission,
    reference,
    seen,
    submitted,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("first", "second"), [AT_POST, AT_POST[::-1]])
def test_one_signature_does_not_bring_a_paper_to_the_capital(first, second):
    found = drafted()
    submitted(found)
    decided(found, first)
    assert seen(found).state == "post_coordination"
    decided(found, second)
    assert seen(found).state == "mod_review"
    with acting("cmd_desk") as by:
        signed = Decision.objects.visible_to(by).filter(verdict="sign")
        text = current(paper(reference(found), to=by), to=by)
        assert {decision.content_hash for decision in signed} == {text.content_hash}
        assert {decision.office.role for decision in signed} == set(AT_POST)


def test_after_a_return_both_sign_the_new_content_again():
    found = drafted()
    submitted(found)
    decided(found, "attache")
    decided(found, "head_of_mission", verdict="return", reason_code="priority_disputed", comment="Not so.")
    with acting("attache") as by:
        papers.redraft(paper(reference(found), to=by), by=by, at=now(), on=today())
    edited(found, "attache", risks="Others.")
    submitted(found)
    with acting("cmd_desk") as by:
        asked = case_of(found, by).steps.filter(state="open")
        assert {step.role for step in asked} == set(AT_POST)
    decided(found, "head_of_mission")
    assert seen(found).state == "post_coordination"


def test_a_state_without_an_embassy_is_served_by_the_one_accredited_there_on_the_side():
    host = Country.objects.get(iso2="JO")
    facts = {"mission": mission(), "country": host, "at": now(), "on": today()}
    with acting("attache") as by, pytest.raises(CountryNotServed):
        papers.draft(by=by, **facts, **content("JO"))
    mission().side_accredited.add(host)
    with acting("attache") as by:
        found = papers.draft(by=by, **facts, **content("JO"))
    submitted(found)
    with acting("cmd_desk") as by:
        seats = case_of(found, by).steps.filter(state="open").values_list("seats__office__code", flat=True)
        assert set(seats) == {"attache-tr", "hom-tr"}


def test_a_charge_signs_and_the_page_says_so(signed_in):
    HeadOfMissionTenure.objects.filter(mission=mission()).delete()
    HeadOfMissionTenure.objects.create(
        mission=mission(), public_name="Sınaq Vəkil", kind="charge", period=DateRange(today(), None)
    )
    found = drafted()
    submitted(found)
    page = signed_in("attache").get(f"/papers/{reference(found)}/").content.decode()
    assert "heads the mission and signs for the head of mission" in page
    decided(found, *AT_POST)
    assert seen(found).state == "mod_review"

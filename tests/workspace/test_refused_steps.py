"""A step that is refused loses nothing of what was typed beside it, wherever steps are buttons of data entry."""

import re

import pytest

from audit.models import Event
from foundation.clock import today
from tests.access.test_need_to_know import OPEN, proposal
from tests.agreements.planning import approved, begun
from tests.cast import acting

pytestmark = pytest.mark.django_db
PLANS = "/admin/agreements/bilateralplan/"


def typed_into(page: str, name: str) -> str:
    """What the input of that name holds."""
    tag = next(tag for tag in re.findall(r"<input[^>]*>", page) if f'id="lifecycle-{name}"' in tag)
    found = re.search(r'value="([^"]*)"', tag)
    return found[1] if found else ""


def test_everything_typed_beside_the_buttons_stands_there_again(signed_in):
    held = approved()
    said = {"place": "Ankara", "for_home": "Maket Nümunəli", "on": "2999-01-01", "reason": "As agreed."}
    answer = signed_in("cmd_desk").post(f"{PLANS}{held.pk}/step/sign/", said)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert {name: typed_into(page, name) for name in said} == said


def test_what_lies_behind_the_final_steps_is_open_when_one_of_them_was_refused(signed_in):
    held = approved()
    desk = signed_in("cmd_desk")
    assert 'class="final-steps">' in desk.get(f"{PLANS}{held.pk}/change/").content.decode()
    refused = desk.post(f"{PLANS}{held.pk}/step/drop/", {"no": "9"})
    assert 'class="final-steps" open>' in refused.content.decode()


def test_a_day_that_is_none_is_asked_for_again(signed_in):
    held = approved()
    said = {"on": "31.02.2026", "place": "Ankara"}
    answer = signed_in("cmd_desk").post(f"{PLANS}{held.pk}/step/sign/", said)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert {name: typed_into(page, name) for name in said} == {"on": "", "place": "Ankara"}


def test_the_page_that_tells_a_refusal_saves_its_record_and_presses_no_step(signed_in):
    """Its address is that of the step; its form is sent to the page of the record."""
    with acting("cmd_desk") as by:
        held = begun(by)
    answer = signed_in("cmd_desk").post(f"{PLANS}{held.pk}/step/sign/", {"on": today().isoformat()})
    assert answer.status_code == 409
    form = re.search(r'<form[^>]*id="bilateralplan_form"[^>]*>', answer.content.decode(), re.DOTALL)
    assert form is not None
    assert f'action="{PLANS}{held.pk}/change/"' in form[0]


def test_a_step_asked_for_by_address_leads_to_the_record(signed_in):
    with acting("cmd_desk") as by:
        held = begun(by)
    answer = signed_in("cmd_desk").get(f"{PLANS}{held.pk}/step/draft/")
    assert (answer.status_code, answer["Location"]) == (302, f"{PLANS}{held.pk}/change/")


def plan_step() -> str:
    """Of a plan that others may read."""
    return f"{PLANS}{approved().pk}/step/sign/"


def lowering_step() -> str:
    """Of a proposal whose page not everybody has who may read it."""
    with acting("cmd_desk") as by:
        return f"/admin/access/loweringproposal/{proposal(by, *OPEN).pk}/step/decline/"


@pytest.mark.parametrize("address_of", [plan_step, lowering_step])
def test_the_trail_tells_of_a_refused_step_as_it_was_sent(signed_in, address_of):
    address = address_of()
    assert signed_in("mod_finance").post(address, {"reason": "Not mine."}).status_code == 403
    with acting("auditor"):
        told = Event.objects.filter(verb="access.refused").order_by("id").last()
    assert told is not None
    assert told.purpose == f"POST {address}"

"""A button answers for what stood on its page; what is pressed twice counts once (walls.md 2, note 0010)."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

import activities.admin  # noqa: F401 (registers)
from activities.services import activities as services
from agreements.admin.steps import STEPS
from attaches.admin.steps import SteppedAdmin
from foundation.clock import now
from foundation.site import site
from tests.activities.crossings import asked
from tests.activities.programme import days, planned
from tests.agreements.planning import executing
from tests.agreements.test_provisions import a_provision
from tests.attaches.story_ways import get, page_of, words
from tests.cast import acting

SignIn = Callable[[str], Client]
pytestmark = pytest.mark.django_db
STALE = "changed since you opened it"


def stepping() -> list[Any]:
    found = [one for one in site._registry.values() if isinstance(one, SteppedAdmin)]
    assert len(found) > 5
    return [
        pytest.param(button.call, id=f"{type(one).__name__}.{name}")
        for one in found
        for name, button in one.buttons.items()
    ]


@pytest.mark.parametrize("call", stepping())
def test_every_service_behind_a_button_is_told_the_version_that_was_seen(call: Callable[..., Any]) -> None:
    taken = inspect.signature(call).parameters
    open_ended = any(one.kind is inspect.Parameter.VAR_KEYWORD for one in taken.values())
    assert "version" in taken or open_ended


def test_so_is_every_step_of_an_agreement() -> None:
    assert all("facts" in inspect.signature(step.call).parameters for step in STEPS.values())


def test_a_stale_page_cancels_nothing(signed_in: SignIn) -> None:
    with acting("cmd_desk") as desk:
        held = planned(desk)
        seen = held.version
        fresh = services.amend(held, by=desk, at=now(), title="DEMO: another one")
    client, way = signed_in("cmd_desk"), page_of(held)
    assert f'name="seen_version" value="{fresh.version}"' in get(client, way)
    step = reverse("admin:activities_activity_step", args=[held.pk, "cancel"])
    for version in (seen, "one", "-1", "9" * 30):
        answer = client.post(step, {"reason": "Otherwise.", "seen_version": version}, follow=True)
        assert STALE in words(answer.content.decode())
    with acting("cmd_desk"):
        held.refresh_from_db()
        assert (held.state, held.version) == ("planned", fresh.version)
    done = client.post(step, {"reason": "Otherwise.", "seen_version": fresh.version}, follow=True)
    assert "Done: " in done.content.decode()


def key_of(shown: str) -> str:
    """The key the form of a page is sent with."""
    found = re.search(r'name="sent_once"\s+value="([^"]+)"', shown)
    assert found
    return found[1]


def test_a_clearance_step_pressed_twice_is_taken_once(signed_in: SignIn) -> None:
    with acting("cmd_desk") as desk:
        row = asked(desk)
    client, way = signed_in("mfa_protocol"), f"/clearances/{row.reference}/"
    page = client.get(way)
    form = next(one["form"] for one in page.context["forms"] if one["name"] == "withdraw")
    filled = {form.add_prefix(name): form[name].value() or "" for name in form.fields}
    typed = {
        **filled,
        "withdraw-reason": "Not needed.",
        "step": "withdraw",
        "sent_once": key_of(page.content.decode()),
    }
    first, second = client.post(way, typed), client.post(way, typed)
    assert (first.status_code, second.status_code, second["Location"]) == (302, 302, way)
    assert "nothing was made twice" in words(get(client, way))
    with acting("cmd_desk"):
        assert row.steps.filter(state="withdrawn").count() == 1


def test_an_event_of_a_provision_is_reported_once(signed_in: SignIn) -> None:
    with acting("cmd_desk") as desk:
        owed = a_provision(desk)
    client, way = signed_in("cmd_desk"), f"/provisions/{owed.reference}/report/"
    typed = {
        "on": str(days(-3)), "what": "Handed over", "source": "Joint statement", "status": "fulfilled",
        "decides": "on", "sent_once": key_of(get(client, way)),
    }  # fmt: skip
    answers = [client.post(way, typed) for _twice in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    with acting("cmd_desk"):
        assert owed.events.count() == 1


def test_items_of_a_plan_become_activities_once(signed_in: SignIn) -> None:
    held = executing()
    assert key_of(get(signed_in("cmd_desk"), f"/plans/{held.reference}/schedule/"))

"""The story D1 of domain.md D on the pages: the authorisation ends in sixty days; prolonged, relieved, returned.

What is entered is entered where a link on a page leads to.
"""

from collections.abc import Callable

import pytest
from django.test import Client

from activities.models import Deployment
from foundation.clock import today
from tests.activities import story_d1
from tests.activities.programme import days
from tests.attaches.story_ways import get, link, sent, words
from tests.cast import acting
from tests.workspace.test_inbox import remind

pytestmark = pytest.mark.django_db


def taken(client: Client, way: str, step: str, on: object = None) -> str:
    """A step's small form on the rotation's own page."""
    with acting("operations_desk"):
        version = Deployment.in_context.get(reference=way.split("/")[2]).version
    typed = {"step": step, f"{step}-version": version, f"{step}-on": on or today(), f"{step}-reason": ""}
    answer = client.post(way, typed, follow=True)
    assert answer.status_code == 200, words(answer.content.decode())
    return answer.content.decode()


def test_d1_prolonged_in_time_and_relieved(signed_in: Callable[[str], Client]):
    scene, desk = story_d1.scene(), signed_in("operations_desk")
    remind()
    inbox = get(desk, "/inbox/")
    assert "The authorisation of a deployment ends: prolong it, or bring them home" in words(inbox)
    listed = get(desk, "/operations/")
    assert "in 60 days" in words(listed)
    operation = link(listed, "UNMISS")
    shown = get(desk, operation)
    assert "in 60 days" in words(shown)
    assert "2/4" in words(shown)
    there = link(shown, "1 · Military observers")
    following = link(get(desk, there), "Enter the next rotation")
    too_long = {"period_0": days(0), "period_1": days(400), "on": today()}
    refused = desk.post(following, {**story_d1.typed(scene), **too_long})
    assert refused.status_code == 400
    assert "Record first the act that prolongs it." in words(refused.content.decode())
    sent(desk, link(shown, "Prolong it"), valid_0=days(-400), valid_1=days(500))
    assert "in 60 days" not in words(get(desk, "/operations/")).partition("Operations, the latest first")[2]
    sent(desk, following, **too_long)
    with acting("operations_desk"):
        coming = Deployment.in_context.get(rotation_no=2)
    way = f"/deployments/{coming.reference}/"
    taken(desk, way, "prepare")
    taken(desk, way, "deploy")
    assert "4/4" in words(get(desk, operation))
    assert "Military observers, rotation 2" in words(get(desk, there))
    taken(desk, there, "rotate")
    home = taken(desk, there, "bring-home")
    assert "Returned" in words(home)
    assert story_d1.state(scene.deployment) == "returned"
    assert story_d1.state(coming) == "deployed"
    assert "Prolong it" in get(desk, way)
    unknown = desk.post(way, {"step": "fly"})
    assert unknown.status_code == 400
    early = desk.post(way, {"step": "bring-home", "bring-home-version": 99, "bring-home-on": today()})
    assert early.status_code == 400


def test_who_may_not_write_reads_and_presses_nothing(signed_in: Callable[[str], Client]):
    scene, reader = story_d1.scene(), signed_in("mfa_desk")
    way = f"/deployments/{scene.deployment.reference}/"
    shown = words(get(reader, way))
    assert "in 60 days" in shown
    assert "They are back" not in shown
    assert "Enter the next rotation" not in shown
    typed = {"step": "bring-home", "bring-home-version": scene.deployment.version, "bring-home-on": today()}
    assert reader.post(way, typed).status_code == 400
    assert story_d1.state(scene.deployment) == "deployed"

"""The story D1 of domain.md D in data entry alone: prolonged in time, prepared, relieved, returned."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from activities.models import Deployment
from foundation.clock import today
from tests.activities import story_d1
from tests.activities.programme import days
from tests.attaches.story_ways import get, listed, page_of, pressed, refused, sent, words
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_d1_prolonged_in_time_and_relieved(signed_in: Callable[[str], Client]):
    scene, desk = story_d1.scene(), signed_in("operations_desk")
    assert "Military observers" in words(listed(desk, "deployment", "activities", q="observers"))
    add = f"{reverse('admin:activities_deployment_add')}?relieves={scene.deployment.reference}"
    long = {"period_0": days(0), "period_1": days(400), "on": today()}
    too_long = desk.post(add, {**story_d1.typed(scene), **long})
    assert too_long.status_code == 400
    assert "outside the days of the authorisation" in words(too_long.content.decode())
    assert "Nobody relieves it" in words(refused(desk, page_of(scene.deployment), "rotate"))
    sent(desk, page_of(scene.act), valid_0=days(-400), valid_1=days(500))
    sent(desk, add, **long)
    with acting("operations_desk"):
        coming = Deployment.in_context.get(rotation_no=2)
    assert coming.predecessor_id == scene.deployment.pk
    pressed(desk, page_of(coming), "prepare")
    pressed(desk, page_of(coming), "deploy")
    crowded = desk.post(add, {**story_d1.typed(scene), **long, "rotation_no": 3, "headcount": 1})
    assert "More people would stand" in words(crowded.content.decode())
    pressed(desk, page_of(scene.deployment), "rotate")
    pressed(desk, page_of(scene.deployment), "bring-home")
    assert (story_d1.state(scene.deployment), story_d1.state(coming)) == ("returned", "deployed")
    shortened = desk.post(
        page_of(scene.act),
        {"body": "Milli Majlis", "act": "Resolution DEMO-1", "act_on": days(-400), "subject": "Observers", "ceiling": 4,
         "valid_0": days(-400), "valid_1": days(100), "based_on": 2},
    )  # fmt: skip
    assert shortened.status_code == 400
    assert "would lie outside it" in words(shortened.content.decode())
    assert "Returned" in words(get(desk, page_of(scene.deployment)))

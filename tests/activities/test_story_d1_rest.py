"""The story D1 of domain.md D over REST alone: warned, prolonged, relieved, returned; and the report says so."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from foundation.clock import today
from tests.activities import story_d1
from tests.activities.programme import days
from tests.attaches.test_stories_rest import made, shown, step, told
from tests.whole_job.rest import send
from tests.workspace.test_inbox import remind

pytestmark = pytest.mark.django_db


def report(client: Client) -> dict[str, Any]:
    return shown(client, "reports/operations/")["summary"]


def test_d1_prolonged_in_time_and_relieved(api: Callable[..., Client]):
    scene, desk = story_d1.scene(), api("operations_desk")
    remind()
    assert {
        ("authorisations.expiry", scene.act.reference), ("deployments.rotation", scene.deployment.reference),
    } <= told(desk)  # fmt: skip
    ending = shown(desk, f"authorisations/?ends_by={days(61)}")["results"]
    assert [(row["reference"], row["last_on"]) for row in ending] == [(scene.act.reference, str(days(60)))]
    assert report(desk)["abroad"] == 2
    body = {
        "operation": scene.operation.reference, "authorisation": scene.act.reference, "rotation_no": 2,
        "predecessor": scene.deployment.reference, "role": "Military observers", "headcount": 2,
        "starts_on": str(today()), "last_on": str(days(400)),
    }  # fmt: skip
    early = send(desk, "post", "deployments/", body)
    assert (early.status_code, early.json()["errors"][0]["field"]) == (400, "last_on")
    act = f"authorisations/{scene.act.reference}/"
    longer = send(desk, "patch", act, {"last_on": str(days(500))}, desk.get(f"/api/v1/{act}")["ETag"])
    assert longer.json()["last_on"] == str(days(500))
    coming = f"deployments/{made(desk, 'deployments/', body)['reference']}/"
    for verb in ("prepare", "deploy"):
        step(desk, coming, verb)
    assert shown(desk, act)["most"] == 4
    there = f"deployments/{scene.deployment.reference}/"
    step(desk, there, "rotate")
    assert step(desk, there, "bring-home")["successors"] == [coming.split("/")[1]]
    assert report(desk)["abroad"] == 2
    assert report(desk)["ceiling_use"] in ({"part": 2, "whole": 4}, "2/4")

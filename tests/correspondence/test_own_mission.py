"""An office abroad keeps the register of its own mission: it reads what others write and decides nothing about it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from correspondence.models import Correspondence
from correspondence.services import refusals, register, steps
from directory.models import Institution
from foundation.clock import now
from tests.cast import acting
from tests.correspondence.scenes import as_it_stands, day, dispatched, incoming, mission, outgoing, received

pytestmark = pytest.mark.django_db
STEPS: dict[str, Callable[..., Any]] = {
    "cancel": steps.cancel, "close": steps.close, "answer": steps.answer, "receive": steps.receive,
}  # fmt: skip


def ministry() -> Institution:
    return Institution.objects.get(code="mfa")


def scene(name: str) -> Correspondence:
    """A note of another mission or of the ministry for which the state allows the step."""
    if name in {"close", "answer"}:
        return dispatched(person="mfa_protocol", sender_institution=ministry())
    with acting("mfa_protocol") as desk:
        return incoming(desk) if name == "receive" else outgoing(desk, sender_mission=mission("emb-de"))


@pytest.mark.parametrize("name", STEPS)
def test_the_attache_takes_no_step_with_a_note_of_others(name: str, api: Callable[..., Client]):
    note, reason = scene(name), {} if name == "receive" else {"reason": "test"}
    with acting("attache") as attache, pytest.raises(refusals.NotYourMissions):
        STEPS[name](note, by=attache, on=day(0), at=now(), **reason)
    client, where = api("attache"), f"/api/v1/correspondence/{note.reference}/"
    etag = client.get(where)["ETag"]
    answer = client.post(
        f"{where}{name}/", reason, content_type="application/json", headers={"If-Match": etag}
    )
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:parley:problem:not_your_missions")
    with acting("cmd_desk"):
        assert as_it_stands(note).state == note.state


def test_the_head_of_mission_sends_nothing_of_others_and_nobody_abroad_changes_it(db: None):
    note = scene("cancel")
    with acting("head_of_mission") as ambassador, pytest.raises(refusals.NotYourMissions):
        steps.dispatch(note, by=ambassador, on=day(0), at=now())
    with acting("attache") as attache:
        with pytest.raises(refusals.NotYourMissions):
            register.amend(note, by=attache, subject="Other", sender_mission=mission("emb-tr"))
        with pytest.raises(refusals.NotYourMissions):
            register.attach_file(note, by=attache, file=("scan.png", b"no picture"))


def test_a_reply_of_the_mission_leaves_the_note_of_the_ministry_with_the_ministry(db: None):
    theirs = received(-3, person="mfa_protocol")
    ours = received(
        -3, person="mfa_protocol", addressee_institution=None, addressee_mission=mission("emb-tr")
    )
    for first, state in ((theirs, "received"), (ours, "answered")):
        with acting("head_of_mission") as ambassador:
            note = outgoing(ambassador, sender_mission=mission("emb-tr"), in_reply_to=first)
            steps.dispatch(note, by=ambassador, on=day(0), at=now())
            assert as_it_stands(first).state == state


def test_the_attache_is_offered_steps_of_his_own_mission_alone(signed_in: Callable[..., Client]):
    with acting("attache") as attache:
        own = outgoing(attache, sender_mission=mission("emb-tr"))
    client = signed_in("attache")
    for note, offered in ((own, True), (scene("cancel"), False)):
        where = reverse("admin:correspondence_correspondence_change", args=[note.pk])
        page = client.get(where).content.decode()
        assert ("/step/cancel/" in page or "Cancel the draft" in page) is offered
        assert ('name="subject"' in page) is offered

"""The rows of a route's form are played through before they are saved, and nothing of it stays."""

import pytest

from approvals.models import Route
from audit.models import Event
from tests.approvals.test_case_page import text
from tests.approvals.test_keep_route import FORM
from tests.cast import acting

pytestmark = pytest.mark.django_db

ADD = "/admin/approvals/route/add/"
LOOK = {**FORM, "_look": "1"}


def test_a_new_route_is_seen_before_it_is_there(signed_in):
    client = signed_in("cmd_desk")
    assert "See who would sign what, without saving" in text(client.get(ADD))
    shown = client.post(ADD, LOOK)
    assert shown.status_code == 200
    assert "Nothing is saved yet." in text(shown)
    assert "Col. Örnək Təlimli" in text(shown)
    assert 'name="steps-0-role" value="cmd_head"' in shown.content.decode()
    assert not Route.objects.filter(code="tests").exists()
    with acting("auditor"):
        assert not Event.objects.filter(verb="routes.record").exists()
    assert "successfully" not in text(client.get("/admin/approvals/route/"))
    assert client.post(ADD, {**FORM, "_save": "1"}).status_code == 302
    assert Route.objects.filter(code="tests").exists()


def test_changed_rows_are_played_for_another_mission_and_left_as_they_were(signed_in):
    client = signed_in("cmd_desk")
    client.post(ADD, FORM)
    kept = Route.objects.get(code="tests")
    before = (kept.version, kept.steps.get().role)
    changed = {
        **LOOK, "steps-INITIAL_FORMS": "1", "steps-0-id": kept.steps.get().pk, "steps-0-route": kept.pk,
        "steps-0-role": "head_of_mission", "steps-0-at_mission": "on", "mission": "emb-ge",
    }  # fmt: skip
    shown = text(client.post(f"/admin/approvals/route/{kept.pk}/change/", changed))
    assert "Ambassador in Georgia" in shown
    assert "vacant" in shown
    kept.refresh_from_db()
    assert (kept.version, kept.steps.get().role) == before


def test_what_cannot_run_is_said_on_the_form_and_a_reader_looks_at_nothing(signed_in):
    refused = signed_in("cmd_desk").post(ADD, {**LOOK, "steps-TOTAL_FORMS": "0"})
    assert refused.status_code == 400
    assert signed_in("mfa_desk").post(ADD, LOOK).status_code in {403, 404}

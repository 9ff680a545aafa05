"""Conditions are chosen among the facts a kind of matter tells; nobody writes code, and old conditions stay valid."""

import pytest

from approvals.models import Route, RouteStep
from approvals.services.routes import amend_route, record_route
from foundation.errors import InvalidInput
from tests.approvals.stage import Proposals
from tests.approvals.test_database_rules import refused
from tests.approvals.test_keep_route import FORM, route, step
from tests.cast import acting

POSTING = {**FORM, "kind": "posting", "steps-0-phase": "proposed"}


def entered(client, **more: object) -> Route:
    answered = client.post("/admin/approvals/route/add/", {**POSTING, **more})
    assert answered.status_code == 302, answered.context["errors"]
    return Route.objects.get(code="tests")


def test_a_clerk_chooses_facts_and_their_values(signed_in):
    kept = entered(
        signed_in("cmd_desk"),
        **{
            "steps-0-only_when__post_kind": ['"attache_office"', '"nato_staff_post"'],
            "steps-0-only_when__head_of_mission": ["true"],
        },
    )
    assert kept.steps.get().only_when == {
        "post_kind": ["attache_office", "nato_staff_post"],
        "head_of_mission": [True],
    }


def test_the_form_shows_what_was_chosen_in_words(signed_in):
    client = signed_in("cmd_desk")
    kept = entered(client, **{"steps-0-only_when__head_of_mission": ["true"]})
    page = client.get(f"/admin/approvals/route/{kept.pk}/change/").content.decode()
    assert "the mission has an office of its head" in page
    assert 'value="true" checked' in " ".join(page.split()) or "checked" in page
    assert "receiving State" not in page.lower()


def test_a_route_of_no_kind_yet_offers_the_facts_of_all(signed_in):
    page = signed_in("cmd_desk").get("/admin/approvals/route/add/").content.decode()
    assert "Kind of post" in page or "kind of post" in page.lower()
    assert "(Mission paper)" in page


def test_a_condition_written_before_is_shown_and_kept(signed_in):
    client = signed_in("cmd_desk")
    kept = entered(client)
    kept.steps.update(only_when={"topic": ["delimitation"], "post_kind": ["attache_office"]})
    page = client.get(f"/admin/approvals/route/{kept.pk}/change/").content.decode()
    assert "delimitation" in page
    data = {
        **POSTING, "steps-INITIAL_FORMS": "1", "steps-0-id": kept.steps.get().pk, "steps-0-route": kept.pk,
        "steps-0-sla_days": "7", "steps-0-only_when": '{"topic": ["delimitation"]}',
        "steps-0-only_when__post_kind": ['"attache_office"'],
    }  # fmt: skip
    assert client.post(f"/admin/approvals/route/{kept.pk}/change/", data).status_code == 302
    saved = kept.steps.get()
    assert saved.sla_days == 7
    assert saved.only_when == {"topic": ["delimitation"], "post_kind": ["attache_office"]}


@pytest.mark.parametrize(
    ("condition", "words"),
    [({"topic": ["x"]}, "does not tell “topic”"), ({"post_kind": ["palace"]}, "“palace” is no value")],
)
def test_a_new_condition_on_something_never_told_is_refused(db: None, condition: dict, words: str):
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput) as refusal:
        record_route(route(kind="posting"), by=clerk, steps=[step(phase="proposed", only_when=condition)])
    assert words in refusal.value.fields["only_when"][0]


def test_what_cannot_be_read_is_said_beside_the_field(signed_in):
    answered = signed_in("cmd_desk").post(
        "/admin/approvals/route/add/", {**POSTING, "steps-0-only_when": "{oh"}
    )
    assert answered.status_code == 400
    assert "This is no condition" in answered.content.decode()


def test_editing_a_route_changes_no_running_case(proposals: Proposals):
    case = proposals.submit()
    with acting("cmd_desk") as clerk:
        before = list(case.steps.values_list("order", "role", "sla_days", "verdict", "state"))
        kept = Route.objects.get(code="proposal")
        first: RouteStep = kept.steps.get(role="cmd_head")
        first.sla_days, first.only_when = 99, {"nothing": ["ever"]}
        amend_route(kept, by=clerk, steps=[first], removed=list(kept.steps.filter(role="imcd_head")))
        assert list(case.steps.values_list("order", "role", "sla_days", "verdict", "state")) == before
        assert case.route_version == 1
        assert "does not change" in refused("UPDATE approvals_casestep SET role = 'cmd_desk'")

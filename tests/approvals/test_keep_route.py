"""Routes are kept by the Center, checked as a whole; reference data never overwrite what people changed."""

import pytest

from approvals.models import Route, RouteStep
from approvals.services.reference import load_reference
from approvals.services.routes import amend_route, record_route
from foundation.clock import today
from foundation.errors import InvalidInput, NotPermitted, RecordChanged
from tests.cast import acting


def step(**given) -> RouteStep:
    columns = {
        "order": 1, "phase": "mod_review", "verdict": "concur", "mode": "one", "role": "cmd_head", "sla_days": 5,
        "name_en": "Center", "name_az": "Mərkəz",
    }  # fmt: skip
    return RouteStep(**{**columns, **given})


def route(**given) -> Route:
    return Route(**{"code": "tests", "kind": "tests", "name_en": "Tests", "name_az": "Sınaqlar", **given})


def test_the_mission_paper_s_route_is_there_from_the_start(db: None):
    kept = Route.objects.get(code="mission-paper")
    rows = list(kept.steps.values_list("order", "role", "verdict", "sla_days", "at_mission", "co_author"))
    assert kept.is_default
    assert rows == [
        (1, "attache", "sign", 5, True, True),
        (1, "head_of_mission", "sign", 5, True, True),
        (2, "cmd_head", "concur", 5, False, False),
        (3, "imcd_head", "concur", 3, False, False),
        (4, "mfa_desk", "concur", 5, False, False),
        (5, "mfa_milpol", "concur", 10, False, False),
        (6, "mod_leadership", "approve", 5, False, False),
        (6, "mfa_leadership", "approve", 5, False, False),
        (7, "attache", "acknowledge", 5, True, False),
        (7, "head_of_mission", "acknowledge", 5, True, False),
    ]


def test_loading_again_overwrites_nothing_that_people_changed(db: None):
    kept = Route.objects.get(code="mission-paper")
    kept.steps.filter(role="imcd_head").delete()
    kept.steps.filter(role="cmd_head").update(sla_days=9)
    load_reference(on=today())
    assert kept.steps.count() == 9
    assert kept.steps.get(role="cmd_head").sla_days == 9


def test_the_center_keeps_a_route_and_its_version_grows(db: None):
    with acting("cmd_desk") as clerk:
        kept = record_route(route(), by=clerk, steps=[step(), step(order=2, role="imcd_head")])
        first = kept.steps.get(order=1)
        first.sla_days = 2
        amend_route(kept, by=clerk, steps=[first], removed=[kept.steps.get(order=2)])
    kept.refresh_from_db()
    assert kept.version == 2
    assert list(kept.steps.values_list("sla_days", "version")) == [(2, 2)]


@pytest.mark.parametrize("name", ["imcd_head", "mfa_desk", "attache", "sysadmin"])
def test_nobody_else_keeps_routes(db: None, name: str):
    with acting(name) as subject, pytest.raises(NotPermitted):
        record_route(route(), by=subject, steps=[step()])


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([], "The route has no step."),
        ([step(mode="quorum", quorum=2)], "A quorum must lie between"),
        (
            [step(), step(order=2, role="attache", verdict="sign", co_author=True, at_mission=True)],
            "come before",
        ),
    ],
)
def test_a_route_that_could_not_be_run_is_not_kept(db: None, steps: list[RouteStep], words: str):
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput, match=words):
        record_route(route(), by=clerk, steps=steps)
    assert not Route.objects.filter(code="tests").exists()


@pytest.mark.parametrize("condition", [["topic"], {"topic": "delimitation"}, "topic", 7])
def test_a_condition_that_could_not_be_read_at_submission_is_not_kept(db: None, condition: object):
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput) as refusal:
        record_route(route(), by=clerk, steps=[step(only_when=condition)])
    assert set(refusal.value.fields) == {"only_when"}


def test_naming_another_default_replaces_the_one_before(db: None):
    with acting("cmd_desk") as clerk:
        record_route(
            route(code="short", kind="strategic_document", is_default=True), by=clerk, steps=[step()]
        )
    assert list(
        Route.objects.filter(kind="strategic_document", is_default=True).values_list("code", flat=True)
    ) == ["short"]


def test_two_editors_do_not_overwrite_each_other(db: None):
    with acting("cmd_desk") as clerk:
        kept = record_route(route(), by=clerk, steps=[step()])
        stale = Route.objects.get(pk=kept.pk)
        amend_route(kept, by=clerk, steps=[])
        with pytest.raises(RecordChanged):
            amend_route(stale, by=clerk, steps=[])


FORM = {
    "code": "tests", "kind": "strategic_document", "name_en": "Tests", "name_az": "Sınaqlar", "recall_days": "1",
    "steps-TOTAL_FORMS": "1", "steps-INITIAL_FORMS": "0", "steps-MIN_NUM_FORMS": "0", "steps-MAX_NUM_FORMS": "1000",
    "steps-0-order": "1", "steps-0-name_en": "Center", "steps-0-name_az": "Mərkəz", "steps-0-phase": "mod_review",
    "steps-0-role": "cmd_head", "steps-0-verdict": "concur", "steps-0-mode": "one", "steps-0-sla_days": "5",
    "steps-0-only_when": "{}",
}  # fmt: skip


def test_a_clerk_enters_a_route_with_its_steps_in_one_form(signed_in):
    client = signed_in("cmd_desk")
    assert client.get("/admin/approvals/route/add/").status_code == 200
    answered = client.post("/admin/approvals/route/add/", FORM)
    assert answered.status_code == 302, answered.content.decode()
    kept = Route.objects.get(code="tests")
    assert kept.steps.get().role == "cmd_head"
    page = client.get(f"/admin/approvals/route/{kept.pk}/change/").content.decode()
    assert "Mərkəz" in page


def test_a_route_that_cannot_run_is_shown_again_with_what_was_typed(signed_in):
    answered = signed_in("cmd_desk").post("/admin/approvals/route/add/", {**FORM, "steps-TOTAL_FORMS": "0"})
    assert answered.status_code == 400
    assert "The route has no step." in answered.content.decode()
    assert "Sınaqlar" in answered.content.decode()


def test_a_clerk_changes_and_removes_steps(signed_in):
    client = signed_in("cmd_desk")
    kept = Route.objects.get(code="mission-paper")
    path = f"/admin/approvals/route/{kept.pk}/change/"
    form = client.get(path).context["inline_admin_formsets"][0].formset
    data = {
        "code": kept.code,
        "kind": kept.kind,
        "name_en": kept.name_en,
        "name_az": kept.name_az,
        "is_default": "on",
        "recall_days": "2",
    }
    data |= {f"steps-{name}": str(form.management_form[name].value()) for name in form.management_form.fields}
    for row in form.initial_forms:
        values = {name: row[name].value() for name in row.fields}
        data |= {row.add_prefix(n): "" if v is None else str(v) for n, v in values.items() if v is not False}
    data |= {
        "steps-TOTAL_FORMS": str(len(form.initial_forms)),
        "steps-2-sla_days": "9",
        "steps-3-DELETE": "on",
    }
    data |= {f"steps-{n}-only_when": "{}" for n in range(len(form.initial_forms))}
    answered = client.post(path, data)
    assert answered.status_code == 302, answered.context and answered.context["errors"]
    assert kept.steps.count() == 9
    assert kept.steps.get(role="cmd_head").sla_days == 9
    kept.refresh_from_db()
    assert kept.version == 2


def test_others_read_routes_and_change_nothing(signed_in):
    client = signed_in("mfa_desk")
    kept = Route.objects.get(code="mission-paper")
    assert client.get(f"/admin/approvals/route/{kept.pk}/change/").status_code == 200
    assert client.post(f"/admin/approvals/route/{kept.pk}/change/", FORM).status_code == 403
    assert client.get("/admin/approvals/route/add/").status_code == 403


def test_a_kind_of_matter_is_chosen_and_listed_in_words(signed_in):
    client = signed_in("cmd_desk")
    assert (
        '<option value="mission_paper">Mission paper</option>'
        in client.get("/admin/approvals/route/add/").content.decode()
    )
    listed = client.get("/admin/approvals/route/").content.decode()
    assert "Mission paper" in listed
    assert "mission_paper</td>" not in listed
    refused = client.post("/admin/approvals/route/add/", {**FORM, "kind": "gossip"})
    assert "Select a valid choice" in refused.content.decode()


def test_a_step_brings_a_paper_only_to_a_phase_that_papers_have(db: None):
    kept = Route.objects.get(code="mission-paper")
    wrong = kept.steps.get(order=2)
    wrong.phase = "mod_reveiw"
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput, match="mod_reveiw"):
        amend_route(kept, by=clerk, steps=[wrong])


def test_phases_are_chosen_in_words(signed_in):
    kept = Route.objects.get(code="mission-paper")
    page = signed_in("cmd_desk").get(f"/admin/approvals/route/{kept.pk}/change/").content.decode()
    assert '<option value="mfa_review" selected>Review by the Ministry of Foreign Affairs</option>' in page

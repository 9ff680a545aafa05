"""Operations, authorisations, deployments and figures over REST and in data entry."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.clock import today
from tests.activities.contingents import a_rotation, an_act, an_operation
from tests.activities.programme import days, planned
from tests.attaches.story_ways import page_of, pressed, refused, sent, words
from tests.attaches.test_stories_rest import made, shown
from tests.cast import acting
from tests.whole_job.rest import send

Api = Callable[..., Client]
pytestmark = pytest.mark.django_db
ACT = {
    "body": "Milli Majlis", "act": "Resolution DEMO-1", "act_on": str(days(-400)), "subject": "Observers",
    "ceiling": 4, "starts_on": str(days(-400)), "last_on": str(days(60)),
}  # fmt: skip
OPERATION = {
    "short_name": "UNMISS", "title": "Mission in South Sudan", "organisation": "UN", "starts_on": "2019-01-01",
    "years_only": True, "mandate": "Resolution DEMO", "mandate_from": "2019-01-01", "mandate_last_on": str(days(99)),
}  # fmt: skip


def rotation(operation: str, act: str, **facts: Any) -> dict[str, Any]:
    return {
        "operation": operation, "authorisation": act, "rotation_no": 1, "role": "Military observers", "headcount": 2,
        "starts_on": str(days(-100)), "last_on": str(days(60)), "on": str(days(-110)), **facts,
    }  # fmt: skip


def step(client: Client, where: str, verb: str, **body: Any) -> Any:
    return send(client, "post", f"{where}{verb}/", body, client.get(f"/api/v1/{where}")["ETag"])


def test_from_the_act_to_the_return(api: Api):
    desk = api("operations_desk")
    act = made(desk, "authorisations/", ACT)
    operation = made(desk, "operations/", OPERATION)
    assert (operation["starts_on"], operation["last_on"]) == ("2019-01-01", None)
    one = made(desk, "deployments/", rotation(operation["reference"], act["reference"]))
    where = f"deployments/{one['reference']}/"
    assert send(desk, "post", f"{where}prepare/", {}).status_code == 428
    assert step(desk, where, "deploy").status_code == 409
    for verb, on in (("prepare", -105), ("deploy", -100)):
        assert step(desk, where, verb, on=str(days(on))).status_code == 200
    assert step(desk, where, "rotate").json()["type"].endswith("nobody_relieves")
    over = send(desk, "post", "deployments/", rotation(operation["reference"], act["reference"], headcount=3))
    assert (over.status_code, over.json()["errors"][0]["field"]) == (400, "headcount")
    late = send(
        desk,
        "post",
        "deployments/",
        rotation(operation["reference"], act["reference"], last_on=str(days(61))),
    )
    assert (late.status_code, late.json()["errors"][0]["field"]) == (400, "last_on")
    home = step(desk, where, "bring-home")
    assert (home.json()["state"], home.json()["last_on"]) == ("returned", str(today()))
    assert [row["state"] for row in home.json()["steps"]] == [
        "authorised",
        "preparing",
        "deployed",
        "returned",
    ]
    seen = shown(desk, f"authorisations/{act['reference']}/")
    assert (seen["most"], seen["rotations"][0]["reference"]) == (2, one["reference"])
    off = made(desk, "deployments/", rotation(operation["reference"], act["reference"], rotation_no=2))
    unexplained = step(desk, f"deployments/{off['reference']}/", "call-off")
    assert unexplained.json()["errors"][0]["field"] == "reason"
    assert step(desk, f"deployments/{off['reference']}/", "call-off", reason="No need").status_code == 200


@pytest.mark.parametrize(
    ("resource", "change", "field"),
    [
        ("operations", {"organisation": "NOBODY"}, "organisation"),
        ("operations", {"last_on": "2018-01-01"}, "last_on"),
        ("operations", {"last_on": "9999-12-31"}, "last_on"),
        ("deployments", {"last_on": "9999-12-31"}, "last_on"),
        ("operations", {"mandate": ""}, "mandate"),
        ("operations", {"starts_on": "soon"}, "starts_on"),
        ("authorisations", {"ceiling": 0}, "ceiling"),
        ("authorisations", {"act_on": str(days(1))}, "act_on"),
        ("authorisations", {"starts_on": str(days(-401))}, "last_on"),
        ("deployments", {"operation": "OPN-2026-ZZZZZ"}, "operation"),
        ("deployments", {"headcount": 0}, "headcount"),
        ("deployments", {"headcount": 10**12}, "headcount"),
        ("deployments", {"rotation_no": 0}, "rotation_no"),
        ("deployments", {"on": str(days(1))}, "on"),
        ("contributions", {"year": 1890}, "year"),
        ("contributions", {"source": ""}, "source"),
        ("stated-figures", {"number": 0}, "number"),
        ("stated-figures", {"bound": "perhaps"}, "bound"),
    ],
)
def test_bad_input_is_told_beside_its_field(api: Api, resource: str, change: dict[str, Any], field: str):
    with acting("operations_desk") as by:
        operation, act = an_operation(by).reference, an_act(by).reference
    body = {
        "operations": OPERATION, "authorisations": ACT, "deployments": rotation(operation, act),
        "contributions": {"operation": operation, "year": 2019, "role": "Observers", "headcount": 2,
                          "is_estimate": False, "source": "Report", "said_on": str(today())},
        "stated-figures": {"measure": "sent_in_all", "bound": "over", "number": 3000, "source": "Paper",
                           "said_on": str(today())},
    }[resource]  # fmt: skip
    answer = send(api("operations_desk"), "post", f"{resource}/", {**body, **change})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field), answer.content
    assert send(api("operations_desk"), "post", f"{resource}/", body).status_code == 201
    assert send(api("mfa_desk"), "post", f"{resource}/", body).status_code == 403


def test_figures_are_recorded_and_withdrawn_and_never_changed(api: Api):
    desk = api("operations_desk")
    operation = made(desk, "operations/", OPERATION)["reference"]
    one = made(desk, "contributions/", {
        "operation": operation, "year": 2019, "role": "Observers", "headcount": 2, "source": "Report",
        "said_on": str(today()),
    })  # fmt: skip
    where = f"contributions/{one['reference']}/"
    etag = desk.get(f"/api/v1/{where}")["ETag"]
    assert send(desk, "patch", where, {"headcount": 3}, etag).status_code == 405
    assert step(desk, where, "withdraw").json()["errors"][0]["field"] == "reason"
    assert step(desk, where, "withdraw", reason="Misread").json()["withdrawn_on"] == str(today())
    assert shown(desk, f"contributions/?operation={operation}&withdrawn=false")["results"] == []
    assert len(shown(desk, f"operations/{operation}/")["contributions"]) == 1


def test_lists_are_narrowed_and_records_amended(api: Api):
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        row = a_rotation(by, operation, act)
        hidden = a_rotation(by, operation, act, headcount=1, caveats=("mod_only",))
    desk = api("operations_desk")
    for query in (
        f"deployments/?operation={operation.reference}&state=authorised&abroad=false&overdue=false",
        f"deployments/?authorisation={act.reference}&search=observers", "operations/?organisation=UN",
        "authorisations/?in_force=true", f"authorisations/?ends_by={days(401)}",
    ):  # fmt: skip
        assert shown(desk, query)["results"], query
    assert desk.get("/api/v1/operations/?organisation=XX").status_code == 400
    listed = shown(api("mfa_desk"), "deployments/")["results"]
    assert [one["reference"] for one in listed] == [row.reference]
    assert listed[0]["last_on"] == str(days(200))
    assert api("mfa_desk").get(f"/api/v1/deployments/{hidden.reference}/").status_code == 404
    for where, change in (
        (f"deployments/{row.reference}/", {"last_on": str(days(150)), "remark": "Shorter"}),
        (f"authorisations/{act.reference}/", {"last_on": str(days(500))}),
        (f"operations/{operation.reference}/", {"last_on": str(days(500)), "needs_verification": True}),
    ):
        etag = desk.get(f"/api/v1/{where}")["ETag"]
        changed = send(desk, "patch", where, change, etag)
        assert (changed.status_code, changed.json()["last_on"]) == (200, change["last_on"]), changed.content
        assert send(desk, "patch", where, change, etag).status_code == 412


def test_an_activity_names_its_authorisation(api: Api):
    with acting("operations_desk") as by:
        act, hidden = an_act(by), an_act(by, caveats=("mod_only",))
    with acting("cmd_desk") as by:
        activity = planned(by)
    desk, where = api("cmd_desk"), f"activities/{activity.reference}/"
    etag = desk.get(f"/api/v1/{where}")["ETag"]
    changed = send(desk, "patch", where, {"authorisation": act.reference, "with_troops": True}, etag)
    assert changed.json()["authorisation"] == act.reference, changed.content
    assert shown(api("mfa_desk"), where)["authorisation"] == act.reference
    above = send(desk, "patch", where, {"authorisation": hidden.reference}, changed["ETag"])
    assert (above.status_code, above.json()["errors"][0]["field"]) == (400, "authorisation")


def test_data_entry_enters_steps_and_withdraws(signed_in: Callable[[str], Client]):
    desk = signed_in("operations_desk")
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
    add = f"{reverse('admin:activities_deployment_add')}?operation={operation.reference}"
    typed = {
        "authorisation": act.pk, "rotation_no": 1, "headcount": 2, "role": "Observers", "period_0": days(-50),
        "period_1": days(100), "on": days(-60),
    }  # fmt: skip
    wrong = desk.post(
        add, {"operation": operation.pk, **typed, "headcount": 9, "classification": "official_use"}
    )
    assert wrong.status_code == 400
    assert "More people would stand" in words(wrong.content.decode())
    sent(desk, add, **typed)
    with acting("operations_desk"):
        from activities.models import Contribution, Deployment

        row = Deployment.in_context.get(operation=operation)
    pressed(desk, page_of(row), "prepare", on=days(-55))
    pressed(desk, page_of(row), "deploy", on=days(-50))
    assert "Nobody relieves it" in words(refused(desk, page_of(row), "rotate"))
    sent(desk, f"/admin/activities/contribution/add/?operation={operation.reference}", year=2019, headcount=2,
         role="Observers", source="Report", said_on=dt.date(2020, 1, 1))  # fmt: skip
    with acting("operations_desk"):
        count = Contribution.in_context.get(operation=operation)
    pressed(desk, page_of(count), "withdraw", reason="Misread")
    sent(desk, "/admin/activities/statedfigure/add/", measure="sent_in_all", bound="over", number=3000,
         source="Paper", said_on=today())  # fmt: skip
    sent(desk, page_of(operation), title="Mission", our_part_0=dt.date(2019, 1, 1))
    for model in ("operation", "deployment", "contribution", "statedfigure", "authorisation"):
        for way in ("", "add/"):
            assert desk.get(f"/admin/activities/{model}/{way}").status_code == 200, (model, way)
        assert signed_in("mfa_desk").get(f"/admin/activities/{model}/add/").status_code == 403

"""Who would sign what, for a mission, chosen facts and a day: seen before anything is submitted."""

import datetime as dt

import pytest

from accounts.models import Office
from approvals import registry
from approvals.models import Route
from approvals.selectors.preview import preview
from directory.models import DiplomaticMission
from foundation.clock import today
from tests.approvals.test_case_page import text
from tests.cast import acting, seated

MONDAY = dt.date(2027, 4, 5)


def played(mission: str = "emb-tr", code: str = "mission-paper", **given):
    with acting("cmd_desk") as clerk:
        return preview(
            Route.objects.get(code=code), to=clerk, mission=DiplomaticMission.objects.get(code=mission),
            **{"on": today(), **given},
        )  # fmt: skip


def test_it_names_the_offices_their_holders_and_the_last_day(db: None):
    found = played(on=MONDAY)
    assert found.missing == ()
    assert [(s.seats[0].office.code, s.seats[0].holders[0].name) for s in found.steps[:3]] == [
        ("attache-tr", "Col. Nümunə Sınaqov"),
        ("hom-tr", "H.E. Sınaq Nümunəzadə"),
        ("cmd-head", "Col. Örnək Təlimli"),
    ]
    assert [s.due_on for s in found.steps[:3]] == [
        dt.date(2027, 4, 12),
        dt.date(2027, 4, 12),
        dt.date(2027, 4, 19),
    ]
    assert found.last_on == found.steps[7].due_on < found.steps[-1].due_on  # reading it holds nothing up


def test_a_vacant_office_and_one_not_cleared_are_told(db: None):
    georgia = played("emb-ge")
    assert georgia.steps[1].seats[0].is_vacant
    assert any("Ambassador in Georgia" in words for words in georgia.missing)
    germany = played("emb-de", level="limited_official_use")
    (holder,) = germany.steps[0].seats[0].holders
    assert not holder.cleared
    assert germany.steps[0].seats[0].is_vacant


def test_a_mission_without_such_an_office_is_told(db: None):
    assert any("has no office" in words for words in played("emb-us").missing)


def test_acting_holders_are_shown_as_such_from_their_day_on(db: None):
    seated("mfa_desk", Office.objects.get(code="mfa-milpol"), since=MONDAY, kind="acting")
    before, after = played(on=MONDAY - dt.timedelta(days=3)), played(on=MONDAY)
    assert [h.name for h in before.steps[5].seats[0].holders] == ["Siyasət Maketov"]
    assert [(h.name, h.is_acting) for h in after.steps[5].seats[0].holders] == [
        ("Dr Test Nümunəli", True),
        ("Siyasət Maketov", False),
    ]


def test_facts_choose_the_steps(db: None):
    asked = played(code="posting-recall", facts={"head_of_mission": True})
    spared = played(code="posting-recall", facts={"head_of_mission": False})
    assert (asked.steps[0].asked, spared.steps[0].asked) == (True, False)


def test_it_says_who_set_the_days(db: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "_answer_days", [lambda kind, role, on: 2 if role == "cmd_head" else None])
    steps = played().steps
    assert [(s.days, s.days_from) for s in steps[1:4]] == [(5, "route"), (2, "agreement"), (3, "route")]


def test_the_page_stands_beside_the_route(signed_in):
    client = signed_in("mfa_desk")
    kept = Route.objects.get(code="posting-recall")
    path = f"/admin/approvals/route/{kept.pk}/preview/"
    assert path in client.get(f"/admin/approvals/route/{kept.pk}/change/").content.decode()
    shown = text(client.get(path, {"mission": "emb-ge", "fact_head_of_mission": "true"}))
    assert "Ambassador in Georgia" in shown
    assert "vacant" in shown
    assert client.get(path, {"on": "yesterday"}).status_code == 400
    assert client.get(path, {"mission": "emb-xx"}).status_code == 400
    assert client.get("/admin/approvals/route/999999/preview/").status_code == 404


def test_the_same_over_rest(api):
    client = api("mfa_desk")
    query = {"mission": "emb-ge", "fact_head_of_mission": "true", "on": "2027-04-05"}
    found = client.get("/api/v1/routes/posting-recall/preview/", query).json()
    assert found["on"] == "2027-04-05"
    assert found["steps"][0]["seats"][0] | {"holders": []} == {
        "office": "hom-ge", "institution": "mfa", "vacant": True, "holders": [],
    }  # fmt: skip
    assert found["missing"]
    for wrong in (
        {"fact_head_of_mission": "perhaps"},
        {"fact_topic": "x"},
        {"mission": "x"},
        {"level": "cosmic"},
    ):
        assert client.get("/api/v1/routes/posting-recall/preview/", wrong).status_code == 400
    assert client.get("/api/v1/routes/nothing/preview/").status_code == 404


BODY = {
    "code": "short", "kind": "posting", "name_en": "Short", "name_az": "Qısa", "is_default": False,
    "steps": [
        {
            "order": 1, "phase": "proposed", "name_en": "Center", "name_az": "Mərkəz", "role": "cmd_head",
            "verdict": "concur", "mode": "one", "sla_days": 3, "only_when": {"post_kind": ["attache_office"]},
        }
    ],
}  # fmt: skip


def test_routes_are_kept_over_rest_by_the_center_alone(api):
    client = api("cmd_desk")
    made = client.post("/api/v1/routes/", BODY, content_type="application/json")
    assert made.status_code == 201, made.content
    step = {**BODY["steps"][0], "order": 2, "sla_days": 9}
    changed = client.patch(
        "/api/v1/routes/short/",
        {"steps": [step]},
        content_type="application/json",
        headers={"If-Match": made["ETag"]},
    )
    assert changed.status_code == 200, changed.content
    assert [(row["order"], row["sla_days"]) for row in changed.json()["steps"]] == [(2, 9)]
    assert [row["code"] for row in client.get("/api/v1/routes/?kind=posting").json()["results"]] == [
        "posting",
        "short",
    ]
    assert (
        api("mfa_desk")
        .post("/api/v1/routes/", {**BODY, "code": "mine"}, content_type="application/json")
        .status_code
        == 403
    )

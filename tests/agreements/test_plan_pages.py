"""Annual plans over REST, on their pages, on paper and in data entry."""

import io

import docx
import openpyxl
import pytest
from django.utils import translation

from agreements.models import BilateralPlan
from agreements.selectors.plans import plan
from tests.agreements.planning import NEXT, approved, begun, executing
from tests.cast import acting

pytestmark = pytest.mark.django_db
LINE = {
    "title_en": "Visit of instructors", "kind": "unit_exchange", "quarter": 2, "people_home": 6,
    "cost": "4500.00", "currency": "AZN", "funding": "defence_budget",
}  # fmt: skip


def test_a_plan_is_begun_written_and_stepped_over_rest(api):
    desk = api("cmd_desk")
    sent = {"country": "TR", "year": NEXT, "items": [LINE]}
    answer = desk.post("/api/v1/plans/", sent, content_type="application/json")
    assert answer.status_code == 201, answer.json()
    made, at = answer.json(), f"/api/v1/plans/{answer.json()['reference']}/"
    assert (made["items"][0]["no"], made["totals"]) == (1, {"AZN": "4500.00"})
    second = {**LINE, "title_en": "Sports games", "starts_on": f"{NEXT}-05-04", "ends_on": f"{NEXT}-05-09"}
    changed = desk.patch(
        at,
        {"items": [{**LINE, "no": 1}, second]},
        content_type="application/json",
        HTTP_IF_MATCH=answer["ETag"],
    )
    assert [item["no"] for item in changed.json()["items"]] == [1, 2], changed.json()
    stale = desk.post(f"{at}draft/", {}, content_type="application/json", HTTP_IF_MATCH=answer["ETag"])
    assert stale.status_code == 412
    etag = changed["ETag"]
    for name, sent, state in (
        ("draft", {}, "draft"), ("talk", {}, "staff_talks"), ("cost", {}, "costed"), ("submit", {}, "costed"),
        ("take-back", {"reason": "An item is missing."}, "costed"),
    ):  # fmt: skip
        stepped = desk.post(f"{at}{name}/", sent, content_type="application/json", HTTP_IF_MATCH=etag)
        assert (stepped.status_code, stepped.json().get("state")) == (200, state), stepped.json()
        etag = stepped["ETag"]
    listed = desk.get("/api/v1/plans/", {"country": "TR", "year": NEXT}).json()["results"]
    assert [(row["reference"], row["items"]) for row in listed] == [(made["reference"], 2)]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"country": "AZ", "year": NEXT}, "country"),
        ({"country": "TR", "year": 1066}, "year"),
        ({"country": "TR", "year": NEXT, "items": [{**LINE, "currency": ""}]}, "items"),
        ({"country": "TR", "year": NEXT, "items": [{**LINE, "no": 9}]}, "items"),
        ({"country": "TR", "year": NEXT, "stands_as": "signed"}, "signed_on"),
    ],
)
def test_bad_input_is_told_at_its_field(api, sent, field):
    answer = api("cmd_desk").post("/api/v1/plans/", sent, content_type="application/json")
    assert answer.status_code == 400
    assert any(error["field"].startswith(field) for error in answer.json()["errors"]), answer.json()


def test_what_one_may_not_see_is_absent_over_rest_and_on_pages(api, signed_in):
    with acting("cmd_desk") as by:
        hidden = begun(by, caveats=("mod_only",)).reference
    assert api("mfa_desk").get(f"/api/v1/plans/{hidden}/").status_code == 404
    assert signed_in("mfa_desk").get(f"/plans/{hidden}/").status_code == 404
    assert signed_in("mfa_desk").get(f"/plans/{hidden}/en.pdf").status_code == 404
    assert hidden not in signed_in("mfa_desk").get("/plans/").content.decode()


def test_pages_say_where_a_plan_stands_and_papers_carry_both_sides(signed_in):
    held = executing()
    desk = signed_in("cmd_desk")
    assert held.reference in desk.get("/plans/", {"country": "TR"}).content.decode()
    assert desk.get("/plans/", {"year": "abc"}).status_code == 400
    page = desk.get(f"/plans/{held.reference}/").content.decode()
    assert "mountain rescue" in page
    with translation.override("az"):
        assert held.title == f"{NEXT} ili üçün Türkiyə ilə hərbi əməkdaşlıq planı"
    assert desk.get(f"/plans/{held.reference}/de.pdf").status_code == 404
    assert desk.get(f"/plans/{held.reference}/en.exe").status_code == 404
    assert desk.get(f"/plans/{held.reference}/az.pdf").content.startswith(b"%PDF")
    paper = docx.Document(io.BytesIO(desk.get(f"/plans/{held.reference}/en.docx").content))
    grid = next(table for table in paper.tables if len(table.columns) == 6)
    assert [cell.text for cell in grid.rows[0].cells][3:5] == ["Azerbaijan", "Türkiye"]
    assert "6 participants" in grid.rows[1].cells[3].text
    assert "10 participants" in grid.rows[1].cells[4].text
    book = openpyxl.load_workbook(io.BytesIO(desk.get(f"/plans/{held.reference}/az.xlsx").content))
    values = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "Azərbaycan" in values
    assert 4500 in values
    assert any("Dağ xilasetmə" in str(value) for value in values)


def test_the_clerk_types_a_plan_and_presses_its_steps(signed_in):
    desk = signed_in("cmd_desk")
    with acting("cmd_desk") as by:
        held = begun(by)
    url = f"/admin/agreements/bilateralplan/{held.pk}/change/"
    assert desk.get(url).status_code == 200
    assert desk.get("/admin/agreements/bilateralplan/").status_code == 200
    assert desk.get("/admin/agreements/bilateralplan/add/").status_code == 200
    pressed = desk.post(f"/admin/agreements/bilateralplan/{held.pk}/step/draft/", follow=True)
    assert pressed.status_code == 200
    with acting("cmd_desk") as by:
        assert plan(held.reference, to=by).state == "draft"
        assert BilateralPlan.objects.visible_to(by).count() == 1


def test_an_approved_plan_offers_its_signature_openly_and_what_ends_an_item_apart(signed_in):
    held = approved()
    page = signed_in("cmd_desk").get(f"/admin/agreements/bilateralplan/{held.pk}/change/").content.decode()
    openly, apart = page.split('class="final-steps"')
    assert f"/{held.pk}/step/sign/" in openly
    assert f"/{held.pk}/step/drop/" in apart

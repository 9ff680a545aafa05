"""Factors in the one view of a State: each source's latest value by the day, beside comparators only where asked."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directory.models import Comparator
from tests.directory.test_factors import KNOWN, value

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/reports/country-360/"


def asked(api: Any, **query: str) -> Any:
    answer = api("cmd_desk", scope="read").get(ADDRESS, {"country": "GE", **query})
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.fixture
def told(db: None) -> None:
    value(state="GE", value=37_000)
    value(state="GE", value=36_000, source="Another yearbook", as_of=KNOWN + dt.timedelta(days=30))
    value("military_system", "GE", text_en="professional and conscript", text_az="peşəkar və çağırışçı")
    value(state="SG", value=51_000)
    value(state="QA", value=16_500)


def test_every_source_stands_by_itself_and_nothing_is_reckoned_together(api: Any, told: None):
    found = asked(api, show="factors")
    rows = {(row["what"], row["number"], row["detail"]) for row in found["rows"]}
    assert rows == {
        ("Number of personnel", "37000", "2024 · persons"),
        ("Number of personnel", "36000", "2024 · persons"),
        ("Military system", None, "2024 · professional and conscript"),
    }
    assert found["summary"]["factors"] == 2
    assert all("Source: " in row["remark"] for row in found["rows"])


def test_a_day_of_the_past_knows_what_was_known_by_then(api: Any, told: None):
    then = asked(api, show="factors", as_of=KNOWN.isoformat())
    assert [row["number"] for row in then["rows"]] == ["37000", None]
    before = asked(api, as_of=(KNOWN - dt.timedelta(days=1)).isoformat())
    assert before["summary"]["factors"] == 0


def test_comparators_stand_beside_it_where_somebody_asks(api: Any, told: None):
    Comparator.objects.filter(country__iso2="QA").update(in_use=False)
    rows = asked(api, show="factors_beside", as_of=KNOWN.isoformat())["rows"]
    assert [(row["detail"].split(" · ")[0], row["number"]) for row in rows] == [
        ("Georgia", "37000"), ("Singapore", "51000"), ("Georgia", None),
    ]  # fmt: skip
    assert rows[1]["state"] == "small country, diplomacy called strong"
    assert "Singapore" not in str(asked(api)["rows"])


def test_it_is_one_question_more_whatever_is_told(api: Any, told: None):
    asked(api)
    with CaptureQueriesContext(connection) as queries:
        asked(api)
    assert sum('FROM "directory_factorvalue"' in query["sql"] for query in queries) <= 1


def test_all_forms_and_the_page_of_the_country(api: Any, signed_in: Any, told: None):
    reader = api("cmd_desk", scope="read")
    for form in ("csv", "xlsx", "pdf"):
        for show in ("factors", "factors_beside"):
            assert reader.get(ADDRESS, {"country": "GE", "show": show, "format": form}).status_code == 200
    assert "37000" in reader.get(ADDRESS, {"country": "GE", "format": "csv"}).content.decode()
    client = signed_in("cmd_desk")
    page = client.get("/countries/GE/").content.decode()
    assert "Factors of military diplomacy" in page
    assert "37,000" in page
    assert client.get("/reports/country-360/?country=GE&show=factors_beside").status_code == 200

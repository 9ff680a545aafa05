"""In coordination-health: on how many foreign-policy decisions was the Ministry of Defence consulted? (A7.34)"""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from access.services.labels import intern
from foundation.clock import today
from missions.models import DecisionConsultation
from missions.services import consultations
from tests.cast import acting
from tests.publishing.paper import Paper
from tests.reports.test_coordination_health import PAGE, asked, rows

pytestmark = pytest.mark.django_db
THEN = dt.date(today().year - 1, 8, 20)
AS_OF = f"{today().year - 1}-12-31"
REST = "/api/v1/reports/coordination-health/"


def decided(
    decision: str, day: dt.date, level: str = "", outcome: str = "no_advice", marked: str = "official_use"
) -> DecisionConsultation:
    told: dict[str, Any] = {"outcome": outcome if level else "not_consulted"}
    if level:
        advice = "" if outcome == "no_advice" else "Wait."
        told |= {"consulted_on": day - dt.timedelta(days=3), "level": level, "advice": advice}
    with acting("mfa_milpol") as by:
        return consultations.record(
            by=by, on=today(), label=intern(marked), decision=decision, decided_on=day, **told
        )


@pytest.fixture
def year(db: None) -> dict[str, DecisionConsultation]:
    """Two decisions of the third quarter of last year, three of the fourth; on three of them it was consulted."""
    later = dt.date(THEN.year, 11, 2)
    return {
        "vote": decided("Vote", THEN),
        "transit": decided("Transit", THEN + dt.timedelta(days=1), "department", "followed"),
        "border": decided("Border", later, "minister", "not_followed"),
        "visit": decided("Visit", later + dt.timedelta(days=1), "department"),
        "aid": decided("Aid", later + dt.timedelta(days=2)),
    }


def test_the_share_is_told_by_level_and_by_quarter(year):
    summary = asked(as_of=AS_OF).answer.summary
    found = {key: str(summary[key]) for key in ("decisions", "consulted", "followed")}
    assert found == {"decisions": "5", "consulted": "3/5", "followed": "1/2"}
    levels = [
        (row["name"], row["count"], str(row["share"])) for row in rows(as_of=AS_OF, show="decision_levels")
    ]
    assert levels == [("Heads of department", 2, "2/5"), ("Ministers", 1, "1/5"), ("not consulted", 2, "2/5")]
    quarters = [(row["name"], str(row["share"])) for row in rows(as_of=AS_OF, show="decision_quarters")]
    assert quarters == [(f"{THEN.year}, quarter 3", "1/2"), (f"{THEN.year}, quarter 4", "2/3")]
    each = rows(as_of=AS_OF, show="decisions")
    assert [row["matter"] for row in each] == ["Vote", "Transit", "Border", "Visit", "Aid"]
    assert each[1]["name"] == "Heads of department · advice followed"
    assert each[0]["references"] == [year["vote"].reference]


def test_a_day_of_last_year_tells_what_was_decided_until_then(year):
    then = f"{THEN.year}-09-30"
    assert str(asked(as_of=then).answer.summary["consulted"]) == "1/2"
    assert asked(as_of=AS_OF, period="3").answer.summary["decisions"] == 3
    assert asked(as_of=f"{THEN.year}-08-01").answer.summary["consulted"] is None


def test_what_was_taken_back_counts_on_no_day(year):
    with acting("cmd_desk") as by:
        consultations.take_back(year["aid"], by=by, on=today(), reason="Entered twice")
    assert str(asked(as_of=AS_OF).answer.summary["consulted"]) == "3/4"


def test_what_is_hidden_is_in_no_figure_and_no_export(year, signed_in: Callable[..., Client]):
    decided("Secret talks", THEN, "minister", marked="limited_official_use")
    assert str(asked("cmd_desk_2", as_of=AS_OF).answer.summary["consulted"]) == "3/5"
    reader = signed_in("cmd_desk_2")
    for kind in ("", "&format=csv"):
        shown = reader.get(f"{PAGE}?as_of={AS_OF}&show=decisions{kind}").content.decode()
        assert "Transit" in shown
        assert "Secret talks" not in shown


def test_more_decisions_ask_no_more_questions(year):
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            asked(as_of=AS_OF, show="decisions")
        return len(captured)

    first = questions()
    decided("Another", THEN, "technical")
    assert questions() == first


def test_page_rest_csv_xlsx_and_pdf_say_the_same_in_both_languages(
    year, signed_in: Callable[..., Client], api: Callable[..., Client]
):
    reader, where = signed_in("leadership_reader"), f"{PAGE}?as_of={AS_OF}&show=decision_quarters"
    page = reader.get(where).content.decode()
    assert "Consulted before decisions" in page
    assert "at which level; the outline is all decisions" in page
    assert "Working days until an answer" not in page
    assert "show=decision_quarters#rows" in page
    each = reader.get(f"{PAGE}?as_of={AS_OF}&show=decisions").content.decode()
    assert f"/admin/missions/decisionconsultation/{year['border'].reference}/change/" in each
    body = api("leadership_reader").get(f"{REST}?as_of={AS_OF}&show=decision_quarters").json()
    assert body["summary"]["consulted"] == {"part": 3, "whole": 5}
    assert [row["share"] for row in body["rows"]] == [{"part": 1, "whole": 2}, {"part": 2, "whole": 3}]
    lines = list(csv.reader(io.StringIO(reader.get(f"{where}&format=csv").content.decode("utf-8-sig"))))
    assert any(f"{THEN.year}, quarter 4" in line for line in lines)
    book = load_workbook(io.BytesIO(reader.get(f"{where}&format=xlsx").content))
    assert any(f"{THEN.year}, quarter 4" in map(str, row) for row in book.worksheets[0].values)
    paper = Paper(reader.get(f"{PAGE}?as_of={AS_OF}&format=pdf").content)
    assert "Workingdaysuntilananswer" in paper.squeezed
    assert "Consultedbeforedecisions" in paper.squeezed
    with translation.override("az"):
        assert [row["name"] for row in rows(as_of=AS_OF, show="decision_levels")][-1] == "məsləhətləşilməyib"
        assert rows(as_of=AS_OF, show="decision_quarters")[0]["name"] == f"{THEN.year}, rüb 3"


def test_without_decisions_the_share_is_empty(db: None, signed_in: Callable[..., Client]):
    assert asked().answer.summary["consulted"] is None
    assert signed_in("leadership_reader").get(f"{PAGE}?show=decision_quarters").status_code == 200

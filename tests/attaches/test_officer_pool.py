"""Officers as a pool: by language and level, course, clearance, and the obligation after a course abroad (A1.7)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from attaches.models import Officer
from attaches.services import officers, qualifications
from directory.models import Country
from tests.attaches.scenes import an_officer, day
from tests.cast import acting

LIST, REST = "/admin/attaches/officer/", "/api/v1/officers/"


def an_able(name: str, *, slp: str = "", until: int = 300, **course: Any) -> Officer:
    officer = an_officer(name)
    with acting("mod_personnel") as by:
        if slp:
            officers.record_language(
                officer, by=by, language="tr", slp=slp, tested_on=day(-30), valid_until=day(until)
            )
        if course:
            facts = {"kind": "degree", "title": "Staff college", "starts_on": day(-900), **course}
            qualifications.record_training(officer, by=by, **facts)
    return officer


@pytest.fixture
def pool(db: None) -> None:
    able = an_able("Able", slp="3332+", completed_on=day(-600), country=turkey(), obliged_until=day(90))
    an_able("Lower", slp="2222", completed_on=day(-600), country=turkey(), obliged_until=day(-1))
    an_able("Lapsed", slp="4444", until=-1, completed_on=day(-600), valid_until=day(-1))
    wrong = an_able("Wrong", slp="5555")
    with acting("mod_personnel") as by:
        qualifications.record_clearance(able, by=by, granted_on=day(-9), valid_until=day(9))
        officers.record_language(
            able, by=by, language="en", slp="1111", tested_on=day(-9), valid_until=day(900)
        )
        qualifications.withdraw_language(wrong.languages.get(), by=by, on=day(0), reason="of a namesake")


def turkey() -> Country:
    return Country.objects.get(iso2="TR")


ASKED = [
    ({"language": "tr"}, {"Able", "Lower"}),
    ({"language": "tr", "level": "2"}, {"Able", "Lower"}),
    ({"language": "tr", "level": "2+"}, {"Able"}),
    ({"language": "tr", "level": "3"}, set()),
    ({"language": "en", "level": "2"}, set()),
    ({"level": "1"}, {"Able", "Lower"}),
    ({"course": "degree"}, {"Able", "Lower"}),
    ({"obligation": "running"}, {"Able"}),
    ({"obligation": "over"}, {"Lower"}),
]


@pytest.mark.usefixtures("pool")
def test_over_rest(api: Callable[..., Client]):
    client = api("cmd_desk")
    more = [
        ({"language": "tr", "level": "3332"}, {"Able"}),
        ({"language": "TR", "level": "3333"}, set()),
        ({"cleared": "true"}, {"Able"}),
        ({"cleared": "false"}, {"Lower", "Lapsed", "Wrong"}),
        ({"language": "tr", "cleared": "false"}, {"Lower"}),
    ]
    for query, expected in [*ASKED, *more]:
        rows = client.get(REST, query).json()["results"]
        assert {row["full_name"] for row in rows} == expected, query
    refused = client.get(REST, {"level": "6"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "level")
    assert client.get(REST, {"course": "dancing"}).status_code == 400


@pytest.mark.usefixtures("pool")
def test_in_data_entry(signed_in: Callable[[str], Client]):
    client = signed_in("cmd_desk")
    more = [({"cleared": "yes"}, {"Able"}), ({"cleared": "no"}, {"Lower", "Lapsed", "Wrong"})]
    for query, expected in [*ASKED, *more]:
        shown = client.get(LIST, query).context["cl"].result_list
        assert {row.full_name for row in shown} == expected, query
    page = client.get(LIST).content.decode()
    assert "Turkish" in page
    assert "2+ or higher" in page

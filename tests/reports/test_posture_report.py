"""Posture as a report: where we are represented, by status and kind, and what stands behind each figure."""

from typing import Any

import pytest

from attaches.services import accreditations, postings, posts
from directory.models import Country
from foundation.clock import now
from reports.registry import Answer, catalogue
from reports.selectors.answers import ask
from tests.attaches.scenes import a_post, a_posting, day
from tests.cast import acting
from tests.missions.guidance import AIMS, in_effect, recorded

REPORT = catalogue()["posture"]


def answer(**parameters: str) -> Answer:
    with acting("leadership_reader") as reader:
        return ask(REPORT, parameters, to=reader, today=day(0)).answer


def codes(**parameters: str) -> set[str]:
    return {row["post"] for row in answer(**parameters).rows}


@pytest.fixture
def represented(db: None) -> None:
    """A post held with a side accreditation, others vacant, planned and suspended; two of NATO, one of the UN."""
    held = a_posting("in_post", post=a_post("t-held"), end=900)
    with acting("cmd_desk") as clerk:
        accreditations.plan(held, by=clerk, on=day(-50), country=Country.objects.get(iso2="AT"))
    a_post("t-vacant", mission="emb-de")
    a_post("t-planned", reaches="planned")
    suspended = a_post("t-suspended")
    with acting("cmd_desk") as clerk:
        posts.advance(suspended, "suspended", by=clerk, on=day(-10), at=now(), reason="x")
    staff: dict[str, Any] = {"kind": "nato_staff_post", "title": "staff_officer", "staff_level": "tactical"}
    nato = a_post("t-nato", **staff)
    a_posting("ended", post=nato, first=-900, end=-300)
    a_posting("in_post", post=nato, first=-250, end=900)
    a_posting("ended", post=a_post("t-nato-2", **staff), first=-900, end=-300)
    a_posting("in_post", post=a_post("t-un", kind="un_mission", title="military_observer"), end=100)


def test_posts_by_status_and_staff_posts_now_and_so_far(represented: None):
    summary = answer().summary
    states = {key.removeprefix("state_"): n for key, n in summary.items() if key.startswith("state_") and n}
    assert states == {"planned": 1, "established": 5, "suspended": 1}
    assert (summary["posts"], str(summary["operating"]), summary["vacant"]) == (7, "3/5", 2)
    assert (summary["nato_now"], summary["nato_ever"]) == (1, 3)
    assert (summary["un_now"], summary["un_ever"]) == (1, 1)
    assert summary["side_accreditations"] == 1


def test_each_figure_leads_to_its_rows(represented: None):
    summary = answer().summary
    assert set(REPORT.doors) == set(summary)
    counting_posts = set(summary) - {"operating", "gap_days", "side_accreditations", "nato_ever", "un_ever"}
    for key in counting_posts:
        assert len(codes(**{k: v for k, v in REPORT.doors[key].items() if v})) == summary[key], key
    assert codes(show="operating") == {"t-held", "t-nato", "t-un"}
    assert codes(show="side") == {"t-held"}
    assert codes(show="nato_ever") == {"t-nato", "t-nato-2"}
    assert codes(show="gap") == {"t-vacant", "t-nato-2", "t-un"}


def test_narrowed_by_country_state_and_kind(represented: None):
    assert codes(country="DE") == {"t-vacant"}
    assert codes(state="suspended") == {"t-suspended"}
    assert codes(kind="un_mission") == {"t-un"}


def test_narrowed_by_the_tier_of_the_country(represented: None, api: Any):
    priorities = [
        {
            "country": Country.objects.get(iso2=code),
            "political": rank,
            "geographic": rank,
            "rationale": "Said",
        }
        for code, rank in (("DE", 5), ("TR", 1))
    ]
    in_effect(recorded(objectives=AIMS, priorities=priorities), since=-300)
    assert codes(tier="1") == {"t-vacant"}
    assert codes(tier="4") == {"t-held", "t-planned", "t-suspended", "t-nato", "t-nato-2", "t-un"}
    assert codes(tier="none") == codes(tier="2") == set()
    assert answer(tier="1").summary["posts"] == 1
    a_post(
        "t-osce", mission="nmr-osce", kind="national_military_representation", title="military_representative"
    )
    assert codes(tier="none") == {"t-osce"}
    asked = api("leadership_reader", scope="read").get("/api/v1/reports/posture/", {"tier": "7"})
    assert asked.status_code == 400


def test_a_holder_suspended_with_the_relations_is_counted_apart(represented: None):
    posting = a_posting("in_post", post=a_post("t-broken"), end=900)
    with acting("cmd_desk") as clerk:
        postings.advance(
            posting, "suspended", by=clerk, on=day(-5), at=now(), reason="relations are suspended"
        )
    found = answer()
    assert (str(found.summary["operating"]), found.summary["vacant"], found.summary["suspended"]) == (
        "3/6",
        2,
        1,
    )
    assert codes(show="suspended") == {"t-broken"}
    row = next(row for row in found.rows if row["post"] == "t-broken")
    assert row["incumbent"].endswith(", suspended with the relations")
    assert row["gap_days"] == 365


def test_a_row_says_level_side_accreditation_and_tenures(represented: None):
    rows = {row["post"]: row for row in answer().rows}
    assert (rows["t-nato"]["level"], rows["t-nato"]["served"]) == ("Tactical", 2)
    assert rows["t-held"]["side"] == "Austria (Planned)"


def test_the_page_leads_from_post_to_posting(represented: None, signed_in):
    page = (
        signed_in("leadership_reader")
        .get("/reports/posture/?kind=nato_staff_post&show=nato_now")
        .content.decode()
    )
    posting = next(row["posting"] for row in answer(show="nato_now").rows)
    assert f"/admin/attaches/posting/?q={posting}" in page
    assert "/admin/attaches/post/?q=t-nato" in page
    assert "?kind=nato_staff_post&amp;show=vacant#rows" in page


def test_nothing_chosen_of_no_post_divides_by_nothing(db: None):
    assert str(answer().summary["operating"]) == "0/0"

"""Languages and training: counted by hand against a small scene, as of any day."""

import pytest

from attaches.services import officers, posts, qualifications
from directory.models import Country
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.cast import acting


def a_result(officer, slp: str, *, language: str = "tr", on: int = -100, until: int = 300) -> None:
    with acting("ndu_language") as by:
        officers.record_language(
            officer, by=by, language=language, slp=slp, tested_on=day(on), valid_until=day(until)
        )


def course(officer, **facts) -> None:
    with acting("mod_personnel") as by:
        given = {"kind": "attache_course", "title": "Attaché course", "starts_on": day(-200), **facts}
        qualifications.record_training(officer, by=by, **given)


@pytest.fixture
def pool(db: None) -> None:
    """Two who speak Turkish, one of them in a post that asks for more; a vacant post; courses."""
    holder, other = an_officer(), an_officer()
    a_result(holder, "3332")
    a_result(other, "2222", on=-400)
    a_result(other, "3333", until=500)  # newer, and counts instead
    a_result(an_officer(), "4444", until=-1)  # lapsed
    post = a_post("t-asks", language="tr", required_slp="3332")
    a_posting("in_post", post=post, officer=holder, first=-90)
    with acting("cmd_desk") as by:
        posts.amend(post, by=by, on=day(0), required_slp="3333")
    a_post("t-vacant", language="tr", required_slp="2222")
    course(holder, completed_on=day(-150))
    course(other)
    course(other, kind="degree", title="Staff college", country=Country.objects.get(iso2="TR"),
           completed_on=day(-100), obliged_until=day(700))  # fmt: skip


def asked(api, **query) -> dict:
    return api("leadership_reader", scope="read").get("/api/v1/reports/languages-training/", query).json()


@pytest.mark.usefixtures("pool")
def test_who_speaks_what_and_which_posts_ask_for_more(api):
    answer = asked(api)
    rows = {(row["what"], row["name"].split(" · ")[0]): row for row in answer["rows"]}
    assert rows["language", "tr"]["officers"] == 2
    assert rows["language", "tr"]["professional"] == {"part": 1, "whole": 2}
    assert (rows["post", "t-asks"]["held"], rows["post", "t-asks"]["meets"]) == ("3332", "no")
    assert rows["post", "t-vacant"]["meets"] == "vacant"
    assert rows["course", "attache_course"]["officers"] == 1
    summary = answer["summary"]
    assert summary["meeting"] == {"part": 0, "whole": 1}
    assert (summary["tested"], summary["completed"], summary["under_way"], summary["obliged"]) == (2, 2, 1, 1)


@pytest.mark.usefixtures("pool")
def test_last_years_day_gives_last_years_picture(api):
    answer = asked(api, as_of=day(-300).isoformat())
    assert answer["summary"]["tested"] == 1  # of the results, only the old one had been tested
    assert asked(api, language="de").get("status") == 400


def test_an_empty_pool_has_no_shares(api, db: None):
    summary = asked(api)["summary"]
    assert summary["meeting"] in (None, {"part": 0, "whole": 0})
    assert summary["tested"] == 0

"""The inbox of approvals: for me, for my office, what I sent and where it hangs; the latest on top (pages.md)."""

import datetime as dt
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from approvals.selectors.inbox import InboxFilter, case_inbox
from approvals.services.decisions import decide
from foundation.clock import now, today
from missions.services import papers, submissions
from tests.cast import acting
from tests.missions.scene import AT_POST, case_of, decided, drafted, returned, submitted

pytestmark = pytest.mark.django_db


def stacks(name, **wanted):
    with acting(name) as by:
        found = case_inbox(to=by, on=today(), wanted=InboxFilter(**wanted))
        return [[line.title for line in stack] for stack in (found.mine, found.office, found.sent)]


def sent(code="tr", *, days_ago=0, **changes):
    """A paper submitted some days ago by the attaché at an embassy."""
    name = "attache" if code == "tr" else f"attache_{code}"
    paper = drafted(name, code, **changes)
    with acting(name) as by:
        submissions.submit(paper, by=by, at=now(), on=today() - dt.timedelta(days=days_ago))
    return paper


def text(response):
    return " ".join(unescape(strip_tags(response.content.decode())).split())


def test_what_is_sent_waits_for_those_who_are_asked_and_hangs_for_the_sender():
    sent()
    assert stacks("head_of_mission") == [["Mission paper TR"], [], []]
    assert stacks("attache") == [["Mission paper TR"], [], ["Mission paper TR"]]
    assert stacks("cmd_head") == [[], [], []]
    assert stacks("sysadmin") == [[], [], []]


def test_it_hangs_with_every_office_that_is_asked_and_stands_once():
    paper = sent()
    with acting("attache") as by:
        (line,) = case_inbox(to=by, on=today()).sent
    assert line.offices == ("Defence attaché in Türkiye", "Ambassador in Türkiye")
    decided(paper, *AT_POST)
    with acting("attache") as by:
        (line,) = case_inbox(to=by, on=today()).sent
    assert line.offices == ("Head of the Center for Military Diplomacy",)
    assert line.age.words == "asked today, 5 working days to answer"


def test_a_drafter_sees_that_a_colleague_has_to_answer(signed_in):
    paper = drafted()
    with acting("mfa_desk") as by:
        papers.edit(paper, by=by, version=paper.version, at=now(), national_interests="Ours.")
    submitted(paper)
    decided(paper, *AT_POST, "cmd_head", "imcd_head")
    assert stacks("mfa_desk") == [[], ["Mission paper TR"], []]
    assert stacks("mfa_desk_2") == [["Mission paper TR"], [], []]
    words = text(signed_in("mfa_desk").get("/inbox/"))
    assert "Waits for my office 1" in words
    assert "a colleague has to answer" in words


def test_a_returned_paper_hangs_with_the_sender_until_it_is_sent_again(signed_in):
    paper = returned()
    with acting("attache") as by:
        (line,) = case_inbox(to=by, on=today()).sent
        assert line.came_back
    assert "Came back to you" in text(signed_in("attache").get("/inbox/"))
    with acting("attache") as by:
        held = papers.redraft(paper, by=by, at=now(), on=today())
        papers.edit(held, by=by, version=held.version, at=now(), risks="Another text.")
    submitted(paper)
    with acting("attache") as by:
        (line,) = case_inbox(to=by, on=today()).sent
        assert not line.came_back


def test_the_latest_stands_on_top_and_says_by_how_much(signed_in):
    sent(title="On time")
    sent(title="Very late", days_ago=30)
    sent(title="Late", days_ago=14)
    assert stacks("head_of_mission")[0] == ["Very late", "Late", "On time"]
    assert stacks("head_of_mission", late=True)[0] == ["Very late", "Late"]
    page = signed_in("head_of_mission").get("/inbox/")
    with acting("head_of_mission") as by:
        ages = [line.age for line in case_inbox(to=by, on=today()).mine]
    assert all(age.words in text(page) for age in ages)
    assert page.content.decode().count("age-bar") == 3


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"mission": "emb-tr"}, 1),
        ({"mission": "emb-de"}, 1),
        ({"kind": "posting"}, 0),
        ({"kind": "mission_paper"}, 2),
    ],
)
def test_filters_narrow_all_three_stacks(wanted, count):
    for code, name in (("tr", "attache"), ("de", "attache_de")):
        sent(code)
        paper_by = {"tr": AT_POST, "de": ("attache_de", "head_of_mission_de")}[code]
        with acting(name) as by:
            found = case_inbox(to=by, on=today(), wanted=InboxFilter(**wanted))
            assert len(found.sent) == (
                0
                if wanted.get("kind") == "posting"
                else wanted.get("mission", f"emb-{code}") == f"emb-{code}"
            )
        for person in paper_by:
            with acting(person) as by:
                from missions.selectors.papers import papers as all_papers

                case = case_of(all_papers(to=by).filter(mission__code=f"emb-{code}").first(), by)
                decide(case, by=by, verdict="sign", content_hash=case.content_hash, at=now(), on=today())
    assert len(stacks("cmd_head", **wanted)[0]) == count


def test_the_page_filters_and_an_empty_answer_says_what_to_do(signed_in):
    sent()
    client = signed_in("head_of_mission")
    assert "Nothing of that kind waits" in text(client.get("/inbox/", {"late": "on"}))
    assert "Mission paper TR" in text(client.get("/inbox/", {"mission": "emb-tr", "kind": "mission_paper"}))
    assert client.get("/inbox/", {"mission": "emb-xx"}).status_code == 400
    assert client.get("/inbox/", {"kind": "\x00"}).status_code == 400


def test_hidden_cases_are_nowhere_in_it(signed_in):
    sent(level="limited_official_use")
    page = signed_in("mfa_desk_2").get("/inbox/").content.decode()
    assert "Mission paper TR" not in page
    assert "emb-tr" not in page


def test_the_header_counts_decisions_and_reminders_together(signed_in):
    client = signed_in("head_of_mission")
    before = client.get("/").context["inbox_count"]
    sent()
    assert client.get("/").context["inbox_count"] == before + 1


def test_a_longer_inbox_of_cases_asks_no_more_questions(signed_in):
    sent(title="One")
    client, counts = signed_in("head_of_mission"), []
    client.get("/inbox/")
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/inbox/").content.decode()
        counts.append((page.count("data-row"), len(asked)))
        sent(title="Two", days_ago=12)
        sent(title="Three")
    assert counts[0][0] + 2 == counts[1][0]
    assert counts[0][1] == counts[1][1]

"""What helps a reader decide: days that pass, other versions to compare with, what happened in the meantime."""

import datetime as dt

import pytest
from django.utils import translation

from approvals.selectors.ageing import Ageing, passed
from approvals.selectors.changes import since_last_agreed
from approvals.selectors.sheet import track
from foundation.clock import today
from foundation.workdays import WorkCalendar
from tests.approvals.stage import SECOND, Proposals, agree, answer
from tests.approvals.test_case_page import post, text
from tests.cast import acting

pytestmark = pytest.mark.usefixtures("db")
THIRD = {**SECOND, "summary": "The attaché keeps contact with everybody and reports every month."}
RETURN = {"reason_code": "wording", "comment": "Say which forces."}


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (Ageing(0, 5), "asked today, 5 working days to answer"),
        (Ageing(3, 5), "working day 3 of 5"),
        (Ageing(5, 5), "the last working day to answer"),
        (Ageing(7, 5, 2), "2 working days late"),
        (Ageing(6, 5, 1), "1 working day late"),
        (Ageing(4, None), "has waited 4 working days"),
        (Ageing(2, 5, over=True), "took 2 of 5 working days"),
        (Ageing(0, 5, over=True), "answered on the same working day"),
    ],
)
def test_ageing_is_said_in_words(age: Ageing, words: str):
    with translation.override("en"):
        assert age.words == words


def test_the_bar_shows_what_is_late_behind_the_last_day():
    late = Ageing(10, 5, 5)
    assert (late.width, late.mark, late.over_width) == (100, 50, 50)
    assert (Ageing(2, 5).width, Ageing(2, 5).mark, Ageing(2, None).drawn) == (40, None, False)


def test_weekends_and_holidays_do_not_pass():
    friday = dt.date(2026, 11, 6)
    assert passed(friday, dt.date(2026, 11, 10), WorkCalendar()) == 2
    assert (
        passed(friday, dt.date(2026, 11, 10), WorkCalendar(holidays=frozenset({dt.date(2026, 11, 9)}))) == 1
    )
    assert passed(friday, friday - dt.timedelta(3), WorkCalendar()) == 0


def test_the_line_says_who_is_late_and_by_how_many_days(proposals: Proposals, signed_in):
    case = proposals.submit(on=today() - dt.timedelta(days=21))
    with acting("cmd_head") as head:
        steps = track(case, to=head, on=today())
    assert [step.state for step in steps[:3]] == ["late", "late", "waiting"]
    assert steps[0].age is not None
    assert steps[2].age is None
    words = text(signed_in("attache").get(f"/cases/{case.reference}/"))
    assert words.index(steps[0].age.words) < words.index("Who has agreed")
    assert (
        words.count(f"{steps[0].age.late} working days late") == 3
    )  # what is asked, and both steps of the line


def test_it_compares_with_what_the_office_last_agreed_to_and_offers_the_other_versions(
    proposals: Proposals, signed_in
):
    first = proposals.submit()
    agree(first, until="mfa_milpol")
    answer("mfa_milpol", first, "return", **RETURN)
    second = proposals.submit(SECOND, version=2)
    agree(second, until="mfa_desk")
    answer("mfa_desk", second, "return", **RETURN)
    third = proposals.submit(THIRD, version=3)
    with acting("mfa_desk_2") as colleague:
        found = since_last_agreed(third, to=colleague)
        assert (found.since.version_no, found.since.agreed, found.since.mine) == (1, True, False)
        assert [(other.version_no, other.verdict) for other in found.others] == [(2, "Returned")]
        assert since_last_agreed(third, to=colleague, since=2).since.version_no == 2
    client = signed_in("mfa_desk")
    words = text(client.get(f"/cases/{third.reference}/"))
    assert "What changed since you last agreed (version 1)" in words
    assert "Compare with version 2 instead" in words
    assert "Objectives reads otherwise now" in words
    assert "Summary reads otherwise now" in words
    assert "since you last answered (version 2)" in text(client.get(f"/cases/{third.reference}/?since=2"))


@pytest.mark.parametrize("since", ["x", "-1", "²", "9" * 5000, "77", ""])
def test_a_version_nobody_answered_is_no_error(proposals: Proposals, signed_in, since: str):
    case = proposals.submit()
    assert signed_in("attache").get(f"/cases/{case.reference}/", {"since": since}).status_code == 200


def test_a_lost_race_tells_who_was_quicker(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    client = signed_in("mfa_desk")
    assert 'name="given" value="4"' in client.get(f"/cases/{case.reference}/").content.decode()
    answer("mfa_desk_2", case, "concur")
    answered = post(client, case, "concur", comment="A remark of mine.", given="4")
    assert answered.status_code == 409
    words = text(answered)
    assert "What happened since you opened it: Concurred: Yoxlama Təlimli, Territorial desk" in words
    assert "A remark of mine." in answered.content.decode()


def test_a_stale_page_tells_who_sent_it_back_and_why(proposals: Proposals, signed_in):
    first = proposals.submit()
    client = signed_in("head_of_mission")
    client.get(f"/cases/{first.reference}/")
    answer("attache", first, "return", **RETURN)
    proposals.submit(SECOND, version=2)
    answered = post(client, first, "sign", comment="Agreed in Ankara.", given="0")
    assert answered.status_code == 412
    words = text(answered)
    assert "What happened since you opened it: Returned (Wording): Col. Nümunə Sınaqov" in words
    assert words.index("Say which forces.") < words.index("What is different from what you read")


@pytest.mark.parametrize("given", ["x", "-1", "99999999999999999999"])
def test_a_number_that_is_none_is_told(proposals: Proposals, signed_in, given: str):
    case = proposals.submit()
    assert post(signed_in("attache"), case, "sign", given=given).status_code == 400

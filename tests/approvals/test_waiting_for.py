"""What waits for me: my office's open seat, and only when I myself may decide."""

import datetime as dt

import pytest

from approvals.selectors.cases import available_decisions, titles, waiting_for, why_not
from foundation.clock import today
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.cast import acting, seated


def waiting(name: str) -> list[str]:
    with acting(name) as subject:
        return [line.reference for line in waiting_for(to=subject)]


def words(name: str, case) -> list[str]:
    with acting(name) as subject:
        return [verdict for found in available_decisions(case, to=subject) for verdict in found.verdicts]


def test_it_waits_for_whoever_is_next_and_for_nobody_else(proposals: Proposals):
    case = proposals.submit()
    assert waiting("attache") == waiting("head_of_mission") == [case.reference]
    assert waiting("cmd_head") == waiting("cmd_desk") == []
    agree(case, until="cmd_head")
    assert waiting("attache") == []
    assert waiting("cmd_head") == [case.reference]


def test_what_is_asked_is_said_with_the_title_and_the_day(proposals: Proposals):
    case = proposals.submit()
    with acting("attache") as subject:
        (line,) = waiting_for(to=subject)
        assert (line.title, str(line.asked), line.due_on) == (
            "Paper for Türkiye",
            "Sign",
            case.steps.first().due_on,
        )
        assert (line.label_id, line.kind) == (case.label_id, "Proposal")


def test_a_drafter_is_not_asked_but_the_colleague_is(proposals: Proposals):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    assert waiting("mfa_desk") == []
    assert waiting("mfa_desk_2") == [case.reference]


def test_the_nearest_day_comes_first(proposals: Proposals):
    later = proposals.submit()
    sooner = proposals.submit(reference="PRP-2026-BBBBB", on=today() - dt.timedelta(days=20))
    assert waiting("attache") == [sooner.reference, later.reference]


@pytest.mark.parametrize(
    ("name", "until", "expected"),
    [
        ("attache", "attache", ["sign", "return", "reject"]),
        ("cmd_head", "cmd_head", ["concur", "return", "reject"]),
        ("cmd_head", "attache", []),
        ("mod_leadership", "mod_leadership", ["approve", "return", "reject"]),
        ("cmd_desk", "cmd_head", []),
    ],
)
def test_the_words_one_may_answer_are_the_step_s_own(
    proposals: Proposals, name: str, until: str, expected: list[str]
):
    case = proposals.submit()
    agree(case, until=until)
    assert words(name, case) == expected


def test_a_reading_key_may_answer_nothing(proposals: Proposals):
    case = proposals.submit()
    with acting("attache") as subject:
        reader = type(subject)(**{**subject.__dict__, "scope": "read"})
        assert available_decisions(case, to=reader) == ()


@pytest.mark.parametrize(
    ("name", "until", "rule"),
    [
        ("mfa_desk", "mfa_desk", "author_may_not_decide"),
        ("mfa_desk", "attache", "step_not_open"),
        ("cmd_head", "imcd_head", "seat_has_decided"),
        ("mfa_desk_2", "mfa_desk", None),
        ("cmd_desk", "cmd_head", None),
    ],
)
def test_why_not_is_said(proposals: Proposals, name: str, until: str, rule: str | None):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until=until)
    with acting(name) as subject:
        assert why_not(case, to=subject) == rule


def test_titles_are_asked_once_for_a_whole_list(proposals: Proposals):
    first, second = proposals.submit(), proposals.submit(reference="PRP-2026-BBBBB")
    with acting("cmd_head") as subject:
        assert titles([first, second], to=subject) == {
            "PRP-2026-AAAAA": "Paper for Türkiye",
            "PRP-2026-BBBBB": "Paper for Türkiye",
        }


def test_a_holder_who_left_is_replaced_by_whoever_holds_the_office(proposals: Proposals):
    from accounts.models import Appointment
    from tests.approvals.stage import user

    case = proposals.submit()
    agree(case, until="imcd_head")
    held = Appointment.objects.get(user=user("imcd_head"))
    held.delete()
    seated("mod_legal", held.office)
    with acting("mod_legal", office="imcd-head") as successor:
        assert [line.reference for line in waiting_for(to=successor)] == [case.reference]
    assert answer("mod_legal", case, "concur", office="imcd-head")
    assert seen(case).phase == "mfa_review"

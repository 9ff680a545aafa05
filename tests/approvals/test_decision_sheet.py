"""The decision sheet and the track say who has agreed, in which office, on whose behalf, and who is late."""

import datetime as dt

from accounts.models import Appointment
from approvals.selectors.cases import decision_sheet, track
from foundation.clock import today
from tests.approvals.stage import Proposals, agree, answer, user
from tests.cast import acting

APRIL = dt.date(2027, 4, 5)


def steps(case, on: dt.date | None = None) -> list[tuple]:
    with acting("cmd_head") as subject:
        return [(s.label, s.who, s.state, s.word) for s in track(case, to=subject, on=on)]


def test_the_sheet_has_every_decision_in_the_order_of_the_route(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_desk")
    answer("mfa_desk", case, "return", reason_code="wording", comment="Say which forces.")
    with acting("cmd_head") as subject:
        rows = decision_sheet(case, to=subject)
    assert [(r.person, str(r.verdict.label)) for r in rows] == [
        ("Col. Nümunə Sınaqov", "Sign"),
        ("H.E. Sınaq Nümunəzadə", "Sign"),
        ("Col. Örnək Təlimli", "Concur"),
        ("Maj Gen Təlim Sınaqov", "Concur"),
        ("Dr Test Nümunəli", "Return"),
    ]
    last = rows[-1]
    assert (str(last.reason), last.comment, last.content_hash) == (
        "Wording",
        "Say which forces.",
        case.content_hash,
    )
    assert last.refuses


def test_an_acting_holder_is_shown_as_such_with_whom_he_stands_for(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="cmd_head")
    Appointment.objects.filter(user=user("cmd_head")).update(kind="acting", on_behalf_of=user("imcd_head"))
    answer("cmd_head", case, "concur")
    with acting("cmd_head") as subject:
        row = decision_sheet(case, to=subject)[-1]
    assert (row.acting, row.on_behalf_of) == (True, "Maj Gen Təlim Sınaqov")
    assert steps(case)[2] == (
        "Center for Military Diplomacy",
        "Col. Örnək Təlimli (on behalf of Maj Gen Təlim Sınaqov)",
        "done",
        "Concurred",
    )


def test_the_track_says_who_has_agreed_and_where_it_stands(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="cmd_head")
    shown = steps(case, today())
    assert shown[1] == ("Signature of the head of mission", "H.E. Sınaq Nümunəzadə", "done", "Signed")
    assert shown[2] == (
        "Center for Military Diplomacy", "Head of the Center for Military Diplomacy", "current", "Asked to answer by",
    )  # fmt: skip
    assert shown[3][2:] == ("waiting", "Waiting for earlier steps")


def test_who_is_late_is_late_in_word_and_state(proposals: Proposals):
    case = proposals.submit(on=APRIL)
    assert steps(case, dt.date(2027, 4, 12))[0][2] == "current"
    assert steps(case, dt.date(2027, 4, 13))[0][2:] == ("late", "Late, asked to answer by")


def test_a_returned_step_and_those_not_needed_any_more_say_so(proposals: Proposals):
    case = proposals.submit()
    answer("attache", case, "sign")
    answer("head_of_mission", case, "return", reason_code="other", comment="Later.")
    shown = steps(case)
    assert [s[2:] for s in shown[:3]] == [
        ("done", "Signed"),
        ("returned", "Returned"),
        ("waiting", "Not needed"),
    ]

"""What keeps a case standing stands on its page: vacancy, stand-ins, escalations, what the health check finds (C9)."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Appointment
from approvals.deadlines import StepDue
from approvals.selectors.route_health import findings
from approvals.selectors.standstill import NOTHING, standstill
from foundation.clock import today
from reminders import dispatcher
from reminders import registry as reminders
from tests.approvals.stage import Proposals, agree, answer, seen
from tests.approvals.test_deadlines import planned
from tests.approvals.test_delegation import delegated
from tests.cast import acting


def of(case, name="cmd_head"):
    with acting(name) as by:
        return standstill(case, to=by, on=today())


def page(signed_in, case, name="cmd_head"):
    return signed_in(name).get(f"/cases/{case.reference}/").content.decode()


def test_a_case_that_moves_says_nothing(proposals: Proposals, signed_in):
    case = proposals.submit()
    assert not of(case).says_anything
    assert "vacant" not in page(signed_in, case)


def test_a_seat_that_fell_vacant_is_named_as_the_health_check_names_it(proposals: Proposals, signed_in):
    case = proposals.submit()
    agree(case, until="imcd_head")
    Appointment.objects.filter(office__code="imcd-head").delete()
    found = of(case)
    assert [office.code for office in found.vacant] == ["imcd-head"]
    with acting("cmd_head") as by:
        told = {one.words for one in findings(to=by, on=today()) if one.where == case.reference}
    assert {one.words for one in found.findings} == told
    shown = page(signed_in, case)
    assert all(words in shown for words in told)


def test_an_office_further_on_that_nobody_holds_is_told_before_it_bites(proposals: Proposals):
    case = proposals.submit()
    Appointment.objects.filter(office__code="mfa-leadership").delete()
    found = of(case)
    assert (found.vacant, [one.office for one in found.findings]) == ((), ["mfa-leadership"])


def test_a_delegate_is_named_with_whom_he_answers_for_and_until_when(proposals: Proposals, signed_in):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    (one,) = of(case).stand_ins
    assert (one.on_behalf_of, one.until) != ("", None)
    assert f"on behalf of {one.on_behalf_of}" in page(signed_in, case)
    answer("mfa_legal", case, "concur", office="mfa-milpol")
    assert of(case).stand_ins == ()
    assert f"(on behalf of {one.on_behalf_of})" in page(signed_in, case)  # on the line of steps


def test_who_was_told_further_up_is_shown_with_the_day(proposals: Proposals, signed_in, monkeypatch):
    monkeypatch.setattr(reminders, "_rules", {StepDue.code: StepDue()})
    case = proposals.submit(on=today() - dt.timedelta(days=21))
    assert of(case).escalated == ()
    planned(today(), StepDue.code)
    dispatcher.drain(day=today)
    told = of(case).escalated
    assert told
    assert all(one.office.name in page(signed_in, case) for one in told)
    assert "Escalated" in page(signed_in, case)


def test_a_closed_case_asks_nothing_and_an_open_one_a_fixed_number_of_questions(proposals: Proposals):
    case = proposals.submit()
    with acting("cmd_head") as by, CaptureQueriesContext(connection) as asked:
        standstill(case, to=by, on=today())
    assert len(asked) <= 9
    answer("attache", case, "reject", reason_code="other", comment="No.")
    assert of(seen(case)) is NOTHING


def test_over_rest_it_says_the_same(proposals: Proposals, api):
    delegated("mfa_milpol", "mfa_legal", "mfa-milpol")
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    Appointment.objects.filter(office__code="mfa-leadership").delete()
    client, path = api("cmd_head"), f"/api/v1/cases/{case.reference}/standstill/"
    shown, found = client.get(path).json(), of(case)
    assert shown["vacant"] == []
    assert [(one["office"], one["on_behalf_of"]) for one in shown["stand_ins"]] == [
        ("mfa-milpol", found.stand_ins[0].on_behalf_of)
    ]
    assert [one["words"] for one in shown["findings"]] == [one.words for one in found.findings]
    assert shown["escalated"] == []
    assert client.get(f"{path}?since=1").status_code == 400
    assert api("attache_de").get(path).status_code == 404

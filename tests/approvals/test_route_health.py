"""What would stop a matter is found before it is submitted, and what stops one now; the Center is told."""

import datetime as dt

import pytest

from accounts.models import Appointment, Office
from approvals.deadlines import RouteSeatVacant, SeatVacant
from approvals.models import Route
from approvals.selectors.route_health import Finding, findings
from foundation.clock import today
from tests.approvals.stage import Proposals, agree, user
from tests.approvals.test_case_page import text
from tests.approvals.test_deadlines import only_ours, standing  # noqa: F401
from tests.cast import acting


def found(name: str = "cmd_head", on: dt.date | None = None) -> list[Finding]:
    with acting(name) as subject:
        return findings(to=subject, on=on or today())


def troubles(office: str, **given) -> set[str]:
    return {str(row.trouble) for row in found(**given) if row.office == office}


def left(name: str, *, on: dt.date | None = None) -> None:
    """Whoever held an office leaves it, by the security officers' hand."""
    from accounts.services import appointments

    for held in Appointment.objects.filter(user=user(name)):
        with acting("mod_security") as officer:
            appointments.end(held, by=officer, on=on or today(), reason="left")


def test_a_healthy_register_names_only_the_office_that_is_vacant(proposals: Proposals):
    assert troubles("hom-ge") == {"vacant"}
    assert troubles("mfa-milpol") == set()


def test_a_kind_without_a_default_route(proposals: Proposals):
    Route.objects.filter(kind="posting").update(is_default=False)
    assert [(row.where, str(row.trouble)) for row in found() if row.trouble == "no_default_route"] == [
        ("posting", "no_default_route")
    ]


def test_an_office_falls_vacant_soon_and_then_is(proposals: Proposals):
    left("mfa_milpol", on=today() + dt.timedelta(days=10))
    (row,) = [row for row in found() if row.office == "mfa-milpol"]
    assert (str(row.trouble), row.due_on) == ("ends_soon", today() + dt.timedelta(days=9))
    assert troubles("mfa-milpol", on=today() + dt.timedelta(days=10)) == {"vacant"}


def test_holders_who_are_not_cleared(proposals: Proposals):
    from access.models import Clearance

    Clearance.objects.filter(user=user("mfa_milpol")).delete()
    assert troubles("mfa-milpol") == {"not_cleared"}


def test_a_chain_that_ends_nowhere_or_goes_round(proposals: Proposals):
    Office.objects.filter(code="imcd-head").update(superior=None)
    assert troubles("imcd-head") == {"no_superior"}
    head, milpol = Office.objects.get(code="cmd-head"), Office.objects.get(code="mfa-milpol")
    Office.objects.filter(pk=milpol.pk).update(superior=head)
    Office.objects.filter(pk=head.pk).update(superior=milpol)
    assert troubles("mfa-milpol") == {"no_superior"}


def test_a_step_that_asks_for_an_office_nobody_made(proposals: Proposals):
    Route.objects.get(code="proposal").steps.filter(role="mod_finance").delete()
    Route.objects.get(code="proposal").steps.filter(role="cmd_head").update(role="arms_control_desk")
    Office.objects.filter(code="arms-control-desk").update(role="sbs_liaison")
    assert any(row.trouble == "no_office" and row.where == "proposal" for row in found())


def test_a_decider_leaves_in_the_middle_and_the_step_waits_for_the_office(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    left("mfa_milpol")
    (row,) = [row for row in found() if row.trouble == "case_stuck"]
    assert (row.where, row.office) == (case.reference, "mfa-milpol")
    assert "vacant" in row.words
    assert found("attache_de") == [row for row in found("attache_de") if row.trouble != "case_stuck"]


def test_only_holders_who_drafted_or_answered_are_as_good_as_none(proposals: Proposals):
    case = proposals.submit(editors=("attache", "mfa_desk"))
    agree(case, until="mfa_desk")
    for held in Appointment.objects.filter(user=user("mfa_desk_2")):
        held.delete()
    (row,) = [row for row in found() if row.trouble == "case_stuck"]
    assert (row.office, "drafted" in row.words) == ("mfa-desk", True)


@pytest.mark.usefixtures("only_ours")
def test_superior_and_center_hear_of_a_seat_that_fell_vacant(proposals: Proposals):
    case = proposals.submit()
    agree(case, until="mfa_milpol")
    assert standing(SeatVacant()) == []
    left("mfa_milpol")
    ((reference, due_on, office, _mission),) = standing(SeatVacant())
    assert (reference, due_on) == (case.reference, today())
    assert Office.objects.get(pk=office).code == "mfa-leadership"


@pytest.mark.usefixtures("only_ours")
def test_the_center_is_told_every_month_of_a_vacant_office_of_the_routes(proposals: Proposals):
    assert [(row[0], row[1].day) for row in standing(RouteSeatVacant())] == [("hom-ge", 1)]
    assert RouteSeatVacant().link("hom-ge") == "/admin/approvals/route/health/"


def test_page_and_rest_say_the_same(proposals: Proposals, signed_in, api):
    page = text(signed_in("cmd_head").get("/admin/approvals/route/health/"))
    assert "Ambassador in Georgia" in page
    rows = api("cmd_head").get("/api/v1/routes/health/").json()["findings"]
    assert {"hom-ge"} <= {row["office"] for row in rows}
    assert api("cmd_head").get("/api/v1/routes/health/?x=1").status_code == 400

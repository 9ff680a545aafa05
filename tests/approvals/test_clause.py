"""A step of a route says which clause of a standing procedure it carries out (A2.12)."""

from approvals.models import Route
from approvals.services.routes import amend_route
from tests.approvals.stage import Proposals, answer, seen
from tests.cast import acting

CLAUSE = "SOP-01, clause 4.2"


def cited(clause: str) -> Route:
    """The Center writes it on the step of its head."""
    route = Route.objects.get(code="proposal")
    step = route.steps.get(role="cmd_head")
    step.clause = clause
    with acting("cmd_desk") as clerk:
        return amend_route(route, by=clerk, steps=[step])


def test_it_is_said_where_a_route_is_played_through_and_on_every_case_opened_on_it(
    proposals: Proposals, signed_in, api
):
    route = cited(CLAUSE)
    shown = signed_in("cmd_desk").get(f"/admin/approvals/route/{route.pk}/preview/?on=2027-04-05&mission=")
    assert CLAUSE in shown.content.decode()
    case = proposals.submit()
    for name in ("attache", "head_of_mission"):
        answer(name, case, "sign")
    page = f"/cases/{case.reference}/"
    assert signed_in("cmd_head").get(page).content.decode().count(CLAUSE) == 1  # on the track
    answer("cmd_head", case, "concur")
    assert signed_in("cmd_head").get(page).content.decode().count(CLAUSE) == 2  # and on the sheet
    steps = api("cmd_head").get(f"/api/v1/cases/{case.reference}/").json()["steps"]
    assert [step["clause"] for step in steps if step["clause"]] == [CLAUSE]


def test_a_running_case_keeps_the_clause_it_was_opened_with(proposals: Proposals):
    cited(CLAUSE)
    case = proposals.submit()
    cited("SOP-02, clause 1")
    with acting("cmd_head"):
        assert set(seen(case).steps.values_list("clause", flat=True)) == {"", CLAUSE}


def test_it_is_kept_and_read_over_rest(proposals: Proposals, api):
    cited(CLAUSE)
    client = api("cmd_desk")
    kept = client.get("/api/v1/routes/proposal/").json()
    assert [step["clause"] for step in kept["steps"]].count(CLAUSE) == 1
    played = client.get("/api/v1/routes/proposal/preview/?mission=emb-tr").json()
    assert CLAUSE in [step["clause"] for step in played["steps"]]

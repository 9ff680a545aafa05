"""Report `operations`: official figures, rotations and estimates apart; as of any day; in every form."""

import datetime as dt

import pytest

from activities.services import deployments
from foundation.clock import now, today
from reports.selectors.operations import build
from tests.activities.contingents import a_rotation, an_act, an_operation, counted, gone, said
from tests.activities.programme import days
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_estimates_are_never_counted_as_official():
    with acting("operations_desk") as by:
        operation = an_operation(by)
        said(by, 3000, since_year=1999, said_on=dt.date(2024, 1, 1))
        counted(by, operation, 2019, 2, said_on=dt.date(2020, 1, 1))
        counted(by, operation, 2020, 5000, is_estimate=True, said_on=dt.date(2021, 1, 1))
        found = build(to=by, as_of=today())
        assert [(row["year"], row["official"], row["estimate"]) for row in found.rows] == [
            ("2019", 2, None), ("2020", None, 5000),
        ]  # fmt: skip
        assert (found.summary["official"], found.summary["estimate"]) == (2, 5000)
        assert str(found.summary["borne_out"]).startswith("no")
        assert "over 3000" in found.summary["stated"]
        before = build(to=by, as_of=dt.date(2020, 6, 1))
        assert [row["year"] for row in before.rows] == ["2019"]
        assert (before.summary["stated"], before.summary["estimate"]) == (None, 0)
        assert [row["year"] for row in build(to=by, as_of=today(), show="estimated").rows] == ["2020"]
        assert build(to=by, as_of=today(), org="NATO").rows == []


def test_last_year_is_told_as_it_was():
    with acting("operations_desk") as by:
        operation, act = an_operation(by), an_act(by)
        held = gone(a_rotation(by, operation, act, first=-390, last=100), by, days(-390))
        deployments.bring_home(held, by=by, on=days(-20), at=now())
        hidden = a_rotation(by, operation, act, first=-380, last=-1, caveats=("mod_only",), rotation_no=2)
        gone(hidden, by, days(-380))
        then = build(to=by, as_of=days(-200))
        assert (then.summary["abroad"], str(then.summary["ceiling_use"])) == (4, "4/4")
        assert build(to=by, as_of=days(-395)).summary["abroad"] == 0
        assert build(to=by, as_of=today()).summary["abroad"] == 2
    with acting("mfa_desk") as reader:
        told = build(to=reader, as_of=days(-200))
        assert told.summary["abroad"] == 2
        assert all(hidden.reference not in row["references"] for row in told.rows)


def test_in_every_form(api, signed_in):
    with acting("operations_desk") as by:
        operation = an_operation(by)
        counted(by, operation, 2019, 2)
        said(by, 3000)
    client = api("operations_desk")
    for form in ("json", "csv", "xlsx", "pdf"):
        assert client.get(f"/api/v1/reports/operations/?format={form}").status_code == 200, form
    assert client.get("/api/v1/reports/operations/?org=nobody").status_code == 400
    page = signed_in("operations_desk").get("/reports/operations/")
    assert page.status_code == 200
    assert "over 3000" in page.content.decode()
    assert "<svg" in page.content.decode()

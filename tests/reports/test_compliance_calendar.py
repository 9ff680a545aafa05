"""Report `compliance-calendar`: due, submitted, late, resting; quotas used; as of any day; in every form (C8)."""

import pytest

from accounts.models import Office
from activities.services import obligations
from activities.services import returns as services
from foundation.clock import now, today
from reports.selectors.compliance_calendar import build, draw
from tests.activities.owed import an_obligation, cleared, first_of
from tests.activities.programme import days
from tests.activities.test_inspections import asked
from tests.activities.test_inspections import services as inspections
from tests.cast import acting

pytestmark = pytest.mark.django_db


def stands(by, **asked_for):
    found = build(to=by, as_of=asked_for.pop("as_of", today()), **asked_for)
    return {row["due_return"]: str(row["stands"]) for row in found.rows}, found


def test_each_return_stands_as_it_stood_on_the_day():
    with acting("arms_control_desk") as by:
        in_time = first_of(an_obligation(by, days(-20), regime="osce_security"), by)
        late = first_of(an_obligation(by, days(-19), regime="osce_security", correct_at_once=True), by)
        open_still = first_of(an_obligation(by, days(-1), regime="osce_security"), by)
        coming = first_of(an_obligation(by, days(1), regime="osce_security"), by)
        resting = an_obligation(by, days(2), regime="osce_security")
        obligations.suspend(resting, by=by, at=now(), on=days(-9), reason="War", source="Note DEMO")
        rests = first_of(resting, by)
        services.take_over(in_time, by=by, on=days(-21), at=now(), sent_under="D-1", is_nil=True)
        late = services.take_over(late, by=by, on=days(-10), at=now(), sent_under="D-2")
    with acting("mfa_milpol") as by:
        services.correct(late, by=by, on=days(-3), at=now(), reason="Two more", sent_under="D-3")
    with acting("arms_control_desk") as by:
        year = str(in_time.due_on.year)
        now_, found = stands(by, regime="osce_security", year=year)
        assert now_[in_time.reference] == "Submitted in time"
        assert now_[late.reference] == "Submitted late"
        then, _ = stands(by, regime="osce_security", year=year, as_of=days(-15))
        assert then[late.reference] == "Overdue"
        before, _ = stands(by, regime="osce_security", year=year, as_of=days(-30))
        assert before[in_time.reference] == "Due"
        for row, said in ((open_still, "Overdue"), (coming, "Due"), (rests, "Suspended")):
            told, _ = stands(by, regime="osce_security", year=str(row.due_on.year))
            assert told[row.reference] == said
        assert (found.summary["nil"], found.summary["corrected"]) == (1, 1)
        only, _ = stands(by, regime="osce_security", year=year, show="submitted_late")
        assert list(only) == [late.reference]


def test_need_to_know_and_quotas():
    with acting("cmd_desk") as by:
        hidden = first_of(an_obligation(by, today(), caveats=("mod_only",)), by)
        inspections.accept(asked(by), by=by, at=now())
        mine, found = stands(by)
        assert hidden.reference in mine
        owed = hidden.obligation.reference
        assert "1/3" in found.summary["quotas"]
        assert "Returns of" in draw(found, today()).title
    with acting("mfa_milpol") as reader:
        told, found = stands(reader)
        assert hidden.reference not in told
        assert owed not in str(found.rows)


def test_it_is_narrowed_to_an_office_and_what_is_overdue_is_drawn_first():
    with acting("arms_control_desk") as by:
        year = str(days(-1).year)
        in_time = first_of(an_obligation(by, days(-2), regime="osce_security", name_en="DEMO first due"), by)
        services.take_over(in_time, by=by, on=days(-3), at=now(), sent_under="D-1")
        owner = Office.objects.get(code="arms-control-desk")
        owed = an_obligation(by, days(-1), regime="osce_security", name_en="DEMO overdue", owner=owner)
        late = first_of(owed, by)
        told, found = stands(by, regime="osce_security", year=year, office=owner.code)
        assert list(told) == [late.reference]
        assert {row["office_name"] for row in found.rows} == {owner.name}
        svg = draw(stands(by, regime="osce_security", year=year)[1], today()).svg
        assert svg.index("DEMO overdue") < svg.index("DEMO first due")


def test_in_every_form(api, signed_in):
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
    cleared(row)
    client = api("arms_control_desk")
    for form in ("json", "csv", "xlsx", "pdf"):
        assert client.get(f"/api/v1/reports/compliance-calendar/?format={form}").status_code == 200, form
    for wrong in ("regime=nobody", "year=26", "year=1200", "show=x", "office=x", "as_of=1"):
        assert client.get(f"/api/v1/reports/compliance-calendar/?{wrong}").status_code == 400, wrong
    page = signed_in("arms_control_desk").get("/reports/compliance-calendar/", {"year": row.due_on.year})
    assert page.status_code == 200
    assert "<svg" in page.content.decode()
    assert f"/returns/{row.reference}/" in page.content.decode()
    assert "compliance-calendar" in signed_in("cmd_desk").get("/reports/").content.decode()

"""The demo's annual plans tell their stories: one carried out, its copy, one with the approvers; and what reminds."""

import datetime as dt

import pytest

from agreements.deadlines import PLAN_RULES
from agreements.models import BilateralPlan
from agreements.selectors.plans import case_of, items_of
from foundation.clock import now, today
from tests.agreements.planning import NEXT, begun
from tests.cast import acting
from workspace.management.demo import plans

pytestmark = pytest.mark.django_db


def test_the_demo_has_a_plan_in_each_part_of_the_cycle():
    plans.load(on=today(), at=now())
    with acting("cmd_desk") as by:
        found = {(row.country.iso2, row.year): row for row in BilateralPlan.objects.visible_to(by)}
        running, copied, ahead = found["GE", today().year], found["GE", NEXT], found["TR", NEXT]
        assert (running.state, copied.state, ahead.state) == ("executing", "collecting", "costed")
        assert case_of(ahead, to=by).state == "open"
        assert [item.no for item in items_of(running, to=by) if item.dropped_on] == [5]
        assert len(items_of(copied, to=by)) == 4


def test_row_25_reminds_of_what_has_not_been_done_yet():
    with acting("cmd_desk") as by:
        held = begun(by)
        due = {
            rule.code: [row["due_on"] for row in rule.deadlines() if row["reference"] == held.reference]
            for rule in PLAN_RULES
        }
        assert due["plans.draft"] == [dt.date(NEXT - 1, 9, 15)]
        assert due["plans.talks"] == [dt.date(NEXT - 1, 10, 15)]
        assert due["plans.signature"] == [dt.date(NEXT - 1, 11, 30)]
        assert due["plans.collect"] == due["plans.report"] == []
        older = begun(by, year=NEXT - 1, stands_as="executing", signed_on=today())
        rules = {rule.code: rule for rule in PLAN_RULES}
        report = [
            row["due_on"] for row in rules["plans.report"].deadlines() if row["reference"] == older.reference
        ]
        assert report == [dt.date(NEXT, 1, 15)]
        assert older.reference not in [row["reference"] for row in rules["plans.collect"].deadlines()]


def test_a_plan_marked_higher_silences_no_reminder():
    """Who sees this year's plan alone would learn of the next one by the silence (walls.md 1)."""
    with acting("cmd_desk") as by:
        shown = begun(by, year=NEXT - 1, stands_as="executing", signed_on=today())
        collect = next(rule for rule in PLAN_RULES if rule.code == "plans.collect")

        def told() -> bool:
            return shown.reference in [row["reference"] for row in collect.deadlines()]

        assert told()
        begun(by, level="limited_official_use")
        assert told()
        begun(by, year=NEXT + 1)
        assert not told()

"""Somebody reads a paper in the moment in which its successor takes its place: neither waits for the other for good."""

import pytest

from tests.approvals.unread import case_about, readings
from tests.missions.scene import AT_POST, REVIEW, approved
from tests.missions.test_paper_races import PAIRS, agrees, at_once, ready_for

pytestmark = pytest.mark.django_db(transaction=True)


def test_reading_and_making_way_at_the_same_moment():
    standing = approved()
    for _pair in range(PAIRS):
        case = case_about(standing.reference)
        successor, new = ready_for(*AT_POST, *REVIEW, "mod_leadership")
        read, made_way = at_once(
            agrees("attache", case, "acknowledge"), agrees("mfa_leadership", new, "approve")
        )
        assert made_way == "agreed"
        assert read in ("agreed", "CaseClosed", "StepAlreadyDecided")
        assert readings(case) == ({"done", "not_needed"} if read == "agreed" else {"not_needed"})
        assert readings(case_about(successor.reference)) == {"open"}
        standing = successor

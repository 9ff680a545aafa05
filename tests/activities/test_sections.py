"""The page of an activity shows its visit, its clearances, its report and what similar ones taught."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activities.pages.sections import sections
from activities.services import after_action
from foundation.clock import now, today
from tests.activities.crossings import asked
from tests.activities.programme import country
from tests.activities.test_after_action import held, learned
from tests.activities.test_visits import received
from tests.activities.told import TOLD
from tests.cast import acting

pytestmark = pytest.mark.django_db


def test_what_is_planned_shows_its_visit_clearances_and_earlier_lessons(
    signed_in: Callable[..., Client],
) -> None:
    with acting("cmd_desk") as clerk:
        visit = received(clerk)
        learned(clerk, held(clerk, kind=visit.activity.kind))
        asked(clerk, activity=visit.activity, flag=country("GE"), craft="DEMO C-27")
    page = signed_in("cmd_desk").get(f"/activities/{visit.activity.reference}/").content.decode()
    for words in ("Generals and admirals", "DEMO C-27", "Rations came late.", "Security assurance given"):
        assert words in page, words


def test_what_was_held_shows_its_report(signed_in: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        activity = held(clerk)
        learned(clerk, activity)
        after_action.write(activity, by=clerk, at=now(), **TOLD)
    page = signed_in("cmd_desk").get(f"/activities/{activity.reference}/").content.decode()
    assert TOLD["summary"] in page
    assert "4/5" in page
    assert "Rations came late." in page


def test_the_number_of_queries_does_not_grow_with_the_rows(db: None) -> None:
    with acting("cmd_desk") as clerk:
        activity = received(clerk).activity
        counts = []
        for _round in range(2):
            asked(clerk, activity=activity, flag=country("GE"))
            learned(clerk, held(clerk, kind=activity.kind))
            with CaptureQueriesContext(
                connection,
            ) as asked_for:
                sections(activity, to=clerk, on=today())
            counts.append(len(asked_for))
    assert counts[0] == counts[1] <= 8

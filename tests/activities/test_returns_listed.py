"""Lists of returns and inspections go over pages and say so; corrected requests and quotas stand as they stood (B5)."""

import datetime as dt
import re

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from activities.models import InspectionEvent
from activities.selectors.inspections import quota_use
from activities.services import inspections as services
from foundation.clock import now, today
from tests.activities.owed import an_obligation
from tests.activities.programme import days
from tests.activities.test_inspections import HOUR, asked
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = 24 * HOUR


def over_pages(client, path: str, pattern: str) -> tuple[list[str], int]:
    """What is found on a list and on the pages it leads to, and how many pages there were."""
    found, count = [], 0
    while path:
        page = client.get(path).content.decode()
        found += re.findall(pattern, page)
        count += 1
        following = re.search(rf'href="(\?[^"]*page={count + 1})"', page)
        path = path.split("?")[0] + following[1].replace("&amp;", "&") if following else ""
    return found, count


def test_every_return_is_on_some_page(signed_in):
    with acting("arms_control_desk") as by:
        for month in (3, 4):
            an_obligation(by, dt.date(1991, month, 1))
    client = signed_in("arms_control_desk")
    found, count = over_pages(client, "/returns/?which=late", r"/returns/(RET-[^/]+)/")
    assert count > 1
    assert len(found) == len(set(found)) >= 70
    assert client.get("/returns/?page=999").status_code == 200
    assert client.get("/returns/?page=x").status_code == 400


def test_every_inspection_is_on_some_page_those_to_be_answered_first(signed_in):
    with acting("arms_control_desk") as by:
        made = {asked(by, area=f"Area {n}", quota_year=2031).reference for n in range(52)}
        answered = services.accept(InspectionEvent.objects.visible_to(by).order_by("-pk")[0], by=by, at=now())
    found, count = over_pages(
        signed_in("arms_control_desk"), "/inspections/?year=2031", r"/inspections/(INS-[^/]+)/"
    )
    assert count == 2
    assert (set(found), len(found), found[-1]) == (made, 52, answered.reference)


def test_a_corrected_hour_moves_the_day_of_the_request_with_it():
    with acting("arms_control_desk") as by:
        row = asked(by)
        before = row.requested_at - 2 * DAY
        row = services.amend(row, by=by, at=now(), requested_at=before)
        assert row.state_on == timezone.localdate(before)
        assert [step.reached_on for step in row.steps.order_by("pk")][-1] == row.state_on
        answered = services.accept(row, by=by, at=now(), replied_at=before + HOUR)
        assert answered.state == "accepted"
        assert not answered.is_late
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            InspectionEvent.objects.visible_to(by).filter(pk=row.pk).update(state_on=days(-9))


def test_the_day_of_a_request_is_that_of_its_hour_even_in_sql():
    with acting("arms_control_desk") as by:
        row = asked(by)
        with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
            InspectionEvent.objects.visible_to(by).filter(pk=row.pk).update(state_on=days(-9))


def test_what_was_called_off_later_had_used_its_quota_until_then():
    with acting("arms_control_desk") as by:
        at = now() - 20 * DAY
        row = asked(by, requested_at=at - HOUR, quota_year=today().year)
        row = services.accept(row, by=by, at=now(), replied_at=at)
        services.call_off(row, by=by, on=days(-10), at=now(), reason="Withdrawn")

        def used(offset: int) -> int:
            uses = quota_use(to=by, year=today().year, as_of=days(offset), regime="vienna_document")
            return sum(row in use.events for use in uses)

        assert [used(-21), used(-15), used(-10), used(0)] == [0, 1, 0, 0]

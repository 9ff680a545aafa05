"""Kept queries: the rows of the queryset itself, whoever asks and whatever day, for SQL that is built once."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from access.context import Subject
from access.kept import Kept, NotKept, asked_together
from access.managers import SealedManagerUsed
from activities.models import Activity
from foundation.clock import today
from tests.activities.programme import country, days, planned
from tests.cast import acting

pytestmark = pytest.mark.django_db


@Kept
def begun(*, to: Subject, country: int, since: dt.date, state: str | None) -> QuerySet:
    rows = Activity.objects.visible_to(to).filter(country=country, starts_on__gte=since)
    return (rows if state is None else rows.filter(state=state)).select_related("kind").order_by("id")


@Kept
def titles(*, to: Subject, country: int) -> QuerySet:
    return (
        Activity.objects.visible_to(to)
        .filter(country=country)
        .order_by("id")
        .values_list("title", "label_id")
    )


@pytest.fixture
def two(db: None) -> tuple[Any, Any]:
    """One everybody at the desk may see, one for those who hold a caveat."""
    with acting("cmd_desk") as desk:
        given = {"starts_on": days(3), "ends_on": days(4), "ad_hoc_reason": "Agreed"}
        return planned(desk, **given), planned(desk, **given, caveats=("mod_only",))


def test_values_change_and_the_rows_follow(two: tuple[Any, Any]) -> None:
    here, elsewhere = country("GE").pk, country("RO").pk
    with acting("cmd_desk") as desk:
        assert begun(to=desk, country=here, since=days(0), state=None) == list(two)
        assert begun(to=desk, country=here, since=days(4), state=None) == []
        assert begun(to=desk, country=elsewhere, since=days(0), state=None) == []
        assert begun(to=desk, country=here, since=days(0), state="closed") == []
        with CaptureQueriesContext(connection) as queries:
            assert begun(to=desk, country=here, since=days(0), state=None)[0].kind.code
        assert len(queries) == 1  # what was selected with it is there


def test_the_walls_stand_for_whoever_asks(two: tuple[Any, Any]) -> None:
    seen = {}
    for name in ("cmd_desk", "cmd_desk_2", "cmd_desk"):
        with acting(name) as reader:
            seen[name] = [title for title, _label in titles(to=reader, country=country("GE").pk)]
    assert (len(seen["cmd_desk"]), len(seen["cmd_desk_2"])) == (2, 1)
    with acting("cmd_desk_2") as other:
        stranger = other
    with acting("cmd_desk"), pytest.raises(SealedManagerUsed):
        titles(to=stranger, country=1)
    with pytest.raises(SealedManagerUsed):
        titles(to=stranger, country=1)


def test_questions_sent_together_are_answered_as_if_each_were_asked(two: tuple[Any, Any]) -> None:
    here = country("GE").pk
    with acting("cmd_desk_2") as reader:
        alone = titles(to=reader, country=here), begun(to=reader, country=here, since=days(0), state=None)
        questions = [titles.asking(country=here), begun.asking(country=here, since=days(0), state=None)]
        with (
            asked_together([*questions, questions[0]], to=reader),
            CaptureQueriesContext(connection) as queries,
        ):
            assert (
                titles(to=reader, country=here),
                begun(to=reader, country=here, since=days(0), state=None),
            ) == alone
        assert len(queries) == 0
        with asked_together(questions, to=reader):
            assert titles(to=reader, country=country("RO").pk) == []  # what was not among them is asked
        assert titles(to=reader, country=here) == alone[0]
        with asked_together([], to=reader):
            assert titles(to=reader, country=here) == alone[0]


def test_a_query_whose_shape_hangs_on_a_value_or_on_who_asks_is_refused() -> None:
    def shifting(*, to: Subject, day: dt.date) -> QuerySet:
        rows = Activity.objects.visible_to(to)
        return rows.filter(starts_on__gte=day) if day.year == 1801 else rows

    def reckoned(*, to: Subject, day: dt.date) -> QuerySet:
        return Activity.objects.visible_to(to).filter(starts_on__gte=day - dt.timedelta(days=1))

    def personal(*, to: Subject, day: dt.date) -> QuerySet:
        return Activity.objects.visible_to(to).filter(pk=to.user_id, starts_on__gte=day)

    with acting("cmd_desk") as desk:
        for build in (shifting, reckoned, personal):
            with pytest.raises(NotKept):
                Kept(build)(to=desk, day=today())

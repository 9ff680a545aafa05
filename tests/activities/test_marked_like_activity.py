"""A visit and a report carry the marking of their activity: hidden above it they would be told (walls.md 1)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from access.context import Subject
from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import AfterActionReport, Visit
from activities.services import after_action
from activities.services.marking import MarkedLikeItsActivity
from foundation.clock import now
from tests.activities.test_after_action import held
from tests.activities.test_visits import received
from tests.cast import acting

pytestmark = pytest.mark.django_db


def a_visit(by: Subject) -> Any:
    return Visit, received(by).activity


def a_report(by: Subject) -> Any:
    activity = held(by)
    after_action.write(activity, by=by, at=now(), summary="DEMO")
    return AfterActionReport, activity


@pytest.mark.parametrize("made", [a_visit, a_report])
def test_it_rises_with_its_activity_and_not_above_it(db: None, made: Any) -> None:
    higher = intern("limited_official_use")
    with acting("cmd_desk") as desk:
        model, activity = made(desk)
        rows = model.objects.visible_to(desk).select_related("activity", "label").filter(activity=activity)
        with pytest.raises(MarkedLikeItsActivity):
            raise_label(rows.get(), by=desk, to=higher, reason="x")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            rows.update(label=higher)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        raise_label(rows.get().activity, by=desk, to=higher, reason="x")
        assert rows.get().label == higher
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

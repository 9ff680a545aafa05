"""A ceiling counts everybody who crosses on one act at once, and is not lowered below them (I18, note 0023)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from access.services.labels import intern
from access.services.relabelling import raise_label
from activities.models import Activity, Authorisation
from activities.selectors.prerequisites import checks_of
from activities.services import authorisations
from activities.services.authorisations import CeilingBelow
from activities.services.refusals import PrerequisitesMissing
from activities.terms import Prerequisite
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.activities.programme import agreed, basis, country, days, planned, stepped
from tests.activities.test_authorisations import authorised
from tests.cast import acting

pytestmark = pytest.mark.django_db


@contextmanager
def refused() -> Iterator[None]:
    """PostgreSQL says no, at the latest at the end."""
    with pytest.raises(DatabaseError, match="authorised"), transaction.atomic():
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.fixture
def act(db: None) -> Authorisation:
    """Ten people may go; a status-of-forces agreement with Georgia is in force."""
    with acting("cmd_desk") as desk:
        basis(desk, kind="sofa")
        return authorised(desk, ceiling=10)


def going(act: Authorisation, number: int, *, starts: int = 60, **facts: Any) -> Activity:
    with acting("cmd_desk") as desk:
        people = [{"country": country("AZ"), "rank_level": "officers", "planned": number}]
        return planned(
            desk, authorisation=act, with_troops=True, direction="out", contingents=people, ad_hoc_reason="Agreed",
            starts_on=days(starts), ends_on=days(starts + 4), **facts,
        )  # fmt: skip


def approved(activity: Activity) -> Activity:
    with acting("cmd_desk") as desk:
        activity = stepped(activity, desk, "in_approval")
    return agreed(activity)


def test_a_ceiling_is_not_lowered_below_what_was_approved(act: Authorisation) -> None:
    held = approved(going(act, 4))
    with acting("operations_desk") as by:
        with pytest.raises(CeilingBelow) as refusal:
            authorisations.amend(act, by=by, at=now(), ceiling=3)
        assert held.reference in str(refusal.value.fields["ceiling"])
        with refused(), connection.cursor() as cursor:
            cursor.execute("UPDATE activities_authorisation SET ceiling = 3 WHERE id = %s", [act.pk])
        assert authorisations.amend(act, by=by, at=now(), ceiling=4).ceiling == 4


def test_what_the_reader_may_not_see_is_counted_and_not_named(act: Authorisation) -> None:
    hidden = approved(going(act, 4))
    with acting("cmd_desk") as desk:
        held = Activity.objects.visible_to(desk).select_related("label").get(pk=hidden.pk)
        raise_label(held, by=desk, to=intern("limited_official_use"), reason="Secret.", together=True)
    with acting("cmd_desk_2") as by:
        with pytest.raises(RuleBroken) as refusal:
            authorisations.amend(act, by=by, at=now(), ceiling=3)
        assert hidden.reference not in str(refusal.value)


def test_activities_at_the_same_time_are_counted_together(act: Authorisation) -> None:
    approved(going(act, 6))
    beside, later = going(act, 5, starts=62), going(act, 5, starts=70)
    with acting("cmd_desk") as desk:
        (check,) = (
            one
            for one in checks_of(beside, to=desk, today=today())
            if one.prerequisite == Prerequisite.AUTHORISATION
        )
        assert (check.met, "with others on the same act" in check.says) == (False, True)
        with pytest.raises(PrerequisitesMissing):
            stepped(beside, desk, "in_approval")
    assert approved(later).state == "approved"


def test_in_sql_too_they_are_counted_together(act: Authorisation) -> None:
    approved(going(act, 6))
    later = approved(going(act, 5, starts=70))
    with acting("cmd_desk"):
        with refused(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE activities_activity SET starts_on = %s, ends_on = %s WHERE id = %s",
                [days(62), days(66), later.pk],
            )
        with refused(), connection.cursor() as cursor:
            cursor.execute("UPDATE activities_contingent SET planned = 11 WHERE activity_id = %s", [later.pk])

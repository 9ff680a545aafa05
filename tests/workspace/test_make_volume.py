"""The synthetic volume set: matching rows under sixty labels, audited like any other, and never beside real people."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from access.context import Subject
from accounts.models import User
from activities.models import Activity
from agreements.models import Agreement
from agreements.selectors.deadlines import term_position
from agreements.services.computed import computed_days
from attaches.models import Posting
from directory.selectors.calendar import work_calendar
from foundation.clock import today
from missions.models import MissionPaper
from tests.cast import acting

MANY = 600


def _make(**options: int) -> str:
    said = StringIO()
    call_command("make_volume", activities=MANY, stdout=said, **options)
    return said.getvalue()


def _owner(sql: str) -> int:
    with connections["owner"].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _seen_by(name: str) -> tuple[int, int]:
    def count(subject: Subject) -> tuple[int, int]:
        rows = Activity.objects.visible_to(subject)
        return rows.count(), rows.values("label").distinct().count()

    with acting(name) as subject:
        return count(subject)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_rows_match_are_labelled_and_stand_in_the_trail() -> None:
    said = _make()
    assert f"activities: {MANY} of {MANY}" in said
    assert said.endswith("ready\n")
    assert _owner("SELECT count(DISTINCT label_id) FROM activities_activity") == 60
    assert _seen_by("cmd_desk") == (MANY * 40 // 60, 40)
    assert _seen_by("auditor") == (MANY // 60, 1)
    assert _seen_by("sysadmin") == (0, 0)
    trail = "SELECT count(*) FROM audit_event WHERE \"table\" = 'activities_activity'"
    assert _owner(trail) == MANY
    assert _owner("SELECT count(*) FROM activities_activitystep") == MANY
    with acting("cmd_desk") as clerk:
        assert Posting.objects.visible_to(clerk).filter(state="in_post").count() == 20
        assert Posting.objects.visible_to(clerk).filter(state="ended").count() == 40
        assert MissionPaper.objects.visible_to(clerk).count() == 10
        calendar = work_calendar()
        for agreement in (
            Agreement.objects.visible_to(clerk).filter(state="in_force").select_related("clause")[:25]
        ):
            found = term_position(agreement, agreement.clause, on=today(), calendar=calendar)
            assert dict(agreement.deadlines.values_list("kind", "due_on")) == computed_days(agreement, found)
    told = "SELECT count(*) FROM reminders_reminder WHERE state = 'sent'"
    assert _owner(told) == MANY // 20
    call_command("plan_reminders", stdout=StringIO())
    assert _owner(told) == MANY // 20  # what a register was told of still stands
    with pytest.raises(CommandError, match="already"):
        _make()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_synthetic_rows_stay_away_from_real_people(settings) -> None:
    person = User.objects.get(username="cmd_desk")
    User.objects.create(username="somebody", full_name="Somebody", institution=person.institution)
    with pytest.raises(CommandError, match="people of its own"):
        _make()
    settings.DEMO = False
    with pytest.raises(CommandError, match="only where"):
        _make()

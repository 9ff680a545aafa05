"""Approvers read all that decides, the marking included, and nobody approves what is not so any more (walls.md 2)."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from activities.models import Activity
from activities.selectors.contents import PARTS
from activities.selectors.submissions import changed_since, submission
from activities.services import authorisations, delegations, visits
from activities.services.approved import DECIDING
from activities.services.refusals import ChangedSincePutUp
from approvals.registry import approvable
from approvals.selectors.about import cases_about
from foundation.clock import now
from tests.activities.crossings import put_up
from tests.activities.programme import agreed, country, days, exercise, kind, planned, stepped
from tests.activities.test_authorisations import authorised
from tests.activities.test_names_of_visitors import NAME
from tests.cast import acting

pytestmark = pytest.mark.django_db
ASSISTANCE = {"item": "Night sights", "quantity": 40, "unit": "pieces", "value": 900, "currency": "AZN"}
COURSE = {"school": "Defence College", "places": 4, "language": "German"}


def submitted(activity: Activity, name: str = "cmd_desk") -> Any:
    with acting(name) as by:
        return submission(activity.reference, 1, to=by)


def put(**facts: Any) -> Activity:
    with acting("cmd_desk") as desk:
        return stepped(planned(desk, ad_hoc_reason="Agreed", **facts), desk, "in_approval")


@pytest.mark.parametrize(
    ("facts", "key", "said"),
    [
        ({"kind": "materiel_assistance", "assistance": [ASSISTANCE]}, "assistance", "Night sights"),
        ({"kind": "foreign_mission_training", "course": COURSE}, "course", "Defence College"),
    ],
)
def test_what_belongs_to_its_kind_is_read(db: None, facts: dict[str, Any], key: str, said: str) -> None:
    content = submitted(put(**{**facts, "kind": kind(facts["kind"])})).content
    assert said in str(content[key])
    assert content["label"]["level"] == "official_use"


def test_the_authorisation_and_every_number_of_an_exercise_are_read(db: None) -> None:
    with acting("cmd_desk") as desk:
        act = authorised(desk)
        held = exercise(desk, troops=100, special=40, sorties=7, authorisation=act)
        activity = stepped(held.activity, desk, "in_approval")
    content = submitted(activity).content
    assert (content["exercise"]["special"], content["exercise"]["sorties"]) == (40, 7)
    assert (content["authorisation"]["reference"], content["authorisation"]["ceiling"]) == (act.reference, 4)


def test_of_a_visit_numbers_are_read_and_no_names(db: None) -> None:
    guest = {"country": country("GE"), "rank_level": "generals", "is_head": True}
    with acting("cmd_desk") as desk:
        held = planned(desk, kind=kind("contact"), ad_hoc_reason="Agreed")
        visits.write(held, by=desk, at=now(), protocol_level="minister", purpose="Talks", delegation=[guest])
    with acting("mfa_protocol") as protocol:
        delegations.name(held, by=protocol, at=now(), names=[{"place": 1, "name": NAME}])
    with acting("cmd_desk") as desk:
        held.refresh_from_db()
        activity = stepped(held, desk, "in_approval")
    for name in ("cmd_desk", "mfa_protocol"):
        content = submitted(activity, name).content
        assert content["delegation"] == [{"country": "GE", "rank_level": "generals", "is_head": True}]
        assert content["visit"]["purpose"] == "Talks"
        assert NAME not in str(content)


def test_an_act_that_changed_meanwhile_is_told_and_stops_the_approval(db: None) -> None:
    with acting("cmd_desk") as desk:
        act = authorised(desk)
    activity = put(authorisation=act)
    with acting("cmd_desk") as desk:
        authorisations.amend(act, by=desk, at=now(), valid=DateRange(days(-30), days(200)))
    with acting("imcd_head") as head:
        found = submission(activity.reference, 1, to=head)
        assert found is not None
        assert changed_since(found, to=head) == ["authorisation"]
        case = cases_about(activity.reference, "activity", to=head).first()
        summary = approvable("activity").matter(activity.reference, case.version_no, to=head).summary
        assert ("Changed since it was put up", "Authorisation") in [(str(a), str(b)) for a, b in summary]
    with pytest.raises(ChangedSincePutUp):
        agreed(activity)


def test_a_request_for_a_clearance_is_read_with_its_marking(db: None) -> None:
    row = put_up()
    with acting("cmd_desk") as desk:
        from activities.selectors import clearance_cases

        found = clearance_cases.submission(row.reference, 1, to=desk)
        assert found is not None
        assert found.content["label"]["level"] == "official_use"


def test_whatever_belongs_to_an_activity_is_told_or_known_not_to_decide() -> None:
    told = {part.model for part in PARTS}
    beside = {
        "ActivityStep", "ActivityDrafter", "ActivitySubmission", "FormerDays", "GuidingPaper", "AfterActionReport",
        "Lesson", "DiplomaticClearance",
    }  # fmt: skip
    hanging = {
        one.related_model
        for one in Activity._meta.related_objects
        if one.related_model._meta.app_label == "activities"
    }
    assert {model.__name__ for model in hanging - told} <= beside


def test_the_rule_of_what_was_approved_stands_in_one_list(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('activities_keep_approval'::regproc)")
        body = cursor.fetchone()[0]
    for name in DECIDING:
        assert f"'{Activity._meta.get_field(name).attname}'" in body


def test_in_sql_too_the_strength_and_the_visit_stay_before_the_approvers(db: None) -> None:
    with acting("cmd_desk") as desk:
        held = exercise(desk, troops=100)
        stepped(held.activity, desk, "in_approval")
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE activities_exercise SET sorties = 9 WHERE id = %s", [held.pk])

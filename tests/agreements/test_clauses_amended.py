"""Clauses amended from a day on: the earlier wording counts on for the days before it."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from access.context import Subject
from agreements.models import ClauseBefore
from agreements.services import agreements
from agreements.services.clauses import NotAmendedSince
from foundation.clock import now, today
from tests.activities.programme import days
from tests.agreements.instruments import V1_CLAUSE, in_force, recorded

CHANGED = {**V1_CLAUSE, "notice_value": 12}


def amended(by: Subject, agreement: Any, **told: Any) -> Any:
    return agreements.amend(agreement, by=by, at=now(), clause=CHANGED, **told)


def test_the_earlier_wording_is_kept_until_the_day(clerk: Subject) -> None:
    held = in_force(clerk, days(-500), clause=V1_CLAUSE)
    amended(clerk, held, clause_since=days(-10))
    (before,) = ClauseBefore.objects.visible_to(clerk).filter(agreement=held)
    assert (before.until, before.notice_value, before.label_id) == (days(-10), 6, held.label_id)
    held.refresh_from_db()
    assert held.clause.notice_value == 12


def test_a_correction_leaves_no_earlier_wording(clerk: Subject) -> None:
    held = in_force(clerk, days(-500), clause=V1_CLAUSE)
    amended(clerk, held)
    assert not ClauseBefore.objects.visible_to(clerk).exists()


@pytest.mark.parametrize("since", [1, -500, -900])
def test_a_day_that_cannot_be_is_refused(clerk: Subject, since: int) -> None:
    held = in_force(clerk, days(-500), clause=V1_CLAUSE)
    with pytest.raises(NotAmendedSince):
        amended(clerk, held, clause_since=days(since))


def test_amendments_follow_each_other(clerk: Subject) -> None:
    held = in_force(clerk, days(-500), clause=V1_CLAUSE)
    amended(clerk, held, clause_since=days(-10))
    with pytest.raises(NotAmendedSince):
        agreements.amend(held, by=clerk, at=now(), clause=V1_CLAUSE, clause_since=days(-10))


def test_what_has_no_clauses_is_not_amended(clerk: Subject) -> None:
    with pytest.raises(NotAmendedSince):
        amended(clerk, recorded(clerk, clause=None), clause_since=today())


def test_earlier_wordings_are_only_added(clerk: Subject) -> None:
    held = in_force(clerk, days(-500), clause=V1_CLAUSE)
    amended(clerk, held, clause_since=days(-10))
    with pytest.raises(DatabaseError), transaction.atomic():
        ClauseBefore.in_context.filter(agreement=held).update(notice_value=1)


def test_over_rest(api: Any) -> None:
    from tests.cast import acting

    with acting("cmd_desk") as desk:
        held = in_force(desk, days(-500), clause=V1_CLAUSE)
    client = api("cmd_desk")
    address = f"/api/v1/agreements/{held.reference}/"
    told = {"content_type": "application/json", "headers": {"If-Match": client.get(address)["ETag"]}}
    body = {"clause": {"notice_value": 12}, "clause_since": str(days(5))}
    refused = client.patch(address, body, **told)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "clause_since"
    done = client.patch(address, {**body, "clause_since": str(days(-5))}, **told)
    assert done.status_code == 200, done.content
    assert done.json()["clause"]["notice_value"] == 12

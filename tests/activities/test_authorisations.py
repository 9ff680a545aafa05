"""Authorisations: entered with their act, ceiling and days; what stands on one keeps it (I18)."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from access.services.labels import intern
from activities.models import Authorisation
from activities.selectors.operations import authorisations as seen
from activities.services import authorisations
from activities.services.authorisations import ActInFuture, CeilingOfNobody, StandsOnIt, ValidBeforeAct
from foundation.clock import now
from foundation.errors import NotPermitted, RecordChanged
from tests.activities.programme import days, planned
from tests.cast import acting

pytestmark = pytest.mark.django_db


def authorised(by, *, caveats: tuple[str, ...] = (), **facts) -> Authorisation:
    known = {
        "body": "Milli Majlis", "act": "Resolution DEMO-1", "act_on": days(-30), "subject": "Observers of the UN",
        "ceiling": 4, "valid": DateRange(days(-30), days(300)), **facts,
    }  # fmt: skip
    return authorisations.record(by=by, at=now(), label=intern("official_use", caveats), **known)


def test_an_act_is_entered_and_prolonged():
    with acting("operations_desk") as by:
        held = authorised(by)
        assert held.reference.startswith("AUT-")
        longer = authorisations.amend(held, by=by, at=now(), version=1, valid=DateRange(days(-30), days(600)))
        assert longer.valid.upper == days(600)
        with pytest.raises(RecordChanged):
            authorisations.amend(held, by=by, at=now(), version=1, ceiling=6)
    with acting("mfa_desk") as by, pytest.raises(NotPermitted):
        authorised(by)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"act_on": days(1), "valid": DateRange(days(2), None)}, ActInFuture),
        ({"valid": DateRange(days(-31), None)}, ValidBeforeAct),
        ({"valid": DateRange(None, days(9))}, ValidBeforeAct),
        ({"ceiling": 0}, CeilingOfNobody),
    ],
)
def test_an_act_that_cannot_be_is_refused(facts, refusal):
    with acting("operations_desk") as by, pytest.raises(refusal):
        authorised(by, **facts)


def test_the_database_says_no_too():
    with acting("operations_desk") as by:
        held = authorised(by)
        rows = Authorisation.objects.visible_to(by).filter(pk=held.pk)
        for wrong in ({"ceiling": 0}, {"act_on": days(-29)}):
            with pytest.raises(DatabaseError), transaction.atomic():
                rows.update(**wrong)


def test_days_are_not_taken_from_what_stands_on_it():
    with acting("operations_desk") as by:
        held = authorised(by)
    with acting("cmd_desk") as by:
        activity = planned(by, authorisation=held, starts_on=days(60), ends_on=days(64))
        assert activity.authorisation == held
    with acting("operations_desk") as by:
        with pytest.raises(StandsOnIt):
            authorisations.amend(held, by=by, at=now(), valid=DateRange(days(-30), days(64)))
        authorisations.amend(held, by=by, at=now(), valid=DateRange(days(-30), days(65)))


def test_hidden_ones_are_absent(signed_in):
    with acting("operations_desk") as by:
        held = authorised(by, caveats=("mod_only",))
    with acting("mfa_desk") as by:
        assert not seen(to=by).filter(pk=held.pk).exists()
    assert signed_in("operations_desk").get("/admin/activities/authorisation/add/").status_code == 200
    assert (
        signed_in("operations_desk").get(f"/admin/activities/authorisation/{held.pk}/change/").status_code
        == 200
    )
    assert isinstance(held.act_on, dt.date)

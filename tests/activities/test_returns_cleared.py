"""Nothing leaves without the other ministry, whatever is redated and whoever sits where (C3, I22)."""

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Office
from activities.models import DueReturn
from activities.services import return_clearance
from activities.services import return_refusals as no
from activities.services import returns as services
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.activities.owed import an_obligation, cleared, first_of
from tests.activities.programme import days
from tests.cast import acting, seated, subject_of

pytestmark = pytest.mark.django_db


def test_another_day_takes_nothing_past_the_other_ministry_even_in_sql():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
        row = services.redate(row, by=by, at=now(), due_on=days(-1), reason="Earlier")
        with pytest.raises(no.NotBeforeRegister):
            services.take_over(row, by=by, on=today(), at=now(), sent_under="DEMO-1")
        left = {"state": "submitted", "state_on": today(), "submitted_on": today(), "sent_under": "DEMO-1"}
        with pytest.raises(DatabaseError, match="before this register"), transaction.atomic():
            DueReturn.objects.visible_to(by).filter(pk=row.pk).update(**left)


def test_whoever_prepared_it_does_not_clear_it_even_in_sql():
    with acting("arms_control_desk") as desk:
        row = services.prepare(first_of(an_obligation(desk, days(30)), desk), by=desk, on=today(), at=now())
        with pytest.raises(DatabaseError, match="prepared"), transaction.atomic():
            DueReturn.objects.visible_to(desk).filter(pk=row.pk).update(state="cleared", state_on=today())
    desk_of_milpol = Office.objects.get(pk=subject_of("mfa_milpol").office_id)
    seated("arms_control_desk", desk_of_milpol)
    with acting("arms_control_desk", office=desk_of_milpol.code) as by, pytest.raises(no.ClearedByAnother):
        return_clearance.clear(row, by=by, on=today(), at=now())
    with acting("mfa_milpol") as by:
        assert return_clearance.clear(row, by=by, on=today(), at=now()).state == "cleared"


def test_the_other_ministry_sends_it_back_with_a_reason_and_clears_it_again():
    with acting("arms_control_desk") as by:
        row = first_of(an_obligation(by, days(30)), by)
    row = cleared(row)
    with acting("arms_control_desk") as by:
        with pytest.raises(NotPermitted):
            return_clearance.send_back(row, by=by, on=today(), at=now(), reason="Mine")
        with pytest.raises(no.ReturnStepRefused):
            services.prepare(row, by=by, on=today(), at=now())
    with acting("mfa_milpol") as by:
        with pytest.raises(no.ReasonMissing):
            return_clearance.send_back(row, by=by, on=today(), at=now())
        row = return_clearance.send_back(row, by=by, on=today(), at=now(), reason="A figure is missing")
        assert row.state == "sent_back"
        with pytest.raises(no.ReturnStepRefused):
            return_clearance.send_back(row, by=by, on=today(), at=now(), reason="Again")
        with pytest.raises(no.ReturnStepRefused):
            return_clearance.clear(row, by=by, on=today(), at=now())
    with acting("arms_control_desk") as by:
        row = services.prepare(row, by=by, on=today(), at=now())
    with acting("mfa_milpol") as by:
        assert return_clearance.clear(row, by=by, on=today(), at=now()).state == "cleared"

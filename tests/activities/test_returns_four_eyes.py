"""Whoever ever prepared a return agrees to it for nobody, whatever happened in between (I22, domain.md C6)."""

from types import SimpleNamespace

import pytest
from django.db import DatabaseError, transaction

from accounts.models import Office
from activities.models import DueReturn
from activities.selectors.return_cases import cases_of
from activities.selectors.returns import owed, prepared_by, returns
from activities.services import obligations, return_clearance
from activities.services import return_refusals as no
from activities.services import returns as services
from approvals.models import CaseEditor
from approvals.services.decisions import DraftersMayNotDecide, decide
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.activities.owed import agreed, marked, put_up
from tests.cast import acting, seated, subject_of

pytestmark = pytest.mark.django_db
SECURITY = "mod-security"


@pytest.fixture
def row(db: None) -> DueReturn:
    """Marked, prepared and put up by the arms control desk; a clerk of the Center sits at security, too."""
    seated("cmd_desk_2", Office.objects.get(code=SECURITY))
    with acting("arms_control_desk") as by:
        row = marked(by)
    return put_up(row)


def worked_on(row: DueReturn) -> DueReturn:
    """The clerk prepares it, and does not agree to it in his other office, not even in SQL."""
    with acting("cmd_desk_2", office="cmd-desk") as clerk:
        row = services.prepare(row, by=clerk, at=now(), on=today())
    with (
        acting("cmd_desk_2", office=SECURITY) as clerk,
        pytest.raises(DatabaseError, match="prepared"),
        transaction.atomic(),
    ):
        DueReturn.objects.visible_to(clerk).filter(pk=row.pk).update(state="cleared", state_on=today())
    row = put_up(row)
    with acting("cmd_desk_2", office=SECURITY) as clerk:
        case = cases_of(row, to=clerk)[0]
        with pytest.raises(DraftersMayNotDecide):
            decide(case, by=clerk, verdict="concur", content_hash=case.content_hash, at=now(), on=today())
    return row


def test_who_took_up_what_a_slip_had_dropped_does_not_agree_to_it(row: DueReturn):
    with acting("arms_control_desk") as by:
        year, held = row.due_year, row.obligation
        held = obligations.amend(held, by=by, at=now(), reason="Slip", first_year=year + 2)
        obligations.amend(held, by=by, at=now(), reason="Corrected", first_year=year)
        row.refresh_from_db()
        assert row.state == "scheduled"
        assert [case.state for case in cases_of(row, to=by)] == ["withdrawn"]
    assert agreed(worked_on(row)).state == "cleared"


def test_who_worked_on_what_was_sent_back_does_not_agree_to_it(row: DueReturn, signed_in):
    row = agreed(row, "mod_security_2", verdict="return", comment="Names in it")
    assert row.state == "sent_back"
    with acting("arms_control_desk") as desk:
        with pytest.raises(no.ReturnStepRefused):
            return_clearance.put_up(row, by=desk, at=now(), on=today())
        assert row in owed(returns(to=desk))
    shown = signed_in("arms_control_desk").get(f"/returns/{row.reference}/").content.decode()
    assert "Sent back" in shown
    assert "Names in it" in shown
    assert "Preparation has begun" in shown
    assert agreed(worked_on(row)).state == "cleared"


def test_who_put_it_up_does_not_agree_to_it_either(row: DueReturn):
    with acting("arms_control_desk") as desk:
        row = return_clearance.take_back(row, by=desk, at=now(), on=today())
    with acting("cmd_desk_2", office="cmd-desk") as clerk:
        row = return_clearance.put_up(row, by=clerk, at=now(), on=today())
        editors = CaseEditor.objects.visible_to(clerk).filter(case=cases_of(row, to=clerk)[0])
        assert {editor.user_id for editor in editors} == {
            clerk.user_id, subject_of("arms_control_desk").user_id,
        }  # fmt: skip


def test_who_does_not_agree_to_what_is_not_marked_sends_it_back_before_having_agreed():
    with acting("arms_control_desk") as by:
        row = marked(by, level="unclassified")
    with acting("mfa_milpol") as by:
        row = return_clearance.send_back(row, by=by, at=now(), on=today(), reason="A figure is missing")
    with acting("arms_control_desk") as by:
        row = services.prepare(row, by=by, at=now(), on=today())
        with pytest.raises(NotPermitted):
            return_clearance.send_back(row, by=by, at=now(), on=today(), reason="Mine")
    with acting("mod_security_2") as officer:
        with pytest.raises(no.ReasonMissing):
            return_clearance.send_back(row, by=officer, at=now(), on=today())
        row = return_clearance.send_back(row, by=officer, at=now(), on=today(), reason="Still missing")
        assert row.state == "sent_back"


@pytest.mark.parametrize(
    ("steps", "prepared"),
    [
        ([("scheduled", 1), ("in_preparation", 7)], True),
        ([("in_preparation", 1), ("checked", 7), ("in_preparation", 7)], False),
        ([("in_preparation", 7), ("cleared", 2), ("in_preparation", 2)], True),
        ([("in_preparation", 1), ("checked", 7), ("sent_back", 7), ("in_preparation", 7)], True),
        (
            [("in_preparation", 1), ("cleared", 2), ("not_due", 1), ("scheduled", 1), ("in_preparation", 7)],
            True,
        ),
        ([("scheduled", 7), ("in_preparation", 1), ("sent_back", 7)], False),
        ([("in_preparation", 1), ("in_approval", 7), ("cleared", 2)], True),
        ([("in_preparation", 1), ("in_approval", 1), ("cleared", 7), ("sent_back", 7)], False),
    ],
)
def test_a_step_back_that_took_an_agreement_back_is_no_preparing(steps, prepared: bool):
    rows = [SimpleNamespace(pk=n, state=state, by_id=by) for n, (state, by) in enumerate(steps)]
    assert prepared_by(SimpleNamespace(steps=SimpleNamespace(all=lambda: rows)), 7) is prepared

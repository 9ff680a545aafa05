"""diplomatic_clearances.submit and take_back: whom it asks, what is frozen, that it leaves only as approved (C6)."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from access.context import Subject
from activities.models import DiplomaticClearance
from activities.selectors.clearance_cases import cases_of, draft_note
from activities.services import clearance_approval, clearances
from activities.services import clearance_refusals as no
from approvals.models import Case
from approvals.services.cases import NoApprover
from correspondence.services import register, steps
from directory.models import ClearanceRule
from foundation.clock import now, today
from foundation.errors import NotPermitted
from tests.activities.crossings import agreed, asked, noted, ours, put_up
from tests.activities.programme import country, days
from tests.cast import acting

pytestmark = pytest.mark.django_db


def roles(row: DiplomaticClearance) -> list[str]:
    """Whom its route asks, in order."""
    with acting("cmd_desk") as desk:
        case = cases_of(row, to=desk).first()
        return list(case.steps.order_by("order", "pk").values_list("role", flat=True))


def sent(row: DiplomaticClearance, by: Subject) -> DiplomaticClearance:
    note = steps.dispatch(draft_note(row, to=by), by=by, on=today(), at=now())
    return clearances.send(row, by=by, at=now(), note=note)


def ruled() -> None:
    ClearanceRule.objects.create(
        code="ge-aircraft", country=country("GE"), vehicle="aircraft", lead_days=10, day_type="calendar",
        name_en="Georgia", name_az="Gürcüstan",
    )  # fmt: skip


def test_without_a_rule_and_the_first_time_the_legal_department_is_asked(db: None) -> None:
    assert roles(put_up()) == ["mod_legal", "mfa_protocol"]
    ruled()
    first = put_up(told_latest_on=None)
    assert roles(first) == ["mod_legal", "mfa_protocol"]
    row = agreed(first)
    with acting("cmd_desk") as desk:
        until = row.leaves_at + (row.leaves_at - row.enters_at)
        clearances.grant(sent(row, desk), by=desk, on=today(), at=now(), number="GE-1", valid_until=until)
    assert roles(put_up(told_latest_on=None)) == ["mfa_protocol"]
    assert roles(put_up(told_latest_on=None, cargo="military")) == ["mod_legal", "mfa_protocol"]


def test_a_note_does_not_leave_before_it_is_approved_nor_otherwise_than_approved(db: None) -> None:
    row = put_up()
    with acting("cmd_desk") as desk:
        note = draft_note(row, to=desk)
        with pytest.raises(no.NotAsApproved):
            steps.dispatch(note, by=desk, on=today(), at=now())
    row = agreed(row)
    with acting("cmd_desk") as desk:
        other = register.amend(draft_note(row, to=desk), by=desk, text="Otherwise.")
        with pytest.raises(no.NotAsApproved):
            steps.dispatch(other, by=desk, on=today(), at=now())
        register.amend(other, by=desk, text=note.text)
        clearances.amend(row, by=desk, route="Elsewhere")
        with pytest.raises(no.NotAsApproved):
            steps.dispatch(note, by=desk, on=today(), at=now())
        clearances.amend(row, by=desk, route=row.route)
        assert sent(row, desk).state == "note_sent"


def test_what_lies_with_the_approvers_is_taken_back_to_change_it(db: None) -> None:
    row = put_up()
    with acting("cmd_desk") as desk:
        with pytest.raises(no.UnderApproval):
            clearances.amend(row, by=desk, route="Elsewhere")
        assert clearances.amend(row, by=desk, waiver="By telephone").waiver == "By telephone"
        with pytest.raises(no.UnderApproval):
            clearance_approval.submit(row, by=desk, on=today(), at=now())
        taken = clearance_approval.take_back(row, by=desk, at=now(), reason="Wrong route")
        clearances.amend(taken, by=desk, route="Elsewhere")
        with pytest.raises(no.NothingUnderApproval):
            clearance_approval.take_back(row, by=desk, at=now())
        clearance_approval.submit(taken, by=desk, on=today(), at=now())
        clearances.withdraw(taken, by=desk, on=today(), at=now(), reason="Not flown")
        assert not Case.in_context.filter(kind="diplomatic_clearance", state="open").exists()


def test_returned_it_is_put_up_again(db: None) -> None:
    row = agreed(put_up(), "mod_legal", verdict="return")
    with acting("cmd_desk") as desk:
        changed = clearances.amend(row, by=desk, route="Poylu")
        clearance_approval.submit(changed, by=desk, on=today(), at=now())
    assert agreed(row).state == "draft"


def test_who_wrote_it_does_not_agree_to_it(db: None) -> None:
    with acting("mfa_protocol") as protocol:
        row = ours(protocol, told_latest_on=days(10))
    with acting("cmd_desk") as desk:
        noted(desk, row)
        with pytest.raises(NoApprover, match="everybody who holds it drafted"):
            clearance_approval.submit(row, by=desk, on=today(), at=now())


def test_who_wrote_the_note_does_not_agree_to_it_either(db: None) -> None:
    with acting("cmd_desk") as desk:
        row = ours(desk, told_latest_on=days(10))
        note = noted(desk, row)
    with acting("mfa_protocol") as protocol:
        register.amend(note, by=protocol, text="In other words.")
    with acting("cmd_desk") as desk, pytest.raises(NoApprover, match="everybody who holds it drafted"):
        clearance_approval.submit(row, by=desk, on=today(), at=now())


def test_only_ours_with_its_note_goes_that_way(clerk: Subject) -> None:
    with pytest.raises(no.TheirsIsNotOurs):
        clearance_approval.submit(asked(clerk), by=clerk, on=today(), at=now())
    row = ours(clerk)
    with pytest.raises(no.NoteNotDrafted):
        clearance_approval.submit(row, by=clerk, on=today(), at=now())
    with pytest.raises(no.DayAhead):
        clearance_approval.submit(row, by=clerk, on=days(1), at=now())


def test_readers_put_nothing_up(db: None) -> None:
    with acting("cmd_desk") as desk:
        row = ours(desk)
    with acting("leadership_reader") as reader, pytest.raises(NotPermitted):
        clearance_approval.submit(row, by=reader, on=today(), at=now())


def test_postgresql_too_wants_the_case(db: None) -> None:
    row = put_up()
    with acting("cmd_desk") as desk:
        note = draft_note(row, to=desk)
        for wrong in (
            "UPDATE activities_diplomaticclearance SET route = 'x' WHERE id = %s",
            f"UPDATE activities_diplomaticclearance SET state = 'note_sent', sent_on = latest_on, "
            f"note_id = {note.pk} WHERE id = %s",
        ):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(wrong, [row.pk])


def test_on_its_page_and_over_rest(signed_in: Callable[..., Client], api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as desk:
        row = ours(desk, told_latest_on=days(10))
        noted(desk, row)
    client, path = signed_in("cmd_desk"), f"/clearances/{row.reference}/"
    shown = client.get(path).content.decode()
    assert "Put up for approval" in shown
    assert "The note has left or come in" not in shown
    done = client.post(
        path,
        {"step": "submit", "submit-on": str(today()), "submit-version": row.version, "submit-reason": ""},
    )
    assert done.status_code == 302
    shown = client.get(path).content.decode()
    assert "Take back from approval" in shown
    with acting("cmd_desk") as desk:
        case = cases_of(row, to=desk).first()
    assert case.reference in shown
    page = signed_in("mod_legal").get(f"/cases/{case.reference}/").content.decode()
    assert "has the honour" in page
    assert "Poylu" in page
    rest = api("cmd_desk")
    one = f"/api/v1/diplomatic-clearances/{row.reference}/"
    tag = rest.get(one)["ETag"]
    back = rest.post(f"{one}take-back/", {}, "application/json", headers={"If-Match": tag})
    assert back.status_code == 200, back.content
    again = rest.post(f"{one}submit/", {}, "application/json", headers={"If-Match": back["ETag"]})
    assert again.status_code == 200
    refused = rest.post(f"{one}submit/", {}, "application/json", headers={"If-Match": again["ETag"]})
    assert (refused.status_code, "take it back" in refused.json()["detail"]) == (409, True)

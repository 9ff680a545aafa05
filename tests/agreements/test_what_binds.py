"""What binds whom on a day: doubts settled, withdrawals, successors, receipts (VCLT arts 54, 57, 59, 78)."""

import datetime as dt

import pytest

from access.context import Subject
from agreements.models import AgreementDrafter
from agreements.selectors.legal_basis import legal_basis
from agreements.services import agreements, conclusion, kin, statements, texts
from agreements.services.refusals import (
    DayMissing,
    EntryNotReached,
    StepInFuture,
    SuccessorNotInForce,
)
from foundation.clock import now, today
from tests.agreements.instruments import country, empowered, in_force, negotiated, recorded
from tests.agreements.planning import begun
from tests.cast import acting

pytestmark = pytest.mark.django_db
TOMORROW = today() + dt.timedelta(days=1)


def day(month: int, on: int) -> dt.date:
    return dt.date(2019, month, on)


def test_a_doubt_is_not_settled_by_a_day_to_come(clerk: Subject) -> None:
    doubtful = in_force(clerk, dt.date(2008, 5, 17), needs_verification=True)
    with pytest.raises(StepInFuture) as refused:
        agreements.verify(doubtful, by=clerk, at=now(), eif_on=TOMORROW)
    assert "eif_on" in refused.value.fields
    assert agreements.verify(doubtful, by=clerk, at=now(), eif_on=dt.date(2008, 6, 1)).eif_on == dt.date(
        2008, 6, 1
    )


def test_verifying_puts_nothing_in_force_that_is_only_signed(clerk: Subject) -> None:
    signed = recorded(clerk, stands_as="signed", signed_on=day(6, 1), needs_verification=True)
    with pytest.raises(EntryNotReached):
        agreements.verify(signed, by=clerk, at=now(), eif_on=day(7, 1))
    assert agreements.verify(signed, by=clerk, at=now()).eif_on is None


def test_what_is_in_force_is_verified_with_its_day(clerk: Subject) -> None:
    doubtful = recorded(clerk, stands_as="in_force", needs_verification=True)
    with pytest.raises(DayMissing) as refused:
        agreements.verify(doubtful, by=clerk, at=now())
    assert "eif_on" in refused.value.fields


def test_a_state_that_left_is_no_legal_basis_from_that_day_on(clerk: Subject) -> None:
    many = recorded(
        clerk, participation="multilateral", parties=[country("GE"), country("TR")], stands_as="in_force",
        signed_on=dt.date(2009, 1, 1), eif_on=dt.date(2010, 1, 1),
    )  # fmt: skip
    left, georgia = dt.date(2015, 6, 1), many.parties.get(country__iso2="GE")
    statements.withdraw(many, by=clerk, party=georgia, on=dt.date(2015, 1, 1), effective_on=left, at=now())

    def states(on: dt.date) -> list[str]:
        return [row.country for row in legal_basis(to=clerk, as_of=on)]

    assert states(left - dt.timedelta(days=1)) == ["GE", "TR"]
    assert states(left) == ["TR"]


def test_what_is_over_takes_nobodys_place(clerk: Subject) -> None:
    earlier = in_force(clerk, dt.date(2008, 5, 17))
    over = recorded(
        clerk, stands_as="terminated", signed_on=dt.date(2009, 1, 1), eif_on=dt.date(2010, 1, 1),
        ended_on=dt.date(2015, 1, 1),
    )  # fmt: skip
    with pytest.raises(SuccessorNotInForce):
        kin.supersede(earlier, by=clerk, on=today(), at=now(), reason="Renewed", successor=over)
    then = dt.date(2012, 1, 1)
    assert (
        kin.supersede(earlier, by=clerk, on=then, at=now(), reason="Renewed", successor=over).ended_on == then
    )


def test_a_receipt_is_not_lost_when_a_notification_is_written_again(clerk: Subject) -> None:
    agreement = empowered(negotiated(clerk), clerk)
    agreement = conclusion.record_signature(agreement, by=clerk, on=day(6, 1), at=now())
    georgia = agreement.parties.get(is_home=False)
    told = {"by": clerk, "party": georgia, "sent_on": day(7, 1), "at": now()}
    agreement = conclusion.notify(agreement, received_on=day(7, 5), **told)
    conclusion.notify(agreement, **told)
    georgia.refresh_from_db()
    assert georgia.notification.received_on == day(7, 5)


def test_whoever_takes_a_text_out_has_drafted(db: None) -> None:
    with acting("cmd_desk") as desk:
        agreement = texts.keep_text(recorded(desk), by=desk, language="en")
    with acting("mfa_legal") as lawyer:
        english = agreement.texts.get(language="en")
        texts.remove_text(english, by=lawyer, at=now(), reason="Entered by mistake")
        assert AgreementDrafter.objects.visible_to(lawyer).filter(user=lawyer.user_id).exists()


@pytest.mark.parametrize("enter", [recorded, begun], ids=["agreement", "plan"])
def test_nothing_is_entered_as_standing_since_a_day_to_come(clerk: Subject, enter: object) -> None:
    with pytest.raises(StepInFuture) as refused:
        enter(clerk, on=TOMORROW)  # type: ignore[operator]
    assert "on" in refused.value.fields

"""An older agreement is entered with what lies behind it: notifications, provisional application, registration."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement
from agreements.services import agreements
from agreements.services.party_refusals import PartiesStay
from agreements.services.past import (
    NotAppliedProvisionally,
    NotRegistered,
    ReceivedBeforeSent,
    Told,
    ToldTwice,
)
from agreements.services.refusals import (
    BasisMissing,
    NotificationNotDue,
    NotPartyOfIt,
    RegistrationBeforeEntry,
    RegistrationBeforeSubmission,
    StepBeforePrevious,
    StepInFuture,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import RuleBroken
from tests.agreements.instruments import country, in_force
from tests.agreements.test_api import ADDRESS, ENTRY
from tests.agreements.test_import import HEADINGS, a_row
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, workbook

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)
DAY = dt.timedelta(days=1)
PAST = {
    "registration_sent_on": dt.date(2008, 7, 1), "registered_on": dt.date(2008, 9, 1), "registration_no": "I-45678",
    "provisional_on": dt.date(2008, 4, 20), "provisional_basis": "Article 14", "exchanged_on": dt.date(2008, 5, 10),
}  # fmt: skip


def told(code: str, sent: dt.date, received: dt.date | None = None) -> Told:
    return Told(country(code), sent, received)


BOTH = (("AZ", dt.date(2008, 5, 2), dt.date(2008, 5, 5)), ("GE", dt.date(2008, 5, 10), dt.date(2008, 5, 17)))


def test_it_is_entered_in_one_act_with_all_of_it(clerk: Subject) -> None:
    held = in_force(clerk, E, **PAST, registered_by=country("GE"), notifications=[told(*one) for one in BOTH])
    assert (held.registration_no, held.registered_by.iso2, held.is_provisional) == ("I-45678", "GE", True)
    assert held.applies_provisionally(dt.date(2008, 5, 1))
    assert [(n.party.code, n.sent_on, n.received_on) for n in held.notifications.order_by("sent_on")] == list(
        BOTH
    )
    stages = [stage.state for stage in held.stages.all()]
    assert stages == ["signed", "in_force"]


def test_its_parties_stay_afterwards(clerk: Subject) -> None:
    held = in_force(clerk, E, notifications=[told(*one) for one in BOTH])
    with pytest.raises(PartiesStay):
        agreements.amend(held, by=clerk, at=now(), parties=[country("TR")])
    with pytest.raises(RuleBroken), act("test"):
        held.parties.model.in_context.create(agreement=held, country=country("TR"), label_id=held.label_id)


WRONG: list[tuple[type[Exception], str, dict[str, Any]]] = [
    (RegistrationBeforeEntry, "registered_on", {"registered_on": E - DAY}),
    (RegistrationBeforeEntry, "registration_sent_on", {"registration_sent_on": E - DAY}),
    (RegistrationBeforeSubmission, "registered_on", {"registered_on": E, "registration_sent_on": E + DAY}),
    (NotRegistered, "registered_on", {"registration_no": "I-1"}),
    (StepInFuture, "registered_on", {"registered_on": dt.date(2199, 1, 1)}),
    (NotAppliedProvisionally, "provisional_on", {"provisional_basis": "Article 14"}),
    (BasisMissing, "provisional_basis", {"provisional_on": E - DAY}),
    (StepBeforePrevious, "provisional_on", {"provisional_on": E - 40 * DAY, "provisional_basis": "x"}),
    (
        StepBeforePrevious, "provisional_ended_on",
        {"provisional_on": E - DAY, "provisional_ended_on": E - 2 * DAY, "provisional_basis": "x"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("error", "field", "facts"), WRONG)
def test_what_contradicts_itself_stands_beside_its_field(
    clerk: Subject, error: type[Exception], field: str, facts: dict[str, Any]
) -> None:
    with pytest.raises(error) as refusal:
        in_force(clerk, E, **facts)
    assert set(refusal.value.fields) == {field}  # type: ignore[attr-defined]
    assert not Agreement.in_context.exists()


def test_notifications_are_of_its_parties_and_in_order(clerk: Subject) -> None:
    wrong: list[tuple[type[Exception], list[Told]]] = [
        (NotPartyOfIt, [told("TR", E)]),
        (ToldTwice, [told("GE", E), told("GE", E)]),
        (NotificationNotDue, [told("GE", E - 40 * DAY)]),
        (ReceivedBeforeSent, [told("GE", E, E - DAY)]),
        (StepInFuture, [told("GE", E, today() + DAY)]),
    ]
    for error, given in wrong:
        with pytest.raises(error) as refusal:
            in_force(clerk, E, notifications=given)
        assert set(refusal.value.fields) == {"notifications"}  # type: ignore[attr-defined]


def test_rest_takes_it_with_the_entry(api: Callable[..., Client]) -> None:
    days = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in PAST.items()}
    entry = {
        **ENTRY, **days, "stands_as": "in_force", "signed_on": "2008-04-17", "eif_on": "2008-05-17",
        "registered_by": "GE",
        "notifications": [{"party": "AZ", "sent_on": "2008-05-02", "received_on": "2008-05-05"}],
    }  # fmt: skip
    made = api("cmd_desk").post(ADDRESS, entry, content_type="application/json")
    assert made.status_code == 201, made.content
    body = made.json()
    assert (body["registered_on"], body["registered_by"], body["provisional_on"]) == (
        "2008-09-01", "GE", "2008-04-20",
    )  # fmt: skip
    assert body["notifications"] == entry["notifications"]


FURTHER = (
    "Depositary", "Instruments exchanged on", "Notifications of the parties", "Applied provisionally from",
    "Basis of provisional application", "Submitted for registration on", "Registered on", "Registration number",
    "Registered by", "In this state since", "Denunciation takes effect on",
)  # fmt: skip


def further(title: str, *, row: dict[str, Any] | None = None, **cells: Any) -> list[Any]:
    given = {
        "depositary": "", "exchanged": "2008-05-10", "told": "AZ 2008-05-02 2008-05-05; Georgia 10.5.2008",
        "provisional": "2008-04-20", "basis": "Article 14", "sent": "2008-07-01", "registered": "2008-09-01",
        "number": "I-45678", "by": "Georgia", "since": "", "effect": "", **cells,
    }  # fmt: skip
    return [*a_row(title, **(row or {})), *given.values()]


def test_a_table_brings_it_along() -> None:
    denounced = {"stands_as": "denunciation_notified"}
    rows = [
        further("a"),
        further("b", row={"parties": "GE; TR"}, depositary="TR"),
        further("c", row=denounced, since="2024-03-01"),
        further("d", row={**denounced, "notice": "", "basis": ""}, since="2024-03-01", effect="2025-03-01"),
    ]
    held = confirmed(brought(workbook(rows, (*HEADINGS, *FURTHER)), kind="agreements"))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        found = {row.title: row for row in Agreement.in_context.all()}
        first = found["a"]
        assert (first.registration_no, first.registered_by.iso2, first.exchanged_on) == (
            "I-45678", "GE", dt.date(2008, 5, 10),
        )  # fmt: skip
        assert sorted((n.party.code, n.received_on) for n in first.notifications.all()) == [
            ("AZ", dt.date(2008, 5, 5)), ("GE", None),
        ]  # fmt: skip
        assert found["b"].depositary.reference == "TR"
        assert (found["c"].state_on, found["c"].effect_on) == (dt.date(2024, 3, 1), dt.date(2026, 5, 17))
        assert found["d"].effect_on == dt.date(2025, 3, 1)


def test_what_is_wrong_stands_in_its_column() -> None:
    denounced = {"stands_as": "denunciation_notified"}
    rows = [
        further("a", depositary="GE"), further("b", told="AZ soon"), further("c", told="TR 2008-05-02"),
        further("d", basis=""), further("e", registered="2008-05-01"), further("f", by="Atlantis"),
        further("g", row=denounced), further("h", row=denounced, since="2024-03-01", effect="2024-02-01"),
        further("i", effect="2024-02-01"), further("j", told="AZ 2008-02-31"), further("k", registered=""),
    ]  # fmt: skip
    held = brought(workbook(rows, (*HEADINGS, *FURTHER)), kind="agreements")
    assert errors_in(held) == {
        (2, "Depositary"), (3, "Notifications of the parties"), (4, "Notifications of the parties"),
        (5, "Basis of provisional application"), (6, "Registered on"), (7, "Registered by"),
        (8, "In this state since"), (9, "Denunciation takes effect on"), (10, "Denunciation takes effect on"),
        (11, "Notifications of the parties"), (12, "Registered on"),
    }  # fmt: skip

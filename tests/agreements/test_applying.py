"""Provisional application before entry into force, and the way to registration after it."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from access.context import Subject
from agreements.models import Agreement
from agreements.selectors.agreements import agreements as seen
from agreements.selectors.in_force import in_force as standing
from agreements.selectors.legal_basis import legal_basis
from agreements.services import agreements, applying, conclusion
from agreements.services.refusals import (
    AlreadyApplied,
    AlreadyRegistered,
    BasisMissing,
    NotApplied,
    ReasonNeeded,
    RegistrationBeforeEntry,
    RegistrationBeforeSubmission,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
    SubmittedAlready,
)
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import DomainError, InvalidInput, RuleBroken
from reports.selectors.legal_basis import build
from tests.activities.programme import planned
from tests.agreements.instruments import country, in_force, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SIGNED_ON = dt.date(2019, 10, 10)
E = dt.date(2008, 5, 17)


def _signed(by: Subject) -> Agreement:
    return recorded(by, stands_as="signed", signed_on=SIGNED_ON, clause={"eif_rule": "on_signature"})


def _apply(agreement: Agreement, by: Subject, **facts: object) -> Agreement:
    known = {"on": SIGNED_ON, "basis": "Art. 12", **facts}
    return applying.apply_provisionally(agreement, by=by, at=now(), **known)


def test_it_applies_between_its_first_day_and_entry_into_force(clerk: Subject) -> None:
    agreement = _apply(_signed(clerk), clerk)
    assert agreement.is_provisional
    assert [agreement.applies_provisionally(day) for day in (SIGNED_ON - DAY, SIGNED_ON, today())] == [
        False, True, True,
    ]  # fmt: skip
    with pytest.raises(AlreadyApplied):
        _apply(agreement, clerk)
    agreement.eif_on = SIGNED_ON + 9 * DAY
    assert agreement.applies_provisionally(SIGNED_ON + 8 * DAY)
    assert not agreement.applies_provisionally(SIGNED_ON + 9 * DAY)


def test_a_notice_ends_it(clerk: Subject) -> None:
    agreement = _apply(_signed(clerk), clerk)
    end = {"by": clerk, "at": now()}
    with pytest.raises(ReasonNeeded):
        applying.end_provisional(agreement, on=today(), reason=" ", **end)
    with pytest.raises(StepBeforePrevious):
        applying.end_provisional(agreement, on=SIGNED_ON - DAY, reason="r", **end)
    ended = applying.end_provisional(agreement, on=dt.date(2020, 1, 1), reason="no intention", **end)
    assert ended.applies_provisionally(dt.date(2019, 12, 31))
    assert not ended.applies_provisionally(dt.date(2020, 1, 1))
    with pytest.raises(NotApplied):
        applying.end_provisional(ended, on=today(), reason="r", **end)


def test_when_nothing_is_applied_provisionally(clerk: Subject) -> None:
    with pytest.raises(StepRefused):
        _apply(recorded(clerk), clerk)
    with pytest.raises(StepRefused):
        _apply(in_force(clerk, E), clerk)
    for rule, facts in (
        (BasisMissing, {"basis": " "}),
        (StepBeforePrevious, {"on": SIGNED_ON - DAY}),
        (StepInFuture, {"on": today() + DAY}),
    ):
        with pytest.raises(rule):
            _apply(_signed(clerk), clerk, **facts)
    with pytest.raises(NotApplied):
        applying.end_provisional(_signed(clerk), by=clerk, on=today(), at=now(), reason="r")


def test_submitted_then_registered_by_one_of_the_parties(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    way = {"by": clerk, "at": now()}
    with pytest.raises(RegistrationBeforeEntry):
        applying.submit_registration(agreement, on=E - DAY, **way)
    agreement = applying.submit_registration(agreement, on=E + 30 * DAY, **way)
    with pytest.raises(SubmittedAlready):
        applying.submit_registration(agreement, on=E + 31 * DAY, **way)
    with pytest.raises(RegistrationBeforeSubmission):
        conclusion.register(agreement, on=E + 29 * DAY, **way)
    agreement = conclusion.register(
        agreement, on=E + 90 * DAY, number="I-1", registered_by=country("GE"), **way
    )
    assert agreement.registered_by == country("GE")
    with pytest.raises(AlreadyRegistered):
        applying.submit_registration(agreement, on=today(), **way)


def test_the_database_keeps_the_order_of_days(clerk: Subject) -> None:
    agreement = _apply(_signed(clerk), clerk)
    bound = in_force(clerk, E)
    for row, wrong in (
        (agreement, {"provisional_ended_on": SIGNED_ON - DAY}),
        (agreement, {"is_provisional": False}),
        (agreement, {"registration_sent_on": today()}),
        (bound, {"registration_sent_on": E - DAY}),
        (bound, {"registration_sent_on": today(), "registered_on": today() - DAY}),
    ):
        with pytest.raises(RuleBroken), act("test"):
            Agreement.in_context.filter(pk=row.pk).update(**wrong)
    with pytest.raises(InvalidInput):
        agreements.amend(agreement, by=clerk, at=now(), is_provisional=False)


def test_buttons_and_verbs(signed_in: Callable[..., Client], api: Callable[..., Client]) -> None:
    with acting("cmd_desk") as clerk:
        agreement, bound = _signed(clerk), in_force(clerk, E)
    desk = signed_in("cmd_desk")
    steps = f"/admin/agreements/agreement/{agreement.pk}/step/"
    assert "State the provision" in desk.post(f"{steps}apply/", {"on": "2019-10-10"}).content.decode()
    desk.post(f"{steps}apply/", {"on": "2019-10-10", "basis": "Art. 12"})
    page = desk.get(f"/agreements/{agreement.reference}/").content.decode()
    assert "Applied provisionally" in page
    assert "Art. 12" in page
    desk.post(f"{steps}end-provisional/", {"on": "2020-01-01", "reason": "r"})
    client = api("mfa_legal")
    address = f"/api/v1/agreements/{agreement.reference}/"
    read = client.get(address)
    assert read.json()["provisional_ended_on"] == "2020-01-01"

    def send(record: Agreement, verb: str, **body: str):
        address = f"/api/v1/agreements/{record.reference}/"
        headers = {"If-Match": client.get(address)["ETag"]}
        return client.post(f"{address}{verb}/", body, content_type="application/json", headers=headers)

    assert send(agreement, "apply-provisionally", basis="Art. 12").status_code == 409
    assert send(agreement, "end-provisional", reason="r").status_code == 409
    assert send(agreement, "end-provisional").status_code == 400
    sent = send(bound, "submit-registration", on="2008-06-17")
    assert sent.json()["registration_sent_on"] == "2008-06-17", sent.content
    assert send(bound, "register", on="2008-09-01", registered_by="ZZ").status_code == 400
    done = send(bound, "register", on="2008-09-01", number="I-1", registered_by="GE")
    assert done.json()["registered_by"] == "GE", done.content


def test_what_is_applied_provisionally_carries_an_activity_from_day_to_day(clerk: Subject) -> None:
    applied = _apply(_signed(clerk), clerk, on=dt.date(2020, 1, 1))
    row = seen(to=clerk).filter(pk=applied.pk)
    stands = [
        standing(row, to=clerk, on=day).exists() for day in (dt.date(2019, 12, 31), dt.date(2020, 1, 1))
    ]
    assert stands == [False, True]
    assert not standing(row, to=clerk, on=today(), provisionally=False).exists()
    assert planned(clerk, agreement=applied).agreement == applied
    ended = {"by": clerk, "on": today(), "at": now(), "reason": "no intention"}
    applying.end_provisional(applied, **ended)
    assert standing(row, to=clerk, on=today() - DAY).exists()
    assert not standing(row, to=clerk, on=today()).exists()
    with pytest.raises(DomainError):
        planned(clerk, agreement=applied)


def test_the_legal_basis_says_that_it_is_applied_provisionally(clerk: Subject) -> None:
    _apply(_signed(clerk), clerk)
    (row,) = legal_basis(to=clerk, as_of=today())
    assert [(one.provisional, row.country) for one in row.instruments] == [(True, "GE")]
    assert legal_basis(to=clerk, as_of=SIGNED_ON - DAY) == []
    answer = build(to=clerk, as_of=today())
    assert (answer.rows[0]["provisional"], answer.summary["provisionally"]) == (1, 1)

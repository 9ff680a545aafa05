"""From proposal to registration: each step once, in order, on its day, and nothing else."""

import datetime as dt
from itertools import product

import pytest
from django.db import connection

from access.context import Subject
from agreements.lifecycle import TRANSITIONS
from agreements.models import Agreement, Notification
from agreements.services import conclusion, ending, kin
from agreements.services.refusals import (
    AlreadyRegistered,
    EntryDiffers,
    EntryNotComputable,
    NotificationNotDue,
    NotPartyOfIt,
    RegistrationBeforeEntry,
    SignatureNotDefinitive,
    StepBeforePrevious,
    StepInFuture,
    StepRefused,
)
from audit.models import Event
from foundation.acts import act
from foundation.clock import now, today
from foundation.errors import NotPermitted, RecordChanged, RuleBroken
from tests.agreements.instruments import MINISTER, V1_CLAUSE, recorded
from tests.cast import acting

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
SIGNED_ON = dt.date(2019, 10, 10)


def _signed(clerk: Subject, *, clause: dict | None = None, signature: str = "simple") -> Agreement:
    agreement = recorded(clerk, on=dt.date(2019, 1, 1), clause=clause or V1_CLAUSE)
    for step in (conclusion.mandate, conclusion.negotiate, conclusion.initial):
        agreement = step(agreement, by=clerk, on=dt.date(2019, 6, 1), at=now())
    return conclusion.record_signature(
        agreement, by=clerk, on=SIGNED_ON, at=now(), place="Bakı", signature=signature, **MINISTER
    )


def test_the_whole_way_to_registration(clerk: Subject) -> None:
    agreement = _signed(clerk)
    assert (agreement.signed_on, agreement.signed_in) == (SIGNED_ON, "Bakı")
    agreement = conclusion.start_domestic_procedures(agreement, by=clerk, on=dt.date(2019, 11, 1), at=now())
    home, other = agreement.parties.all()
    agreement = conclusion.notify(
        agreement,
        by=clerk,
        party=other,
        sent_on=dt.date(2020, 1, 5),
        received_on=dt.date(2020, 1, 9),
        at=now(),
    )
    assert agreement.state == "domestic_procedures"
    agreement = conclusion.notify(agreement, by=clerk, party=home, sent_on=dt.date(2020, 2, 1), at=now())
    assert agreement.state == "notified"
    with pytest.raises(EntryNotComputable, match="notification has not been received"):
        conclusion.enter_into_force(agreement, by=clerk, at=now())
    agreement = conclusion.notify(
        agreement,
        by=clerk,
        party=home,
        sent_on=dt.date(2020, 2, 1),
        received_on=dt.date(2020, 2, 11),
        at=now(),
    )
    with pytest.raises(EntryDiffers, match="11 Feb 2020"):
        conclusion.enter_into_force(agreement, by=clerk, at=now(), on=dt.date(2020, 2, 12))
    agreement = conclusion.enter_into_force(agreement, by=clerk, at=now())
    assert (agreement.state, agreement.eif_on) == ("in_force", dt.date(2020, 2, 11))
    assert agreement.deadlines.count() == 3
    with pytest.raises(RegistrationBeforeEntry):
        conclusion.register(agreement, by=clerk, on=dt.date(2020, 2, 10), at=now())
    agreement = conclusion.register(agreement, by=clerk, on=dt.date(2020, 5, 1), at=now(), number="I-12345")
    with pytest.raises(AlreadyRegistered):
        conclusion.register(agreement, by=clerk, on=today(), at=now())
    states = [stage.state for stage in agreement.stages.all()]
    assert states == [
        "proposed",
        "mandated",
        "negotiating",
        "initialled",
        "signed",
        "domestic_procedures",
        "notified",
        "in_force",
    ]
    verbs = set(Event.objects.filter(reference=agreement.reference).values_list("verb", flat=True))
    assert {
        "agreements.record",
        "agreements.sign",
        "agreements.enter_into_force",
        "agreements.register",
    } <= verbs


def test_thirty_days_after_the_last_notification(clerk: Subject) -> None:
    clause = {**V1_CLAUSE, "eif_rule": "n_days_after_last_notification", "eif_days": 30}
    agreement = conclusion.start_domestic_procedures(
        _signed(clerk, clause=clause), by=clerk, on=SIGNED_ON, at=now()
    )
    yesterday = today() - DAY
    for party in agreement.parties.all():
        agreement = conclusion.notify(
            agreement, by=clerk, party=party, sent_on=yesterday, received_on=yesterday, at=now()
        )
    with pytest.raises(StepInFuture):
        conclusion.enter_into_force(agreement, by=clerk, at=now())


def test_a_definitive_signature_binds_at_once_a_simple_one_does_not(clerk: Subject) -> None:
    on_signature = {**V1_CLAUSE, "eif_rule": "on_signature"}
    with pytest.raises(SignatureNotDefinitive):
        conclusion.enter_into_force(_signed(clerk, clause=on_signature), by=clerk, at=now())
    bound = conclusion.enter_into_force(
        _signed(clerk, clause=on_signature, signature="definitive"), by=clerk, at=now()
    )
    assert bound.eif_on == SIGNED_ON


def test_days_are_neither_ahead_nor_before_the_step_before(clerk: Subject) -> None:
    agreement = recorded(clerk, on=dt.date(2019, 1, 1))
    with pytest.raises(StepInFuture):
        conclusion.mandate(agreement, by=clerk, on=today() + DAY, at=now())
    with pytest.raises(StepBeforePrevious):
        conclusion.mandate(agreement, by=clerk, on=dt.date(2018, 12, 31), at=now())


def test_a_step_needs_the_version_that_was_seen_and_an_office(clerk: Subject) -> None:
    agreement = recorded(clerk)
    conclusion.mandate(agreement, by=clerk, on=today(), at=now(), version=agreement.version)
    with pytest.raises(RecordChanged):
        conclusion.negotiate(agreement, by=clerk, on=today(), at=now(), version=agreement.version)


def test_other_offices_take_no_step(db: None) -> None:
    with acting("cmd_desk") as clerk:
        agreement = recorded(clerk)
    with acting("mfa_desk") as desk, pytest.raises(NotPermitted):
        conclusion.mandate(agreement, by=desk, on=today(), at=now())


def test_only_parties_notify_and_only_in_between(clerk: Subject) -> None:
    agreement, another = _signed(clerk), recorded(clerk)
    with pytest.raises(NotPartyOfIt):
        conclusion.notify(agreement, by=clerk, party=another.parties.first(), sent_on=SIGNED_ON, at=now())
    with pytest.raises(NotificationNotDue):
        conclusion.notify(another, by=clerk, party=another.parties.first(), sent_on=today(), at=now())
    with pytest.raises(NotificationNotDue):
        conclusion.notify(
            agreement, by=clerk, party=agreement.parties.first(), sent_on=SIGNED_ON - DAY, at=now()
        )
    assert not Notification.in_context.exists()


def test_steps_out_of_order_are_refused(clerk: Subject) -> None:
    agreement = recorded(clerk)
    for step in (conclusion.negotiate, conclusion.record_signature, conclusion.start_domestic_procedures):
        with pytest.raises(StepRefused):
            step(agreement, by=clerk, on=today(), at=now())
    for last in (ending.denounce, ending.suspend, kin.supersede, ending.withdraw_denunciation):
        with pytest.raises(StepRefused):
            last(agreement, by=clerk, on=today(), at=now(), reason="r")
    with pytest.raises(StepRefused):
        ending.resume(agreement, by=clerk, on=today(), at=now())


def test_the_database_knows_the_same_steps(clerk: Subject) -> None:
    with connection.cursor() as cursor:
        for source, target in product(TRANSITIONS, TRANSITIONS):
            cursor.execute("SELECT agreements_agreement_may_step(%s, %s)", [source, target])
            assert cursor.fetchone()[0] == (target in TRANSITIONS[source]), (source, target)
    agreement = recorded(clerk)
    with pytest.raises(RuleBroken), act("test"):
        Agreement.in_context.filter(pk=agreement.pk).update(
            state="in_force", eif_on=today(), signed_on=today()
        )
    with pytest.raises(RuleBroken), act("test"):
        agreement.stages.update(reached_on=today() - DAY)
    with pytest.raises(RuleBroken), act("test"):
        agreement.stages.all().delete()

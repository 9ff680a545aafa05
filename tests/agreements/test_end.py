"""How agreements end: by notice, by time, by a later one; and what can be taken back."""

import datetime as dt

import pytest

from access.context import Subject
from agreements.services import ending
from agreements.services.refusals import (
    DenunciationAlreadyEffective,
    DenunciationNotYetEffective,
    ReasonNeeded,
    StepRefused,
    TermStillRunning,
)
from foundation.clock import now, today
from tests.agreements.instruments import in_force, superseded

pytestmark = pytest.mark.django_db
E = dt.date(2008, 5, 17)


def test_a_notice_in_time_ends_it_with_the_term(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    denounced = ending.denounce(
        agreement, by=clerk, on=dt.date(2025, 11, 17), at=now(), reason="no longer needed"
    )
    assert (denounced.state, denounced.effect_on) == ("denunciation_notified", dt.date(2026, 5, 17))
    assert list(denounced.deadlines.values_list("kind", "due_on")) == [("term_end", dt.date(2026, 5, 17))]
    with pytest.raises(DenunciationNotYetEffective):
        ending.terminate(denounced, by=clerk, on=dt.date(2026, 5, 16), at=now())
    over = ending.terminate(denounced, by=clerk, on=dt.date(2026, 5, 20), at=now())
    assert (over.state, over.ended_on) == ("terminated", dt.date(2026, 5, 17))
    assert not over.deadlines.exists()


def test_a_notice_a_day_late_ends_it_a_term_later(clerk: Subject) -> None:
    denounced = ending.denounce(
        in_force(clerk, E), by=clerk, on=dt.date(2025, 11, 18), at=now(), reason="late"
    )
    assert denounced.effect_on == dt.date(2029, 5, 17)


def test_a_notice_is_taken_back_before_it_takes_effect_or_never(clerk: Subject) -> None:
    denounced = ending.denounce(in_force(clerk, E), by=clerk, on=dt.date(2025, 11, 17), at=now(), reason="r")
    with pytest.raises(DenunciationAlreadyEffective):
        ending.withdraw_denunciation(denounced, by=clerk, on=dt.date(2026, 5, 17), at=now(), reason="again")
    with pytest.raises(ReasonNeeded):
        ending.withdraw_denunciation(denounced, by=clerk, on=dt.date(2026, 5, 16), at=now(), reason=" ")
    back = ending.withdraw_denunciation(
        denounced, by=clerk, on=dt.date(2026, 5, 16), at=now(), reason="again"
    )
    assert (back.state, back.effect_on) == ("in_force", None)
    assert back.deadlines.count() == 3


def test_notice_at_any_time_takes_effect_days_after_receipt(clerk: Subject) -> None:
    clause = {"renewal_mode": "indefinite", "notice_basis": "any_time", "effect_days": 30}
    denounced = ending.denounce(
        in_force(clerk, E, clause=clause), by=clerk, on=dt.date(2025, 6, 1), at=now(), reason="r"
    )
    assert denounced.effect_on == dt.date(2025, 7, 1)


def test_it_expires_when_its_last_term_is_over(clerk: Subject) -> None:
    fixed = {"initial_value": 10, "renewal_mode": "none"}
    over = in_force(clerk, dt.date(2012, 3, 1), clause=fixed)
    assert not over.deadlines.filter(kind="last_receipt").exists()
    over = ending.expire(over, by=clerk, on=today(), at=now())
    assert (over.state, over.ended_on) == ("expired", dt.date(2022, 3, 1))
    with pytest.raises(TermStillRunning):
        ending.expire(
            in_force(clerk, today() - dt.timedelta(days=900), clause=fixed), by=clerk, on=today(), at=now()
        )
    unknown = in_force(clerk, dt.date(2012, 3, 1), clause={"renewal_mode": "none"})
    with pytest.raises(ReasonNeeded):
        ending.expire(unknown, by=clerk, on=today(), at=now())
    assert (
        ending.expire(unknown, by=clerk, on=today(), at=now(), reason="the depositary says so").state
        == "expired"
    )


def test_suspended_and_resumed(clerk: Subject) -> None:
    suspended = ending.suspend(in_force(clerk, E), by=clerk, on=today(), at=now(), reason="relations")
    assert suspended.deadlines.count() == 3
    with pytest.raises(StepRefused):
        ending.withdraw_denunciation(suspended, by=clerk, on=today(), at=now(), reason="r")
    assert ending.resume(suspended, by=clerk, on=today(), at=now()).deadlines.count() == 3


def test_superseded_names_the_reason_and_is_final(clerk: Subject) -> None:
    agreement = in_force(clerk, E)
    with pytest.raises(ReasonNeeded):
        superseded(agreement, clerk, reason="")
    gone = superseded(agreement, clerk, reason="AGR-2026-22222")
    assert gone.stages.last().reason == "AGR-2026-22222"
    with pytest.raises(StepRefused):
        ending.suspend(gone, by=clerk, on=today(), at=now(), reason="r")

import pytest

from agreements.lifecycle import (
    BEFORE_SIGNATURE,
    BINDING_NOW,
    EIF_KNOWN,
    ENTERED_AS,
    TERMINAL,
    AgreementState,
    allowed,
)

S = AgreementState


@pytest.mark.parametrize("state", AgreementState)
def test_an_agreement_is_abandoned_only_before_signature(state: AgreementState):
    assert allowed(state, S.ABANDONED) == (state in BEFORE_SIGNATURE and state not in TERMINAL)


def test_a_definitive_signature_may_bring_it_into_force_at_once():
    assert allowed(S.SIGNED, S.IN_FORCE)
    assert allowed(S.SIGNED, S.DOMESTIC_PROCEDURES)


def test_domestic_procedures_end_with_a_notification():
    assert not allowed(S.DOMESTIC_PROCEDURES, S.IN_FORCE)
    assert allowed(S.NOTIFIED, S.IN_FORCE)


def test_a_denunciation_can_be_withdrawn_until_it_takes_effect():
    assert allowed(S.DENUNCIATION_NOTIFIED, S.IN_FORCE)
    assert not allowed(S.TERMINATED, S.IN_FORCE)


def test_nothing_is_terminated_without_notice():
    assert [state for state in S if allowed(state, S.TERMINATED)] == [S.DENUNCIATION_NOTIFIED]


def test_what_binds_has_entered_into_force_and_an_old_instrument_is_entered_where_it_stands():
    assert BINDING_NOW < EIF_KNOWN < ENTERED_AS
    assert S.DENUNCIATION_NOTIFIED in BINDING_NOW
    assert S.SUSPENDED not in BINDING_NOW

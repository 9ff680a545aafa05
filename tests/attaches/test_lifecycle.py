import pytest

from attaches.lifecycle import (
    ACCREDITATION_TERMINAL,
    BROKEN_OFF,
    FORTHCOMING,
    INCUMBENT,
    OVER,
    TERMINAL,
    AccreditationState,
    PostingState,
    PostState,
    accreditation_allowed,
    allowed,
    post_allowed,
)

S, A = PostingState, AccreditationState

CHAIN = [
    S.PROPOSED, S.SELECTED, S.PREPARED, S.MOD_ORDERED, S.MFA_COORDINATED, S.CONSENT_REQUESTED, S.CONSENT_GRANTED,
    S.ACCREDITATION_REQUESTED, S.ACCREDITED, S.IN_POST, S.HANDOVER, S.ENDED, S.DEBRIEFED,
]  # fmt: skip


def test_a_posting_takes_one_step_at_a_time_and_leaves_out_only_what_a_host_may_not_want():
    assert allowed(S.MFA_COORDINATED, S.ACCREDITATION_REQUESTED)
    assert allowed(S.CONSENT_GRANTED, S.ACCREDITED)
    for place, source in enumerate(CHAIN):
        if source in {S.MFA_COORDINATED, S.CONSENT_GRANTED}:  # hosts that ask for no consent, or for one note
            continue
        reachable = [target for target in CHAIN[place + 1 :] if allowed(source, target)]
        assert reachable == CHAIN[place + 1 : place + 2]


@pytest.mark.parametrize("state", CHAIN)
def test_a_posting_is_withdrawn_only_before_it_is_taken_up(state: PostingState):
    assert allowed(state, S.WITHDRAWN) == (CHAIN.index(state) < CHAIN.index(S.IN_POST))


@pytest.mark.parametrize("state", CHAIN)
@pytest.mark.parametrize("end", [S.RECALLED, S.DECLARED_PNG, S.SUSPENDED])
def test_it_is_broken_off_from_consent_onward_even_before_arrival(state: PostingState, end: PostingState):
    assert allowed(state, end) == (
        CHAIN.index(S.CONSENT_GRANTED) <= CHAIN.index(state) < CHAIN.index(S.ENDED)
    )


def test_a_refused_consent_is_final():
    assert S.CONSENT_REFUSED in TERMINAL
    assert allowed(S.CONSENT_REQUESTED, S.CONSENT_REFUSED)


def test_an_extension_leads_back_into_post():
    assert allowed(S.IN_POST, S.EXTENSION_PENDING)
    assert allowed(S.EXTENSION_PENDING, S.IN_POST)
    assert not allowed(S.EXTENSION_PENDING, S.ENDED)


def test_every_state_is_either_ahead_in_post_suspended_or_over():
    assert [*FORTHCOMING, *INCUMBENT, *OVER, S.SUSPENDED].count(S.IN_POST) == 1
    assert len(FORTHCOMING) + len(INCUMBENT) + len(OVER) + 1 == len(S)
    assert BROKEN_OFF < OVER


def test_an_objection_ends_one_accreditation_at_any_stage_after_the_request():
    for state in (A.CONSENT_REQUESTED, A.CONSENT_GRANTED, A.ACCREDITATION_REQUESTED, A.ACCREDITED):
        assert accreditation_allowed(state, A.OBJECTED)
    assert A.OBJECTED in ACCREDITATION_TERMINAL


def test_consent_leads_to_the_second_note_or_where_one_suffices_to_accreditation():
    assert accreditation_allowed(A.CONSENT_GRANTED, A.ACCREDITATION_REQUESTED)
    assert accreditation_allowed(A.CONSENT_GRANTED, A.ACCREDITED)
    assert not accreditation_allowed(A.CONSENT_REQUESTED, A.ACCREDITED)
    assert accreditation_allowed(A.ACCREDITATION_REQUESTED, A.ACCREDITED)


def test_a_closed_post_is_not_opened_again():
    assert not any(post_allowed(PostState.CLOSED, state) for state in PostState)

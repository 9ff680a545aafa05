import pytest

from missions.lifecycle import EDITABLE, IN_EFFECT, TERMINAL, UNDER_APPROVAL, PaperState, allowed

S = PaperState
CHAIN = [
    S.DRAFT, S.POST_COORDINATION, S.MOD_REVIEW, S.MFA_REVIEW, S.JOINT_APPROVAL, S.APPROVED, S.EFFECTIVE,
]  # fmt: skip


def test_a_paper_passes_every_desk_in_order():
    for place, source in enumerate(CHAIN):
        assert [target for target in CHAIN[place + 1 :] if allowed(source, target)] == CHAIN[
            place + 1 : place + 2
        ]


@pytest.mark.parametrize("state", PaperState)
def test_only_what_is_under_approval_can_be_returned(state: PaperState):
    assert allowed(state, S.RETURNED) == (state in UNDER_APPROVAL)


def test_a_returned_paper_starts_again_at_post():
    assert allowed(S.RETURNED, S.DRAFT)
    assert not allowed(S.RETURNED, S.MFA_REVIEW)


def test_a_paper_in_effect_is_superseded_or_expires_but_is_never_withdrawn():
    for state in IN_EFFECT:
        assert allowed(state, S.SUPERSEDED)
        assert allowed(state, S.EXPIRED)
        assert not allowed(state, S.WITHDRAWN)


def test_nothing_follows_the_end():
    assert {S.SUPERSEDED, S.EXPIRED, S.WITHDRAWN} == TERMINAL
    assert not EDITABLE & UNDER_APPROVAL

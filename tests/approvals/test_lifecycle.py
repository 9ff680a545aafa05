from approvals.lifecycle import AGREEING, REFUSING, TERMINAL, CaseState, Verdict, allowed


def test_every_verdict_either_agrees_or_refuses():
    assert frozenset(Verdict) == AGREEING | REFUSING
    assert not AGREEING & REFUSING


def test_a_returned_case_is_submitted_again_a_rejected_one_is_over():
    assert allowed(CaseState.RETURNED, CaseState.OPEN)
    assert not any(allowed(CaseState.REJECTED, state) for state in CaseState)


def test_an_approval_cannot_be_withdrawn():
    assert CaseState.APPROVED in TERMINAL

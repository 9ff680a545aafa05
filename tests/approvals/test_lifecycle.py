from approvals.lifecycle import AGREEING, REFUSING, TERMINAL, CaseState, Verdict, allowed


def test_every_verdict_either_agrees_or_refuses():
    assert frozenset(Verdict) == AGREEING | REFUSING
    assert not AGREEING & REFUSING


def test_a_returned_case_comes_back_as_another_round_and_a_rejected_one_is_over():
    assert not allowed(CaseState.RETURNED, CaseState.OPEN), "a case is bound to one content"
    assert allowed(CaseState.RETURNED, CaseState.WITHDRAWN)
    assert not any(allowed(CaseState.REJECTED, state) for state in CaseState)


def test_an_approval_cannot_be_withdrawn():
    assert CaseState.APPROVED in TERMINAL

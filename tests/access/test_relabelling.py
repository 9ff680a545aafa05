"""A record may not become more restrictive than what points to it allows; lowering needs four eyes (decisions.md 8)."""

import pytest

from access.models import LoweringProposal
from access.services import relabelling
from access.services.labels import intern, join
from foundation.clock import now
from foundation.errors import InvalidInput, NotFound, NotPermitted
from foundation.grantings import SecondPersonNeeded
from tests.access.test_need_to_know import NEGOTIATED, OPEN, proposal
from tests.cast import acting


@pytest.fixture
def record(db):
    with acting("cmd_desk") as clerk:
        return proposal(clerk, *OPEN)


def test_raising_hides_the_record_from_who_is_not_cleared(record):
    with acting("cmd_desk") as clerk:
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="talks began")
    with acting("cmd_desk_2") as second:
        assert not LoweringProposal.objects.visible_to(second).exists()


def test_raising_asks_why(record):
    with acting("cmd_desk") as clerk, pytest.raises(InvalidInput):
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason=" ")


def test_raising_never_loses_a_caveat(record):
    with acting("cmd_desk") as clerk:
        relabelling.raise_label(record, by=clerk, to=intern("limited_official_use", ["mod_only"]), reason="r")
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="r")
        record.refresh_from_db()
        assert set(record.label.caveats) == {"mod_only", "negotiations"}


def test_lowering_waits_for_a_second_person(record):
    with acting("cmd_desk") as clerk:
        waiting = relabelling.propose_lowering(
            record, by=clerk, to=intern("unclassified"), reason="published"
        )
        with pytest.raises(SecondPersonNeeded):
            relabelling.confirm_lowering(waiting, record, by=clerk, at=now())
    with acting("mfa_desk") as second:
        relabelling.confirm_lowering(waiting, record, by=second, at=now())
    with acting("mod_security"):
        assert LoweringProposal.in_context.filter(pk=record.pk).exists()


def test_lowering_to_the_side_is_not_lowering(record):
    with acting("cmd_desk") as clerk, pytest.raises(relabelling.NotLower):
        relabelling.propose_lowering(record, by=clerk, to=intern(*NEGOTIATED), reason="r")


def test_who_does_not_see_the_record_cannot_relabel_it(record):
    with acting("cmd_desk") as clerk:
        relabelling.raise_label(record, by=clerk, to=intern(*NEGOTIATED), reason="r")
    with acting("cmd_desk_2") as second, pytest.raises(NotFound):
        relabelling.raise_label(record, by=second, to=intern(*NEGOTIATED), reason="r")


def test_the_attache_does_not_relabel(record):
    with acting("attache") as drafter, pytest.raises(NotPermitted):
        relabelling.raise_label(record, by=drafter, to=intern(*NEGOTIATED), reason="r")


def test_the_join_of_labels_dominates_each(db):
    labels = [intern(*OPEN), intern(*NEGOTIATED), intern("unclassified", ["mod_only"], ["mission:tr"])]
    assert all(relabelling.dominates(join(labels), label) for label in labels)

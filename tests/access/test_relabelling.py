"""A record may not become more restrictive than what points to it allows; lowering needs four eyes (decisions.md 8)."""

import pytest

from access.models import LoweringProposal
from access.selectors.dependants import dominates
from access.services import marking, relabelling
from access.services.labels import intern, join
from foundation.errors import InvalidInput, NotFound, NotPermitted, RecordChanged
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
    assert all(dominates(join(labels), label) for label in labels)


def test_a_marking_is_changed_from_the_version_one_has_read(record):
    with acting("cmd_desk") as clerk:
        raised = {"by": clerk, "to": intern(*NEGOTIATED), "reason": "r"}
        with pytest.raises(RecordChanged):
            relabelling.raise_label(record, version=record.version + 1, **raised)
        relabelling.raise_label(record, version=record.version, **raised)
        with pytest.raises(RecordChanged):
            relabelling.raise_label(record, version=record.version, **raised)


def test_changing_a_marking_raises_at_once_or_proposes_to_lower(record):
    with acting("cmd_desk") as clerk:
        given = {"by": clerk, "reason": "r"}
        assert marking.change_marking(record, to=intern(*NEGOTIATED), **given) is None
        record.refresh_from_db()
        waiting = marking.change_marking(record, to=intern(*OPEN), **given)
        record.refresh_from_db()
        assert (waiting.from_label, record.label) == (intern(*NEGOTIATED), intern(*NEGOTIATED))
        with pytest.raises(marking.SameMarking):
            marking.change_marking(record, to=intern(*NEGOTIATED), **given)
        with pytest.raises(marking.NeitherHigherNorLower):
            marking.change_marking(record, to=intern("unclassified", ["mod_only"]), **given)

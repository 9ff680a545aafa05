"""A posting's label rises with its steps, and with the accreditations that refer to it when asked."""

import pytest
from django.db import connection

from access.services import lowering
from access.services.labels import intern
from access.services.relabelling import DependantsCarryLowerLabel, raise_label
from attaches.models import (
    Accreditation,
    AccreditationTransition,
    HandoverItem,
    Posting,
    PostingDrafter,
    PostingRemark,
    PostingTransition,
)
from attaches.services import remarks
from foundation.clock import now
from foundation.errors import RuleBroken
from tests.access.test_need_to_know import NEGOTIATED, OPEN
from tests.attaches.scenes import a_posting
from tests.cast import acting

pytestmark = pytest.mark.django_db
KINDS = (Posting, PostingTransition, Accreditation, AccreditationTransition)
WITH_IT = (PostingDrafter, HandoverItem)


def raised(posting, name="cmd_desk", *, to=NEGOTIATED, together=True):
    with acting(name) as by:
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        return raise_label(held, by=by, to=intern(*to), reason="talks began", together=together)


def labels():
    with acting("cmd_desk"):
        return {model.__name__: set(model.in_context.values_list("label_id", flat=True)) for model in KINDS}


def test_the_steps_of_a_posting_rise_with_it():
    posting = a_posting("consent_granted")
    raised(posting)
    assert labels() == {model.__name__: {intern(*NEGOTIATED).pk} for model in KINDS}
    with acting("cmd_desk_2"):
        assert not any(model.in_context.exists() for model in KINDS)


def test_an_accreditation_is_named_and_nothing_rises_before_somebody_says_so():
    posting = a_posting("consent_granted")
    before = labels()
    with pytest.raises(DependantsCarryLowerLabel) as refusal:
        raised(posting, together=False)
    with acting("cmd_desk"):
        (named,) = Accreditation.in_context.values_list("reference", flat=True)
    assert refusal.value.fields == {"dependants": [named]}
    assert labels() == before


def remark_on(posting, text="Reserved."):
    """For the Ministry of Defence alone."""
    with acting("cmd_desk") as by:
        return remarks.add(posting, by=by, text=text, level="official_use", caveats=["mod_only"])


def test_what_the_raiser_may_not_see_is_refused_without_a_name():
    posting = a_posting()
    remark_on(posting, "Known to few")
    with pytest.raises(RuleBroken) as refusal:
        raised(posting, "mfa_desk")
    assert "Known" not in str(refusal.value)
    assert set().union(*labels().values()) == {intern(*OPEN).pk}


def test_a_remark_keeps_its_own_marking_when_its_posting_is_lowered():
    posting = a_posting()
    with acting("cmd_desk") as by:
        remarks.add(posting, by=by, text="Reserved.", level="official_use", caveats=[])
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        to = intern("limited_official_use")
        raise_label(held, by=by, to=to, reason="r", together=True)
        waiting = lowering.propose_lowering(held, by=by, to=intern(*OPEN), reason="r")
    with acting("mfa_desk") as second:
        lowering.confirm_lowering(waiting, by=second, at=now())
    with acting("cmd_desk"):
        assert {row.label for row in PostingTransition.in_context.select_related("label")} == {intern(*OPEN)}
        assert {row.label for row in PostingRemark.in_context.select_related("label")} == {to}


def test_nothing_is_lowered_below_what_it_refers_to():
    posting = a_posting()
    with acting("cmd_desk") as by:
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        with pytest.raises(lowering.PointsAtHigher):
            lowering.propose_lowering(held, by=by, to=intern("unclassified"), reason="r")


def test_raising_asks_few_questions():
    """One update for all rows of a kind, however many there are."""
    posting = a_posting("debriefed")
    with acting("cmd_desk") as by, connection.execute_wrapper(counted := Counted()):
        held = Posting.in_context.select_related("label").get(pk=posting.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="r", together=True)
    assert counted.updates == len(KINDS) + len(WITH_IT)


class Counted:
    """Counts statements that change rows."""

    updates = 0

    def __call__(self, execute, sql, params, many, context):
        self.updates += sql.startswith("UPDATE")
        return execute(sql, params, many, context)

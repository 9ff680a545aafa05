"""What tells of a record by its reference alone does not stay below it, not even where the raiser cannot see it."""

import pytest
from django.db import connection, transaction

from access.registry import telling_of
from access.services.labels import intern
from access.services.lowering import confirm_lowering, propose_lowering
from access.services.relabelling import raise_label
from agreements.models import Agreement
from documents.models import StoredFile
from foundation.clock import now
from foundation.errors import RuleBroken
from tests.access.test_need_to_know import NEGOTIATED
from tests.agreements.instruments import recorded
from tests.cast import acting

MOD_ONLY = ("official_use", ("mod_only",))


@pytest.fixture
def agreement(db):
    """An agreement both ministries read, beside it a file for the Ministry of Defence alone."""
    with acting("cmd_desk") as clerk:
        known = recorded(clerk)
        StoredFile(
            name="text.pdf", media_type="application/pdf", size=1, sha256="0" * 64, label=intern(*MOD_ONLY),
            about_kind="agreement", about_reference=known.reference, brought_by_id=clerk.user_id,
        ).save(force_insert=True)  # fmt: skip
    return known


def raised(agreement, name):
    with acting(name) as by:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="talks began", together=True)


def test_who_does_not_see_the_file_cannot_raise_over_it(agreement):
    with pytest.raises(RuleBroken), transaction.atomic():
        raised(agreement, "mfa_desk")


def test_the_refusal_is_told_without_a_name(api, agreement):
    answer = api("mfa_desk").post(
        f"/api/v1/agreements/{agreement.reference}/relabel/",
        {
            "classification": NEGOTIATED[0],
            "caveats": NEGOTIATED[1],
            "reason": "talks began",
            "together": True,
        },
        content_type="application/json",
        headers={"If-Match": '"v1"'},
    )
    assert (answer.status_code, answer.json()["type"]) == (409, "urn:parley:problem:rule_broken")
    assert "FIL-" not in answer.content.decode()


def test_who_sees_both_raises_both(agreement):
    raised(agreement, "cmd_desk")
    with acting("cmd_desk"):
        assert set(StoredFile.in_context.get().label.caveats) == {"mod_only", "negotiations"}


def test_lowering_leaves_the_file_where_it_is(agreement):
    """A file that is more restrictive than its record is no obstacle."""
    with acting("cmd_desk") as clerk:
        held = StoredFile.in_context.select_related("label").get()
        raise_label(held, by=clerk, to=intern(*NEGOTIATED), reason="r")
    raised(agreement, "mfa_desk")


def test_every_table_that_tells_is_asked(agreement):
    with connection.cursor() as cursor, acting("cmd_desk"):
        cursor.execute("SELECT proname FROM pg_proc WHERE starts_with(proname, 'told_below_')")
        asked = {name.removeprefix("told_below_") for (name,) in cursor.fetchall()}
        assert asked == {rows.model._meta.db_table for rows in telling_of(["AGR-2026-22222"])}


def test_an_old_proposal_does_not_stand_in_the_way(agreement):
    """It carries the reference of the record it is about and what it was marked with then."""
    with acting("cmd_desk") as clerk:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(held, by=clerk, to=intern(*NEGOTIATED), reason="r", together=True)
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        waiting = propose_lowering(held, by=clerk, to=intern("official_use"), reason="published")
    with acting("mfa_milpol") as second:
        confirm_lowering(waiting, by=second, at=now())
    with acting("cmd_desk") as clerk:
        held = Agreement.in_context.select_related("label").get(pk=agreement.pk)
        raise_label(
            held, by=clerk, to=intern("limited_official_use", ["mod_only"]), reason="r", together=True
        )

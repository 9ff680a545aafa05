"""Findings of a table are read by all who read the table: they tell of nothing that is marked higher than it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from access.services.labels import intern
from access.services.relabelling import raise_label
from attaches.models import Officer, Posting
from attaches.services.plans import OfficerAlreadyPosted
from documents.models import TableImport
from foundation.errors import RuleBroken
from tests.access.test_need_to_know import NEGOTIATED
from tests.attaches.scenes import a_post, a_posting, an_officer, day
from tests.attaches.test_imports_rows import POSTING
from tests.cast import acting
from tests.documents.tables import brought, found_in, workbook

pytestmark = pytest.mark.django_db
READER = "cmd_desk_2"  # holds no compartment


def raised(record: Any) -> Any:
    """The record above what every reader of the table may see."""
    with acting("cmd_desk") as by:
        held = type(record).in_context.select_related("label").get(pk=record.pk)
        raise_label(held, by=by, to=intern(*NEGOTIATED), reason="test", together=True)
    with acting(READER):
        assert not type(record).in_context.filter(pk=record.pk).exists()
    return record


def proposals(*rows: tuple[str, str, dt.date, dt.date]) -> TableImport:
    return brought(workbook([[*row, ""] for row in rows], POSTING), kind="postings")


def told(held: TableImport) -> Sequence[tuple[int, str, str]]:
    """Row, severity and words, the same for who brought the table in and for who only reads it."""
    found = found_in(held)
    assert found_in(held, who=READER) == found
    return [(row, severity, words) for row, _column, severity, words in found]


def test_a_posting_marked_higher_is_neither_warned_about_nor_named_as_what_binds_the_officer():
    post = a_post("tr-y")
    hidden: Posting = raised(a_posting("proposed", post=post, first=100, end=900))
    held = proposals(
        ("tr-y", an_officer().reference, day(200), day(800)),
        (a_post("tr-z").code, hidden.officer.reference, day(200), day(800)),
    )
    assert told(held) == [(3, "error", str(RuleBroken.message))]


def test_a_posting_that_all_may_read_is_warned_about_and_named_as_what_binds_the_officer():
    open_one = a_posting("proposed", post=a_post("tr-y"), first=100, end=900)
    held = proposals(
        ("tr-y", an_officer().reference, day(200), day(800)),
        (a_post("tr-z").code, open_one.officer.reference, day(200), day(800)),
    )
    (first, second) = sorted(told(held))
    assert first[:2] == (2, "warning")
    assert open_one.reference in first[2]
    assert second == (3, "error", str(OfficerAlreadyPosted.message))


def test_an_officer_marked_higher_is_not_told_of_by_his_name():
    name = "Maket Gizlinov"
    hidden: Officer = raised(an_officer(name))
    held = brought(workbook([[name, "colonel", "land_forces"]]))
    assert told(held) == []
    an_officer(name)
    held = proposals((a_post("tr-y").code, name, day(200), day(800)))
    assert told(held) == []
    assert hidden.reference not in str(found_in(held))

"""Agreements brought in as a table: XLSX and CSV, every fault in its cell, nothing entered before it is confirmed."""

import datetime as dt
from typing import Any

import pytest

from agreements.imports.lengths import length
from agreements.models import Agreement
from tests.agreements.instruments import in_force
from tests.cast import acting
from tests.documents.tables import brought, confirmed, errors_in, found_in, separated, workbook

pytestmark = pytest.mark.django_db
HEADINGS = (
    "Title in the authentic language", "Title in English", "Kind", "Parties besides the home State",
    "Legally binding", "Where it stands", "Signed on", "In force since", "Enters into force", "First term",
    "Afterwards", "Each renewal", "Notice of denunciation", "Notice can be given", "Under which agreement",
)  # fmt: skip


def a_row(title: str = "Saziş", **changes: Any) -> list[Any]:
    row = {
        "english": "Agreement", "kind": "mou", "parties": "GE", "binding": "yes", "stands_as": "in_force",
        "signed_on": dt.date(2008, 4, 17), "eif_on": "17.5.2008", "rule": "last_notification_received",
        "initial": "3 years", "mode": "tacit", "renewal": "3 il", "notice": "6 months",
        "basis": "before_term_end", "parent": "", **changes,
    }  # fmt: skip
    return [title, *row.values()]


def by_commas(rows: list[list[Any]], headings: tuple[str, ...]) -> bytes:
    return separated(rows, headings, sign=",")


@pytest.mark.parametrize(("form", "name"), [(workbook, "t.xlsx"), (by_commas, "t.csv")])
def test_agreements_are_entered_where_they_stand(form: Any, name: str) -> None:
    rows = [a_row(signed_on="17.4.2008"), a_row("Çox", parties="Georgia; TR", signed_on="2008-04-17")]
    held = confirmed(brought(form(rows, HEADINGS), name=name, kind="agreements"))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        first = Agreement.in_context.get(title="Saziş")
        assert (first.state, first.eif_on, first.participation) == (
            "in_force", dt.date(2008, 5, 17), "bilateral",
        )  # fmt: skip
        assert (first.clause.initial_value, first.clause.renewal_unit, first.clause.notice_unit) == (
            3, "years", "months",
        )  # fmt: skip
        assert first.deadlines.count() == 3
        assert Agreement.in_context.get(title="Çox").participation == "multilateral"


def test_what_is_wrong_stands_in_its_column() -> None:
    rows = [
        a_row("a", parties="Atlantis"), a_row("b", initial="three years"), a_row("c", eif_on="2008-04-16"),
        a_row("d", kind="poem"), a_row("e", notice="6"), a_row("f", parent="AGR-2026-22222"),
        a_row("g", stands_as="mandated"), a_row("h", eif_on="2999-01-01"), a_row("", kind="mou"),
        a_row("j", parties="AZ"), a_row("k", eif_on=""),
    ]  # fmt: skip
    held = brought(workbook(rows, HEADINGS), kind="agreements")
    assert errors_in(held) >= {
        (2, "Parties besides the home State"), (3, "First term"), (4, "In force since"), (5, "Kind"),
        (6, "Notice of denunciation"), (7, "Under which agreement"), (8, "Where it stands"),
        (10, "Title in the authentic language"), (11, "Parties besides the home State"), (12, "In force since"),
    }  # fmt: skip
    assert 9 in {row for row, _heading in errors_in(held)}
    with acting("cmd_desk"):
        assert not Agreement.in_context.exists()


def test_a_text_that_can_be_read_in_two_ways_and_one_that_counts_consents_are_brought_in() -> None:
    further = (
        "Renewals at most",
        "Number of renewals can be read in two ways",
        "Consents needed",
        "Renewals agreed so far",
    )
    yearly: dict[str, Any] = {"initial": "1 year", "renewal": "1 year", "notice": "30 days"}
    agreed: dict[str, Any] = {"mode": "by_agreement", "notice": "", "basis": ""}
    rows = [
        [*a_row("a", **yearly), "1", "yes", "", ""],
        [*a_row("b", rule="n_consents", parties="GE; TR"), "", "", "2", ""],
        [*a_row("c", **agreed), "", "", "", "2"],
    ]
    held = confirmed(brought(workbook(rows, (*HEADINGS, *further)), kind="agreements"))
    assert held.state == "applied", found_in(held)
    with acting("cmd_desk"):
        clauses = {row.title: row.clause for row in Agreement.in_context.select_related("clause")}
        assert (clauses["a"].max_renewals, clauses["a"].limit_unclear) == (1, True)
        assert (clauses["b"].eif_consents, clauses["c"].renewals_agreed) == (2, 2)
    wrong = [[*a_row("d"), "", "yes", "", ""], [*a_row("e"), "", "", "few", "1"]]
    held = brought(workbook(wrong, (*HEADINGS, *further)), kind="agreements")
    assert errors_in(held) == {
        (2, "Number of renewals can be read in two ways"), (3, "Consents needed"),
    }  # fmt: skip


def test_the_same_title_is_warned_about_unless_it_is_hidden() -> None:
    with acting("cmd_desk") as clerk:
        seen = in_force(clerk, dt.date(2008, 5, 17), title_en="Known one")
        in_force(clerk, dt.date(2008, 5, 17), title="Gizli", title_en="", level="limited_official_use")
    held = brought(
        workbook([a_row("known  ONE"), a_row("gizli"), a_row("gizli")], HEADINGS), kind="agreements"
    )
    told = [(row, words) for row, _heading, severity, words in found_in(held) if severity == "warning"]
    assert [row for row, _words in told] == [2, 4]
    assert seen.reference in told[0][1]


def test_a_parent_is_named_by_its_reference() -> None:
    with acting("cmd_desk") as clerk:
        frame = in_force(clerk, dt.date(2008, 5, 17))
    rows = [a_row("p", kind="protocol", parent=frame.reference.lower())]
    assert confirmed(brought(workbook(rows, HEADINGS), kind="agreements")).state == "applied"
    with acting("cmd_desk"):
        protocol = Agreement.in_context.get(title="p")
        assert (protocol.parent, protocol.relation) == (frame, "supplements")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("3 years", (3, "years")), ("6 AY", (6, "months")), ("30 gün", (30, "days")), ("1 il", (1, "years")),
        ("0 days", None), ("-1 days", None), ("3", None), ("years", None), ("3 weeks", None), ("1201 days", None),
        ("9999999999999 days", None), ("3.5 years", None),
    ],
)  # fmt: skip
def test_stretches_of_time_in_both_languages(words: str, found: Any) -> None:
    assert length(words) == found

"""Tables and papers to print, export and read back."""

import datetime
from decimal import Decimal
from typing import Any

from publishing.documents import Decision, Document, Grid, Listing, Paragraph, Section
from publishing.tables import Column, Ratio, Table

ALPHABET = "AaBbCcÇçDdEeƏəFfGgĞğHhXxIıİiJjKkQqLlMmNnOoÖöPpRrSsŞşTtUuÜüVvYyZz"
FORMULAS = [
    "=1+1",
    "+994 12 000 00 00",
    "-2+3",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "  =1",
    "\ufeff=1",
    "＝1",
    "=cmd|' /C calc'!A0",
]
MARKUP = [
    '#import "page.typ"',
    '#panic("no")',
    "*bold* _it_",
    "$x^2$",
    "back\\slash",
    "`raw`",
    "<label>",
    "@ref",
    "// gone",
    "/* gone */",
    "= Heading",
    "~ -- ...",
]
COLUMNS = [
    Column("ref", "Reference", "reference"),
    Column("title", "Title"),
    Column("days", "Days", "integer"),
    Column("cost", "Cost", "decimal", "AZN"),
    Column("ends_on", "Ends", "date"),
    Column("noted_at", "Noted", "instant"),
    Column("papers", "Papers", "ratio"),
    Column("done", "Done", "flag"),
]
ROW = {
    "ref": "AGR-2026-7K3QF",
    "title": "Əməkdaşlıq sazişi",
    "days": -7,
    "cost": Decimal("1234567.50"),
    "ends_on": datetime.date(2026, 11, 5),
    "noted_at": datetime.datetime(2026, 1, 5, 20, 30, tzinfo=datetime.UTC),
    "papers": Ratio(3, 12),
    "done": True,
}


def table(**changes: Any) -> Table:
    given: dict[str, Any] = {
        "title": "Posture",
        "question": "Where are we represented?",
        "columns": COLUMNS,
        "rows": [ROW],
        "summary": {"Offices operating": 22, "With a paper": Ratio(14, 22)},
        "parameters": {"Region": "South Caucasus"},
        "notes": ["An office operates when somebody is in post."],
        "as_of": datetime.date(2026, 11, 23),
        "marking": "Official use",
        "prepared_for": "Center for Military Diplomacy",
    }
    return Table(**{**given, **changes})


def titled(*titles: str, **changes: Any) -> Table:
    """A table of one text column."""
    return table(columns=[Column("title", "Title")], rows=[{"title": title} for title in titles], **changes)


def document(**changes: Any) -> Document:
    grid = Grid(
        [Column("o", "Objective"), Column("t", "Target", "integer")],
        [{"o": "Staff talks", "t": 4}],
        caption="Targets",
    )
    below = Section("Measures", [grid])
    given: dict[str, Any] = {
        "title": "Mission paper",
        "institution": "Ministry of Defence",
        "reference": "MPA-2026-7K3QF",
        "edition": "Draft, version 2",
        "particulars": {"Receiving State": "Türkiyə"},
        "sections": [
            Section("Objectives", [Paragraph("First.\n\nSecond."), Listing(["One", "Two"])], [below])
        ],
        "decisions": [
            Decision(office="Ambassador", person="H.E. Sınaq Nümunəzadə", verdict="Signed"),
            Decision(office="MFA desk"),
        ],
        "content_hash": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "as_of": datetime.date(2026, 11, 23),
        "marking": "Official use",
        "prepared_for": "Center for Military Diplomacy",
    }
    return Document(**{**given, **changes})

"""Agreements of the demo, entered through the services by the Center's desk and the legal departments."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.context import enter_subject
from access.services.labels import intern
from agreements.engine import Length
from agreements.models import Agreement
from agreements.services import agreements, conclusion, ending
from directory.models import Country
from publishing.documents import Document, Paragraph, Section
from publishing.pdf import document_pdf
from workspace.management.demo.instruments import (
    CAUTIOUS,
    FILLED,
    KINDS,
    PATTERNS,
    PUBLIC,
    THREE_BY_THREE,
    TOP,
    Instrument,
)
from workspace.management.demo.people import subject

DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """The running load: its day and instant, and who enters."""

    on: dt.date
    at: dt.datetime
    by: Any

    def ago(self, days: int) -> dt.date:
        return self.on - days * DAY

    def enter(self, title: str, title_en: str, partners: tuple[str, ...], **facts: Any) -> Agreement:
        """One agreement; `classification` and `caveats` name its label."""
        label = intern(facts.pop("classification", "official_use"), facts.pop("caveats", ()))
        known = {country.iso2: country for country in Country.objects.filter(iso2__in=partners)}
        return agreements.record(
            by=self.by, at=self.at, label=label, title=title, title_en=title_en,
            parties=[known[code] for code in partners], is_demo=True, **facts,
        )  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Public instruments with their doubts, fillers towards 38 countries, and the stories A1 to A5."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        desk = Desk(on, at, clerk)
        entered = {instrument.title_en: _public(desk, instrument) for instrument in PUBLIC}
        frame = entered["Agreement on cooperation in defence with Georgia"]
        plan = entered["Bilateral military cooperation plan with Georgia, 2024"]
        agreements.amend(plan, by=clerk, at=at, parent=frame)
        _stories(desk)
        for number, code in enumerate(FILLED, 1):
            if code not in STORIES:
                _filler(desk, number, code)
        _on_the_way(desk)


def _public(desk: Desk, instrument: Instrument) -> Agreement:
    days = {name: dt.date.fromisoformat(day) for name, day in instrument.days.items()}
    domestic_on = days.pop("domestic_on", None)
    agreement = desk.enter(
        instrument.title, instrument.title_en, instrument.partners, clause=instrument.clause,
        classification=instrument.level, caveats=instrument.caveats, **instrument.facts, **days,
    )  # fmt: skip
    if domestic_on:
        conclusion.start_domestic_procedures(agreement, by=desk.by, on=domestic_on, at=desk.at)
    return agreement


def _titles(number: int, code: str) -> tuple[str, str, dict[str, Any]]:
    kind, level, title, title_en = KINDS[number % len(KINDS)]
    country = Country.objects.get(iso2=code)
    name = f"DEMO-AGR-{number:02d}"
    facts = {"kind": kind, "level": level, "binding": kind != "technical_arrangement"}
    return f"{name} {title} ({country.name_az})", f"{name} {title_en} ({country.name_en})", facts


def _filler(desk: Desk, number: int, code: str) -> None:
    """A fictional instrument in force; every ninth is restricted, every seventh of those that renew waits for registration."""
    title, title_en, facts = _titles(number, code)
    signed_on = dt.date(1996 + (number * 7) % 26, 1 + number % 12, 1 + (number * 5) % 28)
    eif_on = Length(months=3 + number % 9).after(signed_on)
    restricted = number % 9 == 0
    agreement = desk.enter(
        title, title_en, (code,), stands_as="in_force", signed_on=signed_on, eif_on=eif_on, signed_in="Bakı",
        clause=PATTERNS[number % len(PATTERNS)], classification=TOP if restricted else "official_use",
        areas="Fictional: fills the register up to the number of countries the source names.", **facts,
    )  # fmt: skip
    if facts["binding"] and number % 7:
        conclusion.register(
            agreement,
            by=desk.by,
            on=eif_on + 70 * DAY,
            at=desk.at,
            number=f"DEMO-{number:05d}",
            reason="demo",
        )
    if number == 1:
        agreements.attach_text(agreement, by=desk.by, text=("DEMO-AGR-01.pdf", _specimen(title)))


def _specimen(title: str) -> bytes:
    words = "Bu mətn uydurmadır. Heç bir dövləti və heç bir qurumu öhdəlik altına almır."
    return document_pdf(
        Document(
            title=title, reference="DEMO-AGR-01", language="az",
            sections=[Section("Maddə 1", [Paragraph(words)]), Section("Maddə 2", [Paragraph(words)])],
        )
    )  # fmt: skip


def _a1_notice_soon(desk: Desk, titles: tuple[str, str], facts: dict[str, Any]) -> None:
    """A1: the last day for receipt of a notice is in 28 days."""
    notice_on = desk.on + 28 * DAY
    eif_on = Length(years=9).after(Length(months=6).after(notice_on), -1)
    while Length(months=6).after(Length(years=9).after(eif_on), -1) < notice_on:
        eif_on += DAY  # ends of months are clamped on the way back
    agreement = desk.enter(
        *titles,
        ("PK",),
        stands_as="in_force",
        signed_on=eif_on - 200 * DAY,
        eif_on=eif_on,
        clause=THREE_BY_THREE,
        **facts,
    )
    conclusion.register(agreement, by=desk.by, on=eif_on + 60 * DAY, at=desk.at, number="DEMO-A1")


def _a2_other_side_silent(desk: Desk, titles: tuple[str, str], facts: dict[str, Any]) -> None:
    """A2: signed 14 months ago, our notification sent, theirs awaited."""
    signed_on = Length(months=14).after(desk.on, -1)
    agreement = desk.enter(
        *titles,
        ("IQ",),
        stands_as="signed",
        signed_on=signed_on,
        signed_in="Bağdad",
        clause=THREE_BY_THREE,
        **facts,
    )
    agreement = conclusion.start_domestic_procedures(
        agreement, by=desk.by, on=signed_on + 30 * DAY, at=desk.at
    )
    home = agreement.parties.get(is_home=True)
    sent_on = signed_on + 150 * DAY
    conclusion.notify(
        agreement, by=desk.by, party=home, sent_on=sent_on, received_on=sent_on + 6 * DAY, at=desk.at
    )


def _a3_unregistered(desk: Desk, titles: tuple[str, str], facts: dict[str, Any]) -> None:
    """A3: in force for a hundred days and not registered."""
    desk.enter(
        *titles,
        ("KR",),
        stands_as="in_force",
        signed_on=desk.ago(300),
        eif_on=desk.ago(100),
        clause=PATTERNS[2],
        **facts,
    )


def _a4_fixed_term(desk: Desk, titles: tuple[str, str], facts: dict[str, Any]) -> None:
    """A4: ten years without renewal, over in 170 days, after the pattern of USA-AZE-02."""
    term_end = desk.on + 170 * DAY
    eif_on = Length(years=10).after(term_end, -1)
    agreement = desk.enter(
        "DEMO-AGR-35 Maddi-texniki təminat haqqında razılaşma (nümunə)",
        "DEMO-AGR-35 Acquisition and cross-servicing agreement, after the ten-year pattern of USA-AZE-02",
        ("US",), stands_as="in_force", signed_on=eif_on - 20 * DAY, eif_on=eif_on, kind="acsa", level="interagency",
        binding=True, clause={"eif_rule": "on_signature", "initial_value": 10, "renewal_mode": "none"},
    )  # fmt: skip
    conclusion.register(agreement, by=desk.by, on=eif_on + 90 * DAY, at=desk.at, number="DEMO-A4")


def _a5_any_time(desk: Desk, titles: tuple[str, str], facts: dict[str, Any]) -> None:
    """A5: five and five years, but a notice at any time takes effect after thirty days."""
    agreement = desk.enter(
        *titles, ("AT",), stands_as="in_force", signed_on=dt.date(2010, 11, 9), eif_on=dt.date(2011, 2, 1),
        clause=PATTERNS[1], **facts,
    )  # fmt: skip
    conclusion.register(agreement, by=desk.by, on=dt.date(2011, 5, 2), at=desk.at, number="DEMO-A5")


STORIES = {
    "PK": _a1_notice_soon, "IQ": _a2_other_side_silent, "KR": _a3_unregistered, "US": _a4_fixed_term, "AT": _a5_any_time,
}  # fmt: skip


def _stories(desk: Desk) -> None:
    for code, tell in STORIES.items():
        number = FILLED.index(code) + 1 if code in FILLED else 36
        title, title_en, facts = _titles(number, code)
        tell(desk, (title, title_en), facts)


def _on_the_way(desk: Desk) -> None:
    """Under negotiation with caveats, suspended, and denounced: what the register looks like besides "in force"."""
    title, title_en, facts = _titles(37, "SA")
    facts["binding"] = facts["binding"] or None  # the legal desks have not judged it yet
    draft = desk.enter(
        title, title_en, ("SA",), on=desk.ago(120), classification=TOP, caveats=CAUTIOUS, **facts
    )
    draft = conclusion.mandate(draft, by=desk.by, on=desk.ago(90), at=desk.at)
    conclusion.negotiate(draft, by=desk.by, on=desk.ago(60), at=desk.at)
    title, title_en, facts = _titles(38, "IT")
    facts["binding"] = facts["binding"] or None  # the legal desks have not judged it yet
    desk.enter(title, title_en, ("IT",), on=desk.ago(20), **facts)
    title, title_en, facts = _titles(39, "DE")
    over = desk.enter(
        title, title_en, ("DE",), stands_as="in_force", signed_on=dt.date(2012, 5, 1), eif_on=dt.date(2012, 9, 1),
        clause=PATTERNS[1], classification=TOP, **facts,
    )  # fmt: skip
    ending.denounce(
        over, by=desk.by, on=desk.ago(10), at=desk.at, reason="A later instrument covers the same areas."
    )

"""Strategic documents of the demo: decided on paper before the register, or brought through their routes (domain.md D).

The white paper is a draft of the Ministry of Foreign Affairs, so that the warning about it can be seen.
"""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils.timezone import make_aware

from access.context import Subject, enter_subject
from accounts.models import Office
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country
from missions.models import StrategicDocument
from missions.selectors.document_cases import latest_case
from missions.selectors.documents import document as read
from missions.selectors.documents import documents as shelf
from missions.selectors.documents import strategic_objective
from missions.services import document_decisions, document_submissions, documents
from publishing.documents import Document, Paragraph, Section
from publishing.pdf import document_pdf
from workspace.management.demo.people import subject

WAY = ("cmd_head", "mod_legal", "mod_finance", "imcd_head", "mfa_milpol", "mod_leadership")
JOINT_WAY = (
    "cmd_head",
    "mod_legal",
    "mfa_legal",
    "imcd_head",
    "mfa_milpol",
    "mod_leadership",
    "mfa_leadership",
)

# kind, title, since, what proves it
OLDER = (
    ("concept", "National Security Concept", dt.date(2007, 5, 23), "Approved on 23 May 2007; printed text in the library."),
    ("doctrine", "Military Doctrine", dt.date(2010, 6, 8), "Adopted on 8 June 2010; printed text in the library."),
)  # fmt: skip

# code, part of, objective, indicator, baseline, target, due after days, dimensions, aspect, horizon
Aim = tuple[str, str, str, str, str, str, int, tuple[str, ...], str, str]
STRATEGY_AIMS: tuple[Aim, ...] = (
    ("S1", "", "Units that can serve together with partners in operations", "Units certified for common tasks", "1",
     "4", 1500, ("regional", "international_security"), "operations", "long"),
    ("S1.1", "S1", "A joint exercise at brigade level every year", "Exercises held a year", "1", "2", 700,
     ("regional",), "cooperation", "medium"),
    ("S2", "", "Officers educated abroad and languages that carry", "Graduates a year", "20", "45", 1200,
     ("international_security",), "cooperation", "medium"),
    ("S3", "", "Security of supply for equipment", "Agreements on maintenance in force", "2", "5", 1400,
     ("economic", "technical"), "cooperation", "long"),
    ("S4", "", "Confidence and fewer surprises along the borders", "Staff talks held a year", "3", "6", 600,
     ("regional",), "representation", "short"),
    ("S5", "", "Humanitarian help that is remembered", "Joint demining courses a year", "0", "2", 900,
     ("humanitarian",), "cooperation", "medium"),
)  # fmt: skip
PLAN_AIMS: tuple[Aim, ...] = (
    ("P1", "", "Prepare two units for certification", "Units ready for inspection", "0", "2", 300, ("regional",),
     "operations", "short"),
    ("P2", "", "Fill every place offered in staff colleges", "Places filled", "14", "22", 250,
     ("international_security",), "cooperation", "short"),
    ("P3", "", "Staff talks with each neighbour", "Talks held", "1", "3", 280, ("regional",), "representation", "short"),
)  # fmt: skip
PLAN_SERVES = {"P1": "S1", "P2": "S2", "P3": "S4"}
# country or region, political, geographic, why
RANKS = (
    ("TR", 5, 4, "Allied by the declaration of 15 June 2021."),
    ("GE", 5, 5, "Neighbour, partner in the three-sided format and on the routes to the west."),
    ("central_asia", 4, 4, "Partners across the sea, with formats that are taking shape."),
    ("europe", 4, 2, "Education, staff work and weight in security questions."),
    ("africa", 1, 1, "Peace operations only."),
)  # fmt: skip
MEANS = (
    ("money", "2400000", "exercise", "State budget, defence"),
    ("money", "900000", "foreign_mission_training", "State budget, education abroad"),
    ("people", "320", "exercise", ""),
    ("people", "45", "foreign_mission_training", ""),
)  # fmt: skip
# kind of matter, role, working days: those the routes start with, now agreed by both ministries
DAYS = (
    ("mission_paper", "head_of_mission", 5), ("mission_paper", "attache", 5), ("mission_paper", "cmd_head", 5),
    ("mission_paper", "imcd_head", 3), ("mission_paper", "mfa_desk", 5), ("mission_paper", "mfa_milpol", 10),
    ("mission_paper", "mod_leadership", 5), ("mission_paper", "mfa_leadership", 5), ("posting", "mfa_milpol", 10),
    ("strategic_document", "mfa_milpol", 10),
)  # fmt: skip
CONTACTS = (
    ("cmd-desk", "technical", "Extension 3101"), ("mfa-desk", "technical", "Extension 2207"),
    ("cmd-head", "department", "Extension 3100"), ("mfa-milpol", "department", "Extension 2200"),
    ("mod-leadership", "deputy_minister", "Through the office of the Minister"),
    ("mfa-leadership", "deputy_minister", "Through the secretariat"),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """From the top down; dates are relative to the day of loading."""
    for kind, title, since, evidence in OLDER:
        _older(kind, title, since, evidence, on)
    _white_paper(on)
    strategy = _strategy(on)
    _joint_agreement(on, strategy)
    _procedure(on, strategy)
    _plan(on, strategy)
    _next_strategy(on, strategy)


def _as(username: str, on: dt.date, act: Callable[[Subject], Any]) -> Any:
    with enter_subject(subject(username, on=on), "demo") as by:
        return act(by)


def _at(day: dt.date) -> dt.datetime:
    return make_aware(dt.datetime.combine(day, dt.time(9)))


def _kind(kind: str, by: Subject) -> StrategicDocument | None:
    return shelf(to=by).filter(kind=kind).first()


def _older(kind: str, title: str, since: dt.date, evidence: str, on: dt.date) -> None:
    def enter(by: Subject) -> StrategicDocument:
        basis = _kind("concept", by) if kind == "doctrine" else None
        return documents.record(
            by=by, kind=kind, title=title, derives_from=basis, level="unclassified", on=on, is_demo=True,
            body="The text is public; it is kept in the library and cited here by its date.",
        )  # fmt: skip

    begun = _as("cmd_desk", on, enter)

    def decide_above(by: Subject) -> None:
        document_decisions.record_decision(
            begun, by=by, decided_no=f"DEMO-{kind.upper()}", evidence=evidence, file=_scan(kind, title, evidence),
            starts_on=since, at=_at(on), on=on,
        )  # fmt: skip

    _as("cmd_head", on, decide_above)


def _scan(kind: str, title: str, evidence: str) -> tuple[str, bytes]:
    """A specimen in place of the scanned decision."""
    said = [Section("Decision", [Paragraph(evidence)])]
    return f"DEMO-{kind}.pdf", document_pdf(Document(title=f"Specimen: {title}", sections=said))


def _white_paper(on: dt.date) -> None:
    def enter(by: Subject) -> None:
        documents.record(
            by=by, kind="white_paper", title="White Paper on Diplomatic Policy (demo)", register_no="DEMO-WP-1",
            derives_from=_kind("concept", by), on=on, is_demo=True,
            summary="One foreign activity of the State, and the place of military diplomacy in it.",
            objectives=[{"code": "W1", "text": "The ministries speak abroad with one voice"}],
        )  # fmt: skip

    _as("mfa_desk", on, enter)


def _through(kind: str, day: dt.date, way: tuple[str, ...], facts: Callable[[Subject], dict[str, Any]]) -> StrategicDocument:  # fmt: skip
    """Begun by the Center, submitted, agreed to by everybody on the way; in effect from the last word on."""
    last = day + dt.timedelta(days=2 * len(way) + 1)

    def begin(by: Subject) -> StrategicDocument:
        given = {"starts_on": last, "level": "official_use", "on": day, "is_demo": True, **facts(by)}
        return documents.record(by=by, kind=kind, **given)

    begun: StrategicDocument = _as("cmd_desk", day, begin)
    sent = day + dt.timedelta(days=1)
    _as("cmd_desk", sent, lambda by: document_submissions.submit(begun, by=by, at=_at(sent), on=sent))
    for place, username in enumerate(way, start=1):
        _agree(begun, username, sent + dt.timedelta(days=2 * place))
    return begun


def _agree(document: StrategicDocument, username: str, day: dt.date) -> None:
    def answer(by: Subject) -> None:
        case = latest_case(document.reference, to=by)
        if case is None:
            raise LookupError(document.reference)
        asked = case.steps.get(role=by.role).verdict
        decide(case, by=by, verdict=asked, content_hash=case.content_hash, at=_at(day), on=day)

    _as(username, day, answer)


def _aims(aims: tuple[Aim, ...], day: dt.date, **serves: Any) -> list[dict[str, Any]]:
    return [
        {
            "code": code, "parent": parent or None, "text": text, "indicator": indicator, "baseline": baseline,
            "target": target, "due_on": day + dt.timedelta(days=after), "dimensions": dimensions, "aspect": aspect,
            "horizon": horizon, "serves": serves.get(code),
        }
        for code, parent, text, indicator, baseline, target, after, dimensions, aspect, horizon in aims
    ]  # fmt: skip


def _guiding(day: dt.date, share: int = 1) -> dict[str, Any]:
    """Ranks and means."""
    countries = {row.iso2: row for row in Country.objects.filter(iso2__in=[place for place, *_ in RANKS])}
    kinds = {kind.code: kind for kind in ActivityKind.objects.all()}
    priorities = [
        {
            **({"country": countries[place]} if place in countries else {"region": place}),
            "political": political, "geographic": geographic, "rationale": rationale,
        }
        for place, political, geographic, rationale in RANKS
    ]  # fmt: skip
    resources = [
        {
            "kind": kind, "amount": Decimal(amount) // share, "currency": "AZN" if kind == "money" else "",
            "fiscal_year": day.year + 1, "activity_kind": kinds[activity], "source": source,
        }
        for kind, amount, activity, source in MEANS
    ]  # fmt: skip
    return {"priorities": priorities, "resources": resources}


def _strategy(on: dt.date) -> StrategicDocument:
    day = on - dt.timedelta(days=414)
    return _through("strategy", day, WAY, lambda by: {
        "title": "Military Diplomacy Strategy 2026–2030 (demo)", "register_no": "DEMO-STR-1",
        "derives_from": _kind("doctrine", by), "review_on": on + dt.timedelta(days=330),
        "last_on": dt.date(on.year + 4, 12, 31),
        "summary": "Where military diplomacy goes in five years, whom it serves first, and with what means.",
        "body": "Efforts follow priorities agreed with the Ministry of Foreign Affairs. Each mission paper traces its "
        "objectives to this strategy; what traces to nothing is asked about once a year.",
        "objectives": _aims(STRATEGY_AIMS, on), **_guiding(day),
    })  # fmt: skip


def _joint_agreement(on: dt.date, strategy: StrategicDocument) -> None:
    offices = {office.code: office for office in Office.objects.select_related("institution")}
    _through("joint_agreement", on - dt.timedelta(days=398), JOINT_WAY, lambda by: {
        "title": "Joint Agreement on coordination of the two ministries (demo)", "register_no": "DEMO-JA-1",
        "derives_from": strategy, "review_on": on + dt.timedelta(days=200),
        "body": "Both ministries answer within the days below. Silence is no consent: what is late goes up the chain.",
        "answer_days": [{"kind": kind, "role": role, "days": days} for kind, role, days in DAYS],
        "contacts": [
            {"institution": offices[code].institution, "office": offices[code], "level": level, "reached_by": reached}
            for code, level, reached in CONTACTS
        ],
    })  # fmt: skip


def _procedure(on: dt.date, strategy: StrategicDocument) -> None:
    _through("sop", on - dt.timedelta(days=380), WAY, lambda by: {
        "title": "SOP-01 Forming and agreeing mission papers (demo)", "register_no": "DEMO-SOP-01",
        "derives_from": strategy, "review_on": on + dt.timedelta(days=300),
        "body": "1. The attaché drafts, the ambassador's section is written at the embassy.\n"
        "2. Both sign the same text before it leaves the post.\n"
        "3. Both ministries review it; whoever returns it says why, and everybody signs the next version.",
    })  # fmt: skip


def _plan(on: dt.date, strategy: StrategicDocument) -> None:
    day = on - dt.timedelta(days=70)

    def facts(by: Subject) -> dict[str, Any]:
        above = {
            code: strategic_objective(strategy.reference, aim, to=by) for code, aim in PLAN_SERVES.items()
        }
        return {
            "title": f"Military Diplomacy Plan {on.year} (demo)", "register_no": "DEMO-PLAN-1",
            "derives_from": strategy, "last_on": on + dt.timedelta(days=300),
            "summary": "What of the strategy is done this year.",
            "objectives": _aims(PLAN_AIMS, on, **above), **_guiding(day, share=5),
        }  # fmt: skip

    _through("plan", day, WAY, facts)


def _next_strategy(on: dt.date, strategy: StrategicDocument) -> None:
    """The second version is being written: one target rises, a sentence is new."""

    def write(by: Subject) -> None:
        held = documents.revise(read(strategy.reference, to=by), by=by, on=on - dt.timedelta(days=6))
        aims = _aims(STRATEGY_AIMS, on)
        aims[2] = {**aims[2], "target": "60"}
        documents.amend(
            held, by=by, objectives=aims,
            body="Efforts follow priorities agreed with the Ministry of Foreign Affairs. Each mission paper traces its "
            "objectives to this strategy; what traces to nothing is asked about twice a year and ended after the "
            "second time.",
        )  # fmt: skip

    _as("cmd_desk", on, write)

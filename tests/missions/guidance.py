"""Strategic documents as the cast brings them about, step by step through the services."""

from decimal import Decimal
from typing import Any

from access.context import enter_subject
from access.service_subjects import service_subject
from accounts.models import Office
from approvals.models import Case
from approvals.services.decisions import decide
from directory.models import ActivityKind, Country, Institution
from foundation.clock import now, today
from missions.models import StrategicDocument
from missions.selectors.document_cases import latest_case
from missions.selectors.document_contents import content_of
from missions.selectors.documents import document as read
from missions.selectors.documents import newest
from missions.services import document_decisions, document_effects, document_submissions, documents
from missions.terms import DECIDED_ABOVE
from tests.cast import acting
from tests.documents.files import pdf
from tests.missions.scene import days

AIMS = [{"code": "S1", "text": "Serve together"}]
KEEPER = {"mod": "cmd_desk", "mfa": "mfa_desk"}
HEAD = {"mod": "cmd_head", "mfa": "mfa_milpol"}
SCAN = ("order.pdf", pdf())
STRATEGY_WAY = ("cmd_head", "mod_legal", "mod_finance", "imcd_head", "mfa_milpol", "mod_leadership")
WHITE_PAPER_WAY = ("cmd_head", "mod_leadership", "mfa_legal", "mfa_leadership")
AGREEMENT_WAY = (
    "cmd_head", "mod_legal", "mfa_legal", "imcd_head", "mfa_milpol", "mod_leadership", "mfa_leadership",
)  # fmt: skip


def recorded(
    name: str = "cmd_desk", kind: str = "strategy", custodian: str = "mod", **more: Any
) -> StrategicDocument:
    with acting(name) as by:
        keeper = Institution.objects.get(code=custodian)
        given = {"title": f"A {kind}", "on": today(), **more}
        return documents.record(by=by, kind=kind, custodian=keeper, **given)


def decided_above(
    document: StrategicDocument, name: str = "", since: int = -10, until: int | None = None, **more: Any
) -> StrategicDocument:
    """Decided above the ministries; the head of its keeper, who did not write it, records that with the scan."""
    given = {"decided_no": "D-1", "evidence": "Order in the registry, folder 3.", "file": SCAN, **more}
    with acting(name or HEAD[document.custodian_code]) as by:
        return document_decisions.record_decision(
            document, by=by, starts_on=days(since), last_on=days(until) if until is not None else None, at=now(),
            on=today(), **given,
        )  # fmt: skip


def in_effect(document: StrategicDocument, since: int = -10, until: int | None = None) -> StrategicDocument:
    """In effect as its kind comes into effect: decided above, or completed and agreed to by both ministries today."""
    if document.kind in DECIDED_ABOVE:
        return decided_above(document, since=since, until=until)
    keeper = KEEPER[document.custodian_code]
    with acting(keeper) as by:
        text = newest(read(document.reference, to=by), to=by)
        given = _completed(document.kind, content_of(text))
        given |= {"starts_on": days(max(since, 0)), "last_on": days(until) if until is not None else None}
    if document.kind == "plan" and document.derives_from_id is None:
        given |= {"derives_from": recorded(kind="doctrine")}
    with acting(keeper) as by:
        documents.amend(document, by=by, **given)
    submitted(document, keeper)
    decided(document, *(AGREEMENT_WAY if document.kind == "joint_agreement" else STRATEGY_WAY))
    return seen(document)


def _completed(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """What the draft says, with whatever its kind is not submitted without."""
    given: dict[str, Any] = {"body": content["body"] or "Together."}
    if kind == "joint_agreement":
        return given | {part: agreement()[part] for part in ("answer_days", "contacts") if not content[part]}
    if kind in ("strategy", "plan"):
        aims = content["objectives"] or AIMS
        measured = {"indicator": "Units", "target": "2", "due_on": days(90)}
        given["objectives"] = [{"code": aim["code"], "text": aim["text"], **measured} for aim in aims]
        given |= {part: full()[part] for part in ("priorities", "resources") if not content[part]}
    return given


def full(**changes: Any) -> dict[str, Any]:
    """A strategy to which nothing is missing."""
    exercise = ActivityKind.objects.get(code="exercise")
    year = {"fiscal_year": today().year + 1, "activity_kind": exercise}
    return {
        "title": "Strategy of five years",
        "summary": "Where military diplomacy goes.",
        "body": "Together.",
        "starts_on": today(),
        "last_on": days(1800),
        "objectives": [
            {"code": "S1", "text": "Serve together"},
            {
                "code": "S1.1", "parent": "S1", "text": "Two certified units", "indicator": "Units certified",
                "baseline": "0", "target": "2", "due_on": days(900), "dimensions": ["regional"],
                "aspect": "operations", "horizon": "medium",
            },
        ],
        "priorities": [
            {"country": Country.objects.get(iso2="TR"), "political": 5, "geographic": 4, "rationale": "Ally."},
            {"region": "central_asia", "political": 4, "geographic": 3, "rationale": "Across the sea."},
        ],
        "resources": [
            {"kind": "money", "amount": Decimal("900000.00"), "currency": "AZN", **year},
            {"kind": "people", "amount": Decimal(120), **year},
        ],
        **changes,
    }  # fmt: skip


def agreement(**changes: Any) -> dict[str, Any]:
    """A joint agreement to which nothing is missing."""
    offices = {office.code: office for office in Office.objects.select_related("institution")}
    return {
        "title": "Joint agreement",
        "body": "Both ministries answer in time.",
        "starts_on": today(),
        "answer_days": [{"kind": "mission_paper", "role": "mfa_milpol", "days": 7}],
        "contacts": [
            {
                "institution": offices[code].institution, "level": level, "office": offices[code],
                "reached_by": "Extension 12",
            }
            for code, level in (("cmd-head", "department"), ("mfa-milpol", "department"))
        ],
        **changes,
    }  # fmt: skip


def submitted(document: StrategicDocument, name: str = "cmd_desk") -> Case:
    with acting(name) as by:
        return document_submissions.submit(document, by=by, at=now(), on=today())


def decided(document: StrategicDocument, *names: str, verdict: str = "", **reason: str) -> None:
    """Each gives the word asked of the office, or `verdict`."""
    for name in names:
        with acting(name) as by:
            case = latest_case(document.reference, to=by)
            assert case is not None
            asked = case.steps.get(role=by.role).verdict
            decide(
                case, by=by, verdict=verdict or asked, content_hash=case.content_hash, at=now(), on=today(), **reason
            )  # fmt: skip


def approved(kind: str = "strategy", **changes: Any) -> StrategicDocument:
    """A document of the Ministry of Defence that went all the way."""
    made = agreement(**changes) if kind == "joint_agreement" else full(**changes)
    document = recorded(kind=kind, **made)
    submitted(document)
    decided(document, *(AGREEMENT_WAY if kind == "joint_agreement" else STRATEGY_WAY))
    return seen(document)


def revised(document: StrategicDocument, name: str = "cmd_desk", **changes: Any) -> StrategicDocument:
    """The next version in draft, with changes."""
    with acting(name) as by:
        held = documents.revise(document, by=by, on=today())
        return documents.amend(held, by=by, **changes) if changes else held


def seen(document: StrategicDocument, name: str = "cmd_desk") -> StrategicDocument:
    """The document as it stands now."""
    with acting(name) as by:
        return read(document.reference, to=by)


def a_day_passes(count: int) -> Any:
    """The scheduler brings everything up to that day."""
    with enter_subject(service_subject("scheduler"), "test") as scheduler:
        return document_effects.bring_up_to_date(by=scheduler, on=days(count))

"""What of an agreement went to approval, and where that stands."""

from typing import Any

from django.utils.translation import override

from access.context import Subject
from agreements.lifecycle import SubmissionKind
from agreements.models import Agreement, AgreementSubmission, AgreementText, Clause, Party
from approvals.lifecycle import CaseState
from approvals.models import Case
from approvals.selectors import about

SCHEMA_VERSION = 2
CLAUSE = (
    "eif_rule", "eif_days", "eif_consents", "initial_value", "initial_unit", "renewal_mode", "renewal_value",
    "renewal_unit", "max_renewals", "notice_value", "notice_unit", "notice_basis", "effect_days",
)  # fmt: skip
# What the second shape says besides.
ALSO_CLAUSE = ("limit_unclear", "renewals_agreed")
ALSO = ("is_provisional", "needs_verification", "doubt")
FACTS = ("title", "language", "title_en", "title_az", "kind", "level", "participation", "binding", "areas")


def cases_about(agreement: Agreement, *, to: Subject) -> Any:
    """Every case about an agreement that the viewer may see, the latest first."""
    return about.cases_about(agreement.reference, *SubmissionKind, to=to)


def open_cases(agreement: Agreement, *, to: Subject) -> Any:
    """Those that run."""
    return cases_about(agreement, to=to).filter(state=CaseState.OPEN)


def submission(reference: str, no: int, *, to: Subject) -> AgreementSubmission | None:
    """One submission, as it was signed."""
    rows = AgreementSubmission.objects.visible_to(to).filter(agreement__reference=reference, no=no)
    return rows.select_related("agreement").first()


def content_for_approval(
    agreement: Agreement, kind: str, proposal: dict[str, str], *, to: Subject, shape: int = SCHEMA_VERSION
) -> dict[str, Any]:
    """What is put to the approvers: all of the instrument with its label, parties, clauses and texts, and the proposal.

    What a text was cleared with is what is signed (walls.md 2); `shape`: of an earlier submission, to compare with it.
    """
    clause = Clause.objects.visible_to(to).filter(agreement=agreement).first()
    parties = (
        Party.objects.visible_to(to).filter(agreement=agreement).select_related("country", "organisation")
    )
    texts = AgreementText.objects.visible_to(to).filter(agreement=agreement).select_related("file")
    with override("en"):  # one content, whatever language the page is in
        return {
            "schema_version": shape,
            "submitted": str(kind),
            "agreement": agreement.reference,
            **{name: getattr(agreement, name) for name in FACTS},
            "under": agreement.parent.reference if agreement.parent else None,
            "relation": agreement.relation,
            "parties": sorted(party.code for party in parties),
            "depositary": agreement.depositary.reference if agreement.depositary else None,
            "clause": None if clause is None else _clause(clause, shape),
            "texts": [
                {
                    "text_language": text.language, "authentic": text.is_authentic, "prevails": text.prevails,
                    "digest": text.file.sha256 if text.file else None,
                }
                for text in texts.order_by("language")
            ],
            **(_also(agreement) if shape > 1 else {}),
            **proposal,
        }  # fmt: skip


def _also(agreement: Agreement) -> dict[str, Any]:
    label = agreement.label
    return {
        **{name: getattr(agreement, name) for name in ALSO},
        "custodian": agreement.custodian.reference if agreement.custodian else None,
        "label": {
            "level": label.level, "caveats": sorted(label.caveats), "compartments": sorted(label.compartments),
        },
    }  # fmt: skip


def _clause(clause: Clause, shape: int) -> dict[str, Any]:
    fixed = clause.eif_fixed_on
    known = {name: getattr(clause, name) for name in (*CLAUSE, *(ALSO_CLAUSE if shape > 1 else ()))}
    return {**known, "eif_fixed_on": fixed.isoformat() if fixed else None}


def last_of(
    agreement: Agreement, kind: str, *, to: Subject
) -> tuple[Case | None, AgreementSubmission | None]:
    """The latest case of a kind, and what was submitted in it."""
    case = cases_about(agreement, to=to).filter(kind=kind).first()
    return case, submission(agreement.reference, case.version_no, to=to) if case else None

"""What both ministries own together no desk alone takes out of the other's sight (A2.15, A2.16, decisions.md 8)."""

from collections.abc import Collection, Mapping

from django.db import connection
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label
from accounts.models import Office
from approvals.models import Case
from foundation.errors import DomainError
from missions.engine import KIND
from missions.models import DocumentVersion, MissionPaper, PaperVersion, StrategicDocument
from missions.services.document_moves import NotCustodian
from missions.terms import DOCUMENT_KIND

OWN = "internal:"  # need-to-know lists of one ministry


class OneMinistrysList(DomainError):
    """An internal list is for remarks; papers, documents and their cases are read by both ministries."""

    message = _(
        "Both ministries work on this: the list of one of them would take it out of the other's sight. "
        "Say what is internal in an internal remark."
    )


class OutOfSight(DomainError):
    """Whoever writes, keeps or is still to decide on it goes on seeing it."""

    message = _(
        "Nobody who holds these offices could read it any more, though they write, keep or decide it:"
    )

    def __init__(self, offices: list[str]) -> None:
        super().__init__(f"{self.message} {', '.join(offices)}")


class CustodianConsents(DomainError):
    """What a document says is shown to more people with the word of the ministry that keeps it (A2.10)."""

    message = _(
        "The marking of a document is lowered with the word of the ministry that keeps it: "
        "one of the two people, who proposes or who confirms, has to be of that ministry."
    )


def before_lowered(rows: Collection[Classified], institutions: Collection[str]) -> None:
    """The consent of missions, asked by access. Raises CustodianConsents."""
    kept = {row.custodian_code for row in rows if isinstance(row, StrategicDocument)}
    kept |= {row.document.custodian_code for row in rows if isinstance(row, DocumentVersion)}
    if kept - set(institutions):
        raise CustodianConsents


def before_raising(planned: Mapping[Classified, Label], *, by: Subject) -> None:
    """The veto of missions, asked by access. Raises OneMinistrysList, NotCustodian, OutOfSight."""
    about = {row: found for row in planned if (found := _record_of(row, by))}
    for row, label in planned.items():
        if (row in about or _is_part(row)) and any(name.startswith(OWN) for name in label.compartments):
            raise OneMinistrysList
    _check_custody({found for found in about.values() if found.startswith("STD")}, by)
    lost = sorted(
        {office for row, found in about.items() for office in _lost(found, row.label, planned[row])}
    )
    if lost:
        raise OutOfSight([office.name for office in Office.objects.filter(pk__in=lost).order_by("code")])


def _record_of(row: Classified, by: Subject) -> str:
    """Reference of the paper or document the row stands for; empty for anything else."""
    if isinstance(row, MissionPaper | StrategicDocument):
        return str(row.reference)
    if isinstance(row, Case) and row.kind in (KIND, DOCUMENT_KIND):
        return row.object_reference
    if isinstance(row, PaperVersion):
        return str(MissionPaper.objects.visible_to(by).get(pk=row.paper_id).reference)
    if isinstance(row, DocumentVersion):
        return str(StrategicDocument.objects.visible_to(by).get(pk=row.document_id).reference)
    return ""


def _is_part(row: Classified) -> bool:
    """What was written into a version, as far as its marking is not its own."""
    pointed = {field.related_model for field in row._meta.concrete_fields}
    return bool(pointed & {PaperVersion, DocumentVersion}) and not row.own_marking


def _check_custody(references: set[str], by: Subject) -> None:
    """A document is marked by the ministry that keeps it."""
    rows = StrategicDocument.objects.visible_to(by).filter(reference__in=references)
    if rows.exclude(custodian_code=by.institution).exists():
        raise NotCustodian


def _lost(reference: str, lower: Label, upper: Label) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT missions_out_of_sight(%s, %s, %s)", [reference, lower.pk, upper.pk])
        return [row[0] for row in cursor.fetchall()]

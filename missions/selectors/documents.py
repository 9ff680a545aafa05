"""Reading strategic documents, their versions and their objectives."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db.models import F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields import DateField

from access.context import Subject
from accounts.models import User
from foundation.errors import NotFound
from missions.lifecycle import DocumentKind, DocumentState, VersionState
from missions.models import (
    DocumentEditor,
    DocumentTransition,
    DocumentVersion,
    StrategicDocument,
    StrategicObjective,
)
from missions.terms import DERIVES_FROM
from reminders.registry import Titled

_V = VersionState
ON_THE_WAY = (_V.SUBMITTED, _V.APPROVED)


def documents(*, to: Subject) -> QuerySet[Any]:
    """Every strategic document the viewer may see, newest first; `newest` is the state of its newest version."""
    rows: QuerySet[StrategicDocument] = StrategicDocument.objects.visible_to(to)
    version = DocumentVersion.objects.visible_to(to).filter(
        document=OuterRef("pk"), no=OuterRef("current_no")
    )
    return (
        rows.select_related("custodian", "label", "derives_from")
        .annotate(
            effective_from=Func(F("effective"), function="lower", output_field=DateField()),
            effective_to=Func(F("effective"), function="upper", output_field=DateField()),
            newest=Subquery(version.values("state")[:1]),
            newest_title=Subquery(version.values("title")[:1]),
            content_hash=Subquery(version.values("content_hash")[:1]),
        )
        .order_by("-id")
    )


def document(reference: str, *, to: Subject) -> StrategicDocument:
    """One document; hidden and absent are the same NotFound."""
    found = documents(to=to).filter(reference=reference).first()
    if found is None:
        raise NotFound
    return found


def document_titles(references: Collection[str], to: Subject) -> dict[str, Titled]:
    """Present titles of those of these documents that the reader may see."""
    rows = StrategicDocument.objects.visible_to(to).filter(reference__in=references)
    return {
        reference: Titled(title, label)
        for reference, title, label in rows.values_list("reference", "title", "label_id")
    }


def in_force(rows: QuerySet, on: dt.date) -> QuerySet:
    """Documents that guide on a day."""
    return rows.filter(state=DocumentState.EFFECTIVE, effective__contains=on)


# --- versions -----------------------------------------------------------------------------------------------------
def version_of(reference: str, no: int, *, to: Subject) -> DocumentVersion:
    """One version with its document; raises NotFound."""
    rows = DocumentVersion.objects.visible_to(to).filter(document__reference=reference, no=no)
    found = rows.select_related(
        "label", "document__custodian", "document__label", "document__derives_from"
    ).first()
    if found is None:
        raise NotFound
    return found


def text_rows(*, to: Subject) -> QuerySet[DocumentVersion]:
    """Versions of all documents, newest first."""
    rows = DocumentVersion.objects.visible_to(to).select_related("label", "document__custodian")
    return rows.order_by("-id")


def versions(of: StrategicDocument, *, to: Subject) -> QuerySet[DocumentVersion]:
    """Versions of a document, newest first."""
    return DocumentVersion.objects.visible_to(to).filter(document=of).select_related("label").order_by("-no")


def newest(of: StrategicDocument, *, to: Subject) -> DocumentVersion:
    """The version written last."""
    return _with(of, versions(of, to=to).filter(no=of.current_no).first())


def to_read(of: StrategicDocument, *, to: Subject) -> DocumentVersion:
    """The version somebody who opens the document wants: the one in effect, else the newest."""
    effective = versions(of, to=to).filter(state=_V.EFFECTIVE).first()
    return _with(of, effective) if effective else newest(of, to=to)


def _with(of: StrategicDocument, found: DocumentVersion | None) -> DocumentVersion:
    if found is None:
        raise NotFound
    found.document = of
    return found


def effective_versions(*, on: dt.date, to: Subject) -> QuerySet[DocumentVersion]:
    """Versions that guided on a day, derived from the days they really did (decisions.md 17)."""
    rows = DocumentVersion.objects.visible_to(to).filter(effective__contains=on)
    return rows.select_related("document__custodian", "label").order_by("document_id", "no")


def transitions(of: StrategicDocument, *, to: Subject) -> QuerySet[DocumentTransition]:
    """States the versions reached, newest first."""
    rows = DocumentTransition.objects.visible_to(to).filter(document=of)
    return rows.select_related("by", "office").order_by("-id")


def authors(of: DocumentVersion, *, to: Subject) -> QuerySet[User]:
    """Everybody who drafted or edited a version, in that order."""
    rows = DocumentEditor.objects.visible_to(to).filter(version=of).order_by("id")
    return User.objects.filter(pk__in=rows.values("user")).order_by("pk")


# --- objectives ---------------------------------------------------------------------------------------------------
def objectives_in_force(*, to: Subject) -> QuerySet[StrategicObjective]:
    """Objectives that the versions in effect state: what a paper's objectives trace to (A2.11)."""
    rows = StrategicObjective.objects.visible_to(to).filter(stated__version__state=_V.EFFECTIVE)
    return rows.select_related("document").order_by("document__kind", "document_id", "stated__order", "code")


def objectives_to_name(named: int | None, *, to: Subject) -> QuerySet[StrategicObjective]:
    """What an objective of a paper may trace to: objectives in force, and the one it has named."""
    in_force = objectives_in_force(to=to).order_by().values("pk")
    rows = StrategicObjective.objects.visible_to(to).filter(Q(pk__in=in_force) | Q(pk=named or 0))
    return rows.select_related("document").order_by("document__kind", "document_id", "code")


def objectives_to_serve(of: StrategicDocument, *, to: Subject) -> QuerySet[StrategicObjective]:
    """Objectives in force of the documents above one, that its own may serve."""
    return objectives_in_force(to=to).filter(document=of.derives_from_id or 0)


def strategic_objective(reference: str, code: str, *, to: Subject) -> StrategicObjective | None:
    """One objective by its document and code."""
    rows = StrategicObjective.objects.visible_to(to).filter(document__reference=reference, code=code)
    return rows.select_related("document", "label").first()


# --- lists --------------------------------------------------------------------------------------------------------
# Groups as a list shows them; a document in effect whose next version is on its way is in two of them.
GROUPS: dict[str, Q] = {
    "effective": Q(state=DocumentState.EFFECTIVE),
    "under_approval": Q(newest__in=ON_THE_WAY),
    "returned": Q(newest=_V.RETURNED),
    "draft": Q(newest=_V.DRAFT),
    "over": Q(state__in=[DocumentState.SUPERSEDED, DocumentState.EXPIRED, DocumentState.WITHDRAWN]),
}


def count_by_group(*, to: Subject) -> dict[str, int]:
    """How many documents stand where, among those the viewer may see."""
    rows: list[Any] = list(documents(to=to).order_by().values_list("state", "newest"))
    told = {
        "effective": lambda state, newest: state == DocumentState.EFFECTIVE,
        "under_approval": lambda state, newest: newest in ON_THE_WAY,
        "returned": lambda state, newest: newest == _V.RETURNED,
        "draft": lambda state, newest: newest == _V.DRAFT,
    }
    return {group: sum(is_in(*row) for row in rows) for group, is_in in told.items()}


def bases_for(kind: str, *, to: Subject) -> QuerySet[Any]:
    """Documents one of that kind may derive from."""
    allowed = DERIVES_FROM[DocumentKind(kind)]
    rows = documents(to=to).filter(kind__in=sorted(allowed)).exclude(state=DocumentState.WITHDRAWN)
    return rows.order_by("kind", "title")

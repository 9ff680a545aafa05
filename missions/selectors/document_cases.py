"""The approval cases of documents, and the way a submission would take."""

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from access.context import Subject
from approvals.lifecycle import REFUSING
from approvals.models import Case, Decision, Route
from approvals.selectors.seating import seat_plan, who_is_missing
from missions.lifecycle import DocumentKind
from missions.models import DocumentVersion, StrategicDocument
from missions.selectors.cases import Asked, WhoWillBeAsked, _asked
from missions.terms import DOCUMENT_KIND, ROUTE_OF

__all__ = [
    "Asked",
    "WhoWillBeAsked",
    "cases_of",
    "latest_case",
    "mfa_concurrence",
    "route_facts",
    "who_will_be_asked",
]


def cases_of(reference: str, *, to: Subject) -> QuerySet[Case]:
    """Every case of a document, newest first."""
    return Case.objects.visible_to(to).filter(kind=DOCUMENT_KIND, object_reference=reference).order_by("-id")


def latest_case(reference: str, *, to: Subject) -> Case | None:
    """The case that runs, or ran last."""
    return cases_of(reference, to=to).first()


def route_facts(document: StrategicDocument) -> dict[str, Any]:
    """What conditions of a route may ask for."""
    return {"document_kind": document.kind, "level": document.label.level_code}


def mfa_concurrence(version: DocumentVersion, *, to: Subject) -> Decision | None:
    """The word by which the Ministry of Foreign Affairs agreed to this version's priorities, if it gave one."""
    given = Decision.objects.visible_to(to).filter(
        case__kind=DOCUMENT_KIND,
        case__object_reference=version.document.reference,
        case__version_no=version.no,
        office__institution__code="mfa",
    )
    agreed = given.exclude(verdict__in=sorted(REFUSING)).exclude(verdict="acknowledge")
    return agreed.select_related("case", "user", "office").order_by("-id").first()


def who_will_be_asked(document: StrategicDocument, *, authors: list[int], on: dt.date) -> WhoWillBeAsked:
    """The steps of the route of its kind with the people who hold their offices today."""
    code = ROUTE_OF[DocumentKind(document.kind)]
    route = Route.objects.filter(kind=DOCUMENT_KIND, code=code).first()
    if route is None:
        return WhoWillBeAsked((), ())
    plan = seat_plan(route, mission=None, facts=route_facts(document), on=on)
    missing = who_is_missing(
        plan, label_id=document.label_id, authors=frozenset(authors), on=on, mission=None
    )
    return WhoWillBeAsked(tuple(_asked(planned, document, on) for planned in plan), tuple(missing))

"""Buttons of a strategic document: who may press which, what they ask for, and the service each calls."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.admin_forms import posted_day
from foundation.clock import now, today
from missions.models import StrategicDocument
from missions.selectors.document_actions import possible
from missions.services import document_effects, document_submissions, documents


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


def submit(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """Freeze the draft and open its case."""
    document_submissions.submit(document, by=_subject(request), at=now(), on=today())


def record_decision(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """A decision taken on paper, with its number and where it lies."""
    document_effects.record_decision(
        document,
        by=_subject(request),
        decided_no=request.POST.get("decided_no", ""),
        evidence=request.POST.get("evidence", "").strip() or reason,
        starts_on=posted_day(request, "starts_on", today()) or today(),
        last_on=posted_day(request, "last_on", None),
        at=now(),
        on=today(),
    )


def take_effect(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """What was approved guides from today."""
    document_effects.take_effect(document, by=_subject(request), on=today())


def revise(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """The next version in draft."""
    documents.revise(document, by=_subject(request), on=today())


def withdraw(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """Take the newest version back."""
    document_submissions.withdraw(document, by=_subject(request), reason=reason, at=now(), on=today())


BUTTONS = {
    "submit": (_("Submit for approval"), submit),
    "take-effect": (_("Put into effect"), take_effect),
    "record-decision": (_("Record a decision on paper"), record_decision),
    "revise": (_("Begin the next version"), revise),
    "withdraw": (_("Withdraw"), withdraw),
}
FINAL = frozenset({"withdraw"})


def is_possible(request: HttpRequest, document: StrategicDocument, name: str) -> bool:
    """One answer for page, REST and data entry."""
    return name.replace("-", "_") in possible(document, to=_subject(request))


def inputs(request: HttpRequest, document: StrategicDocument) -> list[dict[str, Any]]:
    """What a decision on paper is recorded with."""
    if not is_possible(request, document, "record-decision"):
        return []
    return [
        {"name": "decided_no", "label": _("Number of the decision"), "value": "", "type": "text"},
        {
            "name": "evidence",
            "label": _("Who decided, and where the paper lies"),
            "value": "",
            "type": "text",
        },
        {"name": "starts_on", "label": _("In effect from"), "value": today()},
        {"name": "last_on", "label": _("Last day, if known"), "value": None},
    ]

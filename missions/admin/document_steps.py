"""Buttons of a strategic document: who may press which, and the service each calls.

Each passes the version that stood on the page, so that what was changed meanwhile is refused in words. A decision taken
above the ministries is recorded on the document's page, with its scan.
"""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.admin_forms import seen_version
from foundation.clock import now, today
from missions.models import StrategicDocument
from missions.selectors.document_actions import possible
from missions.services import document_effects, document_submissions, documents


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


def submit(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """Freeze the draft and open its case."""
    seen = seen_version(request)
    document_submissions.submit(document, by=_subject(request), version=seen, at=now(), on=today())


def take_effect(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """What was approved guides from today."""
    document_effects.take_effect(document, by=_subject(request), version=seen_version(request), on=today())


def revise(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """The next version in draft."""
    documents.revise(document, by=_subject(request), version=seen_version(request), on=today())


def withdraw(owner: Any, request: HttpRequest, document: StrategicDocument, reason: str) -> None:
    """Take the newest version back."""
    document_submissions.withdraw(
        document, by=_subject(request), reason=reason, version=seen_version(request), at=now(), on=today()
    )


BUTTONS = {
    "submit": (_("Submit for approval"), submit),
    "take-effect": (_("Put into effect"), take_effect),
    "revise": (_("Begin the next version"), revise),
    "withdraw": (_("Withdraw"), withdraw),
}
FINAL = frozenset({"withdraw"})


def is_possible(request: HttpRequest, document: StrategicDocument, name: str) -> bool:
    """One answer for page, REST and data entry."""
    return name.replace("-", "_") in possible(document, to=_subject(request))

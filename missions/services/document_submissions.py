"""Submitting a document for approval by both ministries, and taking it back (domain.md A2.15, C6, I8)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from approvals.lifecycle import CaseState, Verdict
from approvals.models import Case, Route
from approvals.selectors.seating import seat_plan
from approvals.services.cases import NoRoute, open_case, withdraw_case
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, NotPermitted, RecordChanged, TransitionRefused
from foundation.permissions import require
from foundation.writes import update
from missions.lifecycle import VERSION_TRANSITIONS, DocumentKind, DocumentState, VersionState
from missions.models import DocumentVersion, StrategicDocument
from missions.selectors.document_cases import latest_case, route_facts
from missions.selectors.document_contents import written
from missions.services.document_effects import end
from missions.services.document_moves import check_custodian, lock, move, newest, place
from missions.services.document_versions import editor_ids, freeze
from missions.services.documents import DocumentNotInDraft
from missions.terms import DOCUMENT_KIND, PART_OF, ROUTE_OF, Gap, document_gaps
from missions.verbs import HEADS

AGREED = frozenset({VersionState.APPROVED, VersionState.EFFECTIVE})


class DocumentIncomplete(DomainError):
    """A strategy or plan is not submitted without objectives, priorities, money and people (I8); names every gap."""

    message = _("The document cannot be submitted yet: something is missing.")


class FirstDayMissing(DomainError):
    """Whoever approves knows from when on the document guides."""

    message = _("Say from which day on the document is to guide.")


class MfaNotAsked(DomainError):
    """Priorities of a strategy or plan are set with the Ministry of Foreign Affairs (domain.md A2.15)."""

    message = _(
        "The approval route asks no office of the Ministry of Foreign Affairs. Let the Center add one."
    )


class ModNotAsked(DomainError):
    """Guidance of military diplomacy is the Ministry of Defence's too."""

    message = _("The approval route asks no office of the Ministry of Defence. Let the Center add one.")


class HeadWithdraws(NotPermitted):
    """What both ministries approved is not taken back by a desk (domain.md C6)."""

    message = _(
        "What both ministries approved is withdrawn by the head of the office that keeps it, with the reason."
    )


class Shortcoming(str):
    """A gap in the reader's words; `code` is its stable name over REST."""

    code: str

    def __new__(cls, gap: Gap) -> "Shortcoming":
        words = super().__new__(cls, str(gap.label))
        words.code = gap.value
        return words


@verb("documents.submit")
def submit(
    document: StrategicDocument, *, by: Subject, version: int | None = None, at: dt.datetime, on: dt.date
) -> Case:
    """Freeze the draft and open its case along the route of its kind.

    Raises DocumentIncomplete with everything that is missing, MfaNotAsked, NoApprover naming a vacant office.
    """
    require(by, "documents.submit")
    held = lock(document, by=by, version=version)
    check_custodian(by, held.kind, held.custodian_code)
    text = newest(held)
    if text.state != VersionState.DRAFT:
        raise DocumentNotInDraft
    check_complete(text)
    kind = DocumentKind(held.kind)
    check_both_asked(kind, held)
    freeze(text, at=at)
    move(text, VersionState.SUBMITTED, by=by, on=on)
    update(held)
    return open_case(
        by=by,
        kind=DOCUMENT_KIND,
        object_reference=held.reference,
        version_no=text.no,
        content_hash=text.content_hash,
        label=text.label,
        editors=editor_ids(text),
        route_code=ROUTE_OF[kind],
        facts=route_facts(held),
        at=at,
        on=on,
        is_demo=held.is_demo,
    )


def check_complete(text: DocumentVersion) -> None:
    """Raise what stands in the way of submission, all of it at once."""
    fields: dict[str, Any] = {}
    for gap in document_gaps(written(text)):
        fields.setdefault(PART_OF[gap], []).append(Shortcoming(gap))
    if text.starts_on is None:
        fields["starts_on"] = [FirstDayMissing.message]
    if fields:
        raise DocumentIncomplete(fields=fields)


def check_both_asked(kind: DocumentKind, document: StrategicDocument) -> None:
    """Raise MfaNotAsked or ModNotAsked where the route has no step in which an office of that ministry agrees."""
    route = Route.objects.filter(code=ROUTE_OF[kind], kind=DOCUMENT_KIND).first()
    if route is None:
        raise NoRoute
    plan = seat_plan(route, mission=None, facts=route_facts(document))
    asked = {
        office.institution.code
        for step in plan
        if step.template.verdict != Verdict.ACKNOWLEDGE
        for office in step.offices
    }
    for code, refusal in (("mfa", MfaNotAsked), ("mod", ModNotAsked)):
        if code not in asked:
            raise refusal


@verb("documents.withdraw")
def withdraw(
    document: StrategicDocument,
    *,
    by: Subject,
    reason: str,
    version: int | None = None,
    at: dt.datetime,
    on: dt.date,
) -> StrategicDocument:
    """Take back the newest version; where that is the one in effect, or none ever was, the document ends with it.

    A running case closes, its decisions stay on the sheet; what is in effect goes on guiding.
    """
    require(by, "documents.withdraw")
    if not reason.strip():
        raise InvalidInput(fields={"reason": [_("Say why.")]})
    # The case is locked before the document, as deciding does, so that the two never wait for each other.
    case = latest_case(document.reference, to=by)
    if case is not None and case.state in (CaseState.OPEN, CaseState.RETURNED):
        withdraw_case(case, by=by, reason=reason, at=at)
    held = lock(document, by=by, version=version)
    if latest_case(document.reference, to=by) != case:
        raise RecordChanged  # submitted in between: that case is not held
    check_custodian(by, held.kind, held.custodian_code)
    text = newest(held)
    if VersionState.WITHDRAWN not in VERSION_TRANSITIONS[VersionState(text.state)]:
        raise TransitionRefused
    if text.state in AGREED and not by.holds(*HEADS):
        raise HeadWithdraws
    if text.state == VersionState.EFFECTIVE:
        end(held, DocumentState.WITHDRAWN, by=by, on=on, day=on, reason=reason)
        return held
    move(text, VersionState.WITHDRAWN, by=by, on=on, reason=reason)
    if held.state == DocumentState.DRAFT:
        place(held, DocumentState.WITHDRAWN)
    else:
        update(held)
    return held

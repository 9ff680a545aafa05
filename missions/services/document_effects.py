"""Documents that follow their case, take effect by date, make way and run out (C6, I10)."""

import datetime as dt
from dataclasses import dataclass

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.roles import Role
from approvals.lifecycle import CaseState
from approvals.models import Case
from foundation.acts import act, verb
from foundation.errors import DomainError, RuleBroken, TransitionRefused
from foundation.permissions import require
from foundation.writes import update
from missions.lifecycle import SOLITARY, DocumentKind, DocumentState, VersionState
from missions.models import DocumentVersion, StrategicDocument
from missions.selectors.document_contents import stated_objectives
from missions.services.document_entries import write_wordings
from missions.services.document_moves import check_custodian, in_effect, lock, move, newest, place
from missions.terms import DECIDED_ABOVE

ALL_DUE = "the scheduler's clearance covers every label; what is due does not depend on who looks"
ONE_DAY = dt.timedelta(days=1)
S = VersionState


class DocumentNotApproved(TransitionRefused):
    """Only what was approved takes effect."""

    message = _("Only an approved document takes effect.")


class DocumentStartsLater(DomainError):
    """A document takes effect on its first day, not before."""

    message = _("The document's first day has not come yet.")


class DocumentPeriodOver(DomainError):
    """Approved after its last day, a document has nothing left to guide."""

    message = _("The document's last day is over.")


class DecisionMissing(DomainError):
    """White paper, concept and doctrine are decided above the ministries; that decision is recorded first (C6)."""

    message = _("Record the decision taken above the ministries, with its number, before this takes effect.")


@dataclass(frozen=True, slots=True)
class Effects:
    """What a run of the scheduler changed."""

    took_effect: int
    expired: int
    refused: int


def follow(case: Case, *, by: Subject, at: dt.datetime) -> None:
    """Bring the version to where its case ended; approved, it takes effect at once when its first day has come."""
    document = StrategicDocument.objects.visible_to(by).get(reference=case.object_reference)
    held, on = lock(document, by=by), localdate(at)
    text = newest(held)
    if text.no != case.version_no or text.state != S.SUBMITTED:
        return
    if case.state in (CaseState.RETURNED, CaseState.REJECTED):
        move(text, S.RETURNED, by=by, on=on, reason=_last_reason(case))
        update(held)
    elif case.state == CaseState.APPROVED:
        move(text, S.APPROVED, by=by, on=on)
        update(held)
        if _is_due(text, on):
            _at_once(held, text, by=by, on=on)


def _is_due(text: DocumentVersion, on: dt.date) -> bool:
    """The agreed first day has come; what is decided above waits for that decision."""
    decided = text.evidence or DocumentKind(text.document.kind) not in DECIDED_ABOVE
    return bool(decided and text.starts_on and text.starts_on <= on and not _is_over(text, on))


def _is_over(text: DocumentVersion, on: dt.date) -> bool:
    return text.last_on is not None and text.last_on < on


def _last_reason(case: Case) -> str:
    refusing = case.decisions.exclude(reason_code="").order_by("-id").first()
    return f"{refusing.reason_code}: {refusing.comment}" if refusing else ""


def _at_once(document: StrategicDocument, text: DocumentVersion, *, by: Subject, on: dt.date) -> None:
    try:
        with act("documents.take_effect"):
            put_into_effect(document, text, by=by, since=on, on=on)
    except RuleBroken:
        # A document the decider may not see stands in the way; the scheduler sees it and lets this one supersede it.
        text.refresh_from_db()
        document.refresh_from_db()


@verb("documents.take_effect")
def take_effect(
    document: StrategicDocument, *, by: Subject, version: int | None = None, on: dt.date
) -> StrategicDocument:
    """An approved version takes effect and supersedes what was before it, in one transaction (I10)."""
    require(by, "documents.take_effect")
    held = lock(document, by=by, version=version)
    if by.role != Role.SERVICE:
        check_custodian(by, held.kind, held.custodian_code)
    text = newest(held)
    put_into_effect(held, text, by=by, since=on, on=on)
    return held


def put_into_effect(
    document: StrategicDocument, text: DocumentVersion, *, by: Subject, since: dt.date, on: dt.date
) -> None:
    """Of a locked document: its approved version guides from a day on, whatever guided before makes way."""
    _check_due(document, text, since)
    before = in_effect(document)
    if before is not None:
        _end(before, S.SUPERSEDED, by=by, on=on, day=since, reason=str(text.no))
    until = text.last_on + ONE_DAY if text.last_on else None
    if DocumentKind(document.kind) in SOLITARY:
        for older in _same_kind_in_effect(document, DateRange(since, until), by):
            end(older, DocumentState.SUPERSEDED, by=by, on=on, day=since, reason=document.reference)
    move(text, S.EFFECTIVE, by=by, on=on, effective=DateRange(since, until))
    first = document.effective.lower if before is not None and document.effective else since
    place(document, DocumentState.EFFECTIVE, title=text.title, effective=DateRange(first, until))
    write_wordings(document, stated_objectives(text))


def _check_due(document: StrategicDocument, text: DocumentVersion, since: dt.date) -> None:
    if text.state != S.APPROVED:
        raise DocumentNotApproved
    if DocumentKind(document.kind) in DECIDED_ABOVE and not text.evidence:
        raise DecisionMissing
    if text.starts_on is not None and since < text.starts_on:
        raise DocumentStartsLater
    if _is_over(text, since):
        raise DocumentPeriodOver


def _same_kind_in_effect(
    document: StrategicDocument, effective: DateRange, by: Subject
) -> list[StrategicDocument]:
    rows = StrategicDocument.objects.visible_to(by).filter(
        kind=document.kind, state=DocumentState.EFFECTIVE, effective__overlap=effective
    )
    others = rows.exclude(pk=document.pk).select_related("custodian", "label")
    return list(others.select_for_update(of=("self",)).order_by("pk"))


def end(
    document: StrategicDocument,
    target: DocumentState,
    *,
    by: Subject,
    on: dt.date,
    day: dt.date,
    reason: str = "",
) -> None:
    """A locked document in effect ends on a day, with its version; at least one day of it remains."""
    text = in_effect(document)
    if text is None or not document.effective:
        raise TransitionRefused
    _end(text, VersionState(target), by=by, on=on, day=day, reason=reason)
    first = document.effective.lower
    place(document, target, effective=DateRange(first, max(day, first + ONE_DAY)))


def _end(
    text: DocumentVersion, target: VersionState, *, by: Subject, on: dt.date, day: dt.date, reason: str
) -> None:
    first = text.effective.lower
    until = max(day, first + ONE_DAY)
    move(text, target, by=by, on=on, reason=reason, effective=DateRange(first, until))


@verb("documents.expire")
def expire(document: StrategicDocument, *, by: Subject, on: dt.date) -> StrategicDocument:
    """A document whose last day is over no longer guides anybody."""
    require(by, "documents.expire")
    held = lock(document, by=by)
    if held.state != DocumentState.EFFECTIVE or not held.effective.upper or on < held.effective.upper:
        raise TransitionRefused
    end(held, DocumentState.EXPIRED, by=by, on=on, day=held.effective.upper)
    return held


def bring_up_to_date(*, by: Subject, on: dt.date) -> Effects:
    """Everything due by `on`, days missed included; one document that is refused does not hold up the others."""
    rows = StrategicDocument.objects.unrestricted(reason=ALL_DUE).order_by("pk")
    versions = DocumentVersion.objects.unrestricted(reason=ALL_DUE)
    approved = versions.filter(state=S.APPROVED, starts_on__lte=on).exclude(last_on__lt=on)
    above = {kind.value for kind in DECIDED_ABOVE}
    due = rows.filter(pk__in=approved.exclude(document__kind__in=above, evidence="").values("document"))
    over = rows.filter(state=DocumentState.EFFECTIVE, effective__endswith__lte=on)
    done = {"took_effect": 0, "expired": 0, "refused": 0}
    for name, service, found in (("expired", expire, over), ("took_effect", take_effect, due)):
        for document in list(found):
            try:
                service(document, by=by, on=on)
                done[name] += 1
            except DomainError:
                done["refused"] += 1
    return Effects(**done)

"""Articles, who owes what until when, and what sources say became of it (domain.md A9.45-49, C3)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from agreements.engine import CONCLUDED, PROVISION_STEPS, ProvisionState
from agreements.models import Agreement, ImplementationEvent, Provision, Redating
from agreements.services.refusals import NotAmended, StepBeforePrevious, StepInFuture
from documents.services.files import File, kept_with
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, RecordChanged, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert, update

P = ProvisionState
CHANGEABLE = frozenset(
    {
        "article",
        "title",
        "text",
        "kind",
        "is_obligation",
        "obliged",
        "owner",
        "phase",
        "depends_on",
        "owner_unit",
    }
)


class AnotherAgreement(InvalidInput):
    """Parts of one agreement belong together."""

    message = _("It belongs to another agreement.")


class GoesInCircles(InvalidInput):
    """What comes first cannot come after."""

    message = _("A provision cannot wait for itself, directly or through others.")


class NotAnObligation(TransitionRefused):
    """Only obligations are followed up."""

    message = _("This article obliges nobody: there is nothing to follow up.")


class Settled(TransitionRefused):
    """Fulfilled, breached and overtaken are the last word of the register."""

    message = _("What became of it is settled. What another source says can be recorded without deciding.")


class SameDay(DomainError):
    """A new day is another day."""

    message = _("That is the day it is due already.")


@verb("provisions.record")
def record(
    agreement: Agreement, *, by: Subject, at: dt.datetime, label: Label | None = None, on: dt.date | None = None,
    is_demo: bool = False, **facts: Any,
) -> Provision:  # fmt: skip
    """An article with what it obliges to; `on`: since when it stands, by default entry into force or signature."""
    require(by, "provisions.record")
    today = timezone.localdate(at)
    provision = Provision(
        agreement=agreement, label=label or agreement.label, is_demo=is_demo,
        state_on=min(on or agreement.eif_on or agreement.signed_on or today, today), **facts,
    )  # fmt: skip
    _check_parts(provision, by=by)
    insert(provision)
    return _fall_due(provision, today)


def _check_parts(provision: Provision, *, by: Subject) -> None:
    """Who must act and what comes first belong to the same agreement, and nothing waits for itself."""
    wrong: dict[str, object] = {}
    if provision.obliged and provision.obliged.agreement_id != provision.agreement_id:
        wrong["obliged"] = AnotherAgreement.message
    before, seen = provision.depends_on, {provision.pk}
    if before and before.agreement_id != provision.agreement_id:
        wrong["depends_on"] = AnotherAgreement.message
    while before and "depends_on" not in wrong:
        if before.pk in seen:
            wrong["depends_on"] = GoesInCircles.message
        seen.add(before.pk)
        before = Provision.objects.visible_to(by).filter(pk=before.depends_on_id).first()
    if wrong:
        raise InvalidInput(fields=wrong)


def _held(provision: Provision, *, by: Subject, version: int | None) -> Provision:
    rows = Provision.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.filter(pk=provision.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


@verb("provisions.amend")
def amend(provision: Provision, *, by: Subject, version: int | None = None, **changes: Any) -> Provision:
    """Change what is recorded of the article; days and states have verbs of their own."""
    require(by, "provisions.amend")
    held = _held(provision, by=by, version=version)
    if unknown := set(changes) - CHANGEABLE:
        raise NotAmended(fields=dict.fromkeys(unknown, NotAmended.message))
    if changes.get("is_obligation") is False and (held.state != P.PENDING or held.due_on):
        raise InvalidInput(fields={"is_obligation": _("It has a day or a state already.")})
    for name, value in changes.items():
        setattr(held, name, value)
    _check_parts(held, by=by)
    return update(held, **changes)


@verb("provisions.redate")
def redate(
    provision: Provision, *, by: Subject, to: dt.date, on: dt.date, at: dt.datetime, source: str,
    version: int | None = None, reason: str = "",
) -> Provision:  # fmt: skip
    """A day was agreed anew (or for the first time); the first one is kept, and what changed it (A9.45, D)."""
    require(by, "provisions.redate")
    held, today = _held(provision, by=by, version=version), timezone.localdate(at)
    if not held.is_obligation:
        raise NotAnObligation
    if held.state in CONCLUDED:
        raise Settled
    if held.due_on == to:
        raise SameDay(fields={"to": SameDay.message})
    _told(on, today, source=source)
    insert(
        Redating(
            provision=held, before=held.due_on, after=to, agreed_on=on, source=source.strip(), recorded_at=at,
            office_id=by.office_id, label_id=held.label_id,
        )
    )  # fmt: skip
    changes: dict[str, Any] = {"due_on": to, "original_due_on": held.original_due_on or held.due_on}
    if held.state == P.DUE and to > today:
        changes |= {"state": P.PENDING, "state_on": max(on, held.state_on)}
    return _fall_due(update(held, **changes), today)


def _told(on: dt.date, today: dt.date, **words: str) -> None:
    """What every statement needs: a day that has come, and words."""
    if on > today:
        raise StepInFuture(fields={"on": StepInFuture.message})
    empty = [name for name, text in words.items() if not text.strip()]
    if empty:
        raise InvalidInput(fields={name: _("Say what happened, and who says so.") for name in empty})


@verb("provisions.report")
def report(
    provision: Provision, *, by: Subject, on: dt.date, at: dt.datetime, what: str, source: str, status: str = "",
    decides: bool = True, evidence: File | None = None, version: int | None = None,
) -> Provision:  # fmt: skip
    """Something happened, by a source, with its evidence; by the desks, or by the office responsible.

    A `status` that `decides` becomes the state of the obligation; another source's view is kept beside it.
    """
    if by.office_id != provision.owner_id:
        require(by, "provisions.report")
    held, today = _held(provision, by=by, version=version), timezone.localdate(at)
    if not held.is_obligation:
        raise NotAnObligation
    _told(on, today, what=what, source=source)
    moves = bool(status) and decides and status != held.state
    if moves:
        _may_move(held, status, on)
    insert(
        ImplementationEvent(
            provision=held, happened_on=on, status=status, decides=bool(status) and decides, what=what.strip(),
            source=source.strip(), evidence=evidence and kept_with(held, evidence, by=by, beside="evidence"),
            recorded_at=at, by_id=by.user_id, office_id=by.office_id, label_id=held.label_id,
        )
    )  # fmt: skip
    if moves:
        return update(held, state=status, state_on=on, attributed_to=source.strip())
    return update(held)


def _may_move(held: Provision, status: str, on: dt.date) -> None:
    if held.state in CONCLUDED:
        raise Settled
    if status not in PROVISION_STEPS[P(held.state)]:
        raise TransitionRefused
    if on < held.state_on:
        raise StepBeforePrevious(fields={"on": StepBeforePrevious.message})


def _fall_due(held: Provision, today: dt.date) -> Provision:
    """Due from its day on, unless what has to come first is still open."""
    if held.state != P.PENDING or held.due_on is None or held.due_on > today or held.waits:
        return held
    return update(held, state=P.DUE, state_on=max(held.due_on, held.state_on))


@verb("provisions.fall_due")
def fall_due(*, by: Subject, on: dt.date) -> int:
    """Obligations whose day has come become due; daily, by the service that holds every label; twice does nothing."""
    require(by, "provisions.fall_due")
    rows = Provision.objects.visible_to(by).filter(state=P.PENDING, due_on__lte=on, is_obligation=True)
    waiting = list(rows.select_for_update(of=("self",)).select_related("depends_on").order_by("pk"))
    return sum(_fall_due(provision, on).state == P.DUE for provision in waiting)

"""What a protocol in force does to the term of the agreement it prolongs (VCLT arts 39-41)."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.dependants import dominates
from agreements.engine import NoticeUnit, RenewalMode
from agreements.lifecycle import TERMINAL, AgreementState, FamilyRelation
from agreements.models import Agreement, Clause
from agreements.services.agreements import locked
from agreements.services.clauses import amend_clause
from agreements.services.computed import rewrite
from foundation.errors import DomainError
from foundation.writes import update

Length = tuple[int, str]


class ParentOver(DomainError):
    """What is over is concluded anew (VCLT art. 39)."""

    message = _("The agreement it prolongs is over.")


class LengthMissing(DomainError):
    """For how long is a fact and never guessed (domain.md C5)."""

    message = _("Say for how long it prolongs: enter that as the first term of its own final clauses.")


class LengthsDiffer(DomainError):
    """Terms of one clause are counted in one measure."""

    message = _(
        "Its length does not fit the clauses of the agreement it prolongs. Enter their new wording there with the day "
        "from which it counts, and leave the first term of this one empty."
    )


def prolong(protocol: Agreement, *, by: Subject, on: dt.date, at: dt.datetime) -> None:
    """From its entry into force its parent's clauses have one renewal more; the wording before is kept with its day.

    The length is the first term of the protocol's own clauses, else that of a renewal. What goes on by itself needs
    none. A protocol marked higher than its parent changes nothing there: whoever reads of one alone would learn of it.
    """
    if protocol.relation != FamilyRelation.PROLONGS or protocol.parent is None:
        return
    parent = locked(protocol.parent, by=by)
    if AgreementState(parent.state) in TERMINAL:
        raise ParentOver
    clause = Clause.objects.visible_to(by).filter(agreement=parent).first()
    if clause is None or not dominates(parent.label, protocol.label):
        return
    changes = _one_more(clause, Clause.objects.visible_to(by).filter(agreement=protocol).first())
    if changes:
        today = timezone.localdate(at)
        amend_clause(parent, changes, since=on, by=by, today=today)
        update(parent)
        rewrite([parent], by=by, on=today)


def _one_more(clause: Clause, own: Clause | None) -> dict[str, Any]:
    """The facts that change: another renewal of the same length, or one of another after all that was agreed so far."""
    endless = clause.renewal_mode == RenewalMode.TACIT and clause.max_renewals is None
    if endless or clause.renewal_mode == RenewalMode.INDEFINITE:
        return {}
    renewal = _length(clause.renewal_value, clause.renewal_unit)
    length = (_length(own.initial_value, own.initial_unit) if own else None) or renewal
    if length is None:
        raise LengthMissing
    if clause.renewal_mode == RenewalMode.TACIT:
        if length != renewal:
            raise LengthsDiffer
        return {"max_renewals": (clause.max_renewals or 0) + 1}
    agreed = clause.renewals_agreed if clause.renewal_mode == RenewalMode.BY_AGREEMENT else 0
    if agreed and length == renewal:
        return {"renewals_agreed": agreed + 1}
    one = {"renewal_mode": RenewalMode.BY_AGREEMENT, "renewal_value": length[0], "renewal_unit": length[1]}
    if not agreed:
        return one | {"renewals_agreed": 1}
    first = _length(clause.initial_value, clause.initial_unit)
    if first is None or renewal is None or first[1] != renewal[1]:
        raise LengthsDiffer
    so_far = {"initial_value": first[0] + agreed * renewal[0], "initial_unit": first[1]}
    return one | so_far | {"renewals_agreed": 1}


def _length(value: int | None, unit: str) -> Length | None:
    """Years counted as months, so that twelve of these are one of those."""
    if value is None:
        return None
    return (12 * value, NoticeUnit.MONTHS) if unit == NoticeUnit.YEARS else (value, unit)

"""The derived days of an agreement, rewritten with whatever they follow from (I15)."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q

from access.context import Subject
from agreements.engine import DeadlineKind, Missing
from agreements.lifecycle import TERMS_RUN, AgreementState
from agreements.models import Agreement, AgreementDeadline, Clause
from agreements.selectors.deadlines import term_position
from agreements.terms import TermPosition
from directory.selectors.calendar import work_calendar
from foundation.acts import verb
from foundation.permissions import require
from foundation.writes import update


def computed_days(
    agreement: Agreement, found: TermPosition | None, clause: Clause | None = None
) -> dict[str, dt.date]:
    """The days worth a reminder; of a notice that was given only its effect, and none where nothing binds any more.

    Suspension stops none of them (VCLT art. 72).
    What was prolonged by agreement ends with the last term agreed to, not with the one that runs.
    """
    if agreement.state == AgreementState.DENUNCIATION_NOTIFIED:
        ends_on = None if agreement.needs_verification else agreement.effect_on
        return {DeadlineKind.TERM_END: ends_on} if ends_on else {}
    if found is None or agreement.state not in TERMS_RUN:
        return {}
    counted = (
        clause is not None and clause.renewals_agreed and Missing.OUT_OF_RANGE not in found.cannot_compute
    )
    agreed = clause.terms(agreement.eif_on).last_end if clause is not None and counted else None
    days = {
        DeadlineKind.TERM_END: agreed or found.term_end,
        DeadlineKind.LAST_RECEIPT: found.last_receipt_day,
        DeadlineKind.INTERNAL_ACTION: found.internal_action_day,
    }
    return {kind: day for kind, day in days.items() if day is not None}


def effect_of_notice(held: Agreement, on: dt.date, *, by: Subject) -> dt.date | None:
    """When a notice received on a day takes effect by the clause; None where that cannot be computed (C5)."""
    clause = Clause.objects.visible_to(by).filter(agreement=held).first()
    found = term_position(held, clause, on=on, calendar=work_calendar())
    return found.effect_on if found else None


def follow_clause(held: Agreement, *, by: Subject) -> None:
    """A notice whose effect nothing gave so far takes the day that its clauses give now."""
    if held.state != AgreementState.DENUNCIATION_NOTIFIED or held.effect_on is not None:
        return
    if (effect_on := effect_of_notice(held, held.state_on, by=by)) is not None:
        update(held, effect_on=effect_on)


def rewrite(agreements: Iterable[Agreement], *, by: Subject, on: dt.date) -> int:
    """Bring the derived rows of the given agreements in line with their facts; returns how many rows changed."""
    calendar, held = work_calendar(), {agreement.pk: agreement for agreement in agreements}
    clauses = {c.agreement_id: c for c in Clause.objects.visible_to(by).filter(agreement__in=held)}
    kept = {
        (row.agreement_id, row.kind): row
        for row in AgreementDeadline.objects.visible_to(by).filter(agreement__in=held)
    }
    changed, new, wanted = [], [], set()
    for agreement in held.values():
        clause = clauses.get(agreement.pk)
        found = term_position(agreement, clause, on=on, calendar=calendar, route=0)
        for kind, day in computed_days(agreement, found, clause).items():
            wanted.add((agreement.pk, kind))
            row = kept.get((agreement.pk, kind))
            if row is None:
                new.append(
                    AgreementDeadline(agreement=agreement, kind=kind, due_on=day, label_id=agreement.label_id)
                )
            elif row.due_on != day:
                row.due_on = day
                changed.append(row)
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    rows = AgreementDeadline.objects.visible_to(by)
    if gone:
        rows.filter(pk__in=gone).delete()
    AgreementDeadline.objects.bulk_create(new)
    if changed:
        rows.bulk_update(changed, ["due_on"], batch_size=1_000)
    return len(gone) + len(new) + len(changed)


@verb("agreements.roll_deadlines")
def roll_deadlines(*, by: Subject, on: dt.date) -> int:
    """Rewrite the days of agreements whose term has passed into the next; daily, by the service that holds every label.

    Cheap when nothing passed: only agreements with a computed day behind `on`, or with a day for sending on what
    has become a day nobody works, are looked at, what was put in doubt or suspended without them, and notices whose
    effect nothing gave.
    """
    require(by, "agreements.roll_deadlines")
    over = Q(kind=DeadlineKind.LAST_RECEIPT, due_on__lt=on) | Q(kind=DeadlineKind.TERM_END, due_on__lte=on)
    over |= Q(kind=DeadlineKind.INTERNAL_ACTION, due_on__in=work_calendar().holidays)
    over |= Q(agreement__needs_verification=True)
    known = AgreementDeadline.objects.visible_to(by)
    wanted = Q(pk__in=known.filter(over).values("agreement"))
    wanted |= Q(state=AgreementState.SUSPENDED) & ~Q(pk__in=known.values("agreement"))
    wanted |= Q(state=AgreementState.DENUNCIATION_NOTIFIED, effect_on__isnull=True, needs_verification=False)
    held = list(Agreement.objects.visible_to(by).filter(wanted).select_for_update(of=("self",)))
    for agreement in held:
        follow_clause(agreement, by=by)
    return rewrite(held, by=by, on=on)

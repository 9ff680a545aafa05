"""How a year's returns stood on a day: due, submitted, late, resting (domain.md C8, compliance-calendar)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Max, Min, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from accounts.models import Office
from activities.lifecycle import ReturnState
from activities.models import DueReturn, DueReturnStep, ObligationSuspension, ReturnRedating
from activities.selectors.inspections import inspections
from activities.selectors.returns import returns
from activities.terms import Regime
from foundation.sorting import name_key

STANDS = {
    "due": pgettext_lazy("returns", "Due"),
    "submitted": pgettext_lazy("returns", "Submitted in time"),
    "submitted_late": pgettext_lazy("returns", "Submitted late"),
    "overdue": _("Overdue"),
    "resting": _("Suspended"),
    "not_due": pgettext_lazy("return", "Not due"),
}


@dataclass(frozen=True, slots=True)
class ComplianceLine:
    """One return as it stood on the day; `due_on`: the day that stood then."""

    row: DueReturn
    due_on: dt.date
    stands: str
    submitted_on: dt.date | None
    corrected: list[DueReturn] = field(default_factory=list)

    @property
    def is_nil(self) -> bool:
        """Nothing to report, as far as it had been submitted by the day."""
        return self.submitted_on is not None and self.row.is_nil

    @property
    def label_ids(self) -> list[int]:
        """Of everything the line tells."""
        return [self.row.label_id, self.row.obligation.label_id, *(one.label_id for one in self.corrected)]


def compliance_lines(*, to: Subject, as_of: dt.date, year: int, regime: str = "") -> list[ComplianceLine]:
    """Returns due in a year, the first due first, each as it stood at the end of the day, in five queries."""
    rests = ObligationSuspension.objects.visible_to(to).order_by("period", "pk")
    redatings = ReturnRedating.objects.visible_to(to).order_by("pk")
    steps = DueReturnStep.objects.visible_to(to).filter(reached_on__lte=as_of).order_by("pk")
    corrections = returns(to=to).filter(submitted_on__lte=as_of).order_by("submitted_on", "pk")
    within = Q(due_on__year=year) | Q(pk__in=redatings.filter(before__year=year).values("due_return"))
    rows = returns(to=to).filter(within, corrects__isnull=True, due_on__isnull=False)
    if regime:
        rows = rows.filter(obligation__regime=regime)
    found = rows.select_related("obligation__addressee", "obligation__owner", "label").prefetch_related(
        Prefetch("steps", steps),
        Prefetch("redatings", redatings),
        Prefetch("obligation__suspensions", rests),
        Prefetch("corrections", corrections.select_related("label")),
    )
    lines = [line for row in found.order_by("pk") if (line := _line(row, as_of)).due_on.year == year]
    return sorted(lines, key=lambda line: (line.due_on, line.row.pk))


def due_then(row: DueReturn, as_of: dt.date) -> dt.date:
    """The day due as it stood at the end of a day: what the first change since says stood before it."""
    later = (one.before for one in row.redatings.all() if timezone.localdate(one.given_at) > as_of)
    return next(later, row.due_on or as_of)


def _line(row: DueReturn, as_of: dt.date) -> ComplianceLine:
    """A return that was corrected stays what it was; the correction stands beside it."""
    submitted = row.submitted_on if row.submitted_on and row.submitted_on <= as_of else None
    due = due_then(row, as_of)
    return ComplianceLine(
        row, due, _stands(row, due, submitted, as_of), submitted, list(row.corrections.all())
    )


def _stands(row: DueReturn, due: dt.date, submitted: dt.date | None, as_of: dt.date) -> str:
    if submitted is not None:
        return "submitted_late" if submitted > due else "submitted"
    reached = [step.state for step in row.steps.all()]
    if reached and reached[-1] == ReturnState.NOT_DUE:
        return "not_due"
    if any(one.rests(due, as_of=as_of) for one in row.obligation.suspensions.all()):
        return "resting"
    return "overdue" if due < as_of else "due"


def compliance_years(*, to: Subject) -> list[int]:
    """Years in which something is due, or an inspection counts."""
    due = returns(to=to).filter(due_on__isnull=False).aggregate(first=Min("due_on"), last=Max("due_on"))
    asked = inspections(to=to).aggregate(first=Min("quota_year"), last=Max("quota_year"))
    ends = [day.year for day in due.values() if day] + [year for year in asked.values() if year]
    return list(range(min(ends), max(ends) + 1)) if ends else []


def compliance_offices(*, to: Subject) -> list[tuple[str, str]]:
    """Offices that prepare any return the viewer sees."""
    seen = returns(to=to).order_by().values("obligation__owner")
    found = Office.objects.filter(pk__in=seen)
    return sorted(((office.code, office.name) for office in found), key=lambda pair: name_key(pair[1]))


def compliance_regimes(*, to: Subject) -> list[tuple[str, str]]:
    """Regimes under which the viewer sees anything."""
    seen = set(returns(to=to).order_by().values_list("obligation__regime", flat=True).distinct())
    seen |= set(inspections(to=to).order_by().values_list("regime", flat=True).distinct())
    return [(regime.value, str(regime.label)) for regime in Regime if regime.value in seen]

"""Operations, and what sources say about them: recorded beside each other, never overwritten (domain.md A4)."""

import datetime as dt
from typing import Any, TypeVar

from django.utils import timezone

from access.context import Subject
from access.models import Label
from activities.models import Contribution, Operation, StatedFigure
from activities.models.operation import Sourced
from activities.services import operation_refusals as no
from activities.services.basis import dominates
from directory.models import Unit
from foundation.acts import verb
from foundation.errors import RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

CHANGEABLE = frozenset(
    {
        "short_name", "title", "organisation", "country", "mandate", "mandate_valid", "our_part", "years_only",
        "needs_verification", "source", "owner_unit",
    }
)  # fmt: skip
F = TypeVar("F", bound=Sourced)


@verb("operations.record")
def record(*, by: Subject, label: Label, is_demo: bool = False, **facts: Any) -> Operation:
    """Enter an operation with its mandate and the days of our part."""
    require(by, "operations.record")
    _check(facts.get("our_part"), facts.get("mandate", ""), facts.get("mandate_valid"))
    facts.setdefault("owner_unit", unit_of(by))
    return insert(Operation(label=label, is_demo=is_demo, **facts))


@verb("operations.amend")
def amend(operation: Operation, *, by: Subject, version: int | None = None, **changes: Any) -> Operation:
    """Change what is recorded: a mandate was prolonged, our part has ended."""
    require(by, "operations.amend")
    held: Operation = held_row(operation, by=by, version=version)
    after = {
        name: changes.get(name, getattr(held, name)) for name in ("our_part", "mandate", "mandate_valid")
    }
    _check(**after)
    return update(held, **{name: value for name, value in changes.items() if name in CHANGEABLE})


@verb("contributions.record")
def contribute(
    *, by: Subject, at: dt.datetime, label: Label, operation: Operation, year: int, is_demo: bool = False,
    **facts: Any,
) -> Contribution:  # fmt: skip
    """Record how many served in a year by one source; what others say stays beside it."""
    require(by, "contributions.record")
    _check_said(facts, year, "year", timezone.localdate(at))
    check_under({"operation": operation}, label.pk)
    facts.setdefault("owner_unit", unit_of(by))
    return insert(Contribution(label=label, operation=operation, year=year, is_demo=is_demo, **facts))


@verb("figures.record")
def state(*, by: Subject, at: dt.datetime, label: Label, is_demo: bool = False, **facts: Any) -> StatedFigure:
    """Record a number as somebody has stated it."""
    require(by, "figures.record")
    _check_said(facts, facts.get("since_year"), "since_year", timezone.localdate(at))
    check_under({"operation": facts.get("operation")}, label.pk)
    facts.setdefault("owner_unit", unit_of(by))
    return insert(StatedFigure(label=label, is_demo=is_demo, **facts))


@verb("contributions.withdraw")
def withdraw_contribution(
    contribution: Contribution, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None,
    reason: str = "",
) -> Contribution:  # fmt: skip
    """It was entered wrongly; it stays to be seen with the reason, and counts no longer."""
    require(by, "contributions.withdraw")
    return _withdraw(contribution, by=by, on=on, at=at, version=version, reason=reason)


@verb("figures.withdraw")
def withdraw_figure(
    figure: StatedFigure, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None = None, reason: str = ""
) -> StatedFigure:  # fmt: skip
    """It was entered wrongly; it stays to be seen with the reason."""
    require(by, "figures.withdraw")
    return _withdraw(figure, by=by, on=on, at=at, version=version, reason=reason)


def _withdraw(
    row: F, *, by: Subject, on: dt.date, at: dt.datetime, version: int | None, reason: str
) -> F:  # fmt: skip
    held: F = held_row(row, by=by, version=version)
    if held.withdrawn_on is not None:
        raise no.AlreadyWithdrawn
    if on > timezone.localdate(at):
        raise no.StepAhead(fields={"on": no.StepAhead.message})
    if not reason.strip():
        raise no.ReasonMissing(fields={"reason": no.ReasonMissing.message})
    return update(held, withdrawn_on=on, withdrawn_because=reason.strip())


def held_row(row: Any, *, by: Subject, version: int | None = None) -> Any:
    """The row as it stands now, held until the verb ends."""
    rows = type(row).objects.visible_to(by).select_for_update(of=("self",))
    held = rows.filter(pk=row.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    return held


def unit_of(by: Subject) -> Unit | None:
    """The unit of the office acted in."""
    found: Unit | None = Unit.objects.filter(office__pk=by.office_id or 0).first()
    return found


def check_under(named: dict[str, Any], label_id: int) -> None:
    """What a record names is not above its label, told beside the field."""
    for field, row in named.items():
        if row is not None and row.label_id != label_id and not dominates(label_id, row.label_id):
            raise no.PartMoreRestricted(fields={field: no.PartMoreRestricted.message})


def _check(our_part: Any, mandate: str, mandate_valid: Any) -> None:
    if our_part is None or our_part.lower is None:
        raise no.PartWithoutBeginning(fields={"our_part": no.PartWithoutBeginning.message})
    if mandate_valid is not None and not (mandate or "").strip():
        raise no.MandateUnnamed(fields={"mandate": no.MandateUnnamed.message})


def _check_said(facts: dict[str, Any], year: int | None, field: str, today: dt.date) -> None:
    if not str(facts.get("source") or "").strip():
        raise no.SourceMissing(fields={"source": no.SourceMissing.message})
    if facts["said_on"] > today:
        raise no.SaidInFuture(fields={"said_on": no.SaidInFuture.message})
    if year is not None and year > facts["said_on"].year:
        raise no.SaidBeforeItsYear(fields={field: no.SaidBeforeItsYear.message})

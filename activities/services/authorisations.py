"""Recording authorisations and changing what is recorded about them (I18)."""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Label
from activities.lifecycle import ABROAD, HELD, STANDING, ActivityState
from activities.models import Activity, Authorisation, Deployment
from activities.selectors.crossing import spans_on, standing_on
from activities.terms import peak
from directory.models import Unit
from foundation.acts import verb
from foundation.errors import DomainError, InvalidInput, RecordChanged
from foundation.permissions import require
from foundation.writes import insert, update

CHANGEABLE = frozenset({"body", "act", "act_on", "subject", "ceiling", "valid", "owner_unit"})


class ActInFuture(InvalidInput):
    """An act that has not been passed authorises nobody."""

    message = _("The day of the act lies in the future.")


class ValidBeforeAct(InvalidInput):
    """No act reaches back."""

    message = _("It is not valid before the day of the act.")


class CeilingOfNobody(InvalidInput):
    """Empty says that the act names no ceiling."""

    message = _("A ceiling of nobody allows nothing. Leave it empty where the act names none.")


class StandsOnIt(DomainError):
    """What was approved on it does not lose it by a change of the record (I18)."""

    message = _("Activities ahead stand on this authorisation; its days are not shortened below theirs.")


class DeploymentsOutside(InvalidInput):
    """I18."""

    message = _("Deployments stand under this authorisation on days that would lie outside it.")


class CeilingBelow(InvalidInput):
    """I18."""

    message = _("More people stand under this authorisation at the same time than this ceiling would let go.")


@verb("authorisations.record")
def record(
    *, by: Subject, at: dt.datetime, label: Label, valid: DateRange, act_on: dt.date, is_demo: bool = False,
    **facts: Any,
) -> Authorisation:  # fmt: skip
    """Enter an act with its ceiling and days."""
    require(by, "authorisations.record")
    _check(act_on, valid, facts.get("ceiling"), timezone.localdate(at))
    facts.setdefault("owner_unit", Unit.objects.filter(office__pk=by.office_id or 0).first())
    return insert(Authorisation(label=label, valid=valid, act_on=act_on, is_demo=is_demo, **facts))


@verb("authorisations.amend")
def amend(
    authorisation: Authorisation, *, by: Subject, at: dt.datetime, version: int | None = None, **changes: Any
) -> Authorisation:
    """Change the record: prolonged by a later act, or entered wrongly."""
    require(by, "authorisations.amend")
    rows = Authorisation.objects.visible_to(by).select_for_update(of=("self",))
    held = rows.filter(pk=authorisation.pk).first()
    if held is None or (version is not None and held.version != version):
        raise RecordChanged
    after = {name: changes.get(name, getattr(held, name)) for name in ("act_on", "valid", "ceiling")}
    _check(after["act_on"], after["valid"], after["ceiling"], timezone.localdate(at))
    if "valid" in changes and _leaves_out(held, after["valid"], by=by):
        raise StandsOnIt
    if {"valid", "ceiling"} & set(changes):
        _check_deployments(held, after["valid"], after["ceiling"], by=by)
    return update(held, **{name: value for name, value in changes.items() if name in CHANGEABLE})


def _check(act_on: dt.date, valid: DateRange, ceiling: int | None, today: dt.date) -> None:
    if act_on > today:
        raise ActInFuture(fields={"act_on": [ActInFuture.message]})
    if valid.lower is None or valid.lower < act_on:
        raise ValidBeforeAct(fields={"valid": [ValidBeforeAct.message]})
    if ceiling == 0:
        raise CeilingOfNobody(fields={"ceiling": [CeilingOfNobody.message]})


def _leaves_out(held: Authorisation, valid: DateRange, *, by: Subject) -> bool:
    over = [*sorted(HELD), ActivityState.CANCELLED]
    rows = Activity.objects.visible_to(by).filter(authorisation=held).exclude(state__in=over)
    early = rows.filter(starts_on__lt=valid.lower)
    return (rows.filter(ends_on__gte=valid.upper) | early).exists() if valid.upper else early.exists()


def _check_deployments(held: Authorisation, valid: DateRange, ceiling: int | None, *, by: Subject) -> None:
    """What stands under it stays inside its days and under its ceiling; PostgreSQL counts again (I18)."""
    rows = list(Deployment.objects.visible_to(by).filter(authorisation=held, state__in=sorted(STANDING)))
    upper = valid.upper
    if any(
        row.period.lower < valid.lower or (upper and (row.period.upper is None or row.period.upper > upper))
        for row in rows
    ):
        raise DeploymentsOutside(fields={"valid": [DeploymentsOutside.message]})
    abroad = sum(row.headcount for row in rows if row.state in ABROAD)
    most = peak(spans_on(held, to=by))
    if ceiling is not None and max(most, abroad) > ceiling:
        named = sorted(standing_on(held, to=by).values_list("reference", flat=True))
        raise CeilingBelow(
            fields={"ceiling": [" ".join([str(CeilingBelow.message), ", ".join(named)]).strip()]}
        )

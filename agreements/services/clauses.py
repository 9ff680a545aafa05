"""The final clauses of an agreement: entered, corrected, or amended from a day on (VCLT art. 39)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.models import Agreement, Clause, ClauseBefore
from agreements.models.clause import ClauseFacts
from foundation.errors import InvalidInput
from foundation.writes import insert, validate

FACTS = [field.name for field in ClauseFacts._meta.fields]


class NotAmendedSince(InvalidInput):
    """An amendment has taken effect, after the clauses it amends."""

    message = _(
        "A day up to today, after the entry into force and after the amendment before it. What was recorded wrongly is "
        "corrected without a day."
    )


def insert_clause(agreement: Agreement, clause: Mapping[str, Any] | None) -> None:
    """The clauses of a new agreement, or of one that had none."""
    if clause:
        insert(Clause(agreement=agreement, label_id=agreement.label_id, **clause))


def amend_clause(
    agreement: Agreement, clause: Mapping[str, Any], *, since: dt.date | None, by: Subject, today: dt.date
) -> None:
    """Amended `since` a day, the earlier wording counts on for the days before; else it had been recorded wrongly."""
    present = Clause.objects.visible_to(by).filter(agreement=agreement).first()
    if present is None:
        if since is not None:
            _refuse()
        insert_clause(agreement, clause)
        return
    changed = {name: value for name, value in clause.items() if getattr(present, name) != value}
    if not changed:
        return
    if since is not None:
        _keep(present, agreement, since, by=by, today=today)
    for name, value in changed.items():
        setattr(present, name, value)
    validate(present)
    present.save(update_fields=list(changed))


def _keep(present: Clause, agreement: Agreement, since: dt.date, *, by: Subject, today: dt.date) -> None:
    earlier = ClauseBefore.objects.visible_to(by).filter(agreement=agreement).order_by("-until").first()
    from_on = max((day for day in (agreement.eif_on, earlier and earlier.until) if day), default=None)
    if since > today or (from_on is not None and since <= from_on):
        _refuse()
    facts = {name: getattr(present, name) for name in FACTS}
    insert(ClauseBefore(agreement=agreement, label_id=present.label_id, until=since, **facts))


def _refuse() -> None:
    raise NotAmendedSince(fields={"clause_since": [NotAmendedSince.message]})

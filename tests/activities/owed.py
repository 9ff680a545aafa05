"""Obligations and returns as the cast enters them."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.services.labels import intern
from activities.models import DueReturn, ReportingObligation
from activities.services import obligations, return_clearance, returns
from directory.models import Organisation
from foundation.clock import now, today
from tests.cast import acting


def an_obligation(
    by: Subject, due: dt.date, *, caveats: tuple[str, ...] = (), level: str = "unclassified", **facts: Any
) -> ReportingObligation:
    """Due every year on a day, for the first time on `due`."""
    known = {
        "name_en": "DEMO exchange", "name_az": "DEMO mübadilə", "regime": "vienna_document",
        "instrument": "DEMO chapter I",
        "addressee": Organisation.objects.get(code="OSCE"), "due_month": due.month, "due_day": due.day,
        "first_year": due.year, **facts,
    }  # fmt: skip
    return obligations.record(by=by, at=now(), label=intern(level, caveats), **known)


def after_budget(by: Subject, **facts: Any) -> ReportingObligation:
    """Due ninety days after the budget has been approved."""
    known = {
        "name_en": "Defence planning",
        "name_az": "Müdafiə planlaşdırması",
        "event": "Budget",
        **facts,
    }
    return an_obligation(
        by,
        today(),
        recurrence="after_event",
        days_after=90,
        due_month=None,
        due_day=None,
        first_year=None,
        **known,
    )


def first_of(obligation: ReportingObligation, by: Subject) -> DueReturn:
    """The return that is due first."""
    found = DueReturn.objects.visible_to(by).filter(obligation=obligation).order_by("due_on", "pk").first()
    assert found is not None
    return found


def cleared(row: DueReturn, on: dt.date | None = None) -> DueReturn:
    """Prepared by the arms control desk, cleared by the Ministry of Foreign Affairs."""
    if row.state == "scheduled":
        with acting("arms_control_desk") as desk:
            row = returns.prepare(row, by=desk, on=on or today(), at=now())
    with acting("mfa_milpol") as milpol:
        return return_clearance.clear(row, by=milpol, on=on or today(), at=now())

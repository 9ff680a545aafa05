"""Obligations and returns as the cast enters them."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.services.labels import intern
from activities.models import DueReturn, ReportingObligation
from activities.selectors.return_cases import cases_of
from activities.selectors.returns import due_return
from activities.services import obligations, return_clearance, returns
from approvals.services.decisions import decide
from directory.models import Organisation
from foundation.clock import now, today
from tests.cast import acting


def an_obligation(
    by: Subject, due: dt.date, *, caveats: tuple[str, ...] = (), level: str = "unclassified",
    release: tuple[str, ...] = (), **facts: Any,
) -> ReportingObligation:  # fmt: skip
    """Due every year on a day, for the first time on `due`."""
    known = {
        "name_en": "DEMO exchange", "name_az": "DEMO mübadilə", "regime": "vienna_document",
        "instrument": "DEMO chapter I",
        "addressee": Organisation.objects.get(code="OSCE"), "due_month": due.month, "due_day": due.day,
        "first_year": due.year, **facts,
    }  # fmt: skip
    return obligations.record(by=by, at=now(), label=intern(level, caveats, (), release), **known)


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


def marked(by: Subject, **facts: Any) -> DueReturn:
    """A return that is marked, prepared by whoever acts."""
    ahead = today() + dt.timedelta(days=30)
    row = first_of(an_obligation(by, ahead, **{"level": "official_use", **facts}), by)
    return returns.prepare(row, by=by, on=today(), at=now())


def put_up(row: DueReturn, **facts: Any) -> DueReturn:
    """The arms control desk asks whom its route asks; nobody may be acting."""
    with acting("arms_control_desk") as desk:
        return return_clearance.put_up(row, by=desk, on=today(), at=now(), **facts)


def agreed(row: DueReturn, *names: str, verdict: str = "concur", comment: str = "Say it anew.") -> DueReturn:
    """Security and the other ministry, or the named ones, say `verdict`; nobody may be acting."""
    for name in names or ("mod_security_2", "mfa_milpol"):
        with acting(name) as by:
            case = cases_of(row, to=by)[0]
            more = {"reason_code": "wording", "comment": comment} if verdict != "concur" else {}
            decide(case, by=by, verdict=verdict, content_hash=case.content_hash, at=now(), on=today(), **more)
    with acting("arms_control_desk") as desk:
        return due_return(row.reference, to=desk)

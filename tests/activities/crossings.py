"""Clearances as the cast asks for them."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from access.context import Subject
from access.services.labels import intern
from activities.models import DiplomaticClearance
from activities.selectors.clearance_cases import cases_of
from activities.selectors.clearances import clearance
from activities.services import clearance_approval, clearances
from approvals.services.decisions import decide
from correspondence.models import Correspondence
from correspondence.services.drafting import draft
from foundation.clock import now, today
from tests.activities.programme import country, days
from tests.cast import acting

BAKU = ZoneInfo("Asia/Baku")


def hour(day: dt.date, at: int = 10) -> dt.datetime:
    """An hour of a day in Baku."""
    return dt.datetime(day.year, day.month, day.day, at, tzinfo=BAKU)


def asked(
    by: Subject, *, level: str = "official_use", caveats: tuple[str, ...] = (), **facts: Any
) -> DiplomaticClearance:
    """A Turkish aircraft that is to land in Baku in 60 days with military cargo, unless told otherwise."""
    enters = facts.pop("enters_at", hour(days(60)))
    known = {
        "granting": country("AZ"), "flag": country("TR"), "vehicle": "aircraft", "craft": "A400M, DEMO 01",
        "passage": "entry", "cargo": "military", "route": "Poylu – Baku – Poylu", "enters_at": enters,
        "leaves_at": enters + dt.timedelta(hours=30), **facts,
    }  # fmt: skip
    return clearances.record(by=by, at=now(), label=intern(level, caveats), **known)


def agreed(row: DiplomaticClearance, *names: str, verdict: str = "") -> DiplomaticClearance:
    """Everybody still asked agrees, or the named ones say `verdict`; nobody may be acting."""
    for name in names or ("mod_legal", "mfa_protocol"):
        with acting(name) as by:
            case = cases_of(row, to=by).first()
            word = verdict or case.steps.filter(seats__office_id=by.office_id).get().verdict
            more = {"reason_code": "wording", "comment": "Say it anew."} if verdict else {}
            decide(case, by=by, verdict=word, content_hash=case.content_hash, at=now(), on=today(), **more)
    with acting("cmd_desk") as desk:
        return clearance(row.reference, to=desk)


def noted(by: Subject, row: DiplomaticClearance, **facts: Any) -> Correspondence:
    """The note that asks, drafted as the register drafts it."""
    return draft(row.reference, "clearance", by=by, at=now(), **facts)


def put_up(**facts: Any) -> DiplomaticClearance:
    """Ours with its note before the approvers; nobody may be acting."""
    with acting("cmd_desk") as desk:
        row = ours(desk, **{"told_latest_on": days(10), **facts})
        noted(desk, row)
        return clearance_approval.submit(row, by=desk, on=today(), at=now())


def ours(by: Subject, **facts: Any) -> DiplomaticClearance:
    """Our aircraft to Georgia, for which the table has no rule."""
    return asked(by, **{"granting": country("GE"), "flag": country("AZ"), "cargo": "ordinary", **facts})

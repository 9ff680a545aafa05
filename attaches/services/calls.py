"""Calls in the receiving State: planned, held, cancelled (domain.md B2: at the start, of office, at the end)."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import OVER
from attaches.models import Call, Posting
from attaches.services.officers import only
from attaches.services.steps import Frozen, StepInFuture, at_own_post, lock, next_number
from foundation.acts import verb
from foundation.errors import DomainError
from foundation.permissions import require
from foundation.wording import legal_day
from foundation.writes import insert, update

AMENDABLE = frozenset({"kind", "on_whom", "planned_on"})


class CallOver(DomainError):
    """A call that was held or cancelled stays as it is."""

    message = _("This call has been held or cancelled.")


@verb("calls.plan")
def plan(
    posting: Posting, *, by: Subject, kind: str, on_whom: str, planned_on: dt.date, is_demo: bool = False
) -> Call:
    """Plan a call; the day reminds its officer in time to agree it with the host."""
    require(by, "calls.plan")
    at_own_post(by, posting.post.mission_id)
    if lock(posting).state in OVER:
        raise Frozen
    number = next_number(Call.objects.visible_to(by).filter(posting=posting))
    row = Call(
        posting=posting, no=number, label=posting.label, kind=kind, on_whom=" ".join(on_whom.split()),
        planned_on=planned_on, is_demo=is_demo,
    )  # fmt: skip
    return insert(row)


def _open(call: Call, by: Subject) -> Call:
    at_own_post(by, call.posting.post.mission_id)
    held = lock(call)
    if held.held_on is not None or held.cancelled:
        raise CallOver
    return held


@verb("calls.amend")
def amend(call: Call, *, by: Subject, version: int | None = None, **changes: Any) -> Call:
    """Change a call that is still ahead."""
    require(by, "calls.plan")
    if "on_whom" in changes:
        changes["on_whom"] = " ".join(changes["on_whom"].split())
    return update(_open(call, by), version=version, **only(changes, AMENDABLE))


@verb("calls.hold")
def hold(
    call: Call, *, by: Subject, on: dt.date, at: dt.datetime, outcome: str = "", version: int | None = None
) -> Call:
    """The call was held on a day."""
    require(by, "calls.hold")
    held = _open(call, by)
    if on > legal_day(at):
        raise StepInFuture
    return update(held, version=version, held_on=on, outcome=outcome.strip()[:500])


@verb("calls.cancel")
def cancel(call: Call, *, by: Subject, reason: str, version: int | None = None) -> Call:
    """The call will not take place."""
    require(by, "calls.plan")
    return update(_open(call, by), version=version, cancelled=True, outcome=reason.strip()[:500])

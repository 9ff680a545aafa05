"""What has ended asks nobody to read it any more: one place, for matters of every kind (C6)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace

from django.db import connection
from django.db.models.functions import Now

from access.context import Subject, service_in_between
from access.service_subjects import service_subject
from approvals import engine
from approvals.lifecycle import CaseState, Over
from approvals.models import Case
from approvals.selectors.facts import facts_of
from approvals.services.movements import settle
from foundation.acts import under_name

# Keys of the cases, whoever may read them, and nothing else (migration 0018).
UNREAD_SQL = "SELECT approvals_unread(%s)"


def end_reading(
    reference: str, *, by: Subject, on: dt.date, because: Over, version_no: int | None = None,
    kinds: Collection[str] = (),
) -> None:  # fmt: skip
    """Close what is still to be read of a matter that was approved; called in the act that ends it, while it is held.

    `version_no`: of this version only, where others of the matter live on. `kinds`: of these only, where others do not
    end with it. What was read stays on the sheet, and a case under way is none of this: its domain withdraws it.
    A case marked higher than its matter is closed by the scheduler, and whoever ends the matter learns nothing of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(UNREAD_SQL, [reference])
        unread = {key for (key,) in cursor.fetchall()}
    wanted: dict[str, object] = {"version_no": version_no} if version_no is not None else {}
    if kinds:
        wanted["kind__in"] = list(kinds)
    if unread:
        hidden = unread - set(Case.objects.visible_to(by).filter(pk__in=unread).values_list("pk", flat=True))
        _close(unread - hidden, wanted, by=by, on=on, because=because)
        if hidden:
            scheduler = service_subject("scheduler")
            with service_in_between(scheduler, "a matter that ended"):
                _close(hidden, wanted, by=scheduler, on=on, because=because)


def _close(
    keys: Collection[int], wanted: dict[str, object], *, by: Subject, on: dt.date, because: Over
) -> None:
    """On the day the matter ended; never before the step was opened, where that day is told late."""
    cases = Case.objects.visible_to(by).filter(pk__in=keys, state=CaseState.APPROVED, **wanted)
    for case in cases.order_by("pk").select_for_update(of=("self",)):
        with under_name("cases.end_reading", because):
            opened = [step.opened_on for step in case.steps.all() if step.opened_on]
            now = engine.outcome(replace(facts_of(case), over=True))
            settle(case, now, by=by, at=Now(), on=max([on, *opened]), reason=because)

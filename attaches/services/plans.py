"""The plan of a posting: its days, the officer free for them, and what was agreed to (domain.md I2, C6)."""

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.lifecycle import INCUMBENT, PostingState
from attaches.models import Officer, Posting
from attaches.selectors.submissions import approved_plan, asked_until
from attaches.terms import LONGEST_SHIFT_DAYS
from foundation.errors import DomainError, InvalidInput


class OfficerAlreadyPosted(DomainError):
    """An officer is in one posting at a time (I2)."""

    message = _("This officer has another posting in this period.")


class PlanStands(DomainError):
    """Whoever is in post stays as long as was agreed (domain.md C6)."""

    message = _("The officer is in post: the planned end moves by an extension.")


class PlanAgreed(DomainError):
    """What was approved may slip while notes are on their way, not become another plan (domain.md C6)."""

    message = _("This is more than 30 days from what was approved. Withdraw the posting and propose it anew.")


def plan_of(planned_from: dt.date, planned_to: dt.date) -> DateRange:
    """The planned days; raises InvalidInput when they end before they begin."""
    if planned_to <= planned_from:
        raise InvalidInput(fields={"planned_to": [_("The end comes after the beginning.")]})
    return DateRange(planned_from, planned_to)


def check_officer_free(officer: Officer, planned: DateRange, but: Posting | None = None) -> None:
    """Raise OfficerAlreadyPosted when another live posting of a locked officer shares a day (I2).

    One whose extension is being decided on counts as long as it would then be: no approval comes to nothing.
    """
    others = Posting.objects.unrestricted(reason="I2 holds whoever looks").filter(officer=officer).live()
    others = others.exclude(pk=but.pk if but else None)
    asked = asked_until(officer)
    longer = (DateRange(other.planned.lower, asked[other.pk]) for other in others.filter(pk__in=asked))
    if others.filter(planned__overlap=planned).exists() or any(
        _overlap(planned, wanted) for wanted in longer
    ):
        raise OfficerAlreadyPosted


def _overlap(one: DateRange, other: DateRange) -> bool:
    return bool(one.lower < other.upper and other.lower < one.upper)


def check_plan_stands(held: Posting, planned: DateRange, by: Subject) -> None:
    """Raise PlanStands for days that nobody agreed to: of somebody in post, or far from what a case approved."""
    if planned == held.planned:
        return
    if held.state in INCUMBENT or held.state == PostingState.SUSPENDED:
        raise PlanStands
    agreed = approved_plan(held, to=by)
    if agreed is not None and any(
        abs((new - old).days) > LONGEST_SHIFT_DAYS
        for new, old in zip((planned.lower, planned.upper), agreed, strict=True)
    ):
        raise PlanAgreed

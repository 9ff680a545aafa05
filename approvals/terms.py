"""When a decision may be taken back by whoever gave it (domain.md C9)."""

from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from approvals.lifecycle import AGREEING, CaseState, Verdict


class RecallRefusal(TextChoices):
    """Why a decision stands."""

    CASE_CLOSED = "case_closed", _("This case is closed; what was decided stands.")
    NOT_AN_AGREEMENT = (
        "not_an_agreement",
        _("A return or a rejection is not taken back: submit another version."),
    )
    DECIDED_SINCE = "decided_since", _("Somebody has decided after you.")
    TIME_IS_OVER = "time_is_over", _("The time to take it back is over.")


def recall_refusal(
    verdict: Verdict, state: CaseState, *, decided_since: bool, on: date, last_on: date | None
) -> RecallRefusal | None:
    """The rule that keeps a decision from being taken back by whoever gave it, or None.

    `last_on`: last day of the window, None where the route gives none.
    """
    rules = {
        RecallRefusal.CASE_CLOSED: state != CaseState.OPEN,
        RecallRefusal.NOT_AN_AGREEMENT: verdict not in AGREEING,
        RecallRefusal.DECIDED_SINCE: decided_since,
        RecallRefusal.TIME_IS_OVER: last_on is None or on > last_on,
    }
    return next((rule for rule, is_broken in rules.items() if is_broken), None)

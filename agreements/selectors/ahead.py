"""The terms ahead of an agreement, for the line picture."""

import datetime as dt

from django.conf import settings

from agreements.lifecycle import TERMS_RUN
from agreements.models import Agreement
from agreements.selectors.deadlines import NOT_BINDING
from agreements.terms import TermAhead, horizon
from foundation.workdays import WorkCalendar


def ten_years(agreement: Agreement, *, on: dt.date, years: int = 10) -> list[TermAhead]:
    """Terms and days for notice over the next years, for the line picture; without the days to act by."""
    clause = getattr(agreement, "clause", None)
    if clause is None or agreement.needs_verification or agreement.state in NOT_BINDING:
        return []
    return horizon(clause.terms(agreement.eif_on), on, years)


def ten_years_to_act(
    agreement: Agreement, *, on: dt.date, calendar: WorkCalendar, route: int, years: int = 10
) -> list[TermAhead]:
    """The same with the days for sending a notice and for beginning its approvals."""
    clause = getattr(agreement, "clause", None)
    if clause is None or agreement.needs_verification or agreement.state in NOT_BINDING:
        return []
    return horizon(clause.terms(agreement.eif_on), on, years, calendar, settings.NOTICE_DELIVERY_DAYS, route)


def open_from(agreement: Agreement) -> dt.date | None:
    """From which day on nobody can say whether it still runs; None where that is certain."""
    clause = getattr(agreement, "clause", None)
    if clause is None or agreement.needs_verification or agreement.state not in TERMS_RUN:
        return None
    terms = clause.terms(agreement.eif_on)
    try:
        return terms.sure_until if terms.is_open_after_that else None
    except (OverflowError, ValueError):
        return None

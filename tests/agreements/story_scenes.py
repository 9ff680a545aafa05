"""The situations A1 to A5 of domain.md D as they stand on the day."""

import datetime as dt
from typing import Any

from agreements.models import Agreement
from agreements.services import conclusion
from approvals.models import Case
from foundation.clock import now
from tests.agreements.instruments import MINISTER, in_force, negotiated
from tests.attaches.scenes import day
from tests.cast import acting

NAMES = {"title": "Hərbi təhsil haqqında Saziş", "title_en": "Agreement on military education"}
TACIT = {
    "initial_value": 3, "initial_unit": "years", "renewal_mode": "tacit", "renewal_value": 3, "renewal_unit": "years",
    "notice_value": 180, "notice_unit": "days", "notice_basis": "before_term_end",
}  # fmt: skip
TWO_NOTES = {**TACIT, "eif_rule": "last_notification_received"}
FIVE_YEARS = {"initial_value": 5, "initial_unit": "years", "renewal_mode": "by_agreement", "renewal_value": 5}
ANY_TIME = {"renewal_mode": "indefinite", "notice_basis": "any_time", "effect_days": 30}
# Answers to a denunciation, in their order (domain.md C6).
ROUTE = ("mod_legal", "mod_finance", "imcd_head", "mfa_legal", "mfa_desk")


def years_before(moment: dt.date, years: int) -> dt.date:
    """The same day so many years ago; the 28th for a leap day."""
    try:
        return moment.replace(year=moment.year - years)
    except ValueError:
        return moment.replace(year=moment.year - years, day=28)


def _standing(eif_on: dt.date, clause: dict[str, Any], **facts: Any) -> Agreement:
    with acting("cmd_desk") as clerk:
        return in_force(clerk, eif_on, clause=clause, **{**NAMES, **facts})


def a1() -> Agreement:
    """Renews itself for three years unless a notice is received within 28 days."""
    return _standing(years_before(day(28 + 180), 3), TACIT)


def a2() -> Agreement:
    """Signed 14 months ago and notified by us; the other side has said nothing."""
    with acting("cmd_desk") as clerk:
        agreement = negotiated(clerk, since=day(-500), clause=TWO_NOTES, **NAMES)
        agreement = conclusion.record_signature(
            agreement, by=clerk, on=day(-425), at=now(), place="Tbilisi", **MINISTER
        )
        agreement = conclusion.start_domestic_procedures(agreement, by=clerk, on=day(-400), at=now())
        home = agreement.parties.get(is_home=True)
        return conclusion.notify(
            agreement, by=clerk, party=home, sent_on=day(-300), received_on=day(-295), at=now()
        )


def a3() -> Agreement:
    """In force for a hundred days and not registered with the United Nations."""
    return _standing(day(-100), TACIT)


def a4() -> Agreement:
    """Ends with its five years in 170 days, unless both sides agree to go on."""
    return _standing(years_before(day(170), 5), FIVE_YEARS)


def a4_over() -> Agreement:
    """Its five years ended three days ago, and nobody prolonged it."""
    return _standing(years_before(day(-3), 5), FIVE_YEARS)


def a5() -> Agreement:
    """Can be denounced at any time; that takes effect thirty days after its receipt."""
    return _standing(years_before(day(0), 9), ANY_TIME)


def route_of(reference: str) -> tuple[tuple[str, str], ...]:
    """Who is asked about a record in its latest case, in their order, and for which word."""
    with acting("cmd_desk"):
        case = Case.in_context.filter(object_reference=reference).latest("pk")
        return tuple(case.steps.order_by("order", "pk").values_list("role", "verdict"))


def as_it_stands(agreement: Agreement) -> Agreement:
    """As the database has it."""
    with acting("cmd_desk"):
        return Agreement.in_context.get(pk=agreement.pk)

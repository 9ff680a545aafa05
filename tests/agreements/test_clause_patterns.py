"""Every clause pattern of real texts is entered at the admin and over REST, and computes the same (domain.md B4, C5).

Months and years are counted here by hand on the calendar, not by the engine.
"""

import calendar
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.models import Agreement
from foundation.clock import today
from tests.agreements.test_api import ADDRESS, ENTRY
from tests.agreements.test_data_entry import LIST, _form
from tests.cast import acting

pytestmark = pytest.mark.django_db


def months(day: dt.date, count: int) -> dt.date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


EIF = months(today(), -18)  # entered into force a year and a half ago
TWO, THREE, FIVE = months(EIF, 24), months(EIF, 36), months(EIF, 60)
TACIT = {"renewal_mode": "tacit", "notice_basis": "before_term_end"}
PATTERNS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "a: one year and one more, thirty days": (
        {"initial_value": 1, "renewal_value": 1, "max_renewals": 1, "notice_value": 30, "notice_unit": "days", **TACIT},
        {"term_end": TWO, "last_receipt_day": None, "standing": "running"},
        "That is renewal 1 of 1.",
    ),
    "a: the same, read in two ways": (
        {"initial_value": 1, "renewal_value": 1, "max_renewals": 1, "limit_unclear": True, "notice_value": 30,
         "notice_unit": "days", **TACIT},
        {"term_end": TWO, "last_receipt_day": None, "standing": "running"},
        "The text does not say clearly how often it is renewed.",
    ),
    "b: three and three years, six months": (
        {"initial_value": 3, "renewal_value": 3, "notice_value": 6, "notice_unit": "months", **TACIT},
        {"term_end": THREE, "last_receipt_day": months(THREE, -6), "standing": "running"},
        "A notice must be received by",
    ),
    "c: five and five years, at any time, thirty days after receipt": (
        {"initial_value": 5, "renewal_mode": "tacit", "renewal_value": 5, "notice_basis": "any_time",
         "effect_days": 30},
        {"term_end": FIVE, "last_receipt_day": None, "standing": "running"},
        "A notice can be given at any time",
    ),
    "d: ten years and a new instrument": (
        {"initial_value": 10, "renewal_mode": "none"},
        {"term_end": months(EIF, 120), "last_receipt_day": None, "standing": "running"},
        "Nothing renews it after",
    ),
    "e: five and five years, six months": (
        {"initial_value": 5, "renewal_value": 5, "notice_value": 6, "notice_unit": "months", **TACIT},
        {"term_end": FIVE, "last_receipt_day": months(FIVE, -6), "standing": "running"},
        "A notice must be received by",
    ),
    "of indefinite duration, six months at any time": (
        {"renewal_mode": "indefinite", "notice_value": 6, "notice_unit": "months", "notice_basis": "any_time"},
        {"term_end": None, "last_receipt_day": None, "standing": "indefinite"},
        "It runs on without a term.",
    ),
    "prolonged by agreement alone": (
        {"initial_value": 1, "renewal_mode": "by_agreement", "renewal_value": 1, "renewals_agreed": 1},
        {"term_end": TWO, "last_receipt_day": None, "standing": "running"},
        "Renewals agreed by the parties: 1",
    ),
    "a term over, the length of its renewal unknown": (
        {"initial_value": 1, **TACIT, "notice_value": 1, "notice_unit": "months"},
        {"term_end": None, "last_receipt_day": None, "standing": "in_doubt"},
        "what follows cannot be computed",
    ),
}  # fmt: skip
EVERY = pytest.mark.parametrize("name", PATTERNS)


def computes(client: Client, reference: str, name: str) -> None:
    _clause, expected, words = PATTERNS[name]
    told = client.get(f"{ADDRESS}{reference}/").json()["computed"]
    shown = {key: value and str(value) for key, value in expected.items()}
    assert {key: told[key] for key in expected} == shown
    assert words in " ".join([*told["explanation"], *told["missing"]])


@EVERY
def test_it_is_entered_over_rest_and_computes_right(api: Callable[..., Client], name: str) -> None:
    desk = api("cmd_desk")
    body = {
        **ENTRY, "stands_as": "in_force", "signed_on": str(months(EIF, -1)), "eif_on": str(EIF),
        "clause": {"eif_rule": "last_notification_received", **PATTERNS[name][0]},
    }  # fmt: skip
    made = desk.post(ADDRESS, body, content_type="application/json")
    assert made.status_code == 201, made.content
    computes(desk, made.json()["reference"], name)


@EVERY
def test_it_is_entered_at_the_admin_and_computes_right(
    api: Callable[..., Client], signed_in: Callable[..., Client], name: str
) -> None:
    cleared = {
        f"clause-0-{part}": "" for part in ("initial_value", "renewal_value", "notice_value", "notice_basis")
    }
    typed = {f"clause-0-{part}": str(value) for part, value in PATTERNS[name][0].items()}
    days = {"signed_on": str(months(EIF, -1)), "eif_on": str(EIF)}
    answer = signed_in("cmd_desk").post(f"{LIST}add/", _form(**{**cleared, **typed, **days}))
    assert answer.status_code == 302, answer.content.decode()[:3000]
    with acting("cmd_desk"):
        reference = Agreement.in_context.get().reference
    computes(api("cmd_desk"), reference, name)

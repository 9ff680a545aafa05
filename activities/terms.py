"""What is said of an activity beside its days: power, ranks, money, what it touches (domain.md A3, A5, C2). Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from missions.terms import CoordinationLevel


class PowerType(TextChoices):
    """Soft power works without force or money (domain.md A5.28)."""

    SOFT = "soft", _("Soft power")
    HARD = "hard", _("Hard power")
    MIXED = "mixed", _("Soft and hard power")


class RankLevel(TextChoices):
    """Who takes part, from the top."""

    GENERALS = "generals", _("Generals and admirals")
    SENIOR_OFFICERS = "senior_officers", _("Senior officers")
    OFFICERS = "officers", _("Junior officers")
    OTHER_RANKS = "other_ranks", _("Sergeants and soldiers")
    CIVILIANS = "civilians", _("Civilians")
    NOT_SAID = "not_said", _("Rank not said yet")


class CostItem(TextChoices):
    """What money is spent on."""

    TRAVEL = "travel", _("Travel")
    ACCOMMODATION = "accommodation", _("Accommodation and meals")
    TRANSPORT = "transport", _("Transport of equipment")
    MATERIEL = "materiel", _("Materiel and ammunition")
    TUITION = "tuition", _("Tuition and interpreters")
    HOSPITALITY = "hospitality", _("Hospitality and gifts")
    OTHER = "other", pgettext_lazy("cost", "Other costs")


class CostBearer(TextChoices):
    """Who pays: as a rule who sends pays the travel, who hosts the stay (domain.md B4)."""

    OURS = "ours", _("We")
    PARTNER = "partner", _("The partner")
    ORGANISATION = "organisation", _("An international organisation")


class FundingSource(TextChoices):
    """From which means it is paid."""

    DEFENCE_BUDGET = "defence_budget", _("Budget of the Ministry of Defence")
    OTHER_BUDGET = "other_budget", _("Budget of another institution")
    PARTNER_MEANS = "partner_means", _("Means of the partner")
    PROGRAMME = "programme", _("Assistance programme or trust fund")
    OTHER = "other", pgettext_lazy("funding", "Another source")


class Prerequisite(TextChoices):
    """What must stand before an activity is approved (domain.md I17, I18)."""

    BASIS = "basis", _("Legal basis")
    SECURITY_AGREEMENT = "security_agreement", _("Agreement on classified information")
    STATUS_OF_FORCES = "status_of_forces", _("Status of forces")
    AUTHORISATION = "authorisation", _("Authorisation for the troops")


class Handling(TextChoices):
    """Which way an activity goes to be approved (domain.md C6)."""

    ROUTINE = "routine", _("Routine, inside a plan or agreement")
    FULL = "full", _("Ad hoc, high level, sensitive or with troops")


# Held by a minister or above, an activity is nobody's routine.
HIGH = frozenset({CoordinationLevel.MINISTER, CoordinationLevel.PRESIDENT_NSC})


def handling(
    *, ad_hoc: bool, coordination_level: str, power_type: str, with_troops: bool, sensitive: bool
) -> Handling:
    """Ad-hoc, minister level, sensitive country, troops or hard power go the long way (C6)."""
    high, hard = coordination_level in HIGH, power_type in {PowerType.HARD, PowerType.MIXED}
    return Handling.FULL if ad_hoc or high or hard or with_troops or sensitive else Handling.ROUTINE


def borne(lines: Iterable[Mapping[str, Any]], currency: str, what: str) -> Decimal | None:
    """What we bear of the planned or actual cost in one currency; None where no line says so."""
    ours = [
        line[what]
        for line in lines
        if line["bearer"] == CostBearer.OURS and line["currency"] == currency and line[what] is not None
    ]
    return sum(ours, Decimal(0)) if ours else None


def currency_of(lines: Iterable[Mapping[str, Any]]) -> str:
    """The currency in which we pay most lines; the earliest of equals."""
    said = [line["currency"] for line in lines if line["bearer"] == CostBearer.OURS]
    return max(dict.fromkeys(said), key=said.count) if said else ""


class Measure(TextChoices):
    """What a figure that somebody has stated counts (domain.md A4.20, A4.21)."""

    SENT_IN_ALL = "sent_in_all", _("Sent to operations in all")
    PRESENT = "present", _("Present at a time")
    AUTHORISED = "authorised", pgettext_lazy("figure", "Authorised at most")
    STAFF_SENT = "staff_sent", _("Sent to staffs of NATO in all")
    STAFF_PRESENT = "staff_present", _("Present in staffs of NATO")


class Bound(TextChoices):
    """How the source says its number: "over 3,000" is not 3,000."""

    EXACTLY = "exactly", pgettext_lazy("figure", "exactly")
    OVER = "over", pgettext_lazy("figure", "over")
    ABOUT = "about", pgettext_lazy("figure", "about")
    AT_MOST = "at_most", pgettext_lazy("figure", "at most")


def reached(number: int, bound: str, counted: int) -> bool:
    """True where what is counted bears out what was stated."""
    if bound == Bound.OVER:
        return counted > number
    return counted <= number if bound == Bound.AT_MOST else counted >= number


def peak(rows: Iterable[tuple[date, date | None, int]]) -> int:
    """The greatest sum standing at the same time, of (first day, day after the last, headcount) (I18).

    It is reached on the first day of one of them.
    """
    held = list(rows)
    sums = [
        sum(number for first, after, number in held if first <= day and (after is None or day < after))
        for day, _after, _number in held
    ]
    return max(sums, default=0)


class Regime(TextChoices):
    """Under which regime something is owed, and inspections are made (domain.md B5)."""

    VIENNA_DOCUMENT = "vienna_document", _("Vienna Document (OSCE)")
    OSCE_SECURITY = "osce_security", _("Further security commitments (OSCE)")
    CFE = "cfe", _("Treaty on Conventional Armed Forces in Europe")
    UNITED_NATIONS = "united_nations", _("United Nations")
    OTHER = "other", pgettext_lazy("regime", "Other")


class Recurrence(TextChoices):
    """What the due day of a return is counted from."""

    YEARLY = "yearly", _("Every year, or every few years, on a day")
    AFTER_EVENT = "after_event", _("A number of days after an event")


class InspectionKind(TextChoices):
    """An inspection looks at an area, an evaluation at what was reported of a unit."""

    INSPECTION = "inspection", _("Inspection")
    EVALUATION = "evaluation", _("Evaluation visit")


class InspectionDirection(TextChoices):
    """Passive: another State inspects us. Active: we inspect it."""

    PASSIVE = "passive", pgettext_lazy("inspection", "Passive: we are inspected")
    ACTIVE = "active", pgettext_lazy("inspection", "Active: we inspect")


# Hours in which a request is answered (Vienna Document; domain.md B5), where the request says nothing else.
REPLY_HOURS = {InspectionKind.INSPECTION: 24, InspectionKind.EVALUATION: 48}

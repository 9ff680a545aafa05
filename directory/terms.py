"""Words and arithmetic of the directory: kinds, whose turn it is to host, how a tenure stands."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

K = TypeVar("K")
SET = "set"  # code of what rows of one record say against each other


class MembershipKind(TextChoices):
    """In which quality a State takes part in an organisation; an OSCE participating State counts as member."""

    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    PARTNER = "partner", _("partner")


class StanceKind(TextChoices):
    """What makes activities with a State go the long way to approval (domain.md C6)."""

    WITHOUT_RELATIONS = "without_relations", _("no diplomatic relations")
    SENSITIVE = "sensitive", _("sensitive State")


class NameLanguage(TextChoices):
    """Languages in which names are met."""

    AZERBAIJANI = "azerbaijani", _("Azerbaijani")
    ENGLISH = "english", _("English")
    TURKISH = "turkish", _("Turkish")
    RUSSIAN = "russian", _("Russian")
    OTHER = "other", _("another language")


class FormatStatus(TextChoices):
    """How real a format is (domain.md A5.24)."""

    ACTIVE = "active", pgettext_lazy("format", "active")
    EMERGING = "emerging", pgettext_lazy("format", "emerging")
    PROPOSED = "proposed", pgettext_lazy("format", "proposed")


class MeetingLevel(TextChoices):
    """Who meets, the highest first; each level has a rotation of its own."""

    HEADS_OF_STATE = "heads_of_state", _("Heads of State")
    MINISTERS = "ministers", _("Ministers of Defence")
    CHIEFS_OF_STAFF = "chiefs_of_staff", _("Chiefs of General Staff")
    EXPERTS = "experts", _("Experts")


class TenureStanding(TextChoices):
    """How the tenure of a head of mission stands on a day (VCDR arts 4, 13, 19)."""

    AGREMENT_AWAITED = "agrement_awaited", _("to come, agrément not yet given")
    TO_COME = "to_come", pgettext_lazy("head of mission", "to come")
    CREDENTIALS_AWAITED = "credentials_awaited", _("at post, credentials not yet presented")
    IN_OFFICE = "in_office", _("in office, credentials presented")
    IN_CHARGE = "in_charge", _("in charge until a head of mission takes office")
    OVER = "over", pgettext_lazy("head of mission", "over")


class VehicleKind(TextChoices):
    """What crosses a border or calls at a port (domain.md B3)."""

    AIRCRAFT = "aircraft", _("State aircraft")
    VIP_AIRCRAFT = "vip_aircraft", _("Aircraft with high officials (letter flight)")
    SHIP = "ship", _("Naval ship")
    CONVOY = "convoy", _("Road or rail convoy")


class Passage(TextChoices):
    """Whether it only crosses or also stops."""

    TRANSIT = "transit", _("Overflight or transit")
    ENTRY = "entry", _("Landing, port call or entry")


class CargoClass(TextChoices):
    """What it carries, as far as the rules ask for it."""

    ORDINARY = "ordinary", _("Unarmed, nothing dangerous")
    MILITARY = "military", _("Military cargo")
    DANGEROUS = "dangerous", _("Dangerous cargo")
    ARMED = "armed", _("Armed")
    EQUIPMENT = "equipment", _("Combat, radar or aerial camera equipment")
    NUCLEAR = "nuclear", _("Nuclear-powered or nuclear cargo")


class DayType(TextChoices):
    """How the days of a rule are counted."""

    WORKING = "working", _("working days")
    CALENDAR = "calendar", _("calendar days")


class FactorKind(TextChoices):
    """How a factor is told: counted, described, or judged by somebody who gives the reasons (domain.md A6)."""

    NUMBER = "number", _("a number")
    WORDS = "words", _("words")
    JUDGEMENT = "judgement", _("a judgement with its reasons")


class ComparatorCase(TextChoices):
    """What a source says a State is an example of: means alone do not make diplomacy strong (domain.md A6.29)."""

    MEANS_NOT_DIPLOMACY = "means_not_diplomacy", _("strong army or large budget, diplomacy not called strong")
    DIPLOMACY_NOT_MEANS = "diplomacy_not_means", _("small country, diplomacy called strong")


# A rule for the broader kind holds for the narrower one too.
BROADER = {VehicleKind.VIP_AIRCRAFT: VehicleKind.AIRCRAFT}


def next_host(rotation: Sequence[K], hosts: Iterable[K]) -> K | None:
    """Whose turn it is: the member after the last one that hosted, the first member when none has.

    `hosts` in the order of the meetings; one hosted outside the circle of members leaves the turn where it was.
    """
    if not rotation:
        return None
    for last in reversed(list(hosts)):
        if last in rotation:
            return rotation[(rotation.index(last) + 1) % len(rotation)]
    return rotation[0]


def plain(value: Decimal) -> Decimal:
    """A number without the noughts behind its point that only its column asks for: 64000, not 64000.0000."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def standing(
    period: Any, day: dt.date, *, charge: bool, agrement_on: dt.date | None, credentials_on: dt.date | None
) -> TenureStanding:
    """How a tenure stands on a day."""
    if period.upper is not None and period.upper <= day:
        return TenureStanding.OVER
    if period.lower is not None and period.lower > day:
        agreed = charge or (agrement_on is not None and agrement_on <= day)
        return TenureStanding.TO_COME if agreed else TenureStanding.AGREMENT_AWAITED
    if charge:
        return TenureStanding.IN_CHARGE
    presented = credentials_on is not None and credentials_on <= day
    return TenureStanding.IN_OFFICE if presented else TenureStanding.CREDENTIALS_AWAITED

"""Words and arithmetic of the directory: kinds, whose turn it is to host, how a tenure stands."""

import datetime as dt
from collections.abc import Iterable, Sequence
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

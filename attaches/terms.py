"""Ranks, branches, language profiles and the arithmetic of rotation and gaps (domain.md B2, B5, C8). Pure."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from foundation.periods import Period


class ServiceBranch(TextChoices):
    """Branches of the armed forces."""

    LAND_FORCES = "land_forces", _("Land Forces")
    AIR_FORCE = "air_force", _("Air Force")
    NAVAL_FORCES = "naval_forces", _("Naval Forces")
    SPECIAL_FORCES = "special_forces", _("Special Forces")
    STAFF = "staff", _("Staff and services")


class Rank(TextChoices):
    """Officers' ranks, lowest first; naval ranks stand beside their equals."""

    LIEUTENANT = "lieutenant", _("Lieutenant")
    SENIOR_LIEUTENANT = "senior_lieutenant", _("Senior Lieutenant")
    CAPTAIN = "captain", _("Captain")
    CAPTAIN_LIEUTENANT = "captain_lieutenant", _("Captain-Lieutenant (navy)")
    MAJOR = "major", _("Major")
    CAPTAIN_3RD_RANK = "captain_3rd_rank", _("Captain 3rd Rank (navy)")
    LIEUTENANT_COLONEL = "lieutenant_colonel", _("Lieutenant Colonel")
    CAPTAIN_2ND_RANK = "captain_2nd_rank", _("Captain 2nd Rank (navy)")
    COLONEL = "colonel", _("Colonel")
    CAPTAIN_1ST_RANK = "captain_1st_rank", _("Captain 1st Rank (navy)")
    MAJOR_GENERAL = "major_general", _("Major General")
    REAR_ADMIRAL = "rear_admiral", _("Rear Admiral")
    LIEUTENANT_GENERAL = "lieutenant_general", _("Lieutenant General")
    VICE_ADMIRAL = "vice_admiral", _("Vice Admiral")
    COLONEL_GENERAL = "colonel_general", _("Colonel General")


class TrainingKind(TextChoices):
    """Courses an officer goes through on the way abroad (domain.md A1.6, A1.7, B2)."""

    ATTACHE_COURSE = "attache_course", _("Attaché course")
    LANGUAGE_COURSE = "language_course", _("Language course")
    STAFF_COURSE = "staff_course", _("Staff course")
    DEGREE = "degree", _("Degree programme")
    OTHER = "other", pgettext_lazy("course", "Other")


class Requirement(TextChoices):
    """What a post may ask of whoever is sent there (domain.md I6)."""

    RANK = "rank", _("Rank")
    LANGUAGE = "language", _("Language")
    TRAINING = "training", _("Attaché course")
    CLEARANCE = "clearance", _("Security clearance")


class Obligation(TextChoices):
    """The obligation to serve on after a course abroad (domain.md A1.7)."""

    RUNNING = "running", pgettext_lazy("obligation", "running")
    OVER = "over", pgettext_lazy("obligation", "over")


class SubmissionKind(TextChoices):
    """What of a posting goes to approval (domain.md C6)."""

    POSTING = "posting", _("Posting")
    POSTING_EXTENSION = "posting_extension", _("Extension of a posting")
    POSTING_RECALL = "posting_recall", _("Recall")
    POSTING_PNG = "posting_png", _("Ratification: persona non grata")


class CallKind(TextChoices):
    """Calls at the start and at the end of a posting, and between (domain.md B2)."""

    FIRST = "first", _("First call")
    OFFICE = "office", _("Office call")
    FAREWELL = "farewell", _("Farewell call")


_EQUALS = (
    {Rank.LIEUTENANT},
    {Rank.SENIOR_LIEUTENANT},
    {Rank.CAPTAIN, Rank.CAPTAIN_LIEUTENANT},
    {Rank.MAJOR, Rank.CAPTAIN_3RD_RANK},
    {Rank.LIEUTENANT_COLONEL, Rank.CAPTAIN_2ND_RANK},
    {Rank.COLONEL, Rank.CAPTAIN_1ST_RANK},
    {Rank.MAJOR_GENERAL, Rank.REAR_ADMIRAL},
    {Rank.LIEUTENANT_GENERAL, Rank.VICE_ADMIRAL},
    {Rank.COLONEL_GENERAL},
)
SENIORITY: dict[str, int] = {rank: place for place, ranks in enumerate(_EQUALS) for rank in ranks}

# Listening, speaking, reading, writing: 0 to 5, with plus levels below 5 (STANAG 6001; domain.md B5).
SLP = re.compile(r"^(?:[0-4]\+?|5){4}$")
LEVEL_OR_SLP = re.compile(r"^(?:[0-4]\+?|5)(?:(?:[0-4]\+?|5){3})?$")
# How long two officers may be at one post together (domain.md I1).
LONGEST_OVERLAP_DAYS = 30
# How far the days of an approved posting may slip before they are another plan.
LONGEST_SHIFT_DAYS = 30
FORECAST_DAYS = 365


def is_senior_enough(rank: str, minimum: str) -> bool:
    """True when `rank` is at least `minimum`; an empty minimum asks for nothing."""
    return not minimum or SENIORITY[rank] >= SENIORITY[minimum]


def is_junior_enough(rank: str, maximum: str) -> bool:
    """True when `rank` is at most `maximum`; an empty maximum asks for nothing."""
    return not maximum or SENIORITY[rank] <= SENIORITY[maximum]


def profile(slp: str) -> tuple[float, ...]:
    """The four skills as numbers, a plus counting half: "2+332" is (2.5, 3, 3, 2)."""
    return tuple(float(level[0]) + (0.5 if level.endswith("+") else 0) for level in re.findall(r"\d\+?", slp))


def slp_meets(held: str, required: str) -> bool:
    """True when every skill held reaches the one required."""
    return len(profile(held)) == 4 and all(
        h >= r for h, r in zip(profile(held), profile(required), strict=True)
    )


def whole_profile(level: str) -> str:
    """A level alone is meant of all four skills; a profile stays what it is."""
    return level if SLP.match(level) else level * 4


def slp_pattern(required: str) -> str:
    """The profiles that reach `required` in every skill, as a regular expression: what slp_meets says, for SQL."""
    return "^" + "".join(_level_pattern(level) for level in re.findall(r"\d\+?", required)) + "$"


def _level_pattern(level: str) -> str:
    lowest = int(level[0])
    if level.endswith("+"):
        return rf"(?:{lowest}\+|[{lowest + 1}-5]\+?)"
    return rf"[{lowest}-5]\+?"


def gap_days(window: Period, taken: Iterable[Period]) -> int:
    """Days of the window on which nobody holds the post."""
    return sum(gap.days or 0 for gap in window.gaps(taken))


def forecast_window(day: dt.date) -> Period:
    """The twelve months in which gaps are looked for."""
    return Period(day, day + dt.timedelta(days=FORECAST_DAYS))


def holding(incumbency: Period, planned: Period) -> Period:
    """How long an incumbent is expected to hold the post: to the day functions ended, else to the planned one."""
    if incumbency.end is not None or planned.end is None or planned.end <= incumbency.start:
        return incumbency
    return Period(incumbency.start, planned.end)


def months_later(day: dt.date, months: int) -> dt.date:
    """So many months on: the same day of the month, or its last; the end of the calendar where that is nearer."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))

"""What a deadline of this app is, and the day arithmetic its rows share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, DateField, F, Func, QuerySet, Value
from django.urls import reverse

from accounts.roles import Role
from attaches.selectors.accreditations import accreditation_titles
from attaches.selectors.foreign_attaches import foreign_attache_titles
from attaches.selectors.officers import officer_titles
from attaches.selectors.postings import posting_titles
from reminders.registry import Audience, RuleDefaults, Titles

HERE = "plan reminders"
TITLES: dict[str, Titles] = {
    "officer": officer_titles,
    "posting": posting_titles,
    "accreditation": accreditation_titles,
    "foreignattache": foreign_attache_titles,
}
COLUMNS = ("reference", "label_id", "due_on", "mission_id", "office_id")


@dataclass(frozen=True)
class Rule:
    """One deadline of the catalogue: which rows it stands for, and the page of one of them."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet[Any]]
    page: str

    @property
    def titles(self) -> Titles:
        """Which officer, whose posting, whose accreditation."""
        return TITLES[self.page]

    def deadlines(self) -> QuerySet[Any]:
        """See reminders.registry.DeadlineRule."""
        return (
            self.rows()
            .annotate(office_id=Value(None, output_field=BigIntegerField()))
            .values(*COLUMNS)
            .distinct()
        )

    def link(self, reference: str) -> str:
        """The record's page in data entry."""
        return reverse(f"admin:attaches_{self.page}_change", args=[reference])


def first_day(path: str) -> Func:
    """The first day of a period."""
    return Func(F(path), function="lower", output_field=DateField())


def end_day(path: str) -> Func:
    """The day a period ends."""
    return Func(F(path), function="upper", output_field=DateField())


def desks(*roles: Role) -> tuple[Audience, ...]:
    """Offices by role, wherever they are."""
    return tuple(Audience(role) for role in roles)


AT_POST = (Audience(Role.ATTACHE, at_mission=True), Audience(Role.HEAD_OF_MISSION, at_mission=True))
EMBASSY_AND_DESK = (Audience(Role.HEAD_OF_MISSION, at_mission=True), Audience(Role.MFA_DESK))

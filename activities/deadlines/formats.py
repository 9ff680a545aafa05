"""Meetings of co-operation formats, and our turn to host one (domain.md C7, row 24)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from activities.deadlines.rule import COLUMNS, NOBODY
from activities.selectors.format_meetings import format_titles, meetings, plain_label
from reminders.registry import Audience, RuleDefaults, Titles

AHEAD = RuleDefaults((-120, -60, -30), (Audience(Role.CMD_DESK),), numbers=(24,))


@dataclass
class FormatRule:
    """One kind of deadline of formats, known by the code of the format."""

    code: str
    title: Any
    defaults: RuleDefaults
    rows: Callable[[], QuerySet]
    titles: Titles = format_titles

    def deadlines(self) -> QuerySet:
        """See reminders.registry.DeadlineRule."""
        found = self.rows().annotate(
            reference=F("format__code"),
            label_id=plain_label(),
            due_on=F("held_on"),
            mission_id=NOBODY,
            office_id=NOBODY,
        )
        return found.filter(label_id__isnull=False).order_by().values(*COLUMNS)

    def link(self, reference: str) -> str:
        """The format in the directory."""
        return f"{reverse('admin:directory_cooperationformat_changelist')}?{urlencode({'q': reference})}"


RULES: tuple[FormatRule, ...] = (
    FormatRule(
        "formats.meeting",
        _("Prepare a meeting of a co-operation format"),
        AHEAD,
        partial(meetings, hosted_by_us=False),
    ),
    FormatRule(
        "formats.host",
        _("We host a meeting of a co-operation format"),
        AHEAD,
        partial(meetings, hosted_by_us=True),
    ),
)

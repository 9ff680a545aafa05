"""How long a step has waited, in working days against those it was given; said in words and drawn as a small bar."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from approvals.models import CaseStep
from foundation.workdays import WorkCalendar

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Ageing:
    """Working days that passed since the step opened; `late` counts those after its last day."""

    waited: int
    allowed: int | None
    late: int = 0
    over: bool = False

    @property
    def words(self) -> str:
        """What the bar shows, for whoever does not see it."""
        if self.over:
            return self._taken()
        if self.late:
            return ngettext("%(count)d working day late", "%(count)d working days late", self.late) % {
                "count": self.late
            }
        if self.allowed is None:
            return ngettext(
                "has waited %(count)d working day", "has waited %(count)d working days", self.waited
            ) % {"count": self.waited}
        if self.waited >= self.allowed:
            return _("the last working day to answer")
        return self._of(_("working day %(waited)d of %(allowed)d")) if self.waited else self._just_asked()

    @property
    def width(self) -> int:
        """Percent of the bar that is used up; the whole of it is what has been given, or what has passed when late."""
        return min(100, round(self.waited * 100 / max(self.waited, self.allowed or 0, 1)))

    @property
    def mark(self) -> int | None:
        """Where on the bar the last day lies; None when it is not late."""
        return round((self.waited - self.late) * 100 / max(self.waited, 1)) if self.late else None

    @property
    def over_width(self) -> int:
        """Percent of the bar behind the last day."""
        return 100 - (self.mark or 0)

    @property
    def drawn(self) -> bool:
        """A bar needs something to be measured against."""
        return self.allowed is not None and not self.over

    def _of(self, words: str) -> str:
        return words % {"waited": self.waited, "allowed": self.allowed}

    def _just_asked(self) -> str:
        return ngettext(
            "asked today, %(count)d working day to answer", "asked today, %(count)d working days to answer",
            self.allowed or 0,
        ) % {"count": self.allowed}  # fmt: skip

    def _taken(self) -> str:
        if not self.waited:
            return _("answered on the same working day")
        if self.allowed is None:
            return ngettext("took %(count)d working day", "took %(count)d working days", self.waited) % {
                "count": self.waited
            }
        return self._of(_("took %(waited)d of %(allowed)d working days"))


def ageing(step: CaseStep, on: dt.date, calendar: WorkCalendar) -> Ageing | None:
    """Of a step that has opened; None of one that still waits for others."""
    if step.opened_on is None:
        return None
    until = step.closed_on or on
    late = passed(step.due_on, until, calendar) if step.due_on and not step.closed_on else 0
    return Ageing(
        passed(step.opened_on, until, calendar), step.sla_days, late, over=step.closed_on is not None
    )


def passed(since: dt.date, until: dt.date, calendar: WorkCalendar) -> int:
    """Working days after `since` up to and including `until`, as due days are counted."""
    return max(0, calendar.between(since + ONE_DAY, until + ONE_DAY))

"""Not now: the small form under each line of the inbox, and what is refused of it beside its field."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.admin_forms import DayInput
from foundation.wording import written_date
from reminders.selectors.inbox import InboxMatter


class PutOff(forms.Form):
    """Until when, and why."""

    until = forms.DateField(label=gettext_lazy("Put off until"), widget=DayInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, data: Any = None, *, notice_id: int, latest: dt.date | None, on: dt.date) -> None:
        super().__init__(data, auto_id=f"%s-{notice_id}")
        until: Any = self.fields["until"]
        until.error_messages["invalid"] = _("A date like 2026-11-23.")
        if latest is not None:
            until.help_text = _("No later than %(day)s.") % {"day": written_date(latest)}
            first = on + dt.timedelta(days=1)
            until.widget.attrs.update(min=first.isoformat(), max=latest.isoformat())


@dataclass(frozen=True)
class Line:
    """A matter with its form; without one where nothing of it can wait."""

    matter: InboxMatter
    form: PutOff | None


def lines(matters: list[InboxMatter], *, on: dt.date, refused: PutOff | None = None) -> list[Line]:
    """Each matter with an empty form, or with the one just refused, as it was typed."""
    found = []
    for matter in matters:
        number, latest = matter.first.notice_id, matter.put_off_by(on=on)
        form = None if latest is None else PutOff(notice_id=number, latest=latest, on=on)
        if refused is not None and refused.auto_id == f"%s-{number}":
            form = refused
        found.append(Line(matter, form))
    return found

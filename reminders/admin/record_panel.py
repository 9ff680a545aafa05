"""The reminders of a record on its page in data entry, for every floor above: to come, told, to whom, seen or not."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.beside import Panel, shown_beside
from foundation.clock import now, today
from reminders.registry import Titles
from reminders.selectors.of_record import of_record


def reminders_beside(kind: str, *titles: Titles) -> None:
    """On the page of every record of a kind, e.g. "attaches.posting"; `titles` are those its rules name.

    The page carries the marking of everything the panel tells.
    """

    def panel(record: Any, *, to: Subject) -> Panel:
        found = of_record(record.reference, to=to, on=today(), at=now(), kinds=titles)
        shown = {
            "reminders": found, "by_hand": found.by_hand, "to_come": found.to_come, "told": found.told,
            "today": today(),
        }  # fmt: skip
        return Panel(
            _("Reminders"), render_to_string("reminders/of_record_lines.html", shown), found.label_ids
        )

    shown_beside(kind)(panel)

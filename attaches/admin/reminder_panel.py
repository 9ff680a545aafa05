"""The reminders of a record in data entry: what will be told on which day, what was told to whom."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from attaches.admin.panels import reader
from attaches.selectors.postings import posting_titles
from foundation.clock import today
from reminders.selectors.of_record import of_record


def reminder_lines(record: Any) -> SafeString:
    """Those at the record's own marking, which is what the page carries; the rest stands in the calendar."""
    found = of_record(record.reference, to=reader(), on=today(), kinds=(posting_titles,))
    shown = {
        "reminders": found,
        "by_hand": [one for one in found.by_hand if one.label_id == record.label_id],
        "to_come": [one for one in found.to_come if set(one.label_ids) <= {record.label_id}],
        "told": [one for one in found.told if one.label_id == record.label_id],
        "today": today(),
    }
    return render_to_string("reminders/of_record_lines.html", shown)

"""Which records of representation show their reminders in data entry."""

from attaches.deadlines.rule import TITLES
from attaches.selectors.notes import note_titles
from attaches.selectors.posts import post_titles
from reminders.admin.record_panel import reminders_beside

for kind, titles in TITLES.items():
    reminders_beside(f"attaches.{kind}", titles)
reminders_beside("attaches.post", post_titles)
reminders_beside("correspondence.correspondence", note_titles)

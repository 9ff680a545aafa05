"""What falls due about officers and postings: rows 1 to 11 and 34 of the catalogue (domain.md C7)."""

from attaches.deadlines import foreign, officers, postings
from attaches.deadlines.rule import TITLES
from attaches.selectors.notes import note_titles
from attaches.selectors.officers import leads_on_to, merged_references
from attaches.selectors.posts import post_titles
from reminders.registry import Merging, register_merged, register_pages
from reminders.registry import register as register_rule

RULES = (*postings.RULES, *officers.RULES, *foreign.RULES)


def register_all() -> None:
    """Called from apps.py: ready()."""
    for rule in RULES:
        register_rule(rule)  # type: ignore[arg-type]  # frozen: nobody sets what the protocol reads
    letters = {"officer": "OFF", "posting": "POS", "accreditation": "ACC", "foreignattache": "FAT"}
    register_pages(
        **{letters[kind]: (f"admin:attaches_{kind}_change", titles) for kind, titles in TITLES.items()},
        PST=("admin:attaches_post_change", post_titles),
        COR=("admin:correspondence_correspondence_change", note_titles),
    )
    register_merged(OFF=Merging(merged_references, leads_on_to))

"""What falls due about officers and postings: rows 1 to 11 of the catalogue (domain.md C7)."""

from attaches.deadlines import officers, postings
from reminders.registry import register as register_rule

RULES = (*postings.RULES, *officers.RULES)


def register_all() -> None:
    """Called from apps.py: ready()."""
    for rule in RULES:
        register_rule(rule)  # type: ignore[arg-type]  # frozen: nobody sets what the protocol reads

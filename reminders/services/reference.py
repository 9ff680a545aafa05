"""Rules as the catalogue of domain.md C7 gives them; what the Center changed stays changed."""

import datetime as dt

from foundation.acts import verb
from reminders.models import Rule, RuleAudience, RuleEscalation
from reminders.registry import rules


@verb("reminder_rules.load_reference")
def load_reference(*, on: dt.date) -> None:
    """A row for every registered rule that has none yet."""
    for code, rule in rules().items():
        defaults = rule.defaults
        row, made = Rule.objects.get_or_create(
            code=code,
            defaults={
                "offsets": sorted(defaults.offsets), "unit": defaults.unit, "is_legal": defaults.legal,
                "is_at_once": defaults.at_once,
            },
        )  # fmt: skip
        if made:
            RuleAudience.objects.bulk_create(
                RuleAudience(rule=row, role=a.role, at_mission=a.at_mission, is_owner=a.owner)
                for a in defaults.audience
            )
            RuleEscalation.objects.bulk_create(
                RuleEscalation(rule=row, step=step, after=e.after, role=e.role, at_mission=e.at_mission)
                for step, e in enumerate(defaults.chain)
            )

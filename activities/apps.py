"""Wiring of activities."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from activities.deadlines import RULES
        from activities.verbs import VERBS, WORDS
        from foundation.permissions import register
        from reminders.registry import register as register_rule

        register(VERBS, WORDS)
        for rule in RULES:
            register_rule(rule)

"""Wiring of agreements."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        from agreements.deadlines import RULES
        from agreements.verbs import VERBS, WORDS
        from foundation.permissions import register
        from reminders.registry import register as register_rule

        register(VERBS, WORDS)
        for rule in RULES:
            register_rule(rule)

"""Wiring of reminders."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RemindersConfig(AppConfig):
    name = "reminders"
    verbose_name = _("Reminders")

    def ready(self) -> None:
        from access import registry
        from foundation.acts import at_the_end
        from foundation.permissions import register
        from reminders import deadlines
        from reminders.selectors.companions import Reminders
        from reminders.services.lapsing import lapse_with
        from reminders.verbs import VERBS, WORDS

        register(VERBS, WORDS)
        registry.register(Reminders())
        deadlines.register_all()
        at_the_end(lapse_with)

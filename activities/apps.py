"""Wiring of activities."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from activities.approvables import Activities
        from activities.deadlines import RULES
        from activities.selectors.guided import guided
        from activities.selectors.planned import carried_out
        from activities.verbs import VERBS, WORDS
        from agreements.registry import register_execution
        from approvals.registry import Approvable
        from approvals.registry import register as register_approvable
        from foundation.permissions import register
        from missions.registry import register_work
        from reminders.registry import register as register_rule

        register(VERBS, WORDS)
        register_work(guided)
        register_execution(carried_out, door="activities:schedule")
        register_approvable(cast(Approvable, Activities()))
        for rule in RULES:
            register_rule(rule)

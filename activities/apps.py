"""Wiring of activities."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivitiesConfig(AppConfig):
    name = "activities"
    verbose_name = _("Activities")

    def ready(self) -> None:
        from access import registry as access
        from activities import drafts, imports
        from activities.approvables import Activities, Clearances, Returns
        from activities.deadlines import PAGES, RULES
        from activities.selectors.guided import guided
        from activities.selectors.planned import carried_out
        from activities.services.clearance_cases import before_dispatch, note_written
        from activities.services.marking import before_raising
        from activities.verbs import VERBS, WORDS
        from agreements.registry import register_execution
        from approvals.registry import Approvable, register_warnings
        from approvals.registry import register as register_approvable
        from correspondence.registry import register_dispatching
        from foundation.permissions import register
        from missions.registry import register_work
        from missions.selectors.guidance import warning
        from reminders.registry import register as register_rule
        from reminders.registry import register_pages

        register(VERBS, WORDS)
        access.register_veto(before_raising)
        drafts.register_all()
        register_work(guided)
        imports.register_all()
        register_approvable(cast(Approvable, Activities()))
        register_approvable(cast(Approvable, Clearances()))
        register_approvable(cast(Approvable, Returns()))
        register_warnings(warning, Activities.kind)
        register_dispatching("diplomaticclearance", before_dispatch, note_written)
        register_execution(carried_out, door="activities:schedule")
        for rule in RULES:
            register_rule(rule)
        register_pages(**PAGES)

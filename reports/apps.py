"""Wiring of the reports."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from foundation.permissions import register
        from reports.imports import register_all
        from reports.selectors import (  # noqa: F401
            compliance_calendar,
            coordination_health,
            country_360,
            deadlines,
            effort_vs_priority,
            exercises,
            inbound_attaches,
            languages_training,
            legal_basis,
            lessons,
            operations,
            plan_execution,
            posture,
            resources,
            rotation_forecast,
            strategy_traceability,
            treaty_deadlines,
            treaty_pipeline,
        )
        from reports.verbs import WORDS

        register({}, WORDS)
        register_all()

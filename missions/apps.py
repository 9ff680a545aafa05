"""Wiring of missions."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MissionsConfig(AppConfig):
    name = "missions"
    verbose_name = _("Strategic documents and mission papers")

    def ready(self) -> None:
        from approvals import registry as approvals
        from foundation import permissions
        from missions import deadlines
        from missions.approvables import MissionPapers
        from missions.verbs import VERBS

        permissions.register(VERBS)
        approvals.register(MissionPapers())
        deadlines.register_all()

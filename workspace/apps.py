"""Wiring of the workspace."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkspaceConfig(AppConfig):
    name = "workspace"
    verbose_name = _("Workspace")

    def ready(self) -> None:
        from access.frame import supply
        from workspace.frame import workspace_frame

        supply(workspace_frame)

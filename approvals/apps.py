"""Wiring of approvals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        from approvals import deadlines
        from approvals.verbs import VERBS
        from foundation.permissions import register

        register(VERBS)
        deadlines.register_all()

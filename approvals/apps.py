"""Wiring of approvals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        from access import registry
        from approvals import deadlines
        from approvals.lifecycle import ReturnReason
        from approvals.selectors.companions import Cases
        from approvals.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS, dict(ReturnReason.choices))
        registry.register(Cases())
        deadlines.register_all()

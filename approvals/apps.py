"""Wiring of approvals."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "approvals"
    verbose_name = _("Approvals")

    def ready(self) -> None:
        from access import registry
        from approvals import deadlines
        from approvals.lifecycle import Over, ReturnReason
        from approvals.selectors.cases import case_titles
        from approvals.selectors.companions import Cases
        from approvals.selectors.delegations import delegation_titles
        from approvals.verbs import VERBS, WORDS
        from foundation.permissions import register
        from reminders.registry import register_pages

        register(VERBS, WORDS, {**dict(ReturnReason.choices), **dict(Over.choices)})
        registry.register(Cases())
        deadlines.register_all()
        register_pages(
            CAS=("approvals:case", case_titles), DLG=("admin:approvals_delegation_change", delegation_titles)
        )

"""Wiring of agreements."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        from agreements import imports
        from agreements.approvables import Submitted
        from agreements.deadlines import RULES
        from agreements.lifecycle import SubmissionKind
        from agreements.verbs import VERBS, WORDS
        from approvals import registry as approvals
        from foundation.permissions import register
        from reminders.registry import register as register_rule

        register(VERBS, WORDS)
        for rule in RULES:
            register_rule(rule)
        for kind in SubmissionKind:
            approvals.register(cast(approvals.Approvable, Submitted(kind)))
        imports.register_all()

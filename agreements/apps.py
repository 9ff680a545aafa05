"""Wiring of agreements."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "agreements"
    verbose_name = _("Agreements")

    def ready(self) -> None:
        from agreements import drafts, imports
        from agreements.approvables import AnnualPlans, Submitted
        from agreements.deadlines import PLAN_RULES, RULES
        from agreements.lifecycle import SubmissionKind
        from agreements.selectors.agreements import agreement_titles
        from agreements.selectors.plans import plan_titles
        from agreements.selectors.provisions import provision_titles
        from agreements.verbs import PLAN_VERBS, PLAN_WORDS, VERBS, WORDS
        from approvals import registry as approvals
        from foundation.permissions import register
        from reminders.registry import register as register_rule
        from reminders.registry import register_pages

        register(VERBS, WORDS)
        register(PLAN_VERBS, PLAN_WORDS)
        approvals.register(cast(approvals.Approvable, AnnualPlans()))
        for rule in RULES:
            register_rule(rule)
        for plan_rule in PLAN_RULES:
            register_rule(plan_rule)
        for kind in SubmissionKind:
            approvals.register(cast(approvals.Approvable, Submitted(kind)))
        imports.register_all()
        drafts.register_all()
        register_pages(
            AGR=("agreements:agreement", agreement_titles),
            PLN=("agreements:plan", plan_titles),
            PRV=("agreements:provision", provision_titles),
        )

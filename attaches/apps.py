"""Wiring of representation abroad."""

from typing import cast

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachesConfig(AppConfig):
    name = "attaches"
    verbose_name = _("Representation")

    def ready(self) -> None:
        from approvals import registry as approvals
        from attaches import deadlines, drafts, imports
        from attaches.approvables import Submitted
        from attaches.terms import SubmissionKind
        from attaches.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
        for kind in SubmissionKind:
            approvals.register(cast(approvals.Approvable, Submitted(kind)))
        deadlines.register_all()
        drafts.register_all()
        imports.register_all()

"""Wiring of stored files."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    verbose_name = _("Files")

    def ready(self) -> None:
        from access import registry
        from documents.selectors.companions import Files
        from documents.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
        registry.register(Files())

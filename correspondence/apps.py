"""Wiring of the correspondence."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "correspondence"
    verbose_name = _("Correspondence")

    def ready(self) -> None:
        from access import registry
        from correspondence import imports
        from correspondence.selectors.companions import Notes
        from correspondence.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
        registry.register(Notes())
        imports.register_all()

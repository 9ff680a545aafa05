"""Wiring of representation abroad."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachesConfig(AppConfig):
    name = "attaches"
    verbose_name = _("Representation")

    def ready(self) -> None:
        from attaches import deadlines
        from attaches.verbs import VERBS, WORDS
        from foundation.permissions import register

        register(VERBS, WORDS)
        deadlines.register_all()

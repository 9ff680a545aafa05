"""Wiring of need-to-know."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "access"
    verbose_name = _("Need-to-know")

    def ready(self) -> None:
        from access import checks  # noqa: F401
        from access.selectors.markings import page_marking
        from access.selectors.trail import history_of_open, name_actors, people_called
        from access.verbs import VERBS, WORDS
        from foundation.permissions import register
        from foundation.site import site

        register(VERBS, WORDS)
        site.historian = history_of_open
        site.namer = name_actors
        site.marker = page_marking
        site.finder = people_called

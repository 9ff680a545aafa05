"""Wiring of the lowest floor."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FoundationConfig(AppConfig):
    name = "foundation"

    def ready(self) -> None:
        from foundation import checks, grants  # noqa: F401

        post_migrate.connect(grants.grant_after_migrate, sender=self)

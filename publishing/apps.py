"""Wiring of publishing: the app is there for its catalogue, its style sheet and its check of the settings."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

    def ready(self) -> None:
        from publishing import checks  # noqa: F401 - registers itself

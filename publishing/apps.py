"""Wiring of publishing: the app is there for its catalogue and its style sheet."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "publishing"

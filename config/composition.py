"""Finds the rooms of each floor: resources for the REST router, pages for the workspace."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import include, path
from rest_framework.routers import DefaultRouter


def rooms(room: str) -> list[Any]:
    """The module `<floor>.<room>` of every floor that has one, from the lowest up."""
    found = []
    for floor in settings.FLOORS:
        package, _, _ = room.partition(".")
        if find_spec(floor) and find_spec(f"{floor}.{package}") and find_spec(f"{floor}.{room}"):
            found.append(import_module(f"{floor}.{room}"))
    return found


def api_urls() -> list[Any]:
    """Every `RESOURCES = [(plural name, viewset)]` and `urlpatterns` of the api rooms, behind a list of the resources."""
    router = DefaultRouter()
    router.include_format_suffixes = False
    extra: list[Any] = []
    for room in rooms("api.urls"):
        for name, viewset in getattr(room, "RESOURCES", []):
            router.register(name, viewset, basename=name)
        extra += getattr(room, "urlpatterns", [])
    return [*extra, *router.urls]


def page_urls() -> list[Any]:
    """Every pages room, in a namespace named after its floor."""
    return [path("", include(room.__name__)) for room in rooms("pages.urls")]

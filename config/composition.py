"""Finds the rooms of each floor: resources for the REST router, pages for the workspace."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.urls import include, path
from rest_framework.routers import APIRootView, SimpleRouter


def rooms(room: str) -> list[Any]:
    """The module `<floor>.<room>` of every floor that has one, from the lowest up."""
    found = []
    for floor in settings.FLOORS:
        package, _, _ = room.partition(".")
        if find_spec(floor) and find_spec(f"{floor}.{package}") and find_spec(f"{floor}.{room}"):
            found.append(import_module(f"{floor}.{room}"))
    return found


def api_urls() -> list[Any]:
    """Every `RESOURCES = [(plural name, viewset)]` and `urlpatterns` of the api rooms, and a list of the resources."""
    found: list[Any] = []
    for room in rooms("api.urls"):
        found += getattr(room, "urlpatterns", [])
    resources = [pair for room in rooms("api.urls") for pair in getattr(room, "RESOURCES", [])]
    lists = {name: f"{name}-list" for name, _viewset in resources}
    entrance = path("", APIRootView.as_view(api_root_dict=lists), name="entrance")
    return [entrance, *found, *(_resource(*pair) for pair in resources)]


def _resource(name: str, viewset: Any) -> Any:
    """The addresses of one resource: whoever asks for another is not led past each of its verbs."""
    router = SimpleRouter()
    router.register("", viewset, basename=name)
    return path(f"{name}/", include(router.urls))


def page_urls() -> list[Any]:
    """Every pages room, in a namespace named after its floor."""
    return [path("", include(room.__name__)) for room in rooms("pages.urls")]

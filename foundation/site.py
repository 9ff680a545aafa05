"""The one admin site: data entry in the frame of the workspace."""

from collections.abc import Callable, Iterator
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


def _values(asked: QueryDict) -> Iterator[str]:
    for _name, values in asked.lists():
        yield from values


def choice_words(admin: Any) -> Callable[[Any], str]:
    """How a look-up names a record: as its admin class says in `choice_words`, else as everywhere."""
    words: Callable[[Any], str] = getattr(admin, "choice_words", str)
    return words


class _Choices(AutocompleteJsonView):
    """What is found by what was typed, each in words that tell it from others."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        found = super().serialize_result(obj, to_field_name)
        return {**found, "text": choice_words(self.model_admin)(obj)}


class ParleySite(AdminSite):
    """Signs in through allauth; what is listed depends on the office acted in."""

    site_header = site_title = _("Parley · data entry")
    index_title = _("What do you want to enter?")
    site_url = "/"
    enable_nav_sidebar = False
    # Set by the floor that knows trail and people: what happened to a row, the names on envelopes of the trail, and
    # who is called so.
    historian: Callable[..., Any] | None = None
    namer: Callable[[Any], None] | None = None
    marker: Callable[..., Any] | None = None  # the marking of a page that shows rows of these labels
    finder: Callable[[str], list[int]] | None = None

    def has_permission(self, request: HttpRequest) -> bool:
        return getattr(request, "subject", None) is not None

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's; what no text in PostgreSQL can hold is refused for every field and filter at once."""
        inner = super().admin_view(view, cacheable)

        def storable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            given = [*kwargs.values(), *_values(request.GET), *_values(request.POST)]
            if any("\x00" in str(value) for value in given):
                raise BadRequest("NUL character")
            return inner(request, *args, **kwargs)

        return update_wrapper(storable, inner)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return _Choices.as_view(admin_site=self)(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")


site = ParleySite(name="admin")

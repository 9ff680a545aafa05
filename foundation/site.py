"""The one admin site: data entry in the frame of the workspace."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class ParleySite(AdminSite):
    """Signs in through allauth; what is listed depends on the office acted in."""

    site_header = site_title = _("Parley · data entry")
    index_title = _("What do you want to enter?")
    site_url = "/"
    enable_nav_sidebar = False

    def has_permission(self, request: HttpRequest) -> bool:
        return getattr(request, "subject", None) is not None

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect_to_login(request.GET.get("next", reverse("admin:index")))

    def logout(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_logout")


site = ParleySite(name="admin")

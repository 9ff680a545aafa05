"""Addresses of the house (interfaces.md); those of config/health.py are answered before any of these."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts.signin import signin_urls
from config.composition import api_urls, page_urls, rooms
from foundation.site import site

rooms("admin")

handler400 = "config.failures.bad_request"
handler404 = "config.failures.not_found"
handler500 = "config.failures.server_error"

urlpatterns = [
    path("admin/", site.urls),
    path("account/", include(signin_urls())),
    path("i18n/", include("django.conf.urls.i18n")),
    path("api/v1/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/v1/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include(api_urls())),
    *page_urls(),
]

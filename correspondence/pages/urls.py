"""Addresses of correspondence."""

from django.urls import path, re_path

from correspondence.pages import drafting, papers, register

app_name = "correspondence"
urlpatterns = [
    path("correspondence/", register.register_page, name="register"),
    path("correspondence/draft/<str:about>/", drafting.draft_page, name="draft"),
    re_path(
        r"^correspondence/(?P<reference>[^/]+)/(?P<language>en|az)\.(?P<form>pdf|docx)$",
        papers.paper,
        name="paper",
    ),
]

"""Addresses of correspondence."""

from django.urls import path

from correspondence.pages import drafting, papers, register

app_name = "correspondence"
urlpatterns = [
    path("correspondence/", register.register_page, name="register"),
    path("correspondence/draft/<str:about>/", drafting.draft_page, name="draft"),
    path("correspondence/<str:reference>/<str:language>.<str:form>", papers.paper, name="paper"),
]

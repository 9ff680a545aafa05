"""Addresses of files."""

from django.urls import path

from documents.pages import downloads

app_name = "documents"
urlpatterns = [path("files/<str:reference>/", downloads.download, name="download")]

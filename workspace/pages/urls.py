"""Addresses of the workspace."""

from django.urls import path

from workspace.pages import acting

app_name = "workspace"
urlpatterns = [
    path("act-in/", acting.act_in, name="act_in"),
]

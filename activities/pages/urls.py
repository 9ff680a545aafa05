"""Addresses of activities."""

from django.urls import path

from activities.pages import clearances

app_name = "activities"
urlpatterns = [
    path("clearances/", clearances.clearances_page, name="clearances"),
    path("clearances/<str:reference>/", clearances.clearance_page, name="clearance"),
]

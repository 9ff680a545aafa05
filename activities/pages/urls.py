"""Addresses of activities."""

from django.urls import path

from activities.pages import planned

app_name = "activities"
urlpatterns = [path("plans/<str:reference>/schedule/", planned.schedule_page, name="schedule")]

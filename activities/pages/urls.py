"""Addresses of activities."""

from django.urls import path

from activities.pages import activity, planned, programme

app_name = "activities"
urlpatterns = [
    path("plans/<str:reference>/schedule/", planned.schedule_page, name="schedule"),
    path("activities/", programme.programme_page, name="programme"),
    path("activities/<str:reference>/", activity.activity_page, name="activity"),
]

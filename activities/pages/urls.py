"""Addresses of activities."""

from django.urls import path

from activities.pages import activity, programme

app_name = "activities"
urlpatterns = [
    path("activities/", programme.programme_page, name="programme"),
    path("activities/<str:reference>/", activity.activity_page, name="activity"),
]

"""Addresses of reminders set by hand."""

from django.urls import path

from reminders.pages import custom

app_name = "reminders"
urlpatterns = [
    path("inbox/reminders/new/", custom.set_page, name="set"),
    path("inbox/reminders/<str:reference>/", custom.custom_page, name="custom"),
]

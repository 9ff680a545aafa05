"""Addresses of the reports."""

from django.urls import path

from reports.pages import views

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/<slug:slug>/", views.report_page, name="report"),
]

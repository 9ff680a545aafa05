"""Addresses of approvals."""

from django.urls import path

from approvals.pages import case, under_way

app_name = "approvals"
urlpatterns = [
    path("cases/", under_way.cases_page, name="cases"),
    path("cases/<str:reference>/", case.case_page, name="case"),
]

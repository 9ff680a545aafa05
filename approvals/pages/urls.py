"""Addresses of approvals."""

from django.urls import path

from approvals.pages import case, recall, under_way

app_name = "approvals"
urlpatterns = [
    path("cases/", under_way.cases_page, name="cases"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/recall/", recall.recall_page, name="recall"),
    path("cases/<str:reference>/record/", recall.record_page, name="record"),
]

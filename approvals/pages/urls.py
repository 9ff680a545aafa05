"""Addresses of approvals."""

from django.urls import path

from approvals.pages import case, exports, recall, under_way

app_name = "approvals"
urlpatterns = [
    path("cases/", under_way.cases_page, name="cases"),
    path("cases/<str:reference>/", case.case_page, name="case"),
    path("cases/<str:reference>/sheet/<str:language>.pdf", exports.sheet_page, name="printed_sheet"),
    path("cases/<str:reference>/<str:language>.<str:form>", exports.printed_page, name="printed"),
    path("cases/<str:reference>/recall/", recall.recall_page, name="recall"),
    path("cases/<str:reference>/record/", recall.record_page, name="record"),
]

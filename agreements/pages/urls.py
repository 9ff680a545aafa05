"""Addresses of agreements."""

from django.urls import path

from agreements.pages import agreement, provisions, register

app_name = "agreements"
urlpatterns = [
    path("agreements/", register.register_page, name="register"),
    path("agreements/<str:reference>/", agreement.agreement_page, name="agreement"),
    path("provisions/<str:reference>/", provisions.provision_page, name="provision"),
    path("provisions/<str:reference>/report/", provisions.report_page, name="provision-report"),
]

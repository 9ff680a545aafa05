"""Addresses of agreements."""

from django.urls import path

from agreements.pages import agreement, register

app_name = "agreements"
urlpatterns = [
    path("agreements/", register.register_page, name="register"),
    path("agreements/<str:reference>/", agreement.agreement_page, name="agreement"),
]

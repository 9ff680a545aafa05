"""Addresses of agreements."""

from django.urls import path

from agreements.pages import agreement, obligations, plans, provisions, register

app_name = "agreements"
urlpatterns = [
    path("agreements/", register.register_page, name="register"),
    path("plans/", plans.plans_page, name="plans"),
    path("plans/<str:reference>/", plans.plan_page, name="plan"),
    path("plans/<str:reference>/<str:language>.<str:form>", plans.plan_paper, name="plan-paper"),
    path("agreements/<str:reference>/", agreement.agreement_page, name="agreement"),
    path("obligations/", obligations.obligations_page, name="obligations"),
    path("provisions/<str:reference>/", provisions.provision_page, name="provision"),
    path("provisions/<str:reference>/report/", provisions.report_page, name="provision-report"),
]

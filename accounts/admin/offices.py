"""Offices and who holds them, kept by the security officers of both ministries."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Appointment, Office
from accounts.services import appointments
from foundation.admin_kit import OpenAdmin
from foundation.clock import now, today
from foundation.grant_admin import GrantAdmin
from foundation.site import site


@admin.register(Office, site=site)
class OfficeAdmin(OpenAdmin):
    """Seats that routes and reminders address."""

    record_verb = "offices.establish"
    amend_verb = "offices.establish"
    list_display = ("code", "name", "role", "institution", "mission")
    list_filter = ("institution", "role")
    search_fields = ("code", "name_en", "name_az")
    autocomplete_fields = ("superior",)
    fields = ("code", "name_en", "name_az", "role", "institution", "unit", "mission", "superior")

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Office:
        return appointments.establish_office(by=request.subject, **form.cleaned_data)  # type: ignore[attr-defined]


@admin.register(Appointment, site=site)
class AppointmentAdmin(GrantAdmin):
    """Who holds an office from when to when; two security officers."""

    record_verb = "appointments.propose"
    confirm_verb = "appointments.confirm"
    end_verb = "appointments.end"
    list_display = ("user", "office", "kind", "term", "state")
    list_filter = ("kind",)
    search_fields = (
        "user__username",
        "user__full_name",
        "office__code",
        "office__name_en",
        "office__name_az",
    )
    autocomplete_fields = ("user", "office", "on_behalf_of")
    granted = ("user", "office", "kind", "valid", "on_behalf_of")

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Appointment:
        data = dict(form.cleaned_data)
        period = data.pop("valid")
        return appointments.propose(by=request.subject, starts_on=period.lower, ends_on=period.upper, **data)  # type: ignore[attr-defined]

    def confirm(self, request: HttpRequest, record: Appointment, reason: str) -> None:
        appointments.confirm(record, by=request.subject, at=now())  # type: ignore[attr-defined]

    def decline(self, request: HttpRequest, record: Appointment, reason: str) -> None:
        appointments.decline(record, by=request.subject, reason=reason)  # type: ignore[attr-defined]

    def end(self, request: HttpRequest, record: Appointment, reason: str) -> None:
        appointments.end(record, by=request.subject, on=today(), reason=reason)  # type: ignore[attr-defined]

    lifecycle = {
        "confirm": (_("Confirm"), confirm),
        "decline": (_("Decline or take back"), decline),
        "end": (_("End today"), end),
    }

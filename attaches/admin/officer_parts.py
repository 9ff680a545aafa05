"""What is entered on an officer's page by those whose work it is: personal data, languages, courses, clearances."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from attaches.models import LanguageResult, OfficerClearance, OfficerParticulars, TrainingRecord
from foundation.admin_forms import DayInput, LooksUp
from foundation.permissions import may

DAYS: dict[Any, Any] = {models.DateField: {"widget": DayInput}}


class ParticularsInline(admin.StackedInline):
    """The personal row: there for personnel and protocol, for nobody else."""

    model = OfficerParticulars
    fields = ("service_number", "born_on", "passport_no", "passport_expires_on", "biography")
    formfield_overrides = DAYS
    max_num = 1
    extra = 1
    can_delete = False

    def _may(self, request: HttpRequest) -> bool:
        return may(request.subject, "officers.record_particulars")  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class LanguageInline(admin.TabularInline):
    """Results are added, never rewritten."""

    model = LanguageResult
    fields = ("language", "slp", "tested_on", "valid_until")
    formfield_overrides = DAYS
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_language")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TrainingInline(LooksUp, admin.TabularInline):
    """Courses are added; completing one is a step of its own over REST or a further line here."""

    model = TrainingRecord
    fields = ("kind", "title", "country", "starts_on", "completed_on", "valid_until", "obliged_until")
    formfield_overrides = DAYS
    autocomplete_fields = ("country",)
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_training")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ClearanceInline(admin.TabularInline):
    """Clearances are added by those who vet."""

    model = OfficerClearance
    fields = ("granted_on", "valid_until")
    formfield_overrides = DAYS
    extra = 0
    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_clearance")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

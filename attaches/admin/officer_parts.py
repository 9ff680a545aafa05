"""What is entered on an officer's page by those whose work it is: personal data, languages, courses, clearances."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from attaches.admin.panels import countdown, unbroken
from attaches.lifecycle import PostingState
from attaches.models import LanguageResult, Officer, OfficerClearance, OfficerParticulars, TrainingRecord
from foundation.admin_forms import DayInput, LooksUp
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING, written_date

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


class EntryInline(admin.TabularInline):
    """Entries are added, never rewritten; one that is wrong is withdrawn by its button, and says when and why."""

    formfield_overrides = DAYS
    readonly_fields = ("withdrawn",)
    extra = 0
    can_delete = False

    @admin.display(description=_("withdrawn"))
    def withdrawn(self, row: Any) -> str:
        """The day and the reason."""
        if row.withdrawn_on is None:
            return NOTHING
        return f"{written_date(row.withdrawn_on)}: {row.withdrawn_because}"


class LanguageInline(EntryInline):
    """Results of assessments, entered by those who examine."""

    model = LanguageResult
    fields = ("language", "slp", "tested_on", "valid_until", "withdrawn")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_language")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class TrainingInline(LooksUp, EntryInline):
    """Courses are added; completing one is a step of its own over REST or a further line here."""

    model = TrainingRecord
    fields = (
        "kind", "title", "country", "starts_on", "completed_on", "valid_until", "obliged_until", "withdrawn",
    )  # fmt: skip
    autocomplete_fields = ("country",)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_training")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ClearanceInline(EntryInline):
    """Clearances are added by those who vet."""

    model = OfficerClearance
    fields = ("granted_on", "valid_until", "withdrawn")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request.subject, "officers.record_clearance")  # type: ignore[attr-defined]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Whereabouts:
    """What the list and the look-up of officers tell beside the name: at which post, free from when."""

    @admin.display(description=_("in a posting"), ordering="tenure_post")
    def tenure(self, officer: Officer) -> SafeString | str:
        """The post he is at or planned for, and how far that is."""
        if not getattr(officer, "tenure_post", None):
            return NOTHING
        words = f"{officer.tenure_post} · {PostingState(officer.tenure_state).label}"  # type: ignore[attr-defined]
        way = reverse("admin:attaches_posting_change", args=[officer.tenure_key])  # type: ignore[attr-defined]
        return format_html('<a href="{}">{}</a>', way, words)

    @admin.display(description=_("free from"), ordering="free_from")
    def free(self, officer: Officer) -> SafeString | str:
        """The day of rotation of the last posting planned for him."""
        until = getattr(officer, "free_from", None)
        return unbroken(countdown(until, today())) if until else str(_("free"))

    def choice_words(self, officer: Officer) -> str:
        """How a look-up names him, so that two of one name are told apart: "Name · rank · reference · free"."""
        told = [officer.full_name, officer.get_rank_display(), officer.reference]
        if hasattr(officer, "free_from"):
            told.append(
                _("free from %(day)s") % {"day": written_date(officer.free_from)}
                if officer.free_from
                else _("free")
            )
        return " · ".join(str(part) for part in told)

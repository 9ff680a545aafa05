"""Messages that could not be delivered: a task of the Center, never only a line in a log (domain.md C7)."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site
from reminders.lifecycle import MailState
from reminders.models import Mail
from reminders.selectors.undelivered import given_up
from reminders.services.mailing import drop, retry


def _retry(self: Any, request: HttpRequest, record: Mail, reason: str) -> None:
    retry(record.pk, by=request.subject, at=now())  # type: ignore[attr-defined]


def _drop(self: Any, request: HttpRequest, record: Mail, reason: str) -> None:
    drop(record.pk, by=request.subject)  # type: ignore[attr-defined]


@admin.register(Mail, site=site)
class MailAdmin(ClassifiedAdmin):
    """Whom, by which channel and why not; what it told stays with the person told."""

    reference_path = None
    remarkable = False
    list_display = ("user", "channel", "attempt", "last_error", "next_try_at")
    list_filter = ("channel",)
    fields = ("user", "channel", "state", "attempt", "last_error", "next_try_at", "sent_at")
    readonly_fields = fields
    lifecycle = {
        "retry": (_("Send again"), _retry),
        "drop": (_("Told another way"), _drop),
    }
    final_steps = frozenset({"drop"})

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        subject = getattr(request, "subject", None)
        return subject is not None and may(subject, "reminders.retry_mail")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mail]:
        return given_up(to=request.subject)  # type: ignore[attr-defined]

    def step_possible(self, request: HttpRequest, obj: Mail, name: str) -> bool:
        return bool(obj.state == MailState.DEAD)

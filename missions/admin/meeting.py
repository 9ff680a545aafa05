"""Coordination meetings and action items in data entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from foundation.admin_forms import BasedOnVersion, DayInput, posted_day
from foundation.clock import today
from foundation.permissions import may
from foundation.site import site
from missions.models import ActionItem, CoordinationMeeting
from missions.services import meetings

TYPED = ("subject", "level", "planned_on", "place", "agenda")
TOLD = ("held_on", "attendance", "minutes", "cancelled_on", "reference", "label")
GIVEN = ("meeting", "task", "level", "owner", "due_on")
CLOSED = ("case_reference", "about_reference", "outcome", "closed_on", "result", "reference", "label")


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


class _Marked(BasedOnVersion):
    """A new record is given its level."""

    classification = forms.ChoiceField(
        label=_("Level of the marking"), choices=settings.LADDER, initial="official_use"
    )


class MeetingForm(_Marked):
    """What is typed of a meeting before it is held; minutes come with the step."""

    class Meta:
        model = CoordinationMeeting
        fields = TYPED
        widgets = {"planned_on": DayInput()}


class ActionItemForm(_Marked):
    """What is to be done, by whom, until when."""

    class Meta:
        model = ActionItem
        fields = GIVEN
        widgets = {"due_on": DayInput()}


@admin.register(CoordinationMeeting, site=site)
class MeetingAdmin(ClassifiedAdmin):
    """Planned on the form, held and cancelled by buttons; the reason typed beside “held” is the minutes."""

    form = MeetingForm
    record_verb, amend_verb = "meetings.plan", "meetings.amend"
    list_display = ("reference", "subject", "level", "planned_on", "held_on", "cancelled_on")
    list_filter = ("level",)
    search_fields = ("reference",)
    search_help_text = _("Words of the subject, agenda or minutes, or the reference.")
    list_select_related = ("label",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*TYPED, "classification") if obj is None else (*TYPED, *TOLD, "based_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else TOLD

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.is_open)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> CoordinationMeeting:
        data = {name: form.cleaned_data[name] for name in TYPED}
        label = chosen(form.cleaned_data["classification"], by=_subject(request))
        return meetings.plan(by=_subject(request), label=label, **data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> CoordinationMeeting:
        data = {name: form.cleaned_data[name] for name in TYPED}
        form.instance.refresh_from_db()
        return meetings.amend(
            form.instance, by=_subject(request), version=form.cleaned_data.get("based_on"), **data
        )

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return obj.is_open and may(_subject(request), f"meetings.{name}")

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [{"name": "held_on", "label": _("Held on"), "value": min(obj.planned_on, today())}]

    def hold(self, request: HttpRequest, record: CoordinationMeeting, reason: str) -> None:
        """What is typed as the reason are the minutes."""
        day = posted_day(request, "held_on", today()) or today()
        meetings.hold(record, by=_subject(request), on=day, today=today(), attendance="", minutes=reason)

    def cancel(self, request: HttpRequest, record: CoordinationMeeting, reason: str) -> None:
        """It will not take place."""
        meetings.cancel(record, by=_subject(request), on=today(), reason=reason)

    lifecycle = {"hold": (_("Held: the words beside are the minutes"), hold), "cancel": (_("Cancel"), cancel)}


@admin.register(ActionItem, site=site)
class ActionItemAdmin(ClassifiedAdmin):
    """Given on the form, closed by buttons with what came of it."""

    form = ActionItemForm
    record_verb = "action_items.add"
    list_display = ("reference", "task", "level", "owner", "due_on", "outcome", "closed_on")
    list_filter = ("level", "outcome")
    search_fields = ("reference",)
    search_help_text = _("Words of what is to be done or of the result, or the reference.")
    list_select_related = ("label", "owner")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*GIVEN, "classification") if obj is None else (*GIVEN, *CLOSED)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else (*GIVEN, *CLOSED)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ActionItem:
        data = {name: form.cleaned_data[name] for name in GIVEN}
        label = chosen(form.cleaned_data["classification"], by=_subject(request))
        return meetings.add_item(by=_subject(request), label=label, **data)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        subject = _subject(request)
        return obj.closed_on is None and (
            may(subject, "action_items.close") or subject.office_id == obj.owner_id
        )

    def done(self, request: HttpRequest, record: ActionItem, reason: str) -> None:
        """What is typed as the reason is the result."""
        meetings.close_item(record, by=_subject(request), outcome="done", result=reason, on=today())

    def drop(self, request: HttpRequest, record: ActionItem, reason: str) -> None:
        """No longer needed, and why."""
        meetings.close_item(record, by=_subject(request), outcome="dropped", result=reason, on=today())

    lifecycle = {"done": (_("Done"), done), "drop": (_("No longer needed"), drop)}

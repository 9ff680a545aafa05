"""Foreign attachés in data entry: registered from a note, moved by buttons, calls and particulars beside."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.foreign_buttons import BUTTONS, FINAL, ONLY_WHERE
from attaches.admin.foreign_panels import (
    ForeignAttachePanels,
    ForeignCallInline,
    ForeignParticularsInline,
    entered,
)
from attaches.admin.notes import note_labels
from attaches.admin.panels import reader
from attaches.admin.steps import SteppedAdmin
from attaches.lifecycle import FOREIGN_FORTHCOMING, FOREIGN_OVER, ForeignAttacheState
from attaches.models import ForeignAttache, ForeignAttacheParticulars, ForeignCall
from attaches.selectors.foreign_attaches import foreign_attaches, particulars
from attaches.services import foreign_attaches as services
from attaches.services import foreign_tenures
from foundation.admin_forms import BasedOnVersion, DayInput
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site

CHANGES = ("amend", "record_particulars", "record_call")


class ForeignAttacheForm(BasedOnVersion):
    """With the day the note was received, and why name or rank are corrected after our reply."""

    received_on = forms.DateField(label=_("Request received"), widget=DayInput(), initial=today)
    reason = forms.CharField(
        label=_("Reason of the correction"), max_length=300, required=False,
        help_text=_("We have replied to this person in this rank: say why name or rank were other than the note said."),
    )  # fmt: skip

    def clean_received_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["received_on"]
        if day > today():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class StandingFilter(admin.SimpleListFilter):
    """Where an attaché stands, in three words."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ahead", pgettext_lazy("posting", "on the way")),
            ("with_us", pgettext_lazy("foreign attaché", "In function")),
            ("over", pgettext_lazy("posting", "over")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "ahead": FOREIGN_FORTHCOMING, "with_us": {ForeignAttacheState.IN_FUNCTION}, "over": FOREIGN_OVER,
        }.get(self.value() or "")  # fmt: skip
        return queryset.filter(state__in=chosen) if chosen else queryset


class ResidenceFilter(admin.SimpleListFilter):
    """Resident with us, or accredited from elsewhere."""

    title = _("residence")
    parameter_name = "residence"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("here", _("resident")), ("elsewhere", _("accredited from elsewhere"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in {"here", "elsewhere"}:
            return queryset.filter(seat__isnull=self.value() == "here")
        return queryset


@admin.register(ForeignAttache, site=site)
class ForeignAttacheAdmin(ForeignAttachePanels, SteppedAdmin):
    """Who is accredited to us, by whom, and how long we took to answer."""

    form = ForeignAttacheForm
    record_verb = "foreign_attaches.register"
    amend_verb = "foreign_attaches.amend"
    day_words = {"arrived_on": _("Arrived on"), "departed_on": _("Left on")}
    buttons = BUTTONS
    final_steps = FINAL
    inlines = (ForeignCallInline, ForeignParticularsInline)
    list_display = ("who", "country", "title", "residence", "state", "consent")
    list_filter = (
        StandingFilter, ResidenceFilter, ("country", admin.RelatedOnlyFieldListFilter), "title", "state",
    )  # fmt: skip
    search_fields = ("reference",)
    search_help_text = _("Name, sending State or reference, with or without diacritics.")
    autocomplete_fields = ("country", "seat", "predecessor")
    readonly_fields = (
        "reference", "state", "consent", "next_step", "residence", "requested_on", "concurred_on", "replied_on",
        "accreditation_requested_on", "accredited_on", "functions", "present", "as_dean", "successor", "taken",
        "correspondence", "drafting",
    )  # fmt: skip
    note = ("country", "full_name", "rank", "title", "seat", "predecessor")
    fieldsets = (
        (None, {"fields": (*note, "received_on", "based_on")}),
        (
            _("Where it stands"),
            {
                "fields": (
                    "state", "consent", "next_step", "residence", ("requested_on", "concurred_on", "replied_on"),
                    ("accreditation_requested_on", "accredited_on"), "functions", "present", "as_dean", "successor",
                )
            },
        ),
        (_("Correspondence"), {"fields": ("correspondence", "drafting")}),
        (_("Record"), {"fields": ("taken", "reference")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return foreign_attaches(to=_subject(request)).order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return self.fieldsets[:1]
        asked = ("reason",) if self._corrects(request, obj) else ()
        return ((None, {"fields": (*self.note, *asked, "based_on")}), *self.fieldsets[1:])

    def _corrects(self, request: HttpRequest, obj: ForeignAttache) -> bool:
        """Whether a new name or rank would be a correction of what we replied to, and this office's to make."""
        replied = obj.replied_on is not None and obj.state not in FOREIGN_OVER
        return replied and may(_subject(request), "foreign_attaches.correct")

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Calls come after accreditation; an empty table that nobody may fill says nothing on a new page."""
        shown = super().get_inline_instances(request, obj)
        if obj is not None:
            return shown
        return [
            i for i in shown if i.model is ForeignAttacheParticulars and i.has_add_permission(request, None)
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        fixed: tuple[str, ...] = ("country", "received_on")
        if obj.state in FOREIGN_OVER or not may(_subject(request), "foreign_attaches.amend"):
            fixed = (*self.note, "received_on")
        elif obj.replied_on is not None and not self._corrects(request, obj):
            fixed = (*fixed, *services.REPLIED_TO)
        return (*self.readonly_fields, *fixed)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return any(may(_subject(request), f"foreign_attaches.{verb}") for verb in CHANGES)

    def step_possible(self, request: HttpRequest, obj: ForeignAttache, name: str) -> bool:
        where = ONLY_WHERE.get(name)
        return (where is None or where(obj)) and super().step_possible(request, obj, name)

    def shown_labels(self, request: HttpRequest, obj: ForeignAttache) -> list[int]:
        personal = particulars(obj, to=reader())
        return [obj.label_id, *note_labels(obj), *([personal.label_id] if personal else [])]

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ForeignAttache:
        data = dict(form.cleaned_data)
        data.pop("based_on", None)
        data.pop("reason", None)
        on, by = data.pop("received_on"), _subject(request)
        return services.register(by=by, on=on, at=now(), **data, **_personal(formsets))

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ForeignAttache:
        data, by = dict(form.cleaned_data), _subject(request)
        version = data.pop("based_on", None)
        for call in entered(formsets, ForeignCall):
            row = call.pop("row")
            foreign_tenures.record_call(form.instance, by=by, at=now(), call=row, **call)
        return services.amend(form.instance, by=by, version=version, **data, **_personal(formsets))


def _personal(formsets: list[Any]) -> dict[str, Any]:
    """The personal row, where something was entered."""
    rows = entered(formsets, ForeignAttacheParticulars)
    return {"particulars": {n: v for n, v in rows[0].items() if n != "row"}} if rows else {}


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

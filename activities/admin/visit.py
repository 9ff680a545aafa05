"""Visits in data entry: protocol level, delegation, programme; a phase is done by its button."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activities.admin.inlines import Rows
from activities.admin.ways import LedFromActivity, OfAnActivity
from activities.engine import PhaseStanding
from activities.lifecycle import AHEAD, TERMINAL, ActivityState, VisitPhase
from activities.models import Activity, DelegationSeat, ProgrammeItem, Visit
from activities.pages.steps import HourInput
from activities.selectors.visits import names_of, names_tag, person_of, phase_lines, visit_pages
from activities.services import delegations
from activities.services import visits as services
from activities.services.activities import FIXED
from agreements.admin.inlines import without_doors
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import BasedOnVersion, LooksUp
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, distance, written_date

NAMED = delegations.NAMED
OPEN = frozenset(AHEAD) | {ActivityState.ONGOING}


class VisitForm(BasedOnVersion):
    """How the guests are received, and why they come."""

    class Meta:
        model = Visit
        fields = ()
        widgets = {"purpose": forms.Textarea(attrs={"rows": 2})}

    names_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["names_seen"] = names_tag(names_of(self.instance))


class NamedSeatForm(forms.ModelForm):
    """A place with who takes it, for those on the `personal` list."""

    name = forms.CharField(label=_("name"), max_length=200, required=False)
    position = forms.CharField(label=_("position"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = person_of(self.instance) if self.instance.pk else None
        if person is not None:
            self.initial.update(name=person.name, position=person.position)


class OnVisit(LooksUp, admin.TabularInline):
    """Whoever may write the visit may do so with its rows."""

    extra = 1
    formset = Rows

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[Visit]
        if obj is None:
            return owner.has_add_permission(request)
        return owner.has_change_permission(request, obj) and _writes(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class DelegationInline(OnVisit):
    """Both delegations in their order of precedence: side and rank for all, names for those who may read them."""

    model = DelegationSeat
    fields = ("country", "rank_level", "is_head")
    autocomplete_fields = ("country",)
    verbose_name_plural = _("delegations, in their order of precedence")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request).select_related("country", "person")
        return rows.order_by("place")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, *NAMED) if _names(request) else self.fields

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        if _names(request):
            kwargs["form"] = NamedSeatForm
        return super().get_formset(request, obj, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[Visit]
        may_name = obj is not None and _names(request) and owner.has_change_permission(request, obj)
        return may_name or super().has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj)

    has_delete_permission = has_add_permission

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fields if obj is not None and not _writes(request, obj) else ()


class ProgrammeInline(OnVisit):
    """Hour by hour."""

    model = ProgrammeItem
    fields = ("starts_at", "ends_at", "subject", "place", "responsible")
    formfield_overrides = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": HourInput()}}

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).order_by("starts_at", "pk")


def _writes(request: HttpRequest, obj: Any = None) -> bool:
    """The visit itself is written as long as its activity is; names are entered also after that."""
    fixed = obj is not None and obj.activity.state in FIXED
    return not fixed and may(request.subject, "visits.write")  # type: ignore[attr-defined]


def _names(request: HttpRequest) -> bool:
    return may(request.subject, "visits.name")  # type: ignore[attr-defined]


def lists_in(formsets: list[Any]) -> dict[str, Any]:
    """Lists that were typed or changed, whole: a list that is written replaces the one before."""
    found: dict[str, Any] = {}
    for formset in formsets:
        if formset.model is DelegationSeat and formset.has_changed():
            kept = _kept(formset)
            found["delegation"] = [{**_typed(form), "seat": form.instance.pk} for form in kept]
        if formset.model is ProgrammeItem and formset.has_changed():
            found["programme"] = [_typed(form) for form in _kept(formset)]
    return found


def _kept(formset: Any) -> list[Any]:
    return [
        form
        for form in formset.forms
        if form.cleaned_data
        and not form.cleaned_data.get("DELETE")
        and (form.has_changed() or form.instance.pk)
    ]


def _typed(form: Any) -> dict[str, Any]:
    known = (*DelegationInline.fields, *NAMED, *ProgrammeInline.fields)
    return {name: form.cleaned_data[name] for name in known if name in form.cleaned_data}


def names_in(formsets: list[Any]) -> list[dict[str, Any]]:
    """Names by place, as they stand on the page."""
    forms_of = [form for formset in formsets if formset.model is DelegationSeat for form in formset.forms]
    return [
        {"place": form.instance.place, **_typed(form)}
        for form in forms_of
        if form.instance.pk and any(_typed(form).values())
    ]


def _prepared(phase: VisitPhase) -> Any:
    def call(activity: Activity, **facts: Any) -> Visit:
        return services.prepare(activity, phase=phase, **facts)

    return call


@admin.register(Visit, site=site)
class VisitAdmin(LedFromActivity, OfAnActivity, SteppedAdmin):
    """Visits; days and state are those of the activity, phases count back from its first day."""

    reference_path = "activity__reference"
    form = VisitForm
    record_verb = "visits.write"
    amend_verb = "visits.write"
    buttons = {
        phase.value: Button(phase.label, "visits.prepare", OPEN, _prepared(phase), takes_reason=False)
        for phase in VisitPhase
    }
    inlines = (DelegationInline, ProgrammeInline)
    list_display = ("title", "partner", "dates", "protocol_level", "next_phase")
    list_filter = (
        "protocol_level",
        "activity__state",
        ("activity__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("activity__reference",)
    search_help_text = _("Title or reference, with or without diacritics.")
    autocomplete_fields = ("activity",)
    readonly_fields = ("title", "dates", "standing", "phases", "marking")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visit_pages(to=request.subject).order_by("-activity_id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        typed = ("protocol_level", "purpose", "contact", "gifts")
        if obj is None:
            return ((None, {"fields": ("activity", *typed)}),)
        return (
            (None, {"fields": ("title", ("dates", "standing"), "phases")}),
            (_("Visit"), {"fields": (*typed, "based_on", "names_seen")}),
            (_("Record"), {"fields": ("marking",)}),
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None:
            return super().has_change_permission(request, obj) or _names(request)
        writes = super().has_change_permission(request, obj) and _writes(request, obj)
        return writes or (_names(request) and obj.activity.state not in TERMINAL)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        typed = services.TYPED if obj is not None and not _writes(request, obj) else ()
        return (*self.readonly_fields, *typed)

    def listed_labels(self, row: Visit) -> list[int]:
        return [row.label_id, row.activity.label_id]

    def shown_labels(self, request: HttpRequest, obj: Visit) -> list[int]:
        return [*self.listed_labels(obj), *(person.label_id for person in names_of(obj))]

    def step_possible(self, request: HttpRequest, obj: Visit, name: str) -> bool:
        done = {row.phase for row in obj.prepared.all()}
        return name not in done and super().step_possible(request, obj, name)

    # --- what is shown ------------------------------------------------------------------------------------------
    @admin.display(description=_("activity"), ordering="activity__title")
    def title(self, row: Visit) -> SafeString | str:
        if not row.pk:
            return NOTHING
        where = reverse("activities:activity", args=[row.activity.reference])
        return format_html('<a href="{}">{}</a>', where, row.activity.title)

    @admin.display(description=_("state"))
    def standing(self, row: Visit) -> str:
        return str(row.activity.get_state_display()) if row.pk else NOTHING

    @admin.display(description=_("next phase"))
    def next_phase(self, row: Visit) -> str:
        if row.activity.state not in OPEN:
            return NOTHING
        ahead = next((line for line in phase_lines(row, on=today()) if line.done_on is None), None)
        return f"{ahead.label} · {_when(ahead)}" if ahead else str(_("all phases done"))

    @admin.display(description=_("phases"))
    def phases(self, row: Visit) -> SafeString | str:
        lines = phase_lines(row, on=today()) if row.pk else []
        parts = format_html_join("", "<li>{}: {}</li>", ((line.label, _when(line)) for line in lines))
        return format_html('<ul class="plain">{}</ul>', parts) if parts else NOTHING

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Visit:
        data = form.cleaned_data
        facts: dict[str, Any] = {name: data[name] for name in services.TYPED if name in data}
        by = request.subject  # type: ignore[attr-defined]
        return services.write(data["activity"], by=by, at=now(), **facts, **lists_in(formsets))

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Visit:
        data = form.cleaned_data
        by, seen = request.subject, data.get("names_seen", "")  # type: ignore[attr-defined]
        known: dict[str, Any] = {"by": by, "at": now(), "version": data.get("based_on")}
        if not _writes(request, form.instance):
            return delegations.name(form.instance.activity, names=names_in(formsets), seen=seen, **known)
        facts: dict[str, Any] = {name: data[name] for name in services.TYPED if name in form.changed_data}
        return services.write(form.instance.activity, names_seen=seen, **known, **facts, **lists_in(formsets))


def _when(line: Any) -> str:
    """Done on a day, or due on one with its distance and, where it is so, that it is late."""
    if line.done_on is not None:
        return f"{_('done')} {written_date(line.done_on)}"
    late = f"{_('overdue')} · " if line.standing == PhaseStanding.OVERDUE else ""
    return f"{late}{written_date(line.due_on)} · {distance(line.due_on, today())}"

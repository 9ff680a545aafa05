"""A course, an expert post, a training team or the materials of its kind, on the activity's form."""

from typing import Any

from django.contrib import admin
from django.db import models

from activities.admin.inlines import OnActivity, Rows
from activities.models import Activity, AssistanceItem, Course, ExpertPost, TrainingTeam
from activities.services.details import ASSISTANCE, SINGLE
from foundation.admin_forms import DayInput

DAYS: dict[Any, Any] = {models.DateField: {"widget": DayInput}}


class CourseInline(OnActivity):
    """The course."""

    model = Course
    max_num = extra = 1
    formfield_overrides = DAYS
    fields = ("school", "places", "taken", "graduates", "language", "required_slp", "obliged_until")


class ExpertInline(OnActivity):
    """The expert's post."""

    model = ExpertPost
    max_num = extra = 1
    fields = ("host_body", "position", "field", "reciprocal")


class TeamInline(OnActivity):
    """The team."""

    model = TrainingTeam
    max_num = extra = 1
    fields = ("subject", "instructors", "trainees", "trained_unit")


class AssistanceInline(OnActivity):
    """The materials."""

    model = AssistanceItem
    formset = Rows
    formfield_overrides = DAYS
    fields = ("item", "quantity", "unit", "value", "currency", "handed_over_on", "end_use")


INLINES: dict[str, type[admin.TabularInline]] = {
    "course": CourseInline,
    "expert_post": ExpertInline,
    "training_team": TeamInline,
    "assistance": AssistanceInline,
}
KINDS = {**{name: code for name, (_model, code) in SINGLE.items()}, "assistance": ASSISTANCE}


def inlines_of(activity: Activity | None) -> list[type[admin.TabularInline]]:
    """That of its kind; a new activity gets it once its kind is known."""
    if activity is None:
        return []
    codes = {activity.kind.code, activity.kind.parent.code if activity.kind.parent else ""}
    return [INLINES[name] for name, code in KINDS.items() if code in codes]


def details_in(formsets: list[Any]) -> dict[str, Any]:
    """What was typed or changed of them."""
    found: dict[str, Any] = {}
    for name, inline in INLINES.items():
        for formset in formsets:
            if formset.model is inline.model and formset.has_changed():
                rows = _rows(formset, inline.fields)
                found[name] = rows if name == "assistance" else (rows[0] if rows else None)
    return found


def _rows(formset: Any, fields: Any) -> list[dict[str, Any]]:
    return [
        {name: form.cleaned_data[name] for name in fields if name in form.cleaned_data}
        for form in formset.forms
        if form.cleaned_data
        and not form.cleaned_data.get("DELETE")
        and (form.has_changed() or form.instance.pk)
    ]

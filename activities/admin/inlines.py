"""Who takes part and what it costs, on the activity's form; both go to the service with it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from activities.models import Activity, Contingent, CostLine, Exercise
from agreements.admin.inlines import without_doors
from foundation.admin_forms import LooksUp
from foundation.site import site


class OnActivity(LooksUp, admin.TabularInline):
    """Whoever may enter or amend the activity may do so with its rows."""

    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[Activity]
        return owner.has_change_permission(request, obj) if obj else owner.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class Rows(forms.BaseInlineFormSet):
    """Rules over the rows together are told by the service in the words of the register."""

    def validate_unique(self) -> None:
        """Left to the service."""


class ContingentInline(OnActivity):
    """People by State and rank level."""

    model = Contingent
    formset = Rows
    fields = ("country", "rank_level", "planned", "actual")
    autocomplete_fields = ("country",)
    verbose_name_plural = _("who takes part, by State and rank level")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("country")


class CostInline(OnActivity):
    """Costs, planned and actual."""

    model = CostLine
    formset = Rows
    fields = ("item", "bearer", "funding", "currency", "planned", "actual", "note")
    verbose_name_plural = _("costs; what we bear of them is the cost of the activity")


def rows_in(formset: Any) -> list[dict[str, Any]]:
    """The rows that remain, in the order of the page."""
    return [
        {name: form.cleaned_data[name] for name in _fields(formset) if name in form.cleaned_data}
        for form in formset.forms
        if form.cleaned_data
        and not form.cleaned_data.get("DELETE")
        and (form.has_changed() or form.instance.pk)
    ]


def _fields(formset: Any) -> tuple[str, ...]:
    inline = ContingentInline if formset.model is Contingent else CostInline
    return inline.fields


def parts_in(formsets: list[Any]) -> dict[str, Any]:
    """Rows by part, as far as they were typed or changed."""
    names = {Contingent: "contingents", CostLine: "costs"}
    return {
        names[formset.model]: rows_in(formset)
        for formset in formsets
        if formset.model in names and formset.has_changed()
    }


class OfTheExercise(Rows):
    """Rows of the activity, on the page of its exercise."""

    def __init__(self, *args: Any, instance: Any = None, **kwargs: Any) -> None:
        if isinstance(instance, Exercise):
            instance = instance.activity if instance.activity_id else Activity()
        super().__init__(*args, **{**kwargs, "instance": instance})


class OnExercise(OnActivity):
    """The same on the exercise's page; its rows hang on the activity."""

    checks_class = admin.checks.BaseModelAdminChecks  # the key leads to the activity

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        self.parent_model = Activity
        return super().get_formset(request, obj, formset=OfTheExercise, **kwargs)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[Exercise]
        return owner.has_change_permission(request, obj) if obj else owner.has_add_permission(request)


class ExerciseContingents(OnExercise, ContingentInline):
    """People by State and rank level."""


class ExerciseCosts(OnExercise, CostInline):
    """Costs, planned and actual."""

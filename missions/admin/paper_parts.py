"""The parts of a draft as rows on its page in data entry."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.inlines import without_doors
from foundation.admin_forms import DayInput, LooksUp
from foundation.site import site
from missions.admin.paper_rows import (
    PARTS,
    OwnedForm,
    PartSet,
    ResourceForm,
    RowForm,
    SectionedForm,
)
from missions.engine import CODES
from missions.models import (
    Contact,
    Contingency,
    Indicator,
    Instrument,
    Objective,
    PaperVersion,
    PriorityLine,
    ResourceLine,
    Strategy,
    Task,
)
from missions.pages.drafting import FIELDS
from missions.pages.row_forms import MAX_ROWS

LONG = 500  # from here on a text is typed into more than one line


class OnPaper(LooksUp, admin.options.InlineModelAdmin):
    """Whoever may write the draft writes its parts; of what was submitted they are read."""

    fk_name = "version"
    extra = 1
    max_num = MAX_ROWS
    formset = PartSet
    formfield_overrides = {models.DateField: {"widget": DayInput}}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        part = PARTS[self.model]
        shown = [name for name in FIELDS[part] if name != "owner_role"]
        return [*shown, "order"] if part in CODES else shown

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        order = "order" if PARTS[self.model] in CODES else "id"
        return super().get_queryset(request).order_by(order)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.faults = getattr(getattr(request, "refusal", None), "rows", {}).get(PARTS[self.model], ())
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if (
            isinstance(db_field, models.CharField)
            and not db_field.choices
            and (db_field.max_length or 0) >= LONG
        ):
            kwargs["widget"] = forms.Textarea({"rows": 2, "cols": 40})
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner: Any = site._registry[PaperVersion]
        return obj is not None and owner.may_edit(request, obj)

    has_add_permission = has_delete_permission = has_change_permission


class ObjectiveInline(OnPaper, admin.StackedInline):
    """What is to be reached."""

    model = Objective
    form = SectionedForm

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("strategic_objective__document")


class IndicatorInline(OnPaper, admin.TabularInline):
    """Figures with baseline and target."""

    model = Indicator
    form = SectionedForm


class StrategyInline(OnPaper, admin.TabularInline):
    """Lines of effort, dimension by dimension."""

    model = Strategy
    form = SectionedForm


class TaskInline(OnPaper, admin.TabularInline):
    """Who does what until when."""

    model = Task
    form = OwnedForm


class InstrumentInline(OnPaper, admin.TabularInline):
    """Instruments and key events."""

    model = Instrument
    form = SectionedForm


class ContingencyInline(OnPaper, admin.TabularInline):
    """What may happen, and what is done then."""

    model = Contingency
    form = OwnedForm


class ContactInline(OnPaper, admin.TabularInline):
    """Whom one has to know."""

    model = Contact
    form = OwnedForm


class PriorityInline(OnPaper, admin.TabularInline):
    """Countries by both criteria."""

    model = PriorityLine
    form = RowForm
    autocomplete_fields = ("country",)


class ResourceInline(OnPaper, admin.TabularInline):
    """Money, people, materiel."""

    model = ResourceLine
    form = ResourceForm


INLINES = (
    ObjectiveInline, IndicatorInline, StrategyInline, TaskInline, InstrumentInline, ContingencyInline, ContactInline,
    PriorityInline, ResourceInline,
)  # fmt: skip

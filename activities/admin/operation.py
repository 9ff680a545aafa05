"""Operations in data entry; figures of sources are entered once and withdrawn by their button."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.admin_kit import ClassifiedAdmin
from access.services.labels import chosen
from activities.models import Contribution, Operation, StatedFigure
from activities.selectors.operations import contributions, figures, operations
from activities.services import operations as services
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import BasedOnVersion, DayInput, TermField
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING

LABEL = (_("Label"), {"fields": ("classification", "caveats")})


class LabelledForm(BasedOnVersion):
    """A record with its label, chosen once."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    def facts(self, names: Any) -> dict[str, Any]:
        """What the services take."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def label_for(self, request: HttpRequest) -> Any:
        """The label as it was chosen."""
        said = self.cleaned_data
        return chosen(said["classification"] or "official_use", said["caveats"], by=request.subject)  # type: ignore[attr-defined]


class OperationForm(LabelledForm):
    """An operation with its days."""

    our_part = TermField(label=_("our part"))
    mandate_valid = TermField(label=_("days of the mandate"), required=False)

    class Meta:
        model = Operation
        fields = ()


class Marked(ClassifiedAdmin):
    """Shows the label as words."""

    @admin.display(description=_("label"))
    def marking(self, row: Any) -> str:
        return row.label.marking if row.pk else NOTHING


@admin.register(Operation, site=site)
class OperationAdmin(Marked):
    """Operations with mandate and the days of our part."""

    form = OperationForm
    record_verb = "operations.record"
    amend_verb = "operations.amend"
    list_display = ("short_name", "title", "organisation", "our_span", "needs_verification")
    list_filter = (("organisation", admin.RelatedOnlyFieldListFilter), "needs_verification")
    search_fields = ("reference",)
    search_help_text = _("Name, mandate or reference, with or without diacritics.")
    autocomplete_fields = ("organisation", "country")
    readonly_fields = ("own_page", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = operations(to=request.subject)  # type: ignore[attr-defined]
        return rows.select_related("organisation", "country", "label").order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        what = (
            None,
            {
                "fields": (
                    ("short_name", "title"), ("organisation", "country"), "our_part", "years_only", "mandate",
                    "mandate_valid", "source", "needs_verification",
                )
            },
        )  # fmt: skip
        if obj is None:
            return (what, LABEL)
        return (
            (None, {"fields": ("own_page",)}),
            what,
            (_("Record"), {"fields": ("marking", "reference", "based_on")}),
        )

    @admin.display(description=_("our part"))
    def our_span(self, row: Operation) -> str:
        return row.span

    @admin.display(description=_("rotations and figures"))
    def own_page(self, row: Operation) -> SafeString | str:
        if not row.pk:
            return NOTHING
        where = reverse("activities:operation", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Rotations, ceiling and figures"))

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Operation:
        by = request.subject  # type: ignore[attr-defined]
        return services.record(by=by, label=form.label_for(request), **form.facts(services.CHANGEABLE))

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Operation:
        by = request.subject  # type: ignore[attr-defined]
        changed = form.facts(services.CHANGEABLE & set(form.changed_data))
        return services.amend(form.instance, by=by, version=form.cleaned_data.get("based_on"), **changed)


class SaidAdmin(SteppedAdmin, Marked):
    """What a source said: entered once, withdrawn by its button, never changed."""

    entered: tuple[Any, ...] = ()
    reads: Any = None
    writes: Any = None
    autocomplete_fields = ("operation",)
    readonly_fields = ("withdrawn_on", "withdrawn_because", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = type(self).reads(to=request.subject)  # type: ignore[attr-defined]
        return rows.select_related("operation", "label").order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": self.entered}), LABEL)
        return (
            (None, {"fields": self.entered}),
            (_("Record"), {"fields": (("withdrawn_on", "withdrawn_because"), "marking", "reference")}),
        )

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The operation is named by its reference."""
        found = Operation.in_context.filter(reference=request.GET.get("operation", "")[:20]).first()
        return {"operation": found.pk if found else None}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request, obj)

    def listed_labels(self, row: Any) -> list[int]:
        return [row.label_id, *([row.operation.label_id] if row.operation else [])]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = request.subject  # type: ignore[attr-defined]
        return obj.withdrawn_on is None and may(by, self.buttons[name].verb)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Any:
        names = {
            field for group in self.entered for field in (group if isinstance(group, tuple) else (group,))
        }
        by = request.subject  # type: ignore[attr-defined]
        return type(self).writes(by=by, at=now(), label=form.label_for(request), **form.facts(names))


class ContributionForm(LabelledForm):
    """A year by one source."""

    class Meta:
        model = Contribution
        fields = ()
        widgets = {"said_on": DayInput}


@admin.register(Contribution, site=site)
class ContributionAdmin(SaidAdmin):
    """Yearly headcounts, each with its source."""

    form = ContributionForm
    record_verb = "contributions.record"
    amend_verb = "contributions.record"
    entered = ("operation", ("year", "headcount", "is_estimate"), "role", ("source", "said_on"))
    reads, writes = contributions, services.contribute
    buttons = {
        "withdraw": Button(
            pgettext_lazy("figure", "Withdraw"), "contributions.withdraw", frozenset(),
            services.withdraw_contribution,
        )
    }  # fmt: skip
    final_steps = frozenset({"withdraw"})
    list_display = (
        "year",
        "operation",
        "role",
        "headcount",
        "is_estimate",
        "source",
        "said_on",
        "withdrawn_on",
    )
    list_filter = ("is_estimate", "year")


class FigureForm(LabelledForm):
    """A number as it was stated."""

    class Meta:
        model = StatedFigure
        fields = ()
        widgets = {"said_on": DayInput}


@admin.register(StatedFigure, site=site)
class FigureAdmin(SaidAdmin):
    """Figures of sources, beside what is counted."""

    form = FigureForm
    record_verb = "figures.record"
    amend_verb = "figures.record"
    entered = (("measure", "operation"), ("bound", "number", "since_year"), "wording", ("source", "said_on"))
    reads, writes = figures, services.state
    buttons = {
        "withdraw": Button(
            pgettext_lazy("figure", "Withdraw"), "figures.withdraw", frozenset(), services.withdraw_figure
        )
    }
    final_steps = frozenset({"withdraw"})
    list_display = ("said", "measure", "operation", "source", "said_on", "withdrawn_on")
    list_filter = ("measure",)

"""Routes and their steps, kept by the Center; what is under way already keeps the steps it was opened with."""

from typing import Any

from django.contrib import admin
from django.db.models import BLANK_CHOICE_DASH
from django.forms import ChoiceField
from django.http import HttpRequest
from django.utils.text import capfirst

from approvals.admin.conditions import ConditionField
from approvals.admin.kinds import ByKind, OfKind
from approvals.admin.previewing import Previews
from approvals.models import Route, RouteStep
from approvals.registry import kind_label, kinds, phases
from approvals.services import routes
from foundation.admin_kit import OpenAdmin
from foundation.site import site


class StepInline(admin.StackedInline):
    """The steps in their order; equal orders run side by side."""

    model = RouteStep
    extra = 0
    fields = (
        ("order", "phase"), ("name_en", "name_az"), ("role", "at_mission"), ("verdict", "mode", "quorum"),
        ("sla_days", "by_agreement", "co_author", "outside"), "clause", "only_when",
    )  # fmt: skip

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Conditions are chosen among the facts of the route's kind."""
        formset = super().get_formset(request, obj, **kwargs)
        kind = obj.kind if obj is not None else request.POST.get("kind", "")
        label = capfirst(RouteStep._meta.get_field("only_when").verbose_name)
        formset.form.base_fields["only_when"] = ConditionField(kind=kind, label=label)
        return formset

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Which phases there are the kinds of matter say; the service holds that they fit the route's kind."""
        if db_field.name == "phase":
            choices = {code: words for kind in kinds() for code, words in phases(kind).items()}
            return ChoiceField(
                label=capfirst(db_field.verbose_name), choices=[*BLANK_CHOICE_DASH, *choices.items()]
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site._registry[Route].has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        kept = site._registry[Route]
        return kept.has_change_permission(request, obj) or kept.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Route, site=site)
class RouteAdmin(Previews, OfKind, OpenAdmin):
    """One route with all its steps, saved and checked as a whole."""

    record_verb = "routes.record"
    amend_verb = "routes.amend"
    list_display = ("code", "name", "of_kind", "is_default", "version")
    list_filter = (ByKind, "is_default")
    search_fields = ("code", "name_en", "name_az")
    fields = ("code", "kind", "name_en", "name_az", "is_default", "recall_days")
    inlines = (StepInline,)
    change_form_template = "approvals/admin/route_form.html"
    change_list_template = "approvals/admin/route_list.html"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """What can be approved is what the floors above declared."""
        if db_field.name == "kind":
            choices = [(kind, kind_label(kind)) for kind in kinds()]
            return ChoiceField(label=capfirst(db_field.verbose_name), choices=choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Route:
        steps = [step for formset in formsets for step in formset.new_objects]
        return routes.record_route(form.instance, by=request.subject, steps=steps)  # type: ignore[attr-defined]

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Route:
        kept = [
            step
            for formset in formsets
            for step in (*formset.new_objects, *(s for s, _ in formset.changed_objects))
        ]
        removed = [step for formset in formsets for step in formset.deleted_objects]
        subject = request.subject  # type: ignore[attr-defined]
        return routes.amend_route(form.instance, by=subject, steps=kept, removed=removed)

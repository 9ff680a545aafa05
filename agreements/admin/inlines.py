"""Parties and final clauses on the agreement's form; both go to the service with it."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from agreements.admin.forms import ClauseForm, PartyForm
from agreements.lifecycle import BEFORE_SIGNATURE
from agreements.models import Agreement, Clause, Party
from agreements.services.parties import Body
from foundation.admin_forms import LooksUp
from foundation.site import site


def without_doors(field: Any) -> Any:
    """A choice of another record is only that: what it leads to is entered on its own page."""
    if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
        widget = field.widget
        widget.can_add_related = widget.can_change_related = widget.can_view_related = False
    return field


class OnAgreement(admin.options.InlineModelAdmin):
    """Whoever may enter or amend the agreement may do so with its parts."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        owner = site._registry[Agreement]
        return owner.has_change_permission(request, obj) if obj else owner.has_add_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class PartyInline(OnAgreement, LooksUp, admin.TabularInline):
    """The parties besides the home State, which is always one."""

    model = Party
    form = PartyForm
    extra = 1
    autocomplete_fields = ("country", "organisation")
    verbose_name = _("party besides the home State")
    verbose_name_plural = _("parties besides the home State")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Until it is signed; then parties accede and withdraw (VCLT arts 15, 54)."""
        signed = obj is not None and obj.state not in BEFORE_SIGNATURE
        return not signed and super().has_change_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(is_home=False).select_related("country", "organisation")


class ClauseInline(OnAgreement, admin.StackedInline):
    """How it enters into force, how long it lasts, how it is renewed and denounced."""

    model = Clause
    form = ClauseForm
    extra = 1
    max_num = 1
    can_delete = False
    fieldsets = (
        (None, {"fields": (("eif_rule", "eif_days"), ("eif_consents", "eif_fixed_on"))}),
        (
            None,
            {
                "fields": (
                    ("initial_value", "initial_unit"),
                    "renewal_mode",
                    ("renewal_value", "renewal_unit"),
                    ("max_renewals", "limit_unclear"),
                    "renewals_agreed",
                    ("notice_value", "notice_unit"),
                    ("notice_basis", "effect_days"),
                )
            },
        ),
    )

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def parties_in(formset: Any) -> list[Body]:
    """The parties that remain, in the order of the page."""
    rows = [
        form.cleaned_data
        for form in formset.forms
        if form.cleaned_data and not form.cleaned_data.get("DELETE")
    ]
    return [body for row in rows if (body := row.get("country") or row.get("organisation"))]


def clause_in(formset: Any) -> tuple[dict[str, Any] | None, Any]:
    """The clauses as entered and the day from which they were amended; None when nothing was changed."""
    for form in formset.forms:
        if form.has_changed():
            facts = {name: form.cleaned_data[name] for name in ClauseForm.Meta.fields}
            return facts, form.cleaned_data.get("since")
    return None, None

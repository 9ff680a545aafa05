"""Provisions in data entry: the article is typed, a new day is agreed by a button, reports come from its page."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from agreements.admin.inlines import without_doors
from agreements.engine import CONCLUDED
from agreements.models import Party, Provision
from agreements.services import provisions
from foundation.admin_forms import BasedOnVersion, DayInput, posted_day
from foundation.clock import now, today
from foundation.errors import InvalidInput
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date

TYPED = ("article", "title", "text", "kind", "is_obligation", "obliged", "owner", "phase", "depends_on")
SHOWN = ("agreement", "due_on", "first_day", "state_shown", "reports", "reference", "marking")


class ProvisionForm(BasedOnVersion):
    """One article; a day is typed once and afterwards agreed anew."""

    class Meta:
        model = Provision
        fields = ("agreement", *TYPED, "due_on")
        widgets = {"due_on": DayInput(), "text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.instance
        if "obliged" in self.fields:
            parties = Party.in_context.select_related("country", "organisation")
            of_it = parties.filter(agreement=held.agreement_id) if held.pk else parties.none()
            self.fields["obliged"].queryset = of_it  # type: ignore[attr-defined]
        if "depends_on" in self.fields:
            others = Provision.in_context.filter(agreement=held.agreement_id or 0).exclude(pk=held.pk or 0)
            self.fields["depends_on"].queryset = others  # type: ignore[attr-defined]


@admin.register(Provision, site=site)
class ProvisionAdmin(ClassifiedAdmin):
    """The provisions of all agreements. Who must act and what comes first are chosen once the article is recorded."""

    form = ProvisionForm
    record_verb, amend_verb = "provisions.record", "provisions.amend"
    list_display = ("article", "title", "agreement", "owner", "due_on", "state_shown")
    list_filter = ("state", "kind", "is_obligation")
    search_fields = ("reference",)
    search_help_text = _("Article, words or reference, with or without diacritics.")
    autocomplete_fields = ("agreement", "owner")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("agreement", "owner__institution", "label", "depends_on")
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ("agreement", *(name for name in TYPED if name not in {"obliged", "depends_on"}), "due_on")
        return (*SHOWN, *TYPED, "based_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else SHOWN

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return without_doors(super().formfield_for_dbfield(db_field, request, **kwargs))

    def listed_labels(self, row: Any) -> Any:
        return [row.label_id, row.agreement.label_id]

    def shown_labels(self, request: HttpRequest, obj: Any) -> Any:
        return self.listed_labels(obj)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, provision: Provision) -> str:
        said = str(provision.get_state_display()) if provision.is_obligation else NOTHING
        return f"{said} ({provision.attributed_to})" if provision.attributed_to else said

    @admin.display(description=_("first agreed day"))
    def first_day(self, provision: Provision) -> str:
        return written_date(provision.original_due_on) if provision.original_due_on else NOTHING

    @admin.display(description=_("reports"))
    def reports(self, provision: Provision) -> SafeString:
        return format_html('<a href="/provisions/{}/">{}</a>', provision.reference, _("What sources say"))

    @admin.display(description=_("label"))
    def marking(self, provision: Provision) -> str:
        return provision.label.marking

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Provision:
        facts = {
            name: form.cleaned_data.get(name) for name in form.cleaned_data if name in {*TYPED, "due_on"}
        }
        return provisions.record(form.cleaned_data["agreement"], by=request.subject, at=now(), **facts)  # type: ignore[attr-defined]

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Provision:
        changes = {name: form.cleaned_data[name] for name in form.changed_data if name in TYPED}
        held = Provision.in_context.get(pk=form.instance.pk)
        version = form.cleaned_data.get("based_on")
        return provisions.amend(held, by=request.subject, version=version, **changes)  # type: ignore[attr-defined]

    # --- the step -----------------------------------------------------------------------------------------------
    def step_possible(self, request: HttpRequest, obj: Provision, name: str) -> bool:
        open_still = obj.is_obligation and obj.state not in CONCLUDED
        return open_still and may(request.subject, f"provisions.{name}")  # type: ignore[attr-defined]

    def step_inputs(self, request: HttpRequest, obj: Provision) -> list[dict[str, Any]]:
        return [{"name": "new_day", "label": _("New day"), "type": "date", "value": None}]

    def redate(self, request: HttpRequest, record: Provision, reason: str) -> None:
        """What is typed as the reason is the source of the new day."""
        day = posted_day(request, "new_day", None)
        if day is None:
            raise InvalidInput(fields={"new_day": _("Give the new day.")})
        subject = request.subject  # type: ignore[attr-defined]
        provisions.redate(record, by=subject, to=day, on=today(), at=now(), source=reason)

    lifecycle = {"redate": (_("New day agreed: the words beside are its source"), redate)}

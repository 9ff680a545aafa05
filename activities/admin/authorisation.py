"""Authorisations in data entry."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.ladder import level_code
from access.services.labels import chosen
from activities.models import Authorisation
from activities.services import authorisations
from foundation.admin_forms import BasedOnVersion, DayInput, TermField
from foundation.clock import now
from foundation.site import site
from foundation.wording import NOTHING


class AuthorisationForm(BasedOnVersion):
    """An act with its label."""

    valid = TermField(label=_("valid"))
    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Authorisation
        fields = ()
        widgets = {"act_on": DayInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "classification" in self.fields:
            self.initial["classification"] = level_code(self.instance.label.level)


@admin.register(Authorisation, site=site)
class AuthorisationAdmin(ClassifiedAdmin):
    """Acts that let forces cross the border."""

    form = AuthorisationForm
    record_verb = "authorisations.record"
    amend_verb = "authorisations.amend"
    list_display = ("act", "body", "subject", "ceiling", "act_on")
    search_fields = ("reference",)
    search_help_text = _("Words of the act or reference, with or without diacritics.")
    readonly_fields = ("marking",)

    def get_fieldsets(self, request: HttpRequest, obj: Authorisation | None = None) -> Any:
        what = (None, {"fields": ("body", ("act", "act_on"), "subject", "ceiling", "valid")})
        if obj is None:
            return (what, (_("Label"), {"fields": ("classification", "caveats")}))
        return (what, (_("Record"), {"fields": ("marking", "based_on")}))

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("label")

    @admin.display(description=_("label"))
    def marking(self, authorisation: Authorisation) -> str:
        return authorisation.label.marking if authorisation.pk else NOTHING

    def record(self, request: HttpRequest, form: AuthorisationForm, formsets: list[Any]) -> Authorisation:
        data, subject = form.cleaned_data, request.subject  # type: ignore[attr-defined]
        facts: dict[str, Any] = {
            name: data[name] for name in ("body", "act", "act_on", "subject", "ceiling", "valid")
        }
        label = chosen(data["classification"] or "official_use", data["caveats"], by=subject)
        return authorisations.record(by=subject, at=now(), label=label, **facts)

    def amend(self, request: HttpRequest, form: AuthorisationForm, formsets: list[Any]) -> Authorisation:
        names = authorisations.CHANGEABLE & set(form.changed_data)
        return authorisations.amend(
            form.instance, by=request.subject, at=now(),  # type: ignore[attr-defined]
            version=form.cleaned_data.get("based_on"), **{name: form.cleaned_data[name] for name in names},
        )  # fmt: skip

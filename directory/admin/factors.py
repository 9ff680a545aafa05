"""Factors of military diplomacy, what sources say of them, and the States others are held against."""

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from directory.admin.kept import KeptAdmin
from directory.models import Comparator, FactorDefinition, FactorValue
from directory.selectors import factors
from directory.terms import plain
from foundation.admin_forms import DayInput
from foundation.site import site
from publishing.cells import number_text


@admin.register(FactorDefinition, site=site)
class FactorDefinitionAdmin(KeptAdmin):
    """Factors of the source paper and those added since."""

    list_display = ("name", "code", "kind", "unit", "measures", "sort")
    list_filter = ("kind",)
    details = (
        ("code", "sort"), ("name_en", "name_az"), ("kind", "unit"), "measures_en", "measures_az", "source",
    )  # fmt: skip
    fixed = ("code", "kind")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return factors.factors()

    @admin.display(description=_("what it measures"))
    def measures(self, factor: FactorDefinition) -> str:
        """In the reader's language."""
        return factor.measures


@admin.register(FactorValue, site=site)
class FactorValueAdmin(KeptAdmin):
    """What each source says for each year; values stand beside each other and make no score."""

    list_display = ("definition", "country", "year", "said", "source", "as_of")
    list_filter = (
        ("country", admin.RelatedOnlyFieldListFilter), ("definition", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    autocomplete_fields = ("definition", "country")
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    details = (
        "definition", ("country", "year"), ("value", "unit"), "text_en", "text_az", "rationale", "source", "as_of",
    )  # fmt: skip
    search_help_text = _("Country or factor, with or without diacritics.")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return factors.factor_values()

    @admin.display(description=_("value"))
    def said(self, row: FactorValue) -> str:
        """The number with its unit, or the words."""
        return row.text if row.value is None else f"{number_text(plain(row.value))} {row.unit}"


@admin.register(Comparator, site=site)
class ComparatorAdmin(KeptAdmin):
    """States whose factors stand beside those of another where a person asks for it."""

    list_display = ("country", "case", "source", "in_use")
    list_filter = ("case", "in_use")
    autocomplete_fields = ("country",)
    details = ("country", "case", "source", "in_use")
    fixed = ("country",)
    search_help_text = _("Country, with or without diacritics.")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return factors.comparators()

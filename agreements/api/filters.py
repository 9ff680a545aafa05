"""Filters of the list of agreements; nothing else is looked up."""

import datetime as dt
from typing import Any

import django_filters
from django.db.models import QuerySet

from agreements.lifecycle import AgreementKind, AgreementLevel, AgreementState, FamilyRelation, Participation
from agreements.models import Agreement, Party
from agreements.models.scope import CooperationForm
from agreements.selectors.in_force import in_force
from agreements.selectors.parties import standing_parties
from foundation.rest.lists import CodeFilter


class AgreementFilter(django_filters.FilterSet):
    """?state=in_force&kind=mou&country=GE&in_force_on=2026-01-01&due_before=2027-01-01"""

    state = django_filters.ChoiceFilter(choices=AgreementState.choices)
    kind = django_filters.ChoiceFilter(choices=AgreementKind.choices)
    level = django_filters.ChoiceFilter(choices=AgreementLevel.choices)
    relation = django_filters.ChoiceFilter(choices=FamilyRelation.choices)
    participation = django_filters.ChoiceFilter(choices=Participation.choices)
    binding = django_filters.BooleanFilter()
    needs_verification = django_filters.BooleanFilter()
    country = CodeFilter(method="with_country", of="directory.Country", code="iso2")
    format = CodeFilter("format__code", of="directory.CooperationFormat")
    cooperation_form = django_filters.ChoiceFilter(choices=CooperationForm.choices, method="naming_form")
    organisation = CodeFilter(method="with_organisation", of="directory.Organisation")
    parent = django_filters.CharFilter("parent__reference")
    in_force_on = django_filters.DateFilter(method="binding_on")
    due_before = django_filters.DateFilter("last_receipt", lookup_expr="lt")

    class Meta:
        model = Agreement
        fields: list[str] = []

    def _with(self, queryset: QuerySet, **party: str) -> QuerySet:
        """On a day, only with a party that has not left by then."""
        subject: Any = self.request._request.subject
        day = self.form.cleaned_data.get("in_force_on")
        rows = standing_parties(to=subject, on=day) if day else Party.objects.visible_to(subject)
        return queryset.filter(pk__in=rows.filter(**party).values("agreement"))

    def naming_form(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Agreements that name a form of co-operation."""
        return queryset.filter(cooperation_forms__contains=[value])

    def with_country(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Agreements with a State, by ISO code."""
        return self._with(queryset, country__iso2=value)

    def with_organisation(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Agreements with an organisation, by code."""
        return self._with(queryset, organisation__code=value)

    def binding_on(self, queryset: QuerySet, name: str, value: dt.date) -> QuerySet:
        """Agreements in force on a day; not those only applied provisionally."""
        subject: Any = self.request._request.subject
        return in_force(queryset, to=subject, on=value, provisionally=False)

"""Reference data over REST: read by everybody who is signed in, kept by the offices that keep the directory."""

import datetime as dt

from django.db.models import QuerySet

from directory.api import filters, serializers
from directory.api.writing import KeptViewSet
from directory.selectors import clearance_rules, formats, reference
from foundation.clock import today
from foundation.rest.lists import Column
from foundation.rest.views import listed

NAMES = (Column("name_en", "name_en", nullable=False), Column("name_az", "name_az", nullable=False))
CODE = Column("code", "code", nullable=False)
BY_NAME = {"name_az": "name_key", "name_en": "name_en"}


class Reference(KeptViewSet):
    """Names are found in both languages, with or without diacritics, and ordered by the Azerbaijani alphabet."""

    lookup_field = "code"
    searchable = True
    default_ordering = ("name_key", "id")
    columns = (CODE, *NAMES)
    orderings = {**BY_NAME, "code": "code"}


@listed
class CountryViewSet(Reference):
    """States."""

    serializer_class = serializers.CountrySerializer
    filterset_class = filters.CountryFilter
    lookup_field = "iso2"
    rows_told = {"memberships": "memberships", "variants": "other_names", "stances": "stances"}
    columns = (
        Column("iso2", "iso2", nullable=False),
        Column("iso3", "iso3", nullable=False),
        Column("numeric", "numeric", nullable=False),
        Column("is_iso", "is_iso", bool, nullable=False),
        *NAMES,
        Column("region", "region", nullable=False),
        Column("is_neighbour", "is_neighbour", bool, nullable=False),
        Column("is_osce", "is_osce", bool, nullable=False),
        Column("is_nato", "is_nato", bool, nullable=False),
        Column("is_eu", "is_eu", bool, nullable=False),
        Column("is_csto", "is_csto", bool, nullable=False),
        Column("member_of", "member_of", list, nullable=False),
    )
    orderings = {**BY_NAME, "iso2": "iso2"}

    def rows(self) -> QuerySet:
        return reference.countries(on=today())

    def get_queryset(self) -> QuerySet:
        return reference.country_pages(on=today())


@listed
class OrganisationViewSet(Reference):
    """International organisations and their headquarters."""

    serializer_class = serializers.OrganisationSerializer
    filterset_class = filters.OrganisationFilter
    rows_told = {"variants": "other_names"}
    columns = (CODE, *NAMES, Column("seat", "seat__iso2"))

    def rows(self) -> QuerySet:
        return reference.organisations()

    def get_queryset(self) -> QuerySet:
        return reference.organisation_pages()


@listed
class CooperationFormatViewSet(Reference):
    """Formats of co-operation with members, meetings and whose turn it is to host."""

    serializer_class = serializers.CooperationFormatSerializer
    filterset_class = filters.FormatFilter
    rows_told = {"places": "members", "meetings": "meetings"}
    columns = (
        CODE,
        *NAMES,
        Column("status", "status", nullable=False),
        Column("proposed_by", "proposed_by", nullable=False),
        Column("members", "member_codes", list, nullable=False),
    )
    orderings = {**Reference.orderings, "status": "status"}

    def rows(self) -> QuerySet:
        return formats.formats()

    def get_queryset(self) -> QuerySet:
        return formats.format_pages()


@listed
class InstitutionViewSet(Reference):
    """National institutions with their units."""

    serializer_class = serializers.InstitutionSerializer
    filterset_class = filters.InstitutionFilter
    columns = (CODE, Column("kind", "kind", nullable=False), *NAMES)

    def rows(self) -> QuerySet:
        return reference.institutions()

    def get_queryset(self) -> QuerySet:
        return reference.institution_pages()


@listed
class UnitViewSet(Reference):
    """Departments, centres and branches, each under the one it is part of."""

    serializer_class = serializers.UnitSerializer
    filterset_class = filters.UnitFilter
    default_ordering = ("institution__code", "path_key", "id")
    columns = (
        CODE,
        *NAMES,
        Column("institution", "institution__code", nullable=False),
        Column("parent", "parent__code"),
        Column("path", "path_codes", list, nullable=False),
    )
    orderings = {"code": "code", "name_en": "name_en"}

    def rows(self) -> QuerySet:
        return reference.units()


@listed
class DiplomaticMissionViewSet(Reference):
    """Embassies, permanent missions and military representations with who heads them today."""

    serializer_class = serializers.DiplomaticMissionSerializer
    filterset_class = filters.DiplomaticMissionFilter
    rows_told = {"variants": "other_names"}
    links_told = ("side_accredited",)
    default_ordering = ("code", "id")
    columns = (
        CODE,
        Column("kind", "kind", nullable=False),
        *NAMES,
        Column("country", "country__iso2"),
        Column("organisation", "organisation__code"),
        Column("seat_en", "seat_en", nullable=False),
        Column("seat_az", "seat_az", nullable=False),
        Column("side_accredited", "side_codes", list, nullable=False),
        Column("head_name", "head_name"),
        Column("head_kind", "head_kind"),
        Column("head_since", "head_since", dt.date),
        Column("vacant_since", "vacant_since", dt.date),
    )
    orderings = {"code": "code", "kind": "kind", "name_en": "name_en"}

    def rows(self) -> QuerySet:
        return reference.missions(on=today())

    def get_queryset(self) -> QuerySet:
        return reference.mission_pages(on=today())


@listed
class ActivityKindViewSet(Reference):
    """Kinds of activity of the source paper and their sub-kinds."""

    serializer_class = serializers.ActivityKindSerializer
    filterset_class = filters.ActivityKindFilter
    default_ordering = ("number", "code", "id")
    columns = (
        CODE,
        Column("number", "number", nullable=False),
        *NAMES,
        Column("parent", "parent__code"),
    )
    orderings = {"code": "code", "number": "number", "name_en": "name_en"}

    def rows(self) -> QuerySet:
        return reference.activity_kinds()


@listed
class ClearanceRuleViewSet(Reference):
    """How long ahead each State wants to be asked for a diplomatic clearance; what is not here is asked."""

    serializer_class = serializers.ClearanceRuleSerializer
    filterset_class = filters.ClearanceRuleFilter
    default_ordering = ("country__iso2", "code", "id")
    columns = (
        CODE,
        *NAMES,
        Column("country", "country__iso2", nullable=False),
        Column("vehicle", "vehicle", nullable=False),
        Column("passage", "passage", nullable=False),
        Column("cargo", "cargo", nullable=False),
        Column("lead_days", "lead_days", int, nullable=False),
        Column("day_type", "day_type", nullable=False),
        Column("validity_hours", "validity_hours", int),
        Column("source", "source", nullable=False),
    )
    orderings = {"code": "code", "country": "country__iso2", "lead_days": "lead_days"}

    def rows(self) -> QuerySet:
        return clearance_rules.clearance_rules()

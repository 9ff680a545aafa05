"""Reference data over REST: read by everybody who is signed in, kept in data entry."""

from django.db.models import QuerySet

from directory.api import filters, serializers
from directory.selectors import reference
from foundation.rest.lists import Column
from foundation.rest.views import OpenViewSet, listed

NAMES = (Column("name_en", "name_en", nullable=False), Column("name_az", "name_az", nullable=False))


class Reference(OpenViewSet):
    """Names are found in both languages, with or without diacritics, and ordered by the Azerbaijani alphabet."""

    lookup_url_kwarg = "reference"
    searchable = True
    default_ordering = ("name_key", "id")


@listed
class CountryViewSet(Reference):
    """States."""

    serializer_class = serializers.CountrySerializer
    filterset_class = filters.CountryFilter
    lookup_field = "iso2"
    columns = (
        Column("iso2", "iso2", nullable=False),
        Column("iso3", "iso3", nullable=False),
        *NAMES,
        Column("region", "region", nullable=False),
        Column("is_neighbour", "is_neighbour", bool, nullable=False),
        Column("is_osce", "is_osce", bool, nullable=False),
        Column("is_nato", "is_nato", bool, nullable=False),
        Column("is_eu", "is_eu", bool, nullable=False),
    )
    orderings = {"name_az": "name_key", "name_en": "name_en", "iso2": "iso2"}

    def rows(self) -> QuerySet:
        return reference.countries()


@listed
class OrganisationViewSet(Reference):
    """International organisations and their headquarters."""

    serializer_class = serializers.OrganisationSerializer
    filterset_class = filters.OrganisationFilter
    lookup_field = "code"
    columns = (Column("code", "code", nullable=False), *NAMES, Column("seat", "seat__iso2"))
    orderings = {"name_az": "name_key", "name_en": "name_en", "code": "code"}

    def rows(self) -> QuerySet:
        return reference.organisations()


@listed
class InstitutionViewSet(Reference):
    """National institutions with their units."""

    serializer_class = serializers.InstitutionSerializer
    filterset_class = filters.InstitutionFilter
    lookup_field = "code"
    columns = (Column("code", "code", nullable=False), Column("kind", "kind", nullable=False), *NAMES)
    orderings = {"name_az": "name_key", "name_en": "name_en", "code": "code"}

    def rows(self) -> QuerySet:
        return reference.institutions()

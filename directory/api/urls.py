"""Resources of this floor."""

from directory.api.views import CountryViewSet, InstitutionViewSet, OrganisationViewSet

RESOURCES = [
    ("countries", CountryViewSet),
    ("organisations", OrganisationViewSet),
    ("institutions", InstitutionViewSet),
]

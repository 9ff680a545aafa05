"""Resources of this floor."""

from directory.api.views import (
    CooperationFormatViewSet,
    CountryViewSet,
    DiplomaticMissionViewSet,
    InstitutionViewSet,
    OrganisationViewSet,
    WorkingDayViewSet,
)

RESOURCES = [
    ("countries", CountryViewSet),
    ("organisations", OrganisationViewSet),
    ("formats", CooperationFormatViewSet),
    ("institutions", InstitutionViewSet),
    ("diplomatic-missions", DiplomaticMissionViewSet),
    ("working-days", WorkingDayViewSet),
]

"""Resources of this floor."""

from directory.api.views import (
    ActivityKindViewSet,
    ClearanceRuleViewSet,
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
    ("activity-kinds", ActivityKindViewSet),
    ("clearance-rules", ClearanceRuleViewSet),
]

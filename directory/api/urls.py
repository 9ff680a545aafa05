"""Resources of this floor."""

from directory.api.calendar import WorkingDayViewSet
from directory.api.effort import EffortShareViewSet
from directory.api.factors import ComparatorViewSet, FactorValueViewSet, FactorViewSet
from directory.api.heads import HeadOfMissionViewSet
from directory.api.views import (
    ActivityKindViewSet,
    ClearanceRuleViewSet,
    CooperationFormatViewSet,
    CountryViewSet,
    DiplomaticMissionViewSet,
    InstitutionViewSet,
    OrganisationViewSet,
    UnitViewSet,
)

RESOURCES = [
    ("countries", CountryViewSet),
    ("organisations", OrganisationViewSet),
    ("formats", CooperationFormatViewSet),
    ("institutions", InstitutionViewSet),
    ("units", UnitViewSet),
    ("diplomatic-missions", DiplomaticMissionViewSet),
    ("heads-of-mission", HeadOfMissionViewSet),
    ("working-days", WorkingDayViewSet),
    ("activity-kinds", ActivityKindViewSet),
    ("clearance-rules", ClearanceRuleViewSet),
    ("factors", FactorViewSet),
    ("factor-values", FactorValueViewSet),
    ("comparators", ComparatorViewSet),
    ("effort-shares", EffortShareViewSet),
]

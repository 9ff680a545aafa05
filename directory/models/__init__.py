"""Reference data shared by the whole house."""

from directory.models.activity_kind import ActivityKind
from directory.models.country import Country, Organisation
from directory.models.institution import Institution, InstitutionKind, Unit
from directory.models.mission import DiplomaticMission, HeadOfMissionTenure
from directory.models.workday import CalendarDay

__all__ = [
    "ActivityKind",
    "CalendarDay",
    "Country",
    "DiplomaticMission",
    "HeadOfMissionTenure",
    "Institution",
    "InstitutionKind",
    "Organisation",
    "Unit",
]

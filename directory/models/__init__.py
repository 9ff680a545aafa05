"""Reference data shared by the whole house."""

from directory.models.activity_kind import ActivityKind
from directory.models.clearance_rule import ClearanceRule
from directory.models.cooperation import CooperationFormat, FormatMeeting, FormatMember
from directory.models.country import Country, Organisation
from directory.models.factor import Comparator, FactorDefinition, FactorValue
from directory.models.institution import Institution, InstitutionKind, Unit
from directory.models.membership import Membership
from directory.models.mission import DiplomaticMission, HeadOfMissionTenure
from directory.models.names import NameVariant
from directory.models.stance import EffortShare, Stance
from directory.models.workday import CalendarDay

__all__ = [
    "ActivityKind",
    "CalendarDay",
    "ClearanceRule",
    "Comparator",
    "CooperationFormat",
    "Country",
    "DiplomaticMission",
    "EffortShare",
    "FactorDefinition",
    "FactorValue",
    "FormatMeeting",
    "FormatMember",
    "HeadOfMissionTenure",
    "Institution",
    "InstitutionKind",
    "Membership",
    "NameVariant",
    "Organisation",
    "Stance",
    "Unit",
]

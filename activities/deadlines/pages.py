"""On which records of activities somebody may set a reminder of his own, and where they are read."""

from activities.selectors.activities import activity_titles
from activities.selectors.clearances import clearance_titles
from activities.selectors.deployments import deployment_titles
from activities.selectors.inspections import inspection_titles, quota_titles
from activities.selectors.lessons import lesson_titles
from activities.selectors.operations import (
    authorisation_titles,
    contribution_titles,
    figure_titles,
    operation_titles,
)
from activities.selectors.returns import obligation_titles, return_titles
from reminders.registry import Titles

PAGES: dict[str, tuple[str, Titles]] = {
    "ACT": ("activities:activity", activity_titles),
    "AUT": ("admin:activities_authorisation_change", authorisation_titles),
    "CLR": ("activities:clearance", clearance_titles),
    "CTB": ("admin:activities_contribution_change", contribution_titles),
    "DPL": ("activities:deployment", deployment_titles),
    "FIG": ("admin:activities_statedfigure_change", figure_titles),
    "INS": ("activities:inspection", inspection_titles),
    "LSN": ("admin:activities_lesson_change", lesson_titles),
    "OBL": ("admin:activities_reportingobligation_change", obligation_titles),
    "OPN": ("activities:operation", operation_titles),
    "QTA": ("admin:activities_inspectionquota_change", quota_titles),
    "RET": ("activities:return", return_titles),
}

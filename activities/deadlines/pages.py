"""On which records of activities somebody may set a reminder of his own, and where they are read."""

from activities.selectors.activities import activity_titles
from activities.selectors.clearances import clearance_titles
from activities.selectors.deployments import deployment_titles
from activities.selectors.inspections import inspection_titles
from activities.selectors.lessons import lesson_titles
from activities.selectors.operations import authorisation_titles, operation_titles
from activities.selectors.returns import return_titles
from reminders.registry import Titles

PAGES: dict[str, tuple[str, Titles]] = {
    "ACT": ("activities:activity", activity_titles),
    "AUT": ("admin:activities_authorisation_change", authorisation_titles),
    "CLR": ("activities:clearance", clearance_titles),
    "DPL": ("activities:deployment", deployment_titles),
    "INS": ("activities:inspection", inspection_titles),
    "LSN": ("admin:activities_lesson_change", lesson_titles),
    "OPN": ("activities:operation", operation_titles),
    "RET": ("activities:return", return_titles),
}

"""Resources of activities."""

from activities.api.after_action import LessonViewSet, ReportViewSet
from activities.api.clearances import ClearanceViewSet
from activities.api.views import ActivityViewSet, CourseViewSet, ExerciseViewSet
from activities.api.visits import VisitViewSet

RESOURCES = [
    ("activities", ActivityViewSet),
    ("after-action-reports", ReportViewSet),
    ("courses", CourseViewSet),
    ("diplomatic-clearances", ClearanceViewSet),
    ("exercises", ExerciseViewSet),
    ("lessons", LessonViewSet),
    ("visits", VisitViewSet),
]

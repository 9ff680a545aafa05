"""Resources of activities."""

from activities.api.clearances import ClearanceViewSet
from activities.api.views import ActivityViewSet, ExerciseViewSet

RESOURCES = [
    ("activities", ActivityViewSet),
    ("exercises", ExerciseViewSet),
    ("diplomatic-clearances", ClearanceViewSet),
]

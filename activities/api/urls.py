"""Resources of activities."""

from activities.api.views import ActivityViewSet, ExerciseViewSet

RESOURCES = [("activities", ActivityViewSet), ("exercises", ExerciseViewSet)]

"""Resources of activities."""

from activities.api.views import ActivityViewSet, CourseViewSet, ExerciseViewSet

RESOURCES = [("activities", ActivityViewSet), ("courses", CourseViewSet), ("exercises", ExerciseViewSet)]

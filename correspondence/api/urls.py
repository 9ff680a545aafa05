"""Resources of this floor."""

from correspondence.api.views import CorrespondenceViewSet

RESOURCES = [("correspondence", CorrespondenceViewSet)]

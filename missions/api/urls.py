"""Resources of this floor."""

from missions.api.views import MissionPaperViewSet, StrategicDocumentViewSet

RESOURCES = [("mission-papers", MissionPaperViewSet), ("strategic-documents", StrategicDocumentViewSet)]

"""Resources of this floor."""

from missions.api.document_views import StrategicDocumentViewSet
from missions.api.views import MissionPaperViewSet

RESOURCES = [("mission-papers", MissionPaperViewSet), ("strategic-documents", StrategicDocumentViewSet)]

"""Resources of this floor."""

from missions.api.meetings import ActionItemViewSet, MeetingViewSet
from missions.api.views import MissionPaperViewSet, StrategicDocumentViewSet

RESOURCES = [
    ("mission-papers", MissionPaperViewSet),
    ("strategic-documents", StrategicDocumentViewSet),
    ("meetings", MeetingViewSet),
    ("action-items", ActionItemViewSet),
]

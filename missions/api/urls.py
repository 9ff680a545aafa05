"""Resources of this floor."""

from missions.api.advice import AdviceMonthViewSet, AdviceViewSet
from missions.api.consultations import ConsultationViewSet
from missions.api.document_views import StrategicDocumentViewSet
from missions.api.meetings import ActionItemViewSet, MeetingViewSet
from missions.api.post_reports import PostReportViewSet, RhythmViewSet
from missions.api.provision_links import ProvisionLinkViewSet
from missions.api.views import MissionPaperViewSet

RESOURCES = [
    ("mission-papers", MissionPaperViewSet),
    ("strategic-documents", StrategicDocumentViewSet),
    ("meetings", MeetingViewSet),
    ("action-items", ActionItemViewSet),
    ("decision-consultations", ConsultationViewSet),
    ("post-reports", PostReportViewSet),
    ("reporting-rhythms", RhythmViewSet),
    ("advice-entries", AdviceViewSet),
    ("advice-months", AdviceMonthViewSet),
    ("objective-provisions", ProvisionLinkViewSet),
]

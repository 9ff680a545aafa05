"""Strategic documents, mission papers, their versions and what was done with them."""

from missions.models.content import Objective, PriorityLine, ResourceLine
from missions.models.document import StrategicDocument, StrategicObjective
from missions.models.document_content import (
    AnswerDays,
    ContactPoint,
    GuidancePriority,
    GuidanceResource,
    StatedObjective,
)
from missions.models.document_version import DocumentEditor, DocumentTransition, DocumentVersion
from missions.models.meeting import ActionItem, CoordinationMeeting
from missions.models.paper import MissionPaper, PaperVersion
from missions.models.trail import PaperAcknowledgement, PaperEditor, PaperTransition

__all__ = [
    "ActionItem",
    "AnswerDays",
    "ContactPoint",
    "CoordinationMeeting",
    "DocumentEditor",
    "DocumentTransition",
    "DocumentVersion",
    "GuidancePriority",
    "GuidanceResource",
    "MissionPaper",
    "Objective",
    "PaperAcknowledgement",
    "PaperEditor",
    "PaperTransition",
    "PaperVersion",
    "PriorityLine",
    "ResourceLine",
    "StatedObjective",
    "StrategicDocument",
    "StrategicObjective",
]

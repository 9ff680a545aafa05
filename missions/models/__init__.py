"""Strategic documents, mission papers, their versions and what was done with them."""

from missions.models.content import Objective, PriorityLine, ResourceLine
from missions.models.document import StrategicDocument, StrategicObjective
from missions.models.meeting import ActionItem, CoordinationMeeting
from missions.models.paper import MissionPaper, PaperVersion
from missions.models.trail import PaperAcknowledgement, PaperEditor, PaperTransition

__all__ = [
    "ActionItem",
    "CoordinationMeeting",
    "MissionPaper",
    "Objective",
    "PaperAcknowledgement",
    "PaperEditor",
    "PaperTransition",
    "PaperVersion",
    "PriorityLine",
    "ResourceLine",
    "StrategicDocument",
    "StrategicObjective",
]

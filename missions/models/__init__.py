"""Strategic documents, mission papers, their versions and what was done with them."""

from missions.models.content import Objective, PriorityLine, ResourceLine
from missions.models.document import StrategicDocument, StrategicObjective
from missions.models.paper import MissionPaper, PaperVersion
from missions.models.trail import PaperAcknowledgement, PaperEditor, PaperTransition

__all__ = [
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

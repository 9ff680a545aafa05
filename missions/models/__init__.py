"""Strategic documents, mission papers, their versions and what was done with them."""

from missions.models.advice import AdviceEntry, AdviceMonth
from missions.models.consultation import DecisionConsultation
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
from missions.models.parts import Contact, Contingency, Indicator, Instrument, PaperAttachment, Strategy, Task
from missions.models.post_report import PostReport, ReportingRhythm
from missions.models.provision_link import ObjectiveProvision
from missions.models.reading import IndicatorReading
from missions.models.remark import CommentReply, ConflictEntry, PaperComment, PaperConflict
from missions.models.trail import PaperAcknowledgement, PaperEditor, PaperTransition

__all__ = [
    "ActionItem",
    "AdviceEntry",
    "AdviceMonth",
    "AnswerDays",
    "CommentReply",
    "ConflictEntry",
    "Contact",
    "ContactPoint",
    "Contingency",
    "CoordinationMeeting",
    "DecisionConsultation",
    "DocumentEditor",
    "DocumentTransition",
    "DocumentVersion",
    "GuidancePriority",
    "GuidanceResource",
    "Indicator",
    "IndicatorReading",
    "Instrument",
    "MissionPaper",
    "Objective",
    "ObjectiveProvision",
    "PaperAcknowledgement",
    "PaperAttachment",
    "PaperComment",
    "PaperConflict",
    "PaperEditor",
    "PaperTransition",
    "PaperVersion",
    "PostReport",
    "PriorityLine",
    "ReportingRhythm",
    "ResourceLine",
    "StatedObjective",
    "StrategicDocument",
    "StrategicObjective",
    "Strategy",
    "Task",
]

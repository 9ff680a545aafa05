"""Who represents the ministry abroad, from which post, on what paper."""

from attaches.models.accreditation import Accreditation, AccreditationTransition
from attaches.models.foreign_attache import (
    ForeignAttache,
    ForeignAttacheParticulars,
    ForeignAttacheTransition,
    ForeignCall,
)
from attaches.models.handover import ActingTenure, Call, HandoverItem
from attaches.models.host import HostPractice
from attaches.models.officer import LanguageResult, Officer, OfficerParticulars
from attaches.models.post import Post, PostTransition
from attaches.models.posting import EarlierPresence, Posting, PostingRemark, PostingTransition
from attaches.models.qualifications import OfficerClearance, TrainingRecord
from attaches.models.selection import PostingDrafter, PostingSubmission, Waiver

__all__ = [
    "Accreditation",
    "AccreditationTransition",
    "ActingTenure",
    "Call",
    "EarlierPresence",
    "ForeignAttache",
    "ForeignAttacheParticulars",
    "ForeignAttacheTransition",
    "ForeignCall",
    "HandoverItem",
    "HostPractice",
    "LanguageResult",
    "Officer",
    "OfficerClearance",
    "OfficerParticulars",
    "Post",
    "PostTransition",
    "Posting",
    "PostingDrafter",
    "PostingRemark",
    "PostingSubmission",
    "PostingTransition",
    "TrainingRecord",
    "Waiver",
]

"""Who represents the ministry abroad, from which post, on what paper."""

from attaches.models.accreditation import Accreditation, AccreditationTransition
from attaches.models.officer import LanguageResult, Officer, OfficerParticulars
from attaches.models.post import Post, PostTransition
from attaches.models.posting import Posting, PostingRemark, PostingTransition

__all__ = [
    "Accreditation",
    "AccreditationTransition",
    "LanguageResult",
    "Officer",
    "OfficerParticulars",
    "Post",
    "PostTransition",
    "Posting",
    "PostingRemark",
    "PostingTransition",
]

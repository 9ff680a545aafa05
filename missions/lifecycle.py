"""What can happen to a mission paper, the common vision of ambassador and attaché (C3, A2.16), and its basis."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from approvals.lifecycle import Over


class PaperState(TextChoices):
    """State of one version; an edit of what was submitted is a new version in draft."""

    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    POST_COORDINATION = "post_coordination", _("Coordination at post")
    MOD_REVIEW = "mod_review", _("Review by the Ministry of Defence")
    MFA_REVIEW = "mfa_review", _("Review by the Ministry of Foreign Affairs")
    JOINT_APPROVAL = "joint_approval", _("Joint approval")
    APPROVED = "approved", _("Approved")
    EFFECTIVE = "effective", pgettext_lazy("paper", "Effective")
    UNDER_REVIEW = "under_review", pgettext_lazy("paper", "Effective, under review")
    SUPERSEDED = "superseded", _("Superseded")
    EXPIRED = "expired", _("Expired")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("paper", "Withdrawn")


class Section(TextChoices):
    """Owner of a part of the paper: each ministry writes its own (domain.md A2.16)."""

    DEFENCE = "defence", _("Defence section")
    POLITICAL = "political", _("Political section")


class Dimension(TextChoices):
    """Dimensions of military diplomacy, of objectives and of lines of effort (domain.md A5.26)."""

    REGIONAL = "regional", _("Regional")
    INTERNATIONAL_SECURITY = "international_security", _("International security")
    ECONOMIC = "economic", _("Economic")
    HUMANITARIAN = "humanitarian", _("Humanitarian")
    TECHNICAL = "technical", _("Technical cooperation")
    EDUCATION = "education", _("Education and training")
    PUBLIC = "public", _("Public diplomacy")


class Severity(TextChoices):
    """How much a remark weighs; one that blocks stops submission until it is resolved."""

    EDITORIAL = "editorial", pgettext_lazy("remark", "Editorial")
    SUBSTANTIVE = "substantive", pgettext_lazy("remark", "Substantive")
    BLOCKING = "blocking", pgettext_lazy("remark", "Blocking")


class Resolution(TextChoices):
    """What became of a remark."""

    ACCEPTED = "accepted", pgettext_lazy("remark", "Accepted")
    REJECTED = "rejected", pgettext_lazy("remark", "Rejected")
    NOTED = "noted", pgettext_lazy("remark", "Noted")


class ConflictState(TextChoices):
    """A conflict is resolved by both sides agreeing on words, not by time."""

    OPEN = "open", pgettext_lazy("conflict", "Open")
    RESOLVED = "resolved", pgettext_lazy("conflict", "Resolved")


class ResourceKind(TextChoices):
    """Without money and people a paper is not approvable (domain.md I8)."""

    MONEY = "money", _("Money")
    PEOPLE = "people", _("People")
    MATERIEL = "materiel", _("Materiel")


_S = PaperState

TRANSITIONS: dict[PaperState, frozenset[PaperState]] = {
    _S.DRAFT: frozenset({_S.POST_COORDINATION, _S.WITHDRAWN}),
    _S.POST_COORDINATION: frozenset({_S.MOD_REVIEW, _S.RETURNED, _S.WITHDRAWN}),
    _S.MOD_REVIEW: frozenset({_S.MFA_REVIEW, _S.RETURNED, _S.WITHDRAWN}),
    _S.MFA_REVIEW: frozenset({_S.JOINT_APPROVAL, _S.RETURNED, _S.WITHDRAWN}),
    _S.JOINT_APPROVAL: frozenset({_S.APPROVED, _S.RETURNED, _S.WITHDRAWN}),
    _S.APPROVED: frozenset({_S.EFFECTIVE, _S.WITHDRAWN}),
    _S.EFFECTIVE: frozenset({_S.UNDER_REVIEW, _S.SUPERSEDED, _S.EXPIRED}),
    # A mid-term review may end with the paper confirmed as it stands.
    _S.UNDER_REVIEW: frozenset({_S.EFFECTIVE, _S.SUPERSEDED, _S.EXPIRED}),
    _S.RETURNED: frozenset({_S.DRAFT, _S.WITHDRAWN}),
    _S.SUPERSEDED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.WITHDRAWN: frozenset(),
}
TERMINAL: frozenset[PaperState] = frozenset(state for state, after in TRANSITIONS.items() if not after)
UNDER_APPROVAL: frozenset[PaperState] = frozenset(
    {_S.POST_COORDINATION, _S.MOD_REVIEW, _S.MFA_REVIEW, _S.JOINT_APPROVAL}
)
EDITABLE: frozenset[PaperState] = frozenset({_S.DRAFT, _S.RETURNED})
# One such version per mission, receiving country and period (I7).
IN_EFFECT: frozenset[PaperState] = frozenset({_S.EFFECTIVE, _S.UNDER_REVIEW})

# What took effect is superseded or expires; before that it may be taken back.
BEFORE_EFFECT: frozenset[PaperState] = frozenset(
    state for state, after in TRANSITIONS.items() if _S.WITHDRAWN in after
)


# What both ministries have approved, whatever became of it.
ONCE_APPROVED: frozenset[PaperState] = frozenset({_S.APPROVED, _S.SUPERSEDED, _S.EXPIRED}) | IN_EFFECT


def over_the_page(state: PaperState) -> Any:
    """What is written over every page of a printed paper that is not to be worked to; nothing over the others."""
    if state in ONCE_APPROVED:
        return ""
    return PaperState.WITHDRAWN.label if state == PaperState.WITHDRAWN else _("Draft, not approved")


def allowed(source: PaperState, target: PaperState) -> bool:
    return target in TRANSITIONS[source]


# What ends like this asks nobody to read it any more: papers, and texts of documents below.
UNREAD_BECAUSE: dict[str, Over] = {
    "superseded": Over.MATTER_SUPERSEDED,
    "expired": Over.MATTER_EXPIRED,
    "withdrawn": Over.MATTER_WITHDRAWN,
}


class DocumentKind(TextChoices):
    """Guiding instruments a mission paper may trace to (domain.md A2.10-14)."""

    WHITE_PAPER = "white_paper", _("White paper")
    CONCEPT = "concept", _("Concept")
    DOCTRINE = "doctrine", _("Doctrine")
    STRATEGY = "strategy", _("Strategy")
    PLAN = "plan", _("Plan")
    SOP = "sop", _("Standing operating procedure")
    JOINT_AGREEMENT = "joint_agreement", _("Joint agreement of the ministries")


NAMING_THREATS = frozenset({DocumentKind.CONCEPT, DocumentKind.DOCTRINE})  # whose threats others answer


class DocumentState(TextChoices):
    """Where a document stands as guidance; how far its newest text has come is told by the version."""

    DRAFT = "draft", pgettext_lazy("document", "Draft")
    EFFECTIVE = "effective", pgettext_lazy("document", "Effective")
    SUPERSEDED = "superseded", pgettext_lazy("document", "Superseded")
    EXPIRED = "expired", _("Expired")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")


class VersionState(TextChoices):
    """How far one text of a document has come; frozen from submission on."""

    DRAFT = "draft", pgettext_lazy("document", "Draft")
    SUBMITTED = "submitted", _("Under approval")
    APPROVED = "approved", _("Approved")
    EFFECTIVE = "effective", pgettext_lazy("document", "Effective")
    SUPERSEDED = "superseded", pgettext_lazy("document", "Superseded")
    EXPIRED = "expired", _("Expired")
    RETURNED = "returned", _("Returned")
    WITHDRAWN = "withdrawn", pgettext_lazy("document", "Withdrawn")


# What was approved or decided, whatever became of it since.
ONCE_DECIDED: frozenset[VersionState] = frozenset(
    {VersionState.APPROVED, VersionState.EFFECTIVE, VersionState.SUPERSEDED, VersionState.EXPIRED}
)


def over_the_document(state: VersionState) -> Any:
    """What is written over every page of a printed document that does not guide; nothing over the others."""
    if state in ONCE_DECIDED:
        return ""
    return VersionState.WITHDRAWN.label if state == VersionState.WITHDRAWN else _("Draft, not approved")


# Of these one is effective at a time; plans and procedures stand side by side (decisions.md 19).
SOLITARY: frozenset[DocumentKind] = frozenset(
    {
        DocumentKind.WHITE_PAPER,
        DocumentKind.CONCEPT,
        DocumentKind.DOCTRINE,
        DocumentKind.STRATEGY,
        DocumentKind.JOINT_AGREEMENT,
    }
)
_D = DocumentState
DOCUMENT_TRANSITIONS: dict[DocumentState, frozenset[DocumentState]] = {
    _D.DRAFT: frozenset({_D.EFFECTIVE, _D.WITHDRAWN}),
    _D.EFFECTIVE: frozenset({_D.SUPERSEDED, _D.EXPIRED, _D.WITHDRAWN}),
    # A new version may bring back what had run out or made way; the number of the document stays.
    _D.SUPERSEDED: frozenset({_D.EFFECTIVE}),
    _D.EXPIRED: frozenset({_D.EFFECTIVE}),
    _D.WITHDRAWN: frozenset(),
}
_V = VersionState
VERSION_TRANSITIONS: dict[VersionState, frozenset[VersionState]] = {
    # Straight to approved: what was decided on paper, with its register number and evidence.
    _V.DRAFT: frozenset({_V.SUBMITTED, _V.APPROVED, _V.WITHDRAWN}),
    _V.SUBMITTED: frozenset({_V.APPROVED, _V.RETURNED, _V.WITHDRAWN}),
    _V.APPROVED: frozenset({_V.EFFECTIVE, _V.WITHDRAWN}),
    _V.EFFECTIVE: frozenset({_V.SUPERSEDED, _V.EXPIRED, _V.WITHDRAWN}),
    _V.RETURNED: frozenset({_V.WITHDRAWN}),
    _V.SUPERSEDED: frozenset(),
    _V.EXPIRED: frozenset(),
    _V.WITHDRAWN: frozenset(),
}
# The next version begins where the newest one has come to an end or to its effect.
REVISABLE: frozenset[VersionState] = frozenset(
    {_V.EFFECTIVE, _V.RETURNED, _V.SUPERSEDED, _V.EXPIRED, _V.WITHDRAWN}
)

"""What can happen to posts, postings and accreditations (domain.md C3; VCDR arts 4-10, 39, 43)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PostKind(TextChoices):
    """Kinds of place an officer represents the ministry from (domain.md A1.8)."""

    ATTACHE_OFFICE = "attache_office", _("Attaché office")
    NATIONAL_MILITARY_REPRESENTATION = (
        "national_military_representation",
        _("National military representation"),
    )
    NATO_STAFF_POST = "nato_staff_post", _("NATO staff post")
    UN_MISSION = "un_mission", _("UN mission post")


class PostTitle(TextChoices):
    DEFENCE_ATTACHE = "defence_attache", _("Defence attaché")
    MILITARY_ATTACHE = "military_attache", _("Military attaché")
    AIR_ATTACHE = "air_attache", _("Air attaché")
    NAVAL_ATTACHE = "naval_attache", _("Naval attaché")
    ASSISTANT_ATTACHE = "assistant_attache", _("Assistant attaché")
    MILITARY_REPRESENTATIVE = "military_representative", _("Military representative")
    MILITARY_ADVISER = "military_adviser", _("Military adviser")
    STAFF_OFFICER = "staff_officer", _("Staff officer")
    MILITARY_OBSERVER = "military_observer", _("Military observer")


class StaffLevel(TextChoices):
    """Level of the headquarters a staff post belongs to (domain.md A4.21)."""

    TACTICAL = "tactical", _("Tactical")
    OPERATIONAL = "operational", _("Operational")
    STRATEGIC = "strategic", _("Strategic")


class PostState(TextChoices):
    """A post is established once the host consented to the office, where it asks for that (domain.md I5)."""

    PLANNED = "planned", pgettext_lazy("post", "Planned")
    AUTHORISED = "authorised", pgettext_lazy("post", "Authorised")
    ESTABLISHED = "established", pgettext_lazy("post", "Established")
    SUSPENDED = "suspended", pgettext_lazy("post", "Suspended")
    CLOSED = "closed", pgettext_lazy("post", "Closed")


class PostingState(TextChoices):
    """From the wish to send an officer to his debriefing."""

    PROPOSED = "proposed", pgettext_lazy("posting", "Proposed")
    SELECTED = "selected", pgettext_lazy("posting", "Selected")
    PREPARED = "prepared", pgettext_lazy("posting", "Prepared")
    MOD_ORDERED = "mod_ordered", _("Ordered by the Ministry of Defence")
    MFA_COORDINATED = "mfa_coordinated", _("Coordinated with the Ministry of Foreign Affairs")
    CONSENT_REQUESTED = "consent_requested", _("Consent requested")
    CONSENT_GRANTED = "consent_granted", _("Consent granted")
    CONSENT_REFUSED = "consent_refused", _("Consent refused")
    ACCREDITATION_REQUESTED = "accreditation_requested", _("Accreditation requested")
    ACCREDITED = "accredited", _("Accredited")
    IN_POST = "in_post", _("In post")
    EXTENSION_PENDING = "extension_pending", _("Extension pending")
    HANDOVER = "handover", _("Handing over")
    ENDED = "ended", pgettext_lazy("posting", "Ended")
    DEBRIEFED = "debriefed", _("Debriefed")
    WITHDRAWN = "withdrawn", pgettext_lazy("posting", "Withdrawn")
    RECALLED = "recalled", _("Recalled")
    DECLARED_PNG = "declared_png", _("Declared persona non grata")
    SUSPENDED = "suspended", _("Suspended with the relations")


class AccreditationRole(TextChoices):
    """One principal accreditation per posting, side ones per further receiving State (VCDR art. 5)."""

    PRINCIPAL = "principal", _("Principal")
    SIDE = "side", _("Side accreditation")


class AccreditationState(TextChoices):
    """One row and one status per receiving State or organisation (VCDR arts 5, 7, 9)."""

    PLANNED = "planned", pgettext_lazy("accreditation", "Planned")
    CONSENT_REQUESTED = "consent_requested", _("Consent requested")
    CONSENT_GRANTED = "consent_granted", _("Consent granted")
    CONSENT_REFUSED = "consent_refused", _("Consent refused")
    ACCREDITATION_REQUESTED = "accreditation_requested", _("Accreditation requested")
    ACCREDITED = "accredited", _("Accredited")
    OBJECTED = "objected", _("Objected to by the receiving State")
    ENDED = "ended", pgettext_lazy("accreditation", "Ended")
    WITHDRAWN = "withdrawn", pgettext_lazy("accreditation", "Withdrawn")


_P, _A, _O = PostingState, AccreditationState, PostState

# VCDR arts 9, 43: once consent is given, either State may break off, before arrival too.
_BROKEN_OFF = {_P.RECALLED, _P.DECLARED_PNG, _P.SUSPENDED}

TRANSITIONS: dict[PostingState, frozenset[PostingState]] = {
    _P.PROPOSED: frozenset({_P.SELECTED, _P.WITHDRAWN}),
    _P.SELECTED: frozenset({_P.PREPARED, _P.WITHDRAWN}),
    _P.PREPARED: frozenset({_P.MOD_ORDERED, _P.WITHDRAWN}),
    _P.MOD_ORDERED: frozenset({_P.MFA_COORDINATED, _P.WITHDRAWN}),
    # Past consent only where the host asks for none (I3); the principal accreditation says so.
    _P.MFA_COORDINATED: frozenset({_P.CONSENT_REQUESTED, _P.ACCREDITATION_REQUESTED, _P.WITHDRAWN}),
    _P.CONSENT_REQUESTED: frozenset({_P.CONSENT_GRANTED, _P.CONSENT_REFUSED, _P.WITHDRAWN}),
    # At once to accredited where the host wants one note: its consent is the accreditation.
    _P.CONSENT_GRANTED: frozenset({_P.ACCREDITATION_REQUESTED, _P.ACCREDITED, _P.WITHDRAWN, *_BROKEN_OFF}),
    _P.ACCREDITATION_REQUESTED: frozenset({_P.ACCREDITED, _P.WITHDRAWN, *_BROKEN_OFF}),
    _P.ACCREDITED: frozenset({_P.IN_POST, _P.WITHDRAWN, *_BROKEN_OFF}),
    _P.IN_POST: frozenset({_P.EXTENSION_PENDING, _P.HANDOVER, *_BROKEN_OFF}),
    _P.EXTENSION_PENDING: frozenset({_P.IN_POST, *_BROKEN_OFF}),
    _P.HANDOVER: frozenset({_P.ENDED, *_BROKEN_OFF}),
    _P.ENDED: frozenset({_P.DEBRIEFED}),
    _P.RECALLED: frozenset({_P.ENDED}),
    _P.DECLARED_PNG: frozenset({_P.ENDED}),
    # Restored relations put a posting back into the state it was suspended in; the service knows which.
    _P.SUSPENDED: frozenset(
        {_P.CONSENT_GRANTED, _P.ACCREDITATION_REQUESTED, _P.ACCREDITED, _P.IN_POST, _P.EXTENSION_PENDING}
        | {_P.HANDOVER, _P.RECALLED, _P.DECLARED_PNG, _P.ENDED}
    ),
    _P.DEBRIEFED: frozenset(),
    _P.WITHDRAWN: frozenset(),
    _P.CONSENT_REFUSED: frozenset(),
}
TERMINAL: frozenset[PostingState] = frozenset(state for state, after in TRANSITIONS.items() if not after)
INCUMBENT: frozenset[PostingState] = frozenset({_P.IN_POST, _P.EXTENSION_PENDING, _P.HANDOVER})
BROKEN_OFF: frozenset[PostingState] = frozenset({_P.RECALLED, _P.DECLARED_PNG})
# No longer holds its post or its officer: such rows stand outside the overlap constraints (I1, I2).
OVER: frozenset[PostingState] = TERMINAL | BROKEN_OFF | {_P.ENDED}
FORTHCOMING: frozenset[PostingState] = frozenset(_P) - OVER - INCUMBENT - {_P.SUSPENDED}
# What these say of a posting is what its principal accreditation says; verbs on that one move both.
MIRRORED: dict[AccreditationState, PostingState] = {
    _A.CONSENT_REQUESTED: _P.CONSENT_REQUESTED,
    _A.CONSENT_GRANTED: _P.CONSENT_GRANTED,
    _A.CONSENT_REFUSED: _P.CONSENT_REFUSED,
    _A.ACCREDITATION_REQUESTED: _P.ACCREDITATION_REQUESTED,
    _A.ACCREDITED: _P.ACCREDITED,
}
# The host has agreed to the person: such a successor closes a gap.
AGREED_BY_HOST: frozenset[PostingState] = frozenset(
    {_P.CONSENT_GRANTED, _P.ACCREDITATION_REQUESTED, _P.ACCREDITED}
)

_LOST = {_A.OBJECTED, _A.ENDED, _A.WITHDRAWN}

ACCREDITATION_TRANSITIONS: dict[AccreditationState, frozenset[AccreditationState]] = {
    # Straight to the second note only where the host asks for no consent (I3: flag and legal reason).
    _A.PLANNED: frozenset({_A.CONSENT_REQUESTED, _A.ACCREDITATION_REQUESTED, _A.WITHDRAWN}),
    _A.CONSENT_REQUESTED: frozenset({_A.CONSENT_GRANTED, _A.CONSENT_REFUSED, _A.OBJECTED, _A.WITHDRAWN}),
    _A.CONSENT_GRANTED: frozenset({_A.ACCREDITATION_REQUESTED, _A.ACCREDITED, *_LOST}),
    _A.ACCREDITATION_REQUESTED: frozenset({_A.ACCREDITED, *_LOST}),
    _A.ACCREDITED: frozenset({_A.ENDED, _A.OBJECTED}),
    _A.CONSENT_REFUSED: frozenset(),
    _A.OBJECTED: frozenset(),
    _A.ENDED: frozenset(),
    _A.WITHDRAWN: frozenset(),
}
ACCREDITATION_TERMINAL: frozenset[AccreditationState] = frozenset(
    state for state, after in ACCREDITATION_TRANSITIONS.items() if not after
)

POST_TRANSITIONS: dict[PostState, frozenset[PostState]] = {
    _O.PLANNED: frozenset({_O.AUTHORISED, _O.CLOSED}),
    _O.AUTHORISED: frozenset({_O.ESTABLISHED, _O.CLOSED}),
    _O.ESTABLISHED: frozenset({_O.SUSPENDED, _O.CLOSED}),
    _O.SUSPENDED: frozenset({_O.ESTABLISHED, _O.CLOSED}),
    _O.CLOSED: frozenset(),
}


class ForeignAttacheState(TextChoices):
    """A foreign attaché on the way to us and with us: the same two notes, the other way round (domain.md B2)."""

    CONSENT_REQUESTED = "consent_requested", _("Consent requested")
    CONSENT_GRANTED = "consent_granted", _("Consent granted")
    CONSENT_REFUSED = "consent_refused", _("Consent refused")
    ACCREDITATION_REQUESTED = "accreditation_requested", _("Accreditation requested")
    ACCREDITED = "accredited", _("Accredited")
    IN_FUNCTION = "in_function", pgettext_lazy("foreign attaché", "In function")
    ENDED = "ended", pgettext_lazy("foreign attaché", "Ended")
    OBJECTED = "objected", pgettext_lazy("foreign attaché", "Objected to by us")
    DECLARED_PNG = "declared_png", _("Declared persona non grata")
    WITHDRAWN = "withdrawn", pgettext_lazy("foreign attaché", "Withdrawn")


class CorpsCallKind(TextChoices):
    """Calls a foreign attaché pays when he takes up and when he leaves his functions."""

    FIRST = "first", _("First call")
    FAREWELL = "farewell", _("Farewell call")


# Titles a State sends attachés to us under.
CORPS_TITLES = (
    PostTitle.DEFENCE_ATTACHE,
    PostTitle.MILITARY_ATTACHE,
    PostTitle.AIR_ATTACHE,
    PostTitle.NAVAL_ATTACHE,
    PostTitle.ASSISTANT_ATTACHE,
)
_F = ForeignAttacheState
_SENT_AWAY = {_F.OBJECTED, _F.DECLARED_PNG, _F.WITHDRAWN}

FOREIGN_ATTACHE_TRANSITIONS: dict[ForeignAttacheState, frozenset[ForeignAttacheState]] = {
    # Refusing is enough before consent; who was consented to may be unwelcome before he arrives (VCDR art. 9).
    _F.CONSENT_REQUESTED: frozenset({_F.CONSENT_GRANTED, _F.CONSENT_REFUSED, _F.OBJECTED, _F.WITHDRAWN}),
    _F.CONSENT_GRANTED: frozenset({_F.ACCREDITATION_REQUESTED, *_SENT_AWAY}),
    _F.ACCREDITATION_REQUESTED: frozenset({_F.ACCREDITED, *_SENT_AWAY}),
    _F.ACCREDITED: frozenset({_F.IN_FUNCTION, *_SENT_AWAY}),
    _F.IN_FUNCTION: frozenset({_F.ENDED, _F.OBJECTED, _F.DECLARED_PNG}),
    _F.CONSENT_REFUSED: frozenset(),
    _F.ENDED: frozenset(),
    _F.OBJECTED: frozenset(),
    _F.DECLARED_PNG: frozenset(),
    _F.WITHDRAWN: frozenset(),
}
FOREIGN_OVER: frozenset[ForeignAttacheState] = frozenset(
    state for state, after in FOREIGN_ATTACHE_TRANSITIONS.items() if not after
)
FOREIGN_FORTHCOMING: frozenset[ForeignAttacheState] = frozenset(_F) - FOREIGN_OVER - {_F.IN_FUNCTION}


def allowed(source: PostingState, target: PostingState) -> bool:
    return target in TRANSITIONS[source]


def accreditation_allowed(source: AccreditationState, target: AccreditationState) -> bool:
    return target in ACCREDITATION_TRANSITIONS[source]


def post_allowed(source: PostState, target: PostState) -> bool:
    return target in POST_TRANSITIONS[source]


def foreign_allowed(source: ForeignAttacheState, target: ForeignAttacheState) -> bool:
    return target in FOREIGN_ATTACHE_TRANSITIONS[source]

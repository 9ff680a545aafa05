"""What can happen to an agreement between proposal and end (domain.md C3, B4; VCLT arts 7-18, 24, 54-72)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AgreementKind(TextChoices):
    """Kinds of instrument (domain.md B4); whether one binds is decided by the legal desk, not by its kind."""

    TREATY = "treaty", _("Treaty")
    INTERGOVERNMENTAL_AGREEMENT = "intergovernmental_agreement", _("Intergovernmental agreement")
    DECLARATION = "declaration", _("Declaration")
    MOU = "mou", _("Memorandum of understanding")
    TECHNICAL_ARRANGEMENT = "technical_arrangement", _("Technical arrangement")
    PROTOCOL = "protocol", _("Protocol")
    NOTE_EXCHANGE = "note_exchange", _("Exchange of notes")
    SOFA = "sofa", _("Status of forces agreement")
    GSOMIA = "gsomia", _("Classified information agreement")
    ACSA = "acsa", _("Logistic support agreement")
    ANNUAL_PLAN = "annual_plan", _("Annual bilateral cooperation plan")
    PROTOCOL_OF_MEETING = "protocol_of_meeting", _("Protocol of a meeting")


class AgreementLevel(TextChoices):
    INTERSTATE = "interstate", _("Interstate")
    INTERGOVERNMENTAL = "intergovernmental", _("Intergovernmental")
    INTERAGENCY = "interagency", _("Between agencies")


class AgreementState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("agreement", "Proposed")
    MANDATED = "mandated", _("Mandated")
    NEGOTIATING = "negotiating", _("Under negotiation")
    INITIALLED = "initialled", _("Initialled")
    SIGNED = "signed", _("Signed")
    DOMESTIC_PROCEDURES = "domestic_procedures", _("In domestic procedures")
    NOTIFIED = "notified", _("Notified to the other side")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", pgettext_lazy("agreement", "Suspended")
    DENUNCIATION_NOTIFIED = "denunciation_notified", _("Denunciation notified")
    TERMINATED = "terminated", _("Terminated")
    EXPIRED = "expired", _("Expired")
    SUPERSEDED = "superseded", _("Superseded")
    ABANDONED = "abandoned", _("Abandoned")


class SignatureKind(TextChoices):
    """A simple signature waits for domestic procedures, a definitive one binds (VCLT arts 12, 14)."""

    SIMPLE = "simple", _("Subject to ratification or approval")
    DEFINITIVE = "definitive", _("Definitive")


class FullPowersScope(TextChoices):
    """What a holder of full powers may do (VCLT art. 7)."""

    NEGOTIATE = "negotiate", _("Negotiate")
    INITIAL = "initial", _("Initial")
    SIGN = "sign", pgettext_lazy("full powers", "Sign")


_S = AgreementState

TRANSITIONS: dict[AgreementState, frozenset[AgreementState]] = {
    _S.PROPOSED: frozenset({_S.MANDATED, _S.ABANDONED}),
    _S.MANDATED: frozenset({_S.NEGOTIATING, _S.ABANDONED}),
    # Initialling fixes a text only where the negotiators want that (VCLT art. 10).
    _S.NEGOTIATING: frozenset({_S.INITIALLED, _S.SIGNED, _S.ABANDONED}),
    _S.INITIALLED: frozenset({_S.SIGNED, _S.ABANDONED}),
    _S.SIGNED: frozenset({_S.DOMESTIC_PROCEDURES, _S.IN_FORCE}),
    _S.DOMESTIC_PROCEDURES: frozenset({_S.NOTIFIED}),
    _S.NOTIFIED: frozenset({_S.IN_FORCE}),
    _S.IN_FORCE: frozenset({_S.DENUNCIATION_NOTIFIED, _S.EXPIRED, _S.SUSPENDED, _S.SUPERSEDED}),
    _S.SUSPENDED: frozenset({_S.IN_FORCE}),
    # A denunciation may be withdrawn before it takes effect (VCLT art. 68).
    _S.DENUNCIATION_NOTIFIED: frozenset({_S.TERMINATED, _S.IN_FORCE}),
    _S.TERMINATED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.SUPERSEDED: frozenset(),
    _S.ABANDONED: frozenset(),
}
TERMINAL: frozenset[AgreementState] = frozenset(state for state, after in TRANSITIONS.items() if not after)
BEFORE_SIGNATURE: frozenset[AgreementState] = frozenset(
    {_S.PROPOSED, _S.MANDATED, _S.NEGOTIATING, _S.INITIALLED, _S.ABANDONED}
)
# Still binds today: a notified denunciation changes nothing until it takes effect.
BINDING_NOW: frozenset[AgreementState] = frozenset({_S.IN_FORCE, _S.DENUNCIATION_NOTIFIED})
# States whose record must know its entry into force (I11).
EIF_KNOWN: frozenset[AgreementState] = frozenset(
    {_S.IN_FORCE, _S.SUSPENDED, _S.DENUNCIATION_NOTIFIED, _S.TERMINATED, _S.EXPIRED, _S.SUPERSEDED}
)
# An instrument older than this register is entered where it stands, without inventing its earlier stages.
ENTERED_AS: frozenset[AgreementState] = frozenset({_S.PROPOSED, _S.SIGNED}) | EIF_KNOWN


def allowed(source: AgreementState, target: AgreementState) -> bool:
    return target in TRANSITIONS[source]

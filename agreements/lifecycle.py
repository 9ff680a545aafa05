"""What can happen to an agreement between proposal and end (domain.md C3, B4; VCLT arts 7-18, 24, 54-72)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from agreements.engine import PROVISION_STEPS

PROVISION_TRANSITIONS = PROVISION_STEPS  # read with the other tables where SQL is compared with them


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


class Participation(TextChoices):
    """How many conclude it: exactly two, or three and more, the home State always one of them (I14)."""

    BILATERAL = "bilateral", pgettext_lazy("agreement", "Bilateral")
    MULTILATERAL = "multilateral", pgettext_lazy("agreement", "Multilateral")


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


class ConsentForm(TextChoices):
    """How one party expresses its consent (VCLT arts 11-15)."""

    SIMPLE = "simple", _("Signature subject to ratification or approval")
    DEFINITIVE = "definitive", _("Definitive signature")
    AD_REFERENDUM = "ad_referendum", _("Signature ad referendum")
    ACCESSION = "accession", _("Accession")


BY_SIGNATURE: frozenset[str] = frozenset({ConsentForm.DEFINITIVE, ConsentForm.ACCESSION})


def consent_day(form: str, signed_on: date | None, received_on: date | None) -> date | None:
    """When a party consented: by a definitive signature or accession itself (VCLT arts 12, 15), else as it told."""
    return signed_on if form in BY_SIGNATURE else received_on


class Capacity(TextChoices):
    """In what capacity somebody signs; the first three need no full powers (VCLT art. 7)."""

    HEAD_OF_STATE = "head_of_state", _("Head of State")
    HEAD_OF_GOVERNMENT = "head_of_government", _("Head of Government")
    FOREIGN_MINISTER = "foreign_minister", _("Minister of Foreign Affairs")
    DEFENCE_MINISTER = "defence_minister", _("Minister of Defence")
    HEAD_OF_MISSION = "head_of_mission", _("Head of a diplomatic mission")
    OTHER = "other", pgettext_lazy("capacity", "Other")


NEEDS_NO_POWERS: frozenset[str] = frozenset(
    {Capacity.HEAD_OF_STATE, Capacity.HEAD_OF_GOVERNMENT, Capacity.FOREIGN_MINISTER}
)


class DomesticKind(TextChoices):
    """What a party's own law asks for before it is bound (domain.md B4)."""

    RATIFICATION = "ratification", _("Ratification")
    APPROVAL_BY_LAW = "approval_by_law", _("Approval by law")
    APPROVAL_BY_ORDER = "approval_by_order", _("Approval by order of the head of State")
    ACCEPTANCE = "acceptance", _("Acceptance")
    AGENCY = "agency", _("Approval within the agency")


class StatementKind(TextChoices):
    """What a party declares beside its consent (VCLT arts 2, 19-23)."""

    RESERVATION = "reservation", _("Reservation")
    DECLARATION = "declaration", _("Interpretative declaration")
    OBJECTION = "objection", _("Objection to a reservation")


class SubmissionKind(TextChoices):
    """What about an agreement goes to approval (domain.md C6)."""

    AGREEMENT_MANDATE = "agreement_mandate", _("Mandate to negotiate an agreement")
    AGREEMENT_TEXT = "agreement_text", _("Text of an agreement before signature")
    AGREEMENT_DENUNCIATION = "agreement_denunciation", _("Denunciation of an agreement")


class FamilyRelation(TextChoices):
    """What an instrument does to the agreement it stands under (VCLT arts 39-41)."""

    UNDER = "under", _("Concluded under it")
    AMENDS = "amends", _("Amends it")
    SUPPLEMENTS = "supplements", _("Supplements it")
    PROLONGS = "prolongs", _("Prolongs it")
    IMPLEMENTS = "implements", _("Implements it")


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
    # Suspension frees from performance for a while, and from nothing else (VCLT art. 72): notice, time and a later
    # treaty end what is suspended as they end what is applied.
    _S.SUSPENDED: frozenset({_S.IN_FORCE, _S.DENUNCIATION_NOTIFIED, _S.EXPIRED, _S.SUPERSEDED}),
    # A denunciation may be withdrawn before it takes effect (VCLT art. 68); what was suspended is so again.
    _S.DENUNCIATION_NOTIFIED: frozenset({_S.TERMINATED, _S.IN_FORCE, _S.SUSPENDED}),
    _S.TERMINATED: frozenset(),
    _S.EXPIRED: frozenset(),
    _S.SUPERSEDED: frozenset(),
    _S.ABANDONED: frozenset(),
}
TERMINAL: frozenset[AgreementState] = frozenset(state for state, after in TRANSITIONS.items() if not after)
BEFORE_SIGNATURE: frozenset[AgreementState] = frozenset(
    {_S.PROPOSED, _S.MANDATED, _S.NEGOTIATING, _S.INITIALLED, _S.ABANDONED}
)
# Signed, and not yet in force.
AWAITING: frozenset[AgreementState] = frozenset({_S.SIGNED, _S.DOMESTIC_PROCEDURES, _S.NOTIFIED})
# Still binds today: a notified denunciation changes nothing until it takes effect.
BINDING_NOW: frozenset[AgreementState] = frozenset({_S.IN_FORCE, _S.DENUNCIATION_NOTIFIED})
# The clause's clock runs: suspended it is not applied, but its terms and days for notice go on (VCLT arts 57, 72).
TERMS_RUN: frozenset[AgreementState] = BINDING_NOW | {_S.SUSPENDED}
# States whose record must know its entry into force (I11).
EIF_KNOWN: frozenset[AgreementState] = frozenset(
    {_S.IN_FORCE, _S.SUSPENDED, _S.DENUNCIATION_NOTIFIED, _S.TERMINATED, _S.EXPIRED, _S.SUPERSEDED}
)
# An instrument older than this register is entered where it stands, without inventing its earlier stages.
ENTERED_AS: frozenset[AgreementState] = frozenset({_S.PROPOSED, _S.SIGNED}) | EIF_KNOWN


def allowed(source: AgreementState, target: AgreementState) -> bool:
    return target in TRANSITIONS[source]


class EifRule(TextChoices):
    """Ways a clause brings an agreement into force (domain.md C5, VCLT art. 24)."""

    ON_SIGNATURE = "on_signature", _("On signature")
    LAST_NOTIFICATION_RECEIVED = "last_notification_received", _("On receipt of the last notification")
    N_DAYS_AFTER_LAST_NOTIFICATION = "n_days_after_last_notification", _("Days after the last notification")
    EXCHANGE_OF_INSTRUMENTS = "exchange_of_instruments", _("On exchange of instruments")
    FIXED_DATE = "fixed_date", _("On a fixed date")
    N_CONSENTS = "n_consents", _("After a number of consents")
    AS_AGREED = "as_agreed", _("On a day the parties agree on")


class EifMissing(TextChoices):
    """Why entry into force cannot be computed yet."""

    RULE = "rule", _("It is not recorded how the agreement enters into force.")
    SIGNATURE = "signature", _("The date of signature is not recorded.")
    NOTIFICATION = "notification", _("A notification has not been received yet.")
    EXCHANGE = "exchange", _("The exchange of instruments is not recorded.")
    FIXED = "fixed", _("The fixed date is not recorded.")
    DAYS = "days", _("The number of days is not recorded.")
    CONSENTS_NEEDED = "consents_needed", _("The number of consents needed is not recorded.")
    CONSENT = "consent", _("Not enough consents have been given yet.")
    AGREED = "agreed", _("The day on which the parties agreed is not stated.")


@dataclass(frozen=True, slots=True)
class Eif:
    """Entry into force: the day, or the reasons why it is not known."""

    on: date | None
    missing: tuple[EifMissing, ...] = ()


def eif_date(
    rule: EifRule | str | None,
    *,
    signed_on: date | None = None,
    notifications_received: Sequence[date | None] = (),
    notifications_needed: int = 2,
    exchanged_on: date | None = None,
    fixed_on: date | None = None,
    n_days: int | None = None,
    consents: Sequence[date] = (),
    n_consents: int | None = None,
) -> Eif:
    """Day of entry into force by the clause's rule (VCLT art. 24); a notification of None is one still awaited.

    A party that consented by its signature or accession counts with that day (arts 12, 15).
    """
    notified = _last_of(notifications_received, notifications_needed)
    consented = None if n_consents is None else _last_of(sorted(consents)[:n_consents], n_consents)
    days_after = None if notified is None or n_days is None else notified + timedelta(days=n_days)
    lacking_days = {EifMissing.NOTIFICATION: notified is None, EifMissing.DAYS: n_days is None}
    lacking_consent = {EifMissing.CONSENTS_NEEDED: n_consents is None}
    if n_consents is not None:
        lacking_consent[EifMissing.CONSENT] = consented is None
    answers: dict[str, tuple[date | None, dict[EifMissing, bool]]] = {
        EifRule.ON_SIGNATURE: (signed_on, {EifMissing.SIGNATURE: True}),
        EifRule.LAST_NOTIFICATION_RECEIVED: (notified, {EifMissing.NOTIFICATION: True}),
        EifRule.N_DAYS_AFTER_LAST_NOTIFICATION: (days_after, lacking_days),
        EifRule.EXCHANGE_OF_INSTRUMENTS: (exchanged_on, {EifMissing.EXCHANGE: True}),
        EifRule.FIXED_DATE: (fixed_on, {EifMissing.FIXED: True}),
        EifRule.N_CONSENTS: (consented, lacking_consent),
        EifRule.AS_AGREED: (None, {EifMissing.AGREED: True}),
    }
    day, lacking = answers.get(rule or "", (None, {EifMissing.RULE: True}))
    return (
        Eif(day) if day else Eif(None, tuple(reason for reason, is_missing in lacking.items() if is_missing))
    )


def _last_of(days: Sequence[date | None], needed: int) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if len(known) == len(days) and len(known) >= max(needed, 1) else None


class PlanState(TextChoices):
    """The yearly cycle of a bilateral plan (domain.md C3)."""

    COLLECTING = "collecting", _("Collecting proposals")
    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    STAFF_TALKS = "staff_talks", _("Staff talks")
    COSTED = "costed", _("Costed")
    MFA_CONCURRED = "mfa_concurred", _("Concurred by the MFA")
    APPROVED = "approved", pgettext_lazy("plan", "Approved")
    SIGNED = "signed", pgettext_lazy("plan", "Signed")
    EXECUTING = "executing", _("Being carried out")
    CLOSED = "closed", pgettext_lazy("plan", "Closed")


_P = PlanState
PLAN_TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    _P.COLLECTING: frozenset({_P.DRAFT}),
    _P.DRAFT: frozenset({_P.STAFF_TALKS}),
    _P.STAFF_TALKS: frozenset({_P.COSTED}),
    # Returned by an approver, or changed by the partner before signature: talked over, costed and approved anew.
    _P.COSTED: frozenset({_P.MFA_CONCURRED, _P.STAFF_TALKS}),
    _P.MFA_CONCURRED: frozenset({_P.APPROVED, _P.STAFF_TALKS}),
    _P.APPROVED: frozenset({_P.SIGNED, _P.STAFF_TALKS}),
    _P.SIGNED: frozenset({_P.EXECUTING}),
    _P.EXECUTING: frozenset({_P.CLOSED}),
    _P.CLOSED: frozenset(),
}
PLAN_OPEN = frozenset({_P.COLLECTING, _P.DRAFT, _P.STAFF_TALKS, _P.COSTED})  # items are still written
PLAN_SIGNED = frozenset({_P.SIGNED, _P.EXECUTING, _P.CLOSED})
PLAN_BASIS = PLAN_SIGNED | {_P.APPROVED}  # an item of it is a basis (I17)
PLAN_ENTERED_AS = frozenset({_P.COLLECTING}) | PLAN_SIGNED

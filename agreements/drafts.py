"""What notes about an agreement say (VCLT arts 16, 24, 54, 67; domain.md B4): their substance only."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from agreements.lifecycle import AgreementState, Participation, SubmissionKind
from agreements.models import Agreement
from agreements.selectors.agreements import agreements
from agreements.selectors.submissions import last_of
from approvals.lifecycle import CaseState
from correspondence import registry
from correspondence.registry import Purpose, Substance
from correspondence.terms import Name, foreign_ministry, full_date
from directory.models import Country, DiplomaticMission, Institution, Organisation

S = AgreementState
DENUNCIATION = Purpose("denunciation", _("Notice of denunciation"))
COMPLETION = Purpose("completion", _("Notification that our procedures are complete"))
COMPLETING = frozenset({S.SIGNED, S.DOMESTIC_PROCEDURES, S.NOTIFIED})


def register_all() -> None:
    """Called from apps.py."""
    registry.register(AgreementNotes())


class AgreementNotes:
    """To the other side, or to the depositary where there are many."""

    kind = "agreement"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        """A denunciation is written once both ministries have agreed to it; a completion while it is awaited."""
        row = _row(reference, to)
        found = _due(row, to) if row is not None else None
        return (found,) if row is not None and found is not None and receiver(row) is not None else ()

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        row = _row(reference, to)
        body = receiver(row) if row is not None else None
        if row is None or body is None:
            raise LookupError(reference)
        return _said(row, body, purpose)


def _row(reference: str, to: Subject) -> Agreement | None:
    rows = agreements(to=to).select_related("depositary_country", "depositary_organisation")
    found: Agreement | None = rows.filter(reference=reference).first()
    return found


def _due(row: Agreement, to: Subject) -> Purpose | None:
    """What is to be written as it stands now."""
    if row.state in COMPLETING:
        told = row.notifications.filter(party__is_home=True, received_on__isnull=False)
        return None if told.exists() else COMPLETION
    return DENUNCIATION if row.state == S.IN_FORCE and _agreed_to_end(row, to) else None


def receiver(row: Agreement) -> Country | Organisation | None:
    """The other party; of many parties the depositary, and nobody where none is recorded."""
    if row.participation == Participation.MULTILATERAL:
        return row.depositary
    return next(iter(row.bodies), None)


def _agreed_to_end(row: Agreement, to: Subject) -> bool:
    """Both ministries agreed, and not to a denunciation that was taken back since."""
    case, _submitted = last_of(row, SubmissionKind.AGREEMENT_DENUNCIATION, to=to)
    if case is None or case.state != CaseState.APPROVED:
        return False
    return case.closed_on is None or case.closed_on >= row.state_on


def _said(row: Agreement, body: Country | Organisation, purpose: str) -> Substance:
    title, signed = _title(row), _signed(row)
    subject, honour, paragraphs = (
        _denunciation(title, signed) if purpose == DENUNCIATION.code else _completion(title, signed)
    )
    state = isinstance(body, Country)
    return Substance(
        subject=subject,
        sender=_sender(body),
        addressee={"addressee_country": body} if state else {"addressee_organisation": body},
        addressee_name=foreign_ministry(body.name_en, body.name_az) if state else Name(body.name_en, body.name_az),
        honour=honour,
        paragraphs=paragraphs,
        label_ids=[row.label_id],
        reply_expected=False,
    )  # fmt: skip


def _sender(body: Country | Organisation) -> dict[str, Any]:
    """Our mission there, else the Ministry of Foreign Affairs itself."""
    there = DiplomaticMission.objects.filter(country=body) if isinstance(body, Country) else None
    mission = there.order_by("pk").first() if there is not None else None
    return (
        {"sender_mission": mission}
        if mission
        else {"sender_institution": Institution.objects.get(code="mfa")}
    )


def _title(row: Agreement) -> Name:
    return Name(f"“{row.title_en or row.title}”", f"“{row.title_az or row.title}”")


def _signed(row: Agreement) -> Name:
    if row.signed_on is None:
        return Name("", "")
    return Name(
        f", signed on {full_date(row.signed_on, 'en')},", f"{full_date(row.signed_on, 'az')} tarixində imzalanmış "
    )  # fmt: skip


def _denunciation(title: Name, signed: Name) -> tuple[Name, Name, list[Name]]:
    return (
        Name(f"Denunciation of {title.en}", f"{title.az} sənədinin denonsasiyası haqqında"),
        Name(
            f"to give notice that the Republic of Azerbaijan denounces {title.en}{signed.en} in accordance with its "
            f"final provisions",
            f"Azərbaycan Respublikasının {signed.az}{title.az} sənədini onun yekun müddəalarına uyğun olaraq "
            f"denonsasiya etdiyini bildirmək",
        ),
        [
            Name(
                "The day on which this note is received should be confirmed in writing.",
                "Bu notanın alındığı günün yazılı şəkildə təsdiq edilməsi xahiş olunur.",
            )
        ],
    )


def _completion(title: Name, signed: Name) -> tuple[Name, Name, list[Name]]:
    return (
        Name(f"Entry into force of {title.en}", f"{title.az} sənədinin qüvvəyə minməsi haqqında"),
        Name(
            f"to notify that the domestic procedures of the Republic of Azerbaijan required for entry into force of "
            f"{title.en}{signed.en} have been completed",
            f"Azərbaycan Respublikasında {signed.az}{title.az} sənədinin qüvvəyə minməsi üçün zəruri olan dövlətdaxili "
            f"prosedurların yerinə yetirildiyini bildirmək",
        ),
        [],
    )

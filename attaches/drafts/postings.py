"""What notes about postings and accreditations say (VCDR arts 7, 10, 43; domain.md B1, B2): their substance only.

The formulas of courtesy and the number come from the register of correspondence.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.drafts.wording import RANKS, authorities, office, receiver, under
from attaches.lifecycle import AGREED_BY_HOST, INCUMBENT, OVER, AccreditationState, PostingState
from attaches.models import Accreditation, OfficerParticulars, Posting
from attaches.selectors.accreditations import accreditations
from attaches.selectors.postings import postings, principal_of
from correspondence.registry import Purpose, Substance
from correspondence.terms import Name, full_date, genitive

_A, _P = AccreditationState, PostingState
CONSENT = Purpose("consent", _("Note asking for consent"))
ACCREDITATION = Purpose("accreditation", _("Note asking for accreditation"))
REMINDER = Purpose("reminder", _("Note reminding of a reply"))
ARRIVAL = Purpose("arrival", _("Notification of arrival"))
DEPARTURE = Purpose("departure", _("Notification of final departure"))


class AccreditationNotes:
    """To one receiving State or organisation: the two notes, a reminder of each, arrival, departure (arts 5, 7, 10)."""

    kind = "accreditation"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        row = accreditations(to=to).filter(reference=reference).first()
        return offered(row, row.posting) if row is not None else ()

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        return _said(accreditations(to=to).get(reference=reference), purpose, to, particulars)


class PostingNotes:
    """About a posting, to the State or organisation its principal accreditation names."""

    kind = "posting"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        row = postings(to=to).filter(reference=reference).first()
        principal = principal_of(row, to=to) if row is not None else None
        if row is None or principal is None:
            return ()
        return [one for one in offered(principal, row) if one in (ARRIVAL, DEPARTURE)]

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        row = postings(to=to).get(reference=reference)
        principal = principal_of(row, to=to)
        return _said(accreditations(to=to).get(pk=principal.pk), purpose, to, particulars)  # type: ignore[union-attr]


def offered(row: Accreditation, posting: Posting) -> list[Purpose]:
    """What may be written now: the next note of the two, and notices of whoever comes or goes."""
    state = _A(row.state)
    found = []
    if state == _A.PLANNED and not row.consent_waived:
        found.append(CONSENT)
    if state == _A.CONSENT_GRANTED or (state == _A.PLANNED and row.consent_waived):
        found.append(ACCREDITATION)
    if state in {_A.CONSENT_REQUESTED, _A.ACCREDITATION_REQUESTED}:
        found.append(REMINDER)
    if posting.state in AGREED_BY_HOST | INCUMBENT:
        found.append(ARRIVAL)
    if posting.state in INCUMBENT | OVER and posting.presence:
        found.append(DEPARTURE)
    return found


def _said(row: Accreditation, purpose: str, to: Subject, particulars: bool) -> Substance:
    posting = row.posting
    personal = _particulars(posting, to) if particulars and purpose == CONSENT.code else None
    words = {
        CONSENT.code: _consent, ACCREDITATION.code: _accreditation, REMINDER.code: _reminder, ARRIVAL.code: _arrival,
        DEPARTURE.code: _departure,
    }[purpose](row, posting)  # fmt: skip
    return Substance(
        subject=words["subject"],
        sender={"sender_mission": posting.post.mission},
        addressee={"addressee_country": row.country, "addressee_organisation": row.organisation},
        addressee_name=receiver(row),
        honour=words["honour"],
        paragraphs=[*words.get("paragraphs", ()), *(_told(personal) if personal else ())],
        label_ids=[posting.label_id, posting.officer.label_id, *([personal.label_id] if personal else [])],
        # What is reminded of waits already, since its own day.
        reply_expected=purpose in {CONSENT.code, ACCREDITATION.code},
    )


def _who(posting: Posting) -> Name:
    rank, name = RANKS[posting.officer.rank], posting.officer.full_name
    return Name(f"{rank.en} {name}", f"{rank.az} {name}")


def _consent(row: Accreditation, posting: Posting) -> dict[str, Any]:
    who, seat, they = _who(posting), office(row, posting.post.title), authorities(row)
    follows, basis = posting.predecessor, under(row, "Article 7", "7-ci maddəsinə")
    after = Name("", "")
    if follows is not None:
        before = _who(follows)
        after = Name(f" in succession to {before.en}", f" {genitive(before.az)} yerinə")
    term = posting.planned.lower
    return {
        "subject": Name(
            f"Consent to the appointment of {who.en}", f"{genitive(who.az)} təyinatına razılıq haqqında"
        ),
        "honour": Name(
            f"to request{basis.en} the consent of {they.en} to the appointment of {who.en} as {seat.en}{after.en}",
            f"{basis.az}{genitive(who.az)}"
            f"{after.az} {seat.az} vəzifəsinə təyin edilməsinə {genitive(they.az)} razılığını xahiş etmək",
        ),
        "paragraphs": [
            Name(
                f"Subject to that consent, {who.en} is expected to take up the functions on {full_date(term, 'en')}.",
                f"Razılıq verildiyi təqdirdə, {who.az} vəzifəsinin icrasına {full_date(term, 'az')} tarixində "
                f"başlamalıdır.",
            )
        ],
    }


def _accreditation(row: Accreditation, posting: Posting) -> dict[str, Any]:
    who, seat = _who(posting), office(row, posting.post.title)
    given_en, given_az = "", ""
    if row.consent_reply_on is not None:
        given_en = f", with reference to the consent given on {full_date(row.consent_reply_on, 'en')},"
        given_az = f"{full_date(row.consent_reply_on, 'az')} tarixində verilmiş razılığa istinadən, "
    return {
        "subject": Name(f"Accreditation of {who.en}", f"{genitive(who.az)} akkreditə olunması haqqında"),
        "honour": Name(
            f"to request{given_en} that {who.en} be accredited as {seat.en} and be entered in the diplomatic list",
            f"{given_az}{genitive(who.az)} {seat.az} kimi akkreditə olunmasını və diplomatik siyahıya daxil "
            f"edilməsini xahiş etmək",
        ),
    }


def _reminder(row: Accreditation, posting: Posting) -> dict[str, Any]:
    """Of the note that waits: the second where it has been sent, else the one asking for consent."""
    who, seat, they = _who(posting), office(row, posting.post.title), authorities(row)
    day: Any = row.accreditation_note_on or row.consent_note_on
    asked = Name(
        f"the consent of {they.en} to the appointment of {who.en} as {seat.en}",
        f"{genitive(who.az)} {seat.az} vəzifəsinə təyin edilməsinə {genitive(they.az)} razılığı",
    )
    if row.accreditation_note_on is not None:
        asked = Name(
            f"the accreditation of {who.en} as {seat.en}",
            f"{genitive(who.az)} {seat.az} kimi akkreditə olunması",
        )
    return {
        "subject": Name(f"Reply awaited: {who.en}", f"{who.az}: cavab gözlənilir"),
        "honour": Name(
            f"to recall its note of {full_date(day, 'en')} requesting {asked.en}, and to state that an early reply "
            f"would be appreciated",
            f"{full_date(day, 'az')} tarixli notasına istinadən, {asked.az} barədə cavabın tezliklə verilməsini xahiş "
            f"etmək",
        ),
    }


def _arrival(row: Accreditation, posting: Posting) -> dict[str, Any]:
    who, seat = _who(posting), office(row, posting.post.title)
    basis = under(row, "Article 10", "10-cu maddəsinə")
    day = posting.presence.lower if posting.presence else posting.planned.lower
    return {
        "subject": Name(f"Arrival of {who.en}", f"{genitive(who.az)} gəlişi haqqında"),
        "honour": Name(
            f"to notify{basis.en} the arrival on {full_date(day, 'en')} of {who.en}, {seat.en}",
            f"{basis.az}{seat.az} {genitive(who.az)} {full_date(day, 'az')} tarixində gəldiyini bildirmək",
        ),
    }


def _departure(row: Accreditation, posting: Posting) -> dict[str, Any]:
    who, seat = _who(posting), office(row, posting.post.title)
    basis = under(row, "Articles 10 and 43", "10-cu və 43-cü maddələrinə")
    left = posting.presence.upper if posting.presence and posting.presence.upper else posting.planned.upper
    return {
        "subject": Name(f"Final departure of {who.en}", f"{genitive(who.az)} birdəfəlik getməsi haqqında"),
        "honour": Name(
            f"to notify{basis.en} that the functions of {who.en}, {seat.en}, come to an end and that the final "
            f"departure takes place on "
            f"{full_date(left, 'en')}",
            f"{basis.az}{seat.az} "
            f"{genitive(who.az)} vəzifəsinin başa çatdığını və onun {full_date(left, 'az')} tarixində ölkədən "
            f"birdəfəlik getdiyini bildirmək",
        ),
    }


def _particulars(posting: Posting, to: Subject) -> OfficerParticulars | None:
    """The personal row, for those on the `personal` list; for others it is not there."""
    found: OfficerParticulars | None = (
        OfficerParticulars.objects.visible_to(to).filter(officer=posting.officer_id).first()
    )
    return found


def _told(row: OfficerParticulars) -> list[Name]:
    """What a host asks to know of an attaché (domain.md B2); empty fields are left out."""
    told = []
    if row.born_on:
        told.append(
            Name(
                f"Date of birth: {full_date(row.born_on, 'en')}.",
                f"Doğum tarixi: {full_date(row.born_on, 'az')}.",
            )
        )
    if row.passport_no:
        until = Name("", "")
        if last := row.passport_expires_on:
            until = Name(f", valid until {full_date(last, 'en')}", f", etibarlıdır: {full_date(last, 'az')}")
        told.append(Name(f"Passport: {row.passport_no}{until.en}.", f"Pasport: {row.passport_no}{until.az}."))
    if row.biography.strip():
        told.append(Name(f"Biography: {row.biography.strip()}", f"Tərcümeyi-hal: {row.biography.strip()}"))
    return told

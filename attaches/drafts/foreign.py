"""What our notes about foreign attachés say (VCDR arts 7, 9; domain.md B1, B2): consent or refusal, the list, farewell.

The Ministry of Foreign Affairs writes to the embassy that asked; we owe nobody reasons.
"""

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from attaches.drafts.wording import RANKS, TITLES
from attaches.lifecycle import ForeignAttacheState, foreign_allowed
from attaches.models import ForeignAttache
from attaches.selectors.foreign_attaches import foreign_attaches
from correspondence.registry import Purpose, Substance
from correspondence.terms import (
    HOME,
    Name,
    foreign_embassy,
    foreign_ministry,
    full_date,
    genitive,
    located,
    with_article,
)
from directory.models import Institution

_S = ForeignAttacheState
GRANTED = Purpose("consent_granted", pgettext_lazy("note", "Our consent"))
REFUSED = Purpose("consent_refused", pgettext_lazy("note", "Our refusal of consent"))
NOTED = Purpose("accreditation_noted", _("Accreditation taken note of"))
PNG = Purpose("persona_non_grata", _("Declaration of persona non grata (VCDR art. 9)"))
AUTHORITIES = Name(f"the competent authorities of {HOME.en}", f"{genitive(HOME.az)} səlahiyyətli orqanları")
BY_ENGLISH_RANK = {rank.en.casefold(): rank for rank in RANKS.values()}
# Subject, what follows "has the honour", further paragraphs.
Words = tuple[Name, Name, list[Name]]


class ForeignAttacheNotes:
    """To the sending State: our answer to its first note, to its second, and that somebody is unwelcome."""

    kind = "foreignattache"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        row = foreign_attaches(to=to).filter(reference=reference).first()
        # The ministry writes them; an office abroad writes for its own mission.
        return offered(row) if row is not None and to.mission_id is None else ()

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        row: ForeignAttache = foreign_attaches(to=to).get(reference=reference)
        subject, honour, paragraphs = WORDS[purpose](row)
        return Substance(
            subject=subject,
            sender={"sender_institution": Institution.objects.get(code="mfa")},
            addressee={"addressee_country": row.country},
            addressee_name=_receiver(row),
            honour=honour,
            paragraphs=paragraphs,
            label_ids=[row.label_id],
            reply_expected=False,
        )


def offered(row: ForeignAttache) -> list[Purpose]:
    """What may be written now: before the step it tells of, or after it was recorded."""
    state = _S(row.state)
    found = []
    if state == _S.CONSENT_GRANTED or (state == _S.CONSENT_REQUESTED and row.concurred_on is not None):
        found.append(GRANTED)
    if state in {_S.CONSENT_REQUESTED, _S.CONSENT_REFUSED}:
        found.append(REFUSED)
    if state in {_S.ACCREDITATION_REQUESTED, _S.ACCREDITED}:
        found.append(NOTED)
    if state == _S.DECLARED_PNG or foreign_allowed(state, _S.DECLARED_PNG):
        found.append(PNG)
    return found


def _receiver(row: ForeignAttache) -> Name:
    """The embassy with us; the foreign ministry where he is accredited to us from a third State."""
    names = (row.country.name_en, row.country.name_az)
    return foreign_embassy(*names) if row.is_resident else foreign_ministry(*names)


def _who(row: ForeignAttache) -> Name:
    """Rank and name as the note of the sending State gives them; a rank that we know, in Azerbaijani too."""
    rank = BY_ENGLISH_RANK.get(row.rank.casefold(), Name(row.rank, row.rank))
    return Name(f"{row.rank} {row.full_name}", f"{rank.az} {row.full_name}")


def _office(row: ForeignAttache) -> Name:
    """ "Defence Attaché of Georgia in the Republic of Azerbaijan"."""
    title = TITLES[row.title]
    return Name(
        f"{title.en} of {with_article(row.country.name_en)} in {HOME.en}",
        f"{genitive(row.country.name_az)} {located(HOME.az)} {title.az}",
    )


def _appointed(row: ForeignAttache) -> Name:
    who, office = _who(row), _office(row)
    return Name(
        f"the appointment of {who.en} as {office.en}",
        f"{genitive(who.az)} {office.az} vəzifəsinə təyin edilməsinə",
    )


def _granted(row: ForeignAttache) -> Words:
    who, appointed = _who(row), _appointed(row)
    asked = {language: full_date(row.requested_on, language) for language in ("en", "az")}
    return (
        Name(f"Consent to the appointment of {who.en}", f"{genitive(who.az)} təyinatına razılıq haqqında"),
        Name(
            f"to state, with reference to the request received on {asked['en']}, that {AUTHORITIES.en} consent to "
            f"{appointed.en}",
            f"{asked['az']} tarixində alınmış müraciətə istinadən, {appointed.az} {genitive(AUTHORITIES.az)} razılıq "
            f"verdiyini bildirmək",
        ),
        [],
    )


def _refused(row: ForeignAttache) -> Words:
    who, appointed = _who(row), _appointed(row)
    asked = {language: full_date(row.requested_on, language) for language in ("en", "az")}
    return (
        Name(f"Appointment of {who.en}", f"{genitive(who.az)} təyinatı haqqında"),
        Name(
            f"to state, with reference to the request received on {asked['en']}, that {AUTHORITIES.en} do not find it "
            f"possible to consent to {appointed.en}",
            f"{asked['az']} tarixində alınmış müraciətə istinadən, {genitive(AUTHORITIES.az)} {appointed.az} razılıq "
            f"verməyi mümkün hesab etmədiyini bildirmək",
        ),
        [],
    )


def _noted(row: ForeignAttache) -> Words:
    who, office = _who(row), _office(row)
    asked = row.accreditation_requested_on
    since = Name("", "")
    if row.accredited_on is not None:
        day = row.accredited_on
        since = Name(f" as from {full_date(day, 'en')}", f"{full_date(day, 'az')} tarixindən etibarən ")
    return (
        Name(f"Accreditation of {who.en}", f"{genitive(who.az)} akkreditə olunması haqqında"),
        Name(
            f"to state, with reference to the note received on {full_date(asked, 'en')}, that {AUTHORITIES.en} have "
            f"taken note of the accreditation of {who.en} as {office.en}{since.en} and that the name has been entered "
            f"in the diplomatic list",
            f"{full_date(asked, 'az')} tarixində alınmış notaya istinadən, {genitive(AUTHORITIES.az)} "
            f"{genitive(who.az)} {since.az}{office.az} kimi akkreditə olunmasını nəzərə aldığını və onun adının "
            f"diplomatik siyahıya daxil edildiyini bildirmək",
        ),
        [],
    )


def _unwelcome(row: ForeignAttache) -> Words:
    who, office = _who(row), _office(row)
    return (
        Name(
            f"Declaration of {who.en} persona non grata",
            f"{genitive(who.az)} persona non qrata elan edilməsi haqqında",
        ),
        Name(
            f"to notify, in accordance with Article 9 of the Vienna Convention on Diplomatic Relations, that {HOME.en} "
            f"declares {who.en}, {office.en}, persona non grata",
            f"Diplomatik əlaqələr haqqında Vyana Konvensiyasının 9-cu maddəsinə uyğun olaraq {office.az} "
            f"{genitive(who.az)} {HOME.az} tərəfindən persona non qrata elan edildiyini bildirmək",
        ),
        [
            Name(
                "The sending State is accordingly requested to recall the person concerned or to terminate his "
                "functions with its mission.",
                "Buna uyğun olaraq, akkreditə edən dövlətdən həmin şəxsi geri çağırması və ya onun nümayəndəlikdəki "
                "vəzifəsinə xitam verməsi xahiş olunur.",
            )
        ],
    )  # fmt: skip


WORDS: dict[str, Callable[[ForeignAttache], Words]] = {
    GRANTED.code: _granted, REFUSED.code: _refused, NOTED.code: _noted, PNG.code: _unwelcome,
}  # fmt: skip

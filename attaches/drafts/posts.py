"""What notes about posts say (domain.md I5, B2): some hosts consent to the office before anybody is named for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from attaches.drafts.postings import REMINDER
from attaches.drafts.wording import authorities, office, receiver
from attaches.lifecycle import PostKind, PostState
from attaches.models import Post
from correspondence.models import Correspondence
from correspondence.registry import Purpose, Substance
from correspondence.selectors.correspondence import about
from correspondence.terms import Name, full_date, genitive
from directory.models import Country, Organisation

ESTABLISHMENT = Purpose("establishment", _("Note asking for consent to the office"))


@dataclass(frozen=True)
class Host:
    """Who consents to the office: the organisation the mission is at, else the State."""

    country: Country | None
    organisation: Organisation | None


class PostNotes:
    """To the host of an authorised post, while it has not consented to the office."""

    kind = "post"

    def purposes(self, reference: str, *, to: Subject) -> Sequence[Purpose]:
        row = _posts(to).filter(reference=reference).first()
        if row is None or not _awaits_consent(row) or to.mission_id not in {None, row.mission_id}:
            return ()
        return [ESTABLISHMENT, REMINDER] if _waiting(row, to) is not None else [ESTABLISHMENT]

    def substance(self, reference: str, purpose: str, *, to: Subject, particulars: bool) -> Substance:
        row: Post = _posts(to).get(reference=reference)
        waits = _waiting(row, to) if purpose == REMINDER.code else None
        host = _host(row)
        subject, honour = _establishment(row, host) if waits is None else _reminder(row, host, waits)
        return Substance(
            subject=subject,
            sender={"sender_mission": row.mission},
            addressee={"addressee_country": host.country, "addressee_organisation": host.organisation},
            addressee_name=receiver(host),
            honour=honour,
            label_ids=[row.label_id, *([waits.label_id] if waits is not None else [])],
            reply_expected=waits is None,
        )


def _posts(to: Subject) -> QuerySet[Post]:
    rows: QuerySet[Post] = Post.objects.visible_to(to)
    return rows.select_related("mission__country", "mission__organisation")


def _awaits_consent(row: Post) -> bool:
    """The ministry wants the office, and the host has still to agree to it."""
    return row.state == PostState.AUTHORISED and row.consent_required and row.consent_on is None


def _waiting(row: Post, to: Subject) -> Correspondence | None:
    """The note that asked, as long as its reply is awaited."""
    asked = about([row.reference], to=to).filter(purpose=ESTABLISHMENT.code).outstanding()
    found: Correspondence | None = asked.first()
    return found


def _host(row: Post) -> Host:
    mission = row.mission
    return Host(None, mission.organisation) if mission.organisation else Host(mission.country, None)


def _what(row: Post, host: Host) -> Name:
    """ "the establishment of the office of the Defence Attaché of the Republic of Azerbaijan in Georgia"."""
    seat = office(host, row.title)
    if row.kind == PostKind.ATTACHE_OFFICE:
        return Name(
            f"the establishment of the office of the {seat.en}", f"{seat.az} aparatının təsis edilməsinə"
        )
    return Name(f"the establishment of the post of {seat.en}", f"{seat.az} vəzifəsinin təsis edilməsinə")


def _subject(row: Post, host: Host) -> Name:
    seat = office(host, row.title)
    return Name(f"Establishment of an office: {seat.en}", f"{seat.az}: vəzifənin təsis edilməsi haqqında")


def _establishment(row: Post, host: Host) -> tuple[Name, Name]:
    what, they = _what(row, host), authorities(host)
    return _subject(row, host), Name(
        f"to request the consent of {they.en} to {what.en}",
        f"{what.az} {genitive(they.az)} razılığını xahiş etmək",
    )


def _reminder(row: Post, host: Host, waits: Correspondence) -> tuple[Name, Name]:
    what, they, seat = _what(row, host), authorities(host), office(host, row.title)
    day = waits.dated_on or waits.state_on
    return Name(f"Reply awaited: {seat.en}", f"{seat.az}: cavab gözlənilir"), Name(
        f"to recall its note of {full_date(day, 'en')} requesting the consent of {they.en} to {what.en}, and to state "
        f"that an early reply would be appreciated",
        f"{full_date(day, 'az')} tarixli notasına istinadən, {what.az} {genitive(they.az)} razılığı barədə cavabın "
        f"tezliklə verilməsini xahiş etmək",
    )

"""Notes and letters of the demo, matching the stories of the postings (domain.md D: P2, P3), entered by whose work it is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.context import Subject, enter_subject
from access.services.labels import intern
from attaches.models import Accreditation
from correspondence.models import Correspondence
from correspondence.registry import drafting_of
from correspondence.services import drafting, register, steps
from directory.models import Country, DiplomaticMission, Institution
from publishing.letters import Letter, letter_pdf
from workspace.management.demo.people import subject

BASE = "official_use"
THEIRS = "DEMO: the text of the note is attached as it came in."
WORDS = "Bu mətn uydurmadır. Heç bir dövlət və heç bir qurum adından yazılmayıb."


@dataclass(frozen=True)
class Desk:
    """The running load: its day and instant, and who writes."""

    on: dt.date
    at: dt.datetime
    by: Subject

    def day(self, offset: int) -> dt.date:
        return self.on + dt.timedelta(days=offset)

    def record(self, *, level: str = BASE, caveats: tuple[str, ...] = (), **facts: Any) -> Correspondence:
        label = intern(level, caveats)
        return register.record(by=self.by, at=self.at, label=label, is_demo=True, **facts)

    def sends(self, note: Correspondence, offset: int) -> Correspondence:
        return steps.dispatch(note, by=self.by, on=self.day(offset), at=self.at)

    def receives(self, note: Correspondence, offset: int) -> Correspondence:
        return steps.receive(note, by=self.by, on=self.day(offset), at=self.at)


def load(*, on: dt.date, at: dt.datetime) -> None:
    """P2 unanswered for forty days, P3 refused, an exchange with its reply, one we owe an answer to, one draft."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        desk = Desk(on, at, clerk)
        _p2(desk)
        _p3(desk)
        _both_notes(desk)
        _draft(desk)
        _sensitive(desk)
    with enter_subject(subject("mfa_protocol", on=on), "demo") as protocol:
        desk = Desk(on, at, protocol)
        _exchange_of_notes(desk)
        _owed(desk)


def _accreditation(post: str, state: str) -> Accreditation:
    rows = Accreditation.in_context.filter(posting__post__code=post, role="principal", state=state)
    return rows.select_related("country", "posting__post__mission").latest("posting__planned__startswith")


def _asking(desk: Desk, paper: Accreditation, purpose: str, sent: int, **more: Any) -> Correspondence:
    """Our note about an accreditation as it was written then, whatever has become of it since."""
    notes = drafting_of("accreditation")
    if notes is None:
        raise LookupError("accreditations have no notes")
    said = notes.substance(paper.reference, purpose, to=desk.by, particulars=False)
    texts = drafting.written(said)
    note = desk.record(
        kind="note_verbale", direction="outgoing", language="en", subject=said.subject.en, text=texts.en,
        translation=texts.az, addressee_name=said.addressee_name.en, about_reference=paper.reference,
        reply_expected=True, dated_on=desk.day(sent), **said.sender, **said.addressee, **more,
    )  # fmt: skip
    return desk.sends(note, sent)


def _answering(desk: Desk, first: Correspondence, subject_: str, number: str, came: int) -> Correspondence:
    """What the host wrote back."""
    country = first.addressee_country
    note = desk.record(
        kind="note_verbale", direction="incoming", language="en", subject=subject_, text=THEIRS, number=number,
        sender_country=country, sender_name=first.addressee_name, addressee_mission=first.sender_mission,
        dated_on=desk.day(came - 2), received_on=desk.day(came), in_reply_to=first,
        about_reference=first.about_reference, file=("DEMO-nota.pdf", specimen(first.addressee_name, number)),
    )  # fmt: skip
    return desk.receives(note, came)


def specimen(sender: str, number: str) -> bytes:
    """A scan that nobody sent."""
    return letter_pdf(
        Letter(
            letterhead=sender, form="DEMO", number=number, text=WORDS, place_and_date="DEMO", language="az"
        )
    )


def _p2(desk: Desk) -> None:
    """P2: asked forty days ago, and nobody answered."""
    _asking(desk, _accreditation("da-ro", "consent_requested"), "consent", -40, place="Bucharest")


def _p3(desk: Desk) -> None:
    """P3: asked, and refused twelve days ago."""
    paper = _accreditation("da-ua", "consent_refused")
    first = _asking(desk, paper, "consent", -50, place="Kyiv")
    _answering(desk, first, "DEMO: consent is not given", "DEMO-61/22-1", -12)


def _both_notes(desk: Desk) -> None:
    """Consent asked and given, accreditation asked and given: four papers about one accreditation."""
    paper = _accreditation("da-tr", "accredited")
    days = (paper.consent_note_on, paper.consent_reply_on, paper.accreditation_note_on, paper.accredited_on)
    asked, given, again, done = ((day - desk.on).days if day else -400 for day in days)
    first = _asking(desk, paper, "consent", asked, place="Ankara")
    _answering(desk, first, "DEMO: consent is given", "DEMO-2025/118", given)
    second = _asking(desk, paper, "accreditation", again, place="Ankara")
    _answering(desk, second, "DEMO: the officer is accredited", "DEMO-2025/140", done)


def _draft(desk: Desk) -> None:
    """Coordinated, and the note asking for consent is being written."""
    paper = _accreditation("da-kr", "planned")
    drafting.draft(paper.reference, "consent", by=desk.by, at=desk.at, is_demo=True)


def _sensitive(desk: Desk) -> None:
    """One that not everybody reads."""
    desk.sends(
        desk.record(
            level="limited_official_use", caveats=("mod_only",), kind="aide_memoire", direction="outgoing",
            subject="DEMO: points left with the host after the talks", text=WORDS, language="az",
            sender_institution=Institution.objects.get(code="mod"), addressee_country=Country.objects.get(iso2="TR"),
            dated_on=desk.day(-21), place="Bakı",
        ),
        -21,
    )  # fmt: skip


def _exchange_of_notes(desk: Desk) -> None:
    """An understanding made by two notes."""
    georgia, mfa = Country.objects.get(iso2="GE"), Institution.objects.get(code="mfa")
    first = desk.sends(
        desk.record(
            kind="note_exchange", direction="outgoing", subject="DEMO: recognition of training certificates",
            text=WORDS, language="az", sender_institution=mfa, addressee_country=georgia,
            addressee_name="Embassy of Georgia", reply_expected=True, dated_on=desk.day(-90), place="Bakı",
        ),
        -90,
    )  # fmt: skip
    reply = desk.record(
        kind="note_exchange", direction="incoming", subject="DEMO: recognition of training certificates",
        text=THEIRS, number="DEMO-03/07", language="en", sender_country=georgia, sender_name="Embassy of Georgia",
        addressee_institution=mfa, dated_on=desk.day(-71), received_on=desk.day(-70), in_reply_to=first,
    )  # fmt: skip
    desk.receives(reply, -70)


def _owed(desk: Desk) -> None:
    """What waits for our reply, in nine days."""
    note = desk.record(
        kind="note_verbale", direction="incoming", subject="DEMO: programme of a visit to be confirmed", text=THEIRS,
        number="DEMO-5/391", language="en", sender_country=Country.objects.get(iso2="DE"),
        sender_name="Embassy of Germany", addressee_institution=Institution.objects.get(code="mfa"),
        dated_on=desk.day(-6), received_on=desk.day(-5), reply_expected=True, reply_due_on=desk.day(9),
        file=("DEMO-nota.pdf", specimen("Embassy of Germany", "DEMO-5/391")),
    )  # fmt: skip
    desk.receives(note, -5)
    seat = DiplomaticMission.objects.get(code="emb-de")
    desk.record(
        kind="letter", direction="outgoing", subject="DEMO: letter of thanks after the visit", text=WORDS, language="az",
        sender_mission=seat, addressee_name="DEMO Institute", place="Berlin",
    )  # fmt: skip

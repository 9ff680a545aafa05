"""The inbound register in the demo, entered by those whose work it is: State Protocol, the Center, both ministries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from access.context import enter_subject
from attaches.models import ForeignAttache
from attaches.services import foreign_attaches, foreign_notes, foreign_tenures
from directory.models import Country
from workspace.management.demo.people import subject

FAMILY = "Specimen"
WAY = (
    "consent_requested", "concurred", "consent_granted", "accreditation_requested", "accredited", "in_function",
    "ended",
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """One attaché: days from the day of loading when we were asked, how long we took, how far he came and when."""

    given: str
    country: str
    asked: int
    took: int
    reaches: str
    title: str = "defence_attache"
    rank: str = "Colonel"
    seat: str = ""
    end: int = 0
    follows: str = ""
    dean: int = 0


# One dean, one predecessor with his successor, two non-residents, one refused, one declared persona non grata, one
# objected to, one withdrawn, and a request that has waited for 25 days.
STORIES = (
    Story("Alfa", "TR", -1900, 14, "ended", end=-820),
    Story("Bravo", "TR", -900, 18, "in_function", follows="Alfa", dean=-300),
    Story("Çarli", "GE", -780, 16, "in_function"),
    Story("Delta", "GB", -640, 31, "in_function", rank="Group Captain"),
    Story("Exo", "US", -520, 34, "in_function", rank="Lieutenant Colonel"),
    Story("Foks", "IT", -1150, 22, "in_function"),
    Story("Qolf", "IT", -70, 27, "accreditation_requested", follows="Foks"),
    Story("Hotel", "PK", -410, 12, "in_function", rank="Brigadier"),
    Story("İndiya", "AT", -330, 40, "in_function", seat="TR"),
    Story("Culiyet", "KZ", -120, 19, "accredited"),
    Story("Kilo", "FR", -25, 0, "consent_requested", rank="Captain (navy)", title="naval_attache"),
    Story("Kebek", "UZ", -40, 15, "consent_granted", title="military_attache"),
    Story("Lima", "RO", -48, 0, "concurred"),
    Story("Mayk", "BY", -200, 45, "consent_refused"),
    Story("Noyabr", "PL", -700, 20, "declared_png", end=-60),
    Story("Oskar", "BG", -260, 25, "objected", seat="RO", end=-150),
    Story("Papa", "HU", -90, 0, "withdrawn", end=-70),
)  # fmt: skip
# Whose call on whom: planned and held, days from the day of loading.
CALLS = (
    ("Bravo", "first", "Minister of Defence", -830, -828),
    ("Bravo", "first", "Chief of the General Staff", -815, -815),
    ("Çarli", "first", "Minister of Defence", -700, -698),
    ("Delta", "first", "International Military Cooperation Department", -560, -560),
    ("Exo", "first", "Minister of Defence", -440, -431),
    ("Foks", "farewell", "Minister of Defence", 12, None),
    ("Culiyet", "first", "Minister of Defence", 6, None),
)


@dataclass
class Stage:
    """The running load."""

    on: dt.date
    at: dt.datetime

    def day(self, offset: int) -> dt.date:
        return self.on + dt.timedelta(days=offset)

    def act(self, username: str, service: Any, attache: ForeignAttache, offset: int, **facts: Any) -> None:
        """One verb of somebody on a day."""
        with enter_subject(subject(username, on=self.on), "demo") as by:
            service(attache, by=by, on=self.day(offset), at=self.at, **facts)


def load(*, on: dt.date, at: dt.datetime) -> None:
    """Seventeen foreign attachés in every state, with calls and one dean."""
    stage, told = Stage(on, at), dict[str, ForeignAttache]()
    for number, story in enumerate(STORIES, start=1):
        told[story.given] = attache = _registered(stage, story, number, told.get(story.follows))
        _steps(stage, story, attache)
        _ending(stage, story, attache)
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        for given, kind, office, planned, held in CALLS:
            foreign_tenures.record_call(
                told[given], by=clerk, at=at, kind=kind, called_on=office, planned_on=stage.day(planned),
                held_on=None if held is None else stage.day(held), is_demo=True,
            )  # fmt: skip


def _registered(
    stage: Stage, story: Story, number: int, predecessor: ForeignAttache | None
) -> ForeignAttache:
    seat = Country.objects.get(iso2=story.seat) if story.seat else None
    personal = {
        "born_on": dt.date(1972 + number, 1 + number % 12, 10), "passport_no": f"DEMO-F{number:03}",
        "biography": "DEMO: a fictional officer.", "family": "DEMO: nobody.",
    }  # fmt: skip
    with enter_subject(subject("mfa_protocol", on=stage.on), "demo") as protocol:
        return foreign_attaches.register(
            by=protocol, on=stage.day(story.asked), at=stage.at, country=Country.objects.get(iso2=story.country),
            full_name=f"{story.given} {FAMILY}", rank=story.rank, title=story.title, seat=seat,
            predecessor=predecessor, particulars=personal, is_demo=True,
        )  # fmt: skip


def _steps(stage: Stage, story: Story, attache: ForeignAttache) -> None:
    """The way to us, as far as the story goes."""
    reaches = {"declared_png": "in_function", "objected": "accredited"}.get(story.reaches, story.reaches)
    if reaches not in WAY:
        return
    replied = story.asked + story.took
    way = (
        ("cmd_head", foreign_notes.concur, story.asked + min(story.took or 10, 10)),
        ("mfa_protocol", foreign_notes.consent, replied),
        ("mfa_protocol", foreign_notes.request_accreditation, replied + 7),
        ("mfa_protocol", foreign_notes.accredit, replied + 14),
        ("mfa_protocol", foreign_tenures.record_arrival, replied + 30 if not story.follows else -820),
    )
    for username, service, offset in way[: WAY.index(reaches)]:
        arrived = {"arrived_on": stage.day(offset - 12)} if story.follows and offset == -820 else {}
        stage.act(username, service, attache, offset, **arrived)


def _ending(stage: Stage, story: Story, attache: ForeignAttache) -> None:
    """What became of those whose story is over, and who leads the corps."""
    why = {"reason": "DEMO"}
    if story.reaches == "ended":
        stage.act(
            "mfa_protocol",
            foreign_tenures.end,
            attache,
            story.end,
            departed_on=stage.day(story.end + 3),
            **why,
        )
    if story.reaches == "consent_refused":
        stage.act("mfa_milpol", foreign_notes.refuse, attache, story.asked + story.took)
    if story.reaches == "declared_png":
        stage.act("mfa_milpol", foreign_notes.declare_png, attache, story.end)
        stage.act("mfa_protocol", foreign_tenures.record_departure, attache, story.end + 4)
    if story.reaches == "objected":
        stage.act("mfa_protocol", foreign_notes.object_to, attache, story.end)
    if story.reaches == "withdrawn":
        stage.act("mfa_protocol", foreign_notes.withdraw, attache, story.end, **why)
    if story.dean:
        stage.act("mfa_protocol", foreign_attaches.name_dean, attache, story.dean)

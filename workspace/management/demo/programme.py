"""The programme of the demo as data: exercises as they were published, others plainly invented (domain.md D)."""

from dataclasses import dataclass, field
from typing import Any

TOP = "limited_official_use"
GE_TR = "Agreed in the Azerbaijan–Georgia–Türkiye format"
TR_PK = "Agreed in the Azerbaijan–Türkiye–Pakistan format"
LAST_DAY_ONLY = "; sources give the last day only"
YEAR_ONLY = "; sources give the year only"
EAGLE = "Memorandum of understanding on the exercises “Caucasian Eagle”"


@dataclass(frozen=True)
class Held:
    """An exercise that was held: title, first and last day, main partner, the others, its basis."""

    title: str
    starts_on: str
    ends_on: str
    country: str
    participants: tuple[str, ...]
    why: str = ""
    agreement: str = ""
    place: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


HELD = (
    Held("Caucasian Eagle 2017", "2017-06-14", "2017-06-14", "GE", ("TR",), GE_TR + LAST_DAY_ONLY, place="Tbilisi",
         facts={"direction": "out"}),
    Held("Three Brothers-2021", "2021-09-12", "2021-09-20", "TR", ("PK",), TR_PK, place="Bakı"),
    Held("Eternity-2021", "2021-10-05", "2021-10-08", "GE", ("TR",), GE_TR,
         facts={"conferences": {"ipc": {"held_on": "2021-07-09"}}}),
    Held("Caucasian Eagle-2022", "2022-01-01", "2022-12-31", "GE", ("TR",), GE_TR + YEAR_ONLY, EAGLE, "Mukhrovani",
         {"direction": "out"}),
    Held("Eternity-2023", "2023-10-06", "2023-10-06", "TR", ("GE",), GE_TR + LAST_DAY_ONLY, place="Bakı"),
    Held("Eternity-2024", "2024-01-01", "2024-12-31", "GE", ("TR",), GE_TR + YEAR_ONLY, facts={"direction": "out"}),
)  # fmt: skip


@dataclass(frozen=True)
class Ahead:
    """An invented exercise ahead; days count from the day of loading."""

    title: str
    country: str
    first: int
    last: int
    facts: dict[str, Any]
    conferences: dict[str, dict[str, int]]
    reaches: tuple[str, ...] = ()
    level: str = "official_use"
    caveats: tuple[str, ...] = ()


# E1: the final conference is in twelve days; the main one was held late. E2: over nine thousand troops, to be notified
# within five days; the main conference was missed and the final one is planned too late.
AHEAD = (
    Ahead(
        "DEMO-EX Steppe Wind", "PK", 72, 83,
        {"size": "major", "troops": 2_400, "tanks": 40, "acvs": 120, "direction": "home", "place": "Gəncə",
         "planned_cost": "480000.00", "currency": "AZN", "person_days": 9_600},
        {"ipc": {"planned_on": -200, "held_on": -200}, "mpc": {"planned_on": -80, "held_on": -70}},
        ("in_approval", "approved", "preparing"),
    ),
    Ahead(
        "DEMO-EX Iron Shield", "KZ", 47, 58,
        {"size": "small", "troops": 9_600, "tanks": 180, "acvs": 410, "artillery": 90, "direction": "home",
         "place": "Naxçıvan", "planned_cost": "1250000.00", "currency": "AZN", "person_days": 52_000},
        {"ipc": {"planned_on": -75, "held_on": -75}, "mpc": {"planned_on": -6}, "fpc": {"planned_on": 25}},
        ("in_approval", "approved"),
    ),
    Ahead(
        "DEMO-EX Quiet Harbour", "GB", 300, 309,
        {"size": "small", "troops": 350, "direction": "out", "planned_cost": "90000.00", "currency": "EUR"},
        {}, (), TOP, ("negotiations",),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Other:
    """An invented activity of another kind; days count from the day of loading."""

    title: str
    kind: str
    country: str
    first: int
    last: int
    reaches: tuple[str, ...] = ()
    stands_as: str = "planned"
    facts: dict[str, Any] = field(default_factory=dict)
    level: str = "official_use"
    caveats: tuple[str, ...] = ()


APPROVED = ("in_approval", "approved")
OTHERS = (
    Other("DEMO Staff talks on training", "high_level_expert_relations", "TR", -400, -398, (), "closed",
          {"planned_cost": "4200.00", "currency": "AZN", "person_days": 18}),
    Other("DEMO Visit of a patrol ship", "ship_visit", "TR", -210, -207, (), "closed",
          {"direction": "in", "planned_cost": "21000.00", "currency": "AZN", "person_days": 60}),
    Other("DEMO Course for staff officers", "foreign_mission_training", "DE", -150, -60, (), "completed",
          {"direction": "out", "planned_cost": "35000.00", "currency": "EUR", "person_days": 450}),
    Other("DEMO Exchange of mountain units", "unit_exchange", "GE", -95, -85, (), "completed",
          {"direction": "in", "person_days": 220}),
    Other("DEMO Advice on logistics management", "defence_management_advice", "GB", -40, -36, (), "completed",
          {"planned_cost": "12500.00", "currency": "EUR"}),
    Other("DEMO Mobile training team, demining", "mobile_training_team", "FR", -12, 20, (), "ongoing",
          {"direction": "in", "planned_cost": "64000.00", "currency": "EUR", "person_days": 320}),
    Other("DEMO Round table on the White Paper", "contact", "PL", 14, 15, APPROVED),
    Other("DEMO Meeting of chiefs of staff", "high_level_military_contact", "PK", 26, 28, APPROVED, facts={"direction": "in"}),
    Other("DEMO Preparatory talks on a new memorandum", "high_level_expert_relations", "SA", 33, 34, ("in_approval",),
          level=TOP, caveats=("negotiations",)),
    Other("DEMO Review of attaché security", "contact", "US", 45, 46, level=TOP, caveats=("mod_only",)),
    Other("DEMO Aircraft visit", "aircraft_visit", "IT", 60, 62, facts={"direction": "in"}),
    Other("DEMO Expert in a staff post", "expert_exchange_post", "HU", 90, 455, APPROVED,
          facts={"direction": "out", "planned_cost": "58000.00", "currency": "EUR", "person_days": 365}),
    Other("DEMO Seminar on democratic control", "democratic_control_advice", "CH", 75, 77, ("postponed",)),
    Other("DEMO Delivery of field hospitals", "materiel_assistance", "KG", 110, 112, level=TOP,
          facts={"direction": "out", "planned_cost": "310000.00", "currency": "USD"}),
    Other("DEMO Summer school of cadets", "foreign_mission_training", "RO", 200, 214, stands_as="idea"),
    Other("DEMO Signals exchange", "unit_exchange", "UZ", 120, 126, ("cancel",)),
)  # fmt: skip

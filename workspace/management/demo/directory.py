"""Seats, side accreditations and heads of the demo's missions; days count from the day of loading, people are fictional.

M4: a new ambassador, twenty days in office, credentials not yet presented. Georgia has nobody, Ukraine a chargé.
"""

import datetime as dt
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject, enter_subject
from directory.models import Country, DiplomaticMission, HeadOfMissionTenure
from directory.services.keeping import keep
from workspace.management.demo.people import subject

SEATS = {
    "emb-tr": ("Ankara", "Ankara"), "emb-ge": ("Tbilisi", "Tbilisi"), "emb-us": ("Washington", "Vaşinqton"),
    "emb-gb": ("London", "London"), "emb-de": ("Berlin", "Berlin"), "emb-fr": ("Paris", "Paris"),
    "emb-it": ("Rome", "Roma"), "emb-es": ("Madrid", "Madrid"), "emb-pl": ("Warsaw", "Varşava"),
    "emb-ro": ("Bucharest", "Buxarest"), "emb-cn": ("Beijing", "Pekin"), "emb-ru": ("Moscow", "Moskva"),
    "emb-ua": ("Kyiv", "Kiyev"), "emb-by": ("Minsk", "Minsk"), "emb-kz": ("Astana", "Astana"),
    "emb-uz": ("Tashkent", "Daşkənd"), "emb-pk": ("Islamabad", "İslamabad"), "emb-jo": ("Amman", "Əmman"),
    "emb-sa": ("Riyadh", "Ər-Riyad"), "emb-ir": ("Tehran", "Tehran"), "emb-il": ("Tel Aviv", "Təl-Əviv"),
    "emb-kr": ("Seoul", "Seul"), "nmr-osce": ("Vienna", "Vyana"), "nmr-nato-hq": ("Brussels", "Brüssel"),
    "nmr-shape": ("Mons", "Mons"), "unmiss": ("Juba", "Cuba"),
}  # fmt: skip
SIDES = {"emb-de": ("AT",), "emb-pl": ("SK",), "emb-kz": ("TM",), "emb-sa": ("BH",)}
# Mission, name as published, quality, first day, day of the end; agrément and credentials in days from the first day.
HEADS: tuple[tuple[str, str, str, int, int | None, int | None, int | None], ...] = (
    ("emb-tr", "H.E. Sınaq Nümunəzadə", "ambassador", -1060, None, -45, 14),
    ("emb-de", "H.E. Maket Specimen", "ambassador", -1050, None, -60, 20),
    ("emb-ge", "H.E. Qəlib Nümunəzadə", "ambassador", -1500, -60, -40, 10),
    ("emb-it", "H.E. Eskiz Specimen", "ambassador", -1400, -20, -50, 21),
    ("emb-it", "H.E. Ölçü Təlimli", "ambassador", -20, None, -70, None),
    ("emb-ua", "H.E. Şablon Maketov", "ambassador", -1300, -120, -30, 15),
    ("emb-ua", "Model Specimen", "charge", -120, None, None, None),
    ("emb-us", "H.E. Layihə Nümunəzadə", "ambassador", -700, None, -80, 30),
    ("emb-fr", "H.E. Model Təlimli", "ambassador", -500, 40, -60, 25),
    ("emb-fr", "H.E. Şablon Specimen", "ambassador", 40, None, None, None),
    ("emb-pl", "H.E. Eskiz Maketov", "ambassador", -400, None, -45, 18),
    ("emb-kz", "H.E. Layihə Təlimli", "ambassador", -900, None, -40, 12),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """By the Center's clerk, through the one service that keeps reference data."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as clerk:
        for mission in DiplomaticMission.objects.filter(code__in=SEATS):
            mission.seat_en, mission.seat_az = SEATS[mission.code]
            keep(mission, by=clerk, links=_sides(mission))
        for head in HEADS:
            _head(head, on, by=clerk)


def _sides(mission: DiplomaticMission) -> dict[str, Any]:
    wanted = SIDES.get(mission.code)
    return {"side_accredited": Country.objects.filter(iso2__in=wanted)} if wanted else {}


def _head(head: tuple[Any, ...], on: dt.date, *, by: Subject) -> None:
    code, name, kind, first, end, agrement, credentials = head

    def day(offset: int | None) -> dt.date | None:
        return None if offset is None else on + dt.timedelta(days=offset)

    tenure = HeadOfMissionTenure(
        mission=DiplomaticMission.objects.get(code=code), public_name=name, kind=kind, is_demo=True,
        period=DateRange(day(first), day(end)),
        agrement_on=day(None if agrement is None else first + agrement),
        credentials_on=day(None if credentials is None else first + credentials),
    )  # fmt: skip
    keep(tenure, by=by)

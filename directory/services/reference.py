"""Reference data that every installation starts with; loading again changes nothing that people amended."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import holidays

from directory.models import ActivityKind, CalendarDay, Country, Institution, Organisation, Unit
from foundation.acts import verb

DATA = Path(__file__).resolve().parent.parent / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _names(row: dict[str, str]) -> dict[str, str]:
    return {"name_en": row["name_en"], "name_az": row["name_az"]}


@verb("directory.load_reference")
def load_reference(*, on: dt.date) -> None:
    """Countries, organisations, institutions, units, activity kinds and the working-day calendar around `on`."""
    for row in _rows("countries"):
        flags = {f"is_{name}": bool(row[name]) for name in ("neighbour", "osce", "nato", "eu")}
        Country.objects.get_or_create(
            iso2=row["iso2"], defaults={"iso3": row["iso3"], "region": row["region"], **flags, **_names(row)}
        )
    for row in _rows("organisations"):
        seat = Country.objects.get(iso2=row["seat"])
        Organisation.objects.get_or_create(code=row["code"], defaults={"seat": seat, **_names(row)})
    for row in _rows("institutions"):
        Institution.objects.get_or_create(code=row["code"], defaults={"kind": row["kind"], **_names(row)})
    for row in _rows("units"):
        institution = Institution.objects.get(code=row["institution"])
        parent = Unit.objects.filter(code=row["parent"]).first()
        Unit.objects.get_or_create(
            code=row["code"], defaults={"institution": institution, "parent": parent, **_names(row)}
        )
    for row in _rows("activity_kinds"):
        parent_kind = ActivityKind.objects.filter(code=row["parent"]).first()
        ActivityKind.objects.get_or_create(
            code=row["code"], defaults={"number": row["number"], "parent": parent_kind, **_names(row)}
        )
    load_calendar(range(on.year - 1, on.year + 6))


def load_calendar(years: range) -> None:
    """Public holidays of the home State from the maintained library; days entered by hand stay as they are."""
    english = holidays.country_holidays("AZ", years=years, language="en_US")
    azerbaijani = holidays.country_holidays("AZ", years=years, language="az")
    known = set(CalendarDay.objects.values_list("day", flat=True))
    CalendarDay.objects.bulk_create(
        CalendarDay(day=day, name_en=name[:200], name_az=azerbaijani.get(day, name)[:200])
        for day, name in sorted(english.items())
        if day not in known
    )

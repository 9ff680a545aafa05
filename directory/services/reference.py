"""Reference data that every installation starts with; loading again changes nothing that people amended."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from directory.models import (
    ActivityKind,
    ClearanceRule,
    Comparator,
    CooperationFormat,
    Country,
    FactorDefinition,
    FormatMeeting,
    FormatMember,
    Institution,
    Membership,
    NameVariant,
    Organisation,
    Stance,
    Unit,
)
from directory.services.calendar import load_years
from foundation.acts import verb

DATA = Path(__file__).resolve().parent.parent / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _names(row: dict[str, str]) -> dict[str, str]:
    return {"name_en": row["name_en"], "name_az": row["name_az"]}


@verb("directory.load_reference")
def load_reference(*, on: dt.date) -> None:
    """Countries, organisations, formats, institutions, kinds of activity and the working-day calendar around `on`."""
    _load_countries()
    countries = {country.iso2: country for country in Country.objects.all()}
    for row in _rows("organisations"):
        defaults = {"seat": countries[row["seat"]], **_names(row)}
        Organisation.objects.get_or_create(code=row["code"], defaults=defaults)
    organisations = {body.code: body for body in Organisation.objects.all()}
    _load_memberships(countries, organisations)
    _load_names(countries, organisations)
    _load_formats(countries)
    _load_institutions()
    for row in _rows("activity_kinds"):
        parent_kind = ActivityKind.objects.filter(code=row["parent"]).first()
        ActivityKind.objects.get_or_create(
            code=row["code"], defaults={"number": row["number"], "parent": parent_kind, **_names(row)}
        )
    _load_clearance_rules(countries)
    _load_stances(countries)
    _load_factors(countries)
    load_years(range(on.year - 1, on.year + 6))


def _load_countries() -> None:
    for row in _rows("countries"):
        is_iso = row["code_is"] == "iso"
        defaults: dict[str, Any] = {
            "iso3": row["iso3"], "numeric": row["numeric"], "is_iso": is_iso, "region": row["region"],
            "is_neighbour": bool(row["neighbour"]), **_names(row),
        }  # fmt: skip
        country, made = Country.objects.get_or_create(iso2=row["iso2"], defaults=defaults)
        if not made and row["numeric"] and country.is_iso and not country.numeric:
            Country.objects.filter(pk=country.pk).update(numeric=row["numeric"])


def _load_memberships(countries: dict[str, Any], organisations: dict[str, Any]) -> None:
    """Where people kept a membership of an organisation, theirs stands; one without a beginning is given it."""
    kept = set(Membership.objects.values_list("country__iso2", "organisation__code"))
    undated = Membership.objects.filter(period__startswith__isnull=True, version=1)
    new = []
    for row in _rows("memberships"):
        country, body = countries[row["country"]], organisations[row["organisation"]]
        period = DateRange(_day(row["from"]), _day(row["end"]))
        if (row["country"], row["organisation"]) not in kept:
            new.append(Membership(country=country, organisation=body, kind=row["kind"], period=period))
        elif row["kind"] == "member" and not row["end"]:
            undated.filter(country=country, organisation=body).update(period=period)
    Membership.objects.bulk_create(new)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _load_names(countries: dict[str, Any], organisations: dict[str, Any]) -> None:
    """Other names of whoever has none yet."""
    owners = {"country": countries, "organisation": organisations}
    named = {
        kind: set(NameVariant.objects.filter(**{f"{kind}__isnull": False}).values_list(f"{kind}_id", flat=True))
        for kind in owners
    }  # fmt: skip
    NameVariant.objects.bulk_create(
        NameVariant(
            **{row["kind"]: owner},
            text=row["text"],
            language=row["language"],
            used_by_source=row["used_by_source"],
        )
        for row in _rows("name_variants")
        if (owner := owners[row["kind"]][row["code"]]).pk not in named[row["kind"]]
    )


def _load_formats(countries: dict[str, Any]) -> None:
    made = {}
    for row in _rows("formats"):
        facts = {name: row[name] for name in ("status", "proposed_by", "source")}
        found, new = CooperationFormat.objects.get_or_create(
            code=row["code"], defaults={**facts, **_names(row)}
        )
        if new:
            made[row["code"]] = found
            members = enumerate(row["members"].split(), start=1)
            FormatMember.objects.bulk_create(
                FormatMember(format=found, country=countries[iso2], place=place) for place, iso2 in members
            )
    FormatMeeting.objects.bulk_create(
        FormatMeeting(
            format=made[row["format"]], number=int(row["number"]), level=row["level"], place=row["place"],
            held_on=dt.date.fromisoformat(row["held_on"]), country=countries[row["country"]],
        )
        for row in _rows("format_meetings")
        if row["format"] in made
    )  # fmt: skip


def _load_clearance_rules(countries: dict[str, Any]) -> None:
    for row in _rows("clearance_rules"):
        facts = {name: row[name] for name in ("vehicle", "passage", "cargo", "day_type", "source")}
        hours = int(row["validity_hours"]) if row["validity_hours"] else None
        defaults = {
            **facts, **_names(row), "country": countries[row["country"]], "lead_days": int(row["lead_days"]),
            "validity_hours": hours,
        }  # fmt: skip
        ClearanceRule.objects.get_or_create(code=row["code"], defaults=defaults)


def _load_stances(countries: dict[str, Any]) -> None:
    """Where people have said how we stand towards a State, theirs holds."""
    kept = set(Stance.objects.values_list("country__iso2", flat=True))
    Stance.objects.bulk_create(
        Stance(
            country=countries[row["country"]], kind=row["kind"], reason=row["reason"],
            period=DateRange(_day(row["from"]), None),
        )
        for row in _rows("stances")
        if row["country"] not in kept
    )  # fmt: skip


def _load_factors(countries: dict[str, Any]) -> None:
    """The factors paper 001 lists and the States it compares; values are entered by people, each from its source."""
    for row in _rows("factors"):
        facts = {name: row[name] for name in ("sort", "kind", "unit", "measures_en", "measures_az", "source")}
        FactorDefinition.objects.get_or_create(code=row["code"], defaults={**facts, **_names(row)})
    for row in _rows("comparators"):
        said = {"case": row["case"], "source": row["source"]}
        Comparator.objects.get_or_create(country=countries[row["country"]], defaults=said)


def _load_institutions() -> None:
    for row in _rows("institutions"):
        Institution.objects.get_or_create(code=row["code"], defaults={"kind": row["kind"], **_names(row)})
    for row in _rows("units"):
        institution = Institution.objects.get(code=row["institution"])
        parent = Unit.objects.filter(code=row["parent"]).first()
        Unit.objects.get_or_create(
            code=row["code"], defaults={"institution": institution, "parent": parent, **_names(row)}
        )

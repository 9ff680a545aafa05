"""Records of the directory by what people call them in a table: one question for a whole file."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.conf import settings

from directory.models import (
    ActivityKind,
    CooperationFormat,
    Country,
    DiplomaticMission,
    Institution,
    Organisation,
)
from foundation.azerbaijani import search_fold

Body = Country | Organisation
Choices = list[tuple[str, str]]


def typed_key(name: str) -> str:
    """Two names with the same key are the same to who types them."""
    return " ".join(search_fold(name).split())


def parted(text: str) -> list[str]:
    """What stands between the semicolons of a cell."""
    return [part.strip() for part in text.split(";") if part.strip()]


def called(rows: Any, texts: Collection[str], code: str) -> dict[str, Any]:
    """By code, or by name in either language."""
    known: dict[str, Any] = {}
    for row in rows:
        for word in (getattr(row, code), row.name_en, row.name_az):
            known.setdefault(typed_key(word), row)
    return {text: known[typed_key(text)] for text in texts if typed_key(text) in known}


def countries_called(texts: Collection[str], to: Any = None) -> dict[str, Country]:
    """Countries by code or name."""
    return called(Country.objects.all(), texts, "iso2")


def kinds_called(texts: Collection[str], to: Any = None) -> dict[str, ActivityKind]:
    """Kinds of activity by code or name."""
    return called(ActivityKind.objects.select_related("parent"), texts, "code")


def kind_codes() -> Choices:
    """Codes of the kinds with their words."""
    return [(kind.code, str(kind.name)) for kind in ActivityKind.objects.all()]


def formats_called(texts: Collection[str], to: Any = None) -> dict[str, CooperationFormat]:
    """Formats of co-operation by code or name."""
    return called(CooperationFormat.objects.all(), texts, "code")


def format_codes() -> Choices:
    """Codes of the formats with their names."""
    return [(found.code, found.name) for found in CooperationFormat.objects.all()]


def institutions_called(texts: Collection[str], to: Any = None) -> dict[str, Institution]:
    """Institutions by code or name."""
    return called(Institution.objects.all(), texts, "code")


def missions_called(texts: Collection[str], to: Any = None) -> dict[str, DiplomaticMission]:
    """Missions by code or by name in either language; what several are called names none."""
    found: dict[str, list[DiplomaticMission]] = defaultdict(list)
    for mission in DiplomaticMission.objects.select_related("country", "organisation"):
        for name in {typed_key(mission.code), typed_key(mission.name_en), typed_key(mission.name_az)}:
            found[name].append(mission)
    meant = {text: found.get(typed_key(text), []) for text in texts}
    return {text: missions[0] for text, missions in meant.items() if len(missions) == 1}


def mission_codes() -> Choices:
    """Every mission's code with its name."""
    return [(mission.code, mission.name) for mission in DiplomaticMission.objects.order_by("code")]


def _bodies(*, home: bool = False) -> dict[str, Body]:
    states = Country.objects.all() if home else Country.objects.exclude(iso2=settings.HOME_COUNTRY)
    bodies: list[Body] = [*Organisation.objects.all(), *states]
    return {
        typed_key(name): body
        for body in bodies
        for name in (body.reference, body.name_en, body.name_az, getattr(body, "iso3", ""))
        if name
    }


def bodies_called(texts: Collection[str]) -> dict[str, tuple[list[Body], list[str]]]:
    """For each text, parted by semicolons: which other States and organisations are meant, and what is unknown."""
    known = _bodies()
    found: dict[str, tuple[list[Body], list[str]]] = {}
    for text in texts:
        parts = parted(text)
        bodies = [known[typed_key(part)] for part in parts if typed_key(part) in known]
        found[text] = (bodies, [part for part in parts if typed_key(part) not in known])
    return found


def everyone_called(texts: Collection[str], to: Any = None) -> dict[str, Body]:
    """States, the home State among them, and organisations, by code or name."""
    known = _bodies(home=True)
    return {text: known[typed_key(text)] for text in texts if typed_key(text) in known}


def body_codes() -> Choices:
    """Codes of other States and of organisations, with their names."""
    states = Country.objects.exclude(iso2=settings.HOME_COUNTRY).order_by("iso2")
    return [(body.reference, body.name) for body in [*states, *Organisation.objects.order_by("code")]]

"""Parties and agreements by what people call them in a table: one question for a whole file.

What is found stands in the findings of the table, so records marked higher than it are not found here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.conf import settings

from access.context import Subject
from access.services.labels import intern
from agreements.models import Agreement, PlanItem
from directory.models import ActivityKind, CooperationFormat, Country, Organisation
from foundation.azerbaijani import search_fold

Body = Country | Organisation


def title_key(title: str) -> str:
    """Two titles with the same key are the same to who types them."""
    return " ".join(search_fold(title).split())


def called(rows: Any, texts: Collection[str], code: str) -> dict[str, Any]:
    """By code, or by name in either language."""
    known: dict[str, Any] = {}
    for row in rows:
        for word in (getattr(row, code), row.name_en, row.name_az):
            known.setdefault(title_key(word), row)
    return {text: known[title_key(text)] for text in texts if title_key(text) in known}


def countries_called(texts: Collection[str], to: Any = None) -> dict[str, Country]:
    """Countries by code or name."""
    return called(Country.objects.all(), texts, "iso2")


def kinds_called(texts: Collection[str]) -> dict[str, ActivityKind]:
    """Kinds of activity by code or name."""
    return called(ActivityKind.objects.select_related("parent"), texts, "code")


def kind_codes() -> list[tuple[str, str]]:
    """Codes of the kinds with their words."""
    return [(kind.code, str(kind.name)) for kind in ActivityKind.objects.all()]


def _told(to: Subject) -> Any:
    return Agreement.objects.visible_to(to).told_under(intern("official_use"))


def references_by_title(*, to: Subject) -> dict[str, list[str]]:
    """References of the agreements of a title, in whichever language."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = _told(to).order_by("id").values_list("reference", "title", "title_en", "title_az")
    for reference, *titles in rows.iterator():
        for key in {title_key(title) for title in titles if title}:
            found[key].append(reference)
    return found


def agreements_referenced(texts: Collection[str], *, to: Subject) -> dict[str, Agreement]:
    """Agreements by reference."""
    meant = {text: text.strip().upper() for text in texts}
    rows = {row.reference: row for row in _told(to).filter(reference__in=set(meant.values()))}
    return {text: rows[reference] for text, reference in meant.items() if reference in rows}


def _bodies(*, home: bool = False) -> dict[str, Body]:
    states = Country.objects.all() if home else Country.objects.exclude(iso2=settings.HOME_COUNTRY)
    bodies: list[Body] = [*Organisation.objects.all(), *states]
    return {
        title_key(name): body
        for body in bodies
        for name in (body.reference, body.name_en, body.name_az, getattr(body, "iso3", ""))
        if name
    }


def bodies_called(texts: Collection[str]) -> dict[str, tuple[list[Body], list[str]]]:
    """For each text, parted by semicolons: who is meant, and what is unknown."""
    known = _bodies()
    found: dict[str, tuple[list[Body], list[str]]] = {}
    for text in texts:
        parts = [part.strip() for part in text.split(";") if part.strip()]
        bodies = [known[title_key(part)] for part in parts if title_key(part) in known]
        found[text] = (bodies, [part for part in parts if title_key(part) not in known])
    return found


def everyone_called(texts: Collection[str], to: Any = None) -> dict[str, Body]:
    """States, the home State among them, and organisations, by code or name."""
    known = _bodies(home=True)
    return {text: known[title_key(text)] for text in texts if title_key(text) in known}


def formats_called(texts: Collection[str], to: Any = None) -> dict[str, CooperationFormat]:
    """Formats of co-operation by code or name."""
    return called(CooperationFormat.objects.all(), texts, "code")


def format_codes() -> list[tuple[str, str]]:
    """Codes of the formats with their names."""
    return [(found.code, found.name) for found in CooperationFormat.objects.all()]


def body_codes() -> list[tuple[str, str]]:
    """Codes of those with whom agreements may be concluded, with their names."""
    states = Country.objects.exclude(iso2=settings.HOME_COUNTRY).order_by("iso2")
    return [(body.reference, body.name) for body in [*states, *Organisation.objects.order_by("code")]]


def items_by_title(plans: Iterable[tuple[int, int]], *, to: Subject) -> dict[tuple[int, int, str], str]:
    """References of the items of plans by State, year and title, in whichever language."""
    wanted = set(plans)
    rows = PlanItem.objects.visible_to(to).told_under(intern("official_use")).filter(
        plan__country__in={country for country, _year in wanted}, dropped_on__isnull=True
    )  # fmt: skip
    found: dict[tuple[int, int, str], str] = {}
    for item in rows.select_related("plan").iterator():
        key = (item.plan.country_id, item.plan.year)
        if key in wanted:
            found |= {
                (*key, title_key(title)): item.reference for title in (item.title_en, item.title_az) if title
            }
    return found

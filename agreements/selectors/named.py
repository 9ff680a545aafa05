"""Parties and agreements by what people call them in a table: one question for a whole file.

What is found stands in the findings of the table, so records marked higher than it are not found here.
"""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.conf import settings

from access.context import Subject
from access.services.labels import intern
from agreements.models import Agreement
from directory.models import Country, Organisation
from foundation.azerbaijani import search_fold

Body = Country | Organisation


def title_key(title: str) -> str:
    """Two titles with the same key are the same to who types them."""
    return " ".join(search_fold(title).split())


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


def _bodies() -> dict[str, Body]:
    bodies: list[Body] = [*Organisation.objects.all(), *Country.objects.exclude(iso2=settings.HOME_COUNTRY)]
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


def body_codes() -> list[tuple[str, str]]:
    """Codes of those with whom agreements may be concluded, with their names."""
    states = Country.objects.exclude(iso2=settings.HOME_COUNTRY).order_by("iso2")
    return [(body.reference, body.name) for body in [*states, *Organisation.objects.order_by("code")]]

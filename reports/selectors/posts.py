"""What reports about posts share: their filters, and the doors to posts and postings."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.selectors.rotation_board import missions_with_posts
from directory.models import Country
from foundation.sorting import name_key
from missions.selectors.tiers import tiers_on
from missions.terms import TIERS


def missions(to: Subject) -> list[tuple[str, str]]:
    """Missions somebody may be posted to."""
    return [(mission.code, mission.name) for mission in missions_with_posts(to=to)]


def countries(to: Subject) -> list[tuple[str, str]]:
    """Countries somebody may be posted to."""
    found = {m.country.iso2: m.country.name for m in missions_with_posts(to=to) if m.country}
    return sorted(found.items(), key=lambda pair: name_key(pair[1]))


UNRANKED = "none"


def tiers(to: Subject) -> list[tuple[str, str]]:
    """Tiers of priority a country may be in (domain.md C2)."""
    ranked = [(str(place), _("Tier %(number)s") % {"number": place}) for place in TIERS]
    return [*ranked, (UNRANKED, _("not ranked"))]


def in_tier(code: str, *, to: Subject, as_of: dt.date) -> Callable[[str | None], bool]:
    """Whether a country, by its code, is in a tier on a day; what is in no country is not ranked."""
    found = tiers_on(as_of, to=to)
    places = {
        iso2: str(found[pk]) for pk, iso2 in Country.objects.filter(pk__in=found).values_list("pk", "iso2")
    }
    return lambda iso2: places.get(iso2 or "", UNRANKED) == code


def posting_list(column: str) -> Callable[[dict[str, Any]], str]:
    """The posting behind a name."""
    listed = "admin:attaches_posting_changelist"
    return lambda row: f"{reverse(listed)}?q={row[column]}" if row[column] else ""


def post_page(row: dict[str, Any]) -> str:
    """The post behind a row."""
    return f"{reverse('admin:attaches_post_changelist')}?q={row['post']}"

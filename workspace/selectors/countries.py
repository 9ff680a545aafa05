"""Every State we have to do with: its tier, what stands, and the three aspects with their gaps (domain.md A4.23)."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from access.context import Subject
from activities.lifecycle import Aspect
from activities.selectors.relation import by_country_and_aspect
from agreements.selectors.register import binding_by_country
from attaches.selectors.relation import held_by_country
from directory.models import Country, DiplomaticMission
from missions.selectors.tiers import tiers_on


def home_state() -> Country:
    """The State whose register this is."""
    return Country.objects.get(iso2=settings.HOME_COUNTRY)


@dataclass
class Relation:
    """One State on a day."""

    country: Country
    tier: int | None
    missions: int
    posts: int
    agreements: int
    aspects: dict[str, int] = field(default_factory=dict)
    label_ids: frozenset[int] = frozenset()

    @property
    def gaps(self) -> list[Any]:
        """Aspects in which nothing is done or stands."""
        stands = {Aspect.REPRESENTATION: self.posts, Aspect.COOPERATION: self.agreements}
        return [aspect.label for aspect in Aspect if not self.aspects.get(aspect) and not stands.get(aspect)]

    @property
    def number(self) -> int:
        """Activities of the year."""
        return sum(self.aspects.values())

    @property
    def is_known(self) -> bool:
        """Whether there is anything to tell of it."""
        return bool(self.tier or self.missions or self.posts or self.agreements or self.number)


def relations(*, to: Subject, on: dt.date, wanted: dict[str, Any]) -> list[Relation]:
    """The States that fit, those of the first tier first; seven queries, however many there are."""
    rows: Any = Country.objects.exclude(iso2=settings.HOME_COUNTRY)
    if words := wanted.get("q"):
        rows = rows.matching(words)
    if wanted.get("region"):
        rows = rows.filter(region=wanted["region"])
    tiers = tiers_on(on, to=to)
    posts, treaties = held_by_country(to=to, on=on), binding_by_country(to=to, on=on)
    aspects: dict[int, dict[str, int]] = {}
    labels: dict[int, set[int]] = {}
    for country, aspect, number, marked in by_country_and_aspect(to=to, year=on.year, as_of=on):
        aspects.setdefault(country, {})[aspect] = number
        labels.setdefault(country, set()).update(marked)
    seats = list(DiplomaticMission.objects.order_by().values_list("country", flat=True))
    found = []
    for row in rows.by_name():
        held, bound = posts.get(row.pk, (0, frozenset())), treaties.get(row.pk, (0, frozenset()))
        marked_as = frozenset({*labels.get(row.pk, ()), *held[1], *bound[1]})
        found.append(
            Relation(
                row, tiers.get(row.pk), seats.count(row.pk), held[0], bound[0], aspects.get(row.pk, {}), marked_as
            )
        )  # fmt: skip
    kept = [one for one in found if _fits(one, wanted)]
    return sorted(kept, key=lambda one: one.tier or 9)


def _fits(one: Relation, wanted: dict[str, Any]) -> bool:
    """Without words or a choice, States with nothing to tell of are left out."""
    if wanted.get("tier") and str(one.tier or "none") != wanted["tier"]:
        return False
    if wanted.get("show") == "gaps":
        return one.is_known and bool(one.gaps)
    return one.is_known or wanted.get("show") == "all" or bool(wanted.get("q"))

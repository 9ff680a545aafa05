"""What guides us towards one State on a day: its tier, and the conflicts still open in its papers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from access.context import Subject
from access.kept import Kept, Question
from directory.models import Country
from missions.models import ConflictEntry, GuidancePriority, PaperConflict
from missions.terms import tier


@dataclass(frozen=True, slots=True)
class TierThen:
    """The tier of a State on a day, and the priorities it follows from."""

    tier: int | None
    by_region: bool
    priorities: tuple[GuidancePriority, ...]


def tier_of(country: Country, *, to: Subject, on: dt.date) -> TierThen:
    """As tiers_on() has it: a State's own rank goes before that of its region, the higher wins; one query."""
    ranked = [
        (rank, row)
        for row in _priorities(to=to, country=country.pk, region=country.region, on=on)
        if (rank := tier(row.political, row.geographic)) is not None
    ]
    own = [pair for pair in ranked if pair[1].country_id == country.pk]
    counting = own or ranked
    rank = min((rank for rank, _row in counting), default=None)
    return TierThen(rank, bool(counting) and not own, tuple(row for _rank, row in counting))


def tier_asks(country: Country, *, on: dt.date) -> list[Question]:
    """What tier_of() asks."""
    return [_priorities.asking(country=country.pk, region=country.region, on=on)]


@Kept
def _priorities(*, to: Subject, country: int, region: str, on: dt.date) -> QuerySet:
    rows = GuidancePriority.objects.visible_to(to).filter(
        Q(country=country) | Q(region=region), version__effective__contains=on
    )
    return rows.select_related("version__document").order_by("version", "id")


def conflicts_open(country: Country, *, to: Subject, on: dt.date) -> list[PaperConflict]:
    """Conflicts in papers for a State that were raised by a day and not resolved by then."""
    return _conflicts(to=to, country=country.pk, on=on)


def conflict_asks(country: Country, *, on: dt.date) -> list[Question]:
    """What conflicts_open() asks."""
    return [_conflicts.asking(country=country.pk, on=on)]


@Kept
def _conflicts(*, to: Subject, country: int, on: dt.date) -> QuerySet:
    ended = ConflictEntry.objects.visible_to(to).filter(conflict=OuterRef("pk"), resolves=True, on__lte=on)
    rows = PaperConflict.objects.visible_to(to).filter(~Exists(ended), paper__country=country, on__lte=on)
    return rows.select_related("paper").order_by("id")

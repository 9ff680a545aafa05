"""What guides us towards one State on a day: its tier, and the conflicts still open in its papers."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from access.context import Subject
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
    rows = GuidancePriority.objects.visible_to(to).filter(
        Q(country=country) | Q(region=country.region), version__effective__contains=on
    )
    ranked = [
        (rank, row)
        for row in rows.select_related("version__document").order_by("version", "id")
        if (rank := tier(row.political, row.geographic)) is not None
    ]
    own = [pair for pair in ranked if pair[1].country_id == country.pk]
    counting = own or ranked
    rank = min((rank for rank, _row in counting), default=None)
    return TierThen(rank, bool(counting) and not own, tuple(row for _rank, row in counting))


def conflicts_open(country: Country, *, to: Subject, on: dt.date) -> list[PaperConflict]:
    """Conflicts in papers for a State that were raised by a day and not resolved by then."""
    ended = ConflictEntry.objects.visible_to(to).filter(conflict=OuterRef("pk"), resolves=True, on__lte=on)
    rows = PaperConflict.objects.visible_to(to).filter(~Exists(ended), paper__country=country, on__lte=on)
    return list(rows.select_related("paper").order_by("id"))

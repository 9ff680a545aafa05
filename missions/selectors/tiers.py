"""Tiers of States on a day, as the documents in effect rank them (domain.md A2.15, C2)."""

import datetime as dt

from access.context import Subject
from directory.models import Country
from missions.models import GuidancePriority
from missions.terms import tier


def tiers_on(day: dt.date, *, to: Subject) -> dict[int, int]:
    """Tier by State, 1 the first to be served; a State's own rank goes before that of its region, the higher wins."""
    rows = GuidancePriority.objects.visible_to(to).filter(version__effective__contains=day)
    own: dict[int, int] = {}
    regions: dict[str, int] = {}
    for row in rows:
        rank = tier(row.political, row.geographic)
        if rank is None:
            continue
        if row.country_id is not None:
            own[row.country_id] = min(rank, own.get(row.country_id, rank))
        else:
            regions[row.region] = min(rank, regions.get(row.region, rank))
    by_region = {
        pk: regions[region]
        for pk, region in Country.objects.order_by().values_list("pk", "region")
        if region in regions
    }
    return {**by_region, **own}

"""Agreements and items of plans by what people call them in a table: one question for a whole file.

What is found stands in the findings of the table, so records marked higher than it are not found here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from access.context import Subject
from access.services.labels import intern
from agreements.models import Agreement, PlanItem
from directory.selectors.named import typed_key


def _told(to: Subject) -> Any:
    return Agreement.objects.visible_to(to).told_under(intern("official_use"))


def references_by_title(*, to: Subject) -> dict[str, list[str]]:
    """References of the agreements of a title, in whichever language."""
    found: dict[str, list[str]] = defaultdict(list)
    rows = _told(to).order_by("id").values_list("reference", "title", "title_en", "title_az")
    for reference, *titles in rows.iterator():
        for key in {typed_key(title) for title in titles if title}:
            found[key].append(reference)
    return found


def agreements_referenced(texts: Collection[str], to: Subject) -> dict[str, Agreement]:
    """Agreements by reference."""
    meant = {text: text.strip().upper() for text in texts}
    rows = {row.reference: row for row in _told(to).filter(reference__in=set(meant.values()))}
    return {text: rows[reference] for text, reference in meant.items() if reference in rows}


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
                (*key, typed_key(title)): item.reference for title in (item.title_en, item.title_az) if title
            }
    return found

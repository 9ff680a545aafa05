"""Records by what people call them in a table of activities: one question for a whole file.

What is found stands in the findings of the table, so records marked higher than it are not found here. Mission papers,
each on a need-to-know list, are therefore linked on the activity's own page.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from access.context import Subject
from access.services.labels import intern
from activities.lifecycle import ActivityState
from activities.models import Activity, Authorisation
from agreements.models import PlanItem
from directory.models import Institution
from directory.selectors.named import institutions_called, parted
from missions.models import StrategicObjective

LABEL = "official_use"
Days = tuple[dt.date, dt.date, str]


def institutions_of(texts: Collection[str]) -> dict[str, list[Institution]]:
    """All institutions of a cell, parted by semicolons; nothing for a cell of which one is unknown."""
    parts = {text: parted(text) for text in texts}
    return _whole(parts, institutions_called([one for found in parts.values() for one in found]))


def plan_items_called(texts: Collection[str], to: Subject) -> dict[str, PlanItem]:
    """Items of plans by the plan's reference and their number."""
    meant = {text: _reference(text) for text in texts}
    rows = PlanItem.objects.visible_to(to).told_under(intern(LABEL)).filter(
        plan__reference__in={plan for plan, _no in meant.values()}
    )  # fmt: skip
    found = {(row.plan.reference, str(row.no)): row for row in rows.select_related("plan__country")}
    return {text: found[item] for text, item in meant.items() if item in found}


def authorisations_called(texts: Collection[str], to: Subject) -> dict[str, Authorisation]:
    """Authorisations of forces by reference."""
    meant = {text: text.strip().upper() for text in texts}
    rows = Authorisation.objects.visible_to(to).told_under(intern(LABEL))
    found = {row.reference: row for row in rows.filter(reference__in=set(meant.values()))}
    return {text: found[reference] for text, reference in meant.items() if reference in found}


def objectives_called(texts: Collection[str], to: Subject) -> dict[str, list[StrategicObjective]]:
    """All strategic objectives of a cell by document and code, parted by semicolons; nothing where one is unknown."""
    parts = {text: parted(text) for text in texts}
    wanted = {one: _reference(one) for found in parts.values() for one in found}
    rows = StrategicObjective.objects.visible_to(to).told_under(intern(LABEL)).filter(
        document__reference__in={document for document, _code in wanted.values()}
    )  # fmt: skip
    known = {(row.document.reference, row.code.upper()): row for row in rows.select_related("document")}
    return _whole(parts, {one: known[key] for one, key in wanted.items() if key in known})


def _whole(parts: Mapping[str, list[str]], known: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Cells of which every part is known, with what they name."""
    return {
        text: [known[one] for one in wanted]
        for text, wanted in parts.items()
        if wanted and all(one in known for one in wanted)
    }


def _reference(text: str) -> tuple[str, str]:
    """`PLN-2027-7K3QF/4` in its two halves."""
    first, _slash, second = text.strip().upper().partition("/")
    return first.strip(), second.strip()


def near_ones(countries: Collection[int], *, to: Subject) -> Mapping[tuple[int, int], list[Days]]:
    """Days and references of what is on record, by State and kind, the cancelled left out."""
    rows = Activity.objects.visible_to(to).told_under(intern(LABEL)).filter(
        ~Q(state=ActivityState.CANCELLED), country__in=countries
    )  # fmt: skip
    found: dict[tuple[int, int], list[Days]] = defaultdict(list)
    for country, kind, first, last, reference in rows.values_list(
        "country", "kind", "starts_on", "ends_on", "reference"
    ).iterator():
        found[country, kind].append((first, last, reference))
    return found

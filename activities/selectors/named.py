"""Records by what people call them in a table of activities: one question for a whole file.

What is found stands in the findings of the table, so records marked higher than it are not found here.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q

from access.context import Subject
from access.services.labels import intern
from activities.lifecycle import ActivityState
from activities.models import Activity
from agreements.models import Agreement
from agreements.selectors.named import called
from directory.models import Institution

LABEL = "official_use"
Days = tuple[dt.date, dt.date, str]


def institutions_coded(texts: Collection[str]) -> dict[str, Institution]:
    """Institutions by code or name."""
    return called(Institution.objects.all(), texts, "code")


def agreements_called(texts: Collection[str], to: Subject) -> dict[str, Agreement]:
    """Agreements by reference."""
    meant = {text: text.strip().upper() for text in texts}
    rows = (
        Agreement.objects.visible_to(to).told_under(intern(LABEL)).filter(reference__in=set(meant.values()))
    )
    found = {row.reference: row for row in rows}
    return {text: found[reference] for text, reference in meant.items() if reference in found}


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

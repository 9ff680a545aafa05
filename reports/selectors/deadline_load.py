"""Which office carries how many deadlines in which month, as plain counts and as a picture."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from agreements.engine import Length
from foundation.wording import MONTHS
from publishing.pictures import HeatCell, Picture, heat_picture
from reminders.selectors.standing import Standing
from reports.registry import Answer

DRAWN = 20
Load = dict[tuple[int, str], Counter[dt.date]]


def load_of(rows: Iterable[Standing]) -> Load:
    """How many fall due at each office in each month."""
    found: Load = {}
    for row in rows:
        for office in row.offices:
            found.setdefault(office, Counter())[row.due_on.replace(day=1)] += 1
    return found


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Offices by months: where the load lies. Offices of one name stand apart by their number."""
    load, (first, last) = answer.drawing
    months = _months(first, last)
    ranked = sorted(load.items(), key=lambda item: (-item[1].total(), item[0][1], item[0][0]))[:DRAWN]
    seen = Counter(name for (_pk, name), _counts in ranked)
    cells, names = [], []
    for (pk, name), counts in ranked:
        words = name if seen[name] == 1 else f"{name} ({pk})"
        names.append(words)
        cells += [
            HeatCell(words, _month(month), counts.get(month, 0), calendar_page(day=month)) for month in months
        ]
    return heat_picture(
        cells,
        rows=names,
        columns=[_month(month) for month in months],
        title=_("Load of the offices by month"),
        description=_(
            "Each figure is the number of deadlines addressed to the office in the month; the busiest offices first."
        ),
        language=get_language() or "en",
        unit=_("deadlines"),
    )


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    start, found = first.replace(day=1), []
    while start <= last:
        found.append(start)
        start = Length(months=1).after(start)
    return found


def _month(day: dt.date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def calendar_page(**asked: Any) -> str:
    """The deadlines themselves, of everybody unless narrowed."""
    return f"{reverse('workspace:deadlines')}?{urlencode({'office': 'all', **asked})}"

"""Who carries how many deadlines, as pictures: what is late first, or month by month."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from agreements.engine import Length
from foundation.sorting import name_key
from foundation.wording import MONTHS
from publishing.pictures import HeatCell, Part, Picture, Series, Stack, heat_picture, stacked_bar_picture
from reminders.selectors.standing import Standing
from reports.registry import Answer

DRAWN = 20
SOON = dt.timedelta(days=30)
BY_STANDING, BY_MONTH = "load", "months"
PICTURES = {
    BY_STANDING: gettext_lazy("who is loaded how much, late first"),
    BY_MONTH: gettext_lazy("load by month"),
}


@dataclass
class Burden:
    """What one office carries: late, within thirty days, later; and how many in each month."""

    code: str
    name: str
    late: int = 0
    soon: int = 0
    later: int = 0
    months: Counter[dt.date] = field(default_factory=Counter)

    @property
    def rank(self) -> tuple[Any, ...]:
        """What is late weighs most."""
        return -self.late, -self.soon, -self.later, name_key(self.name), self.code


@dataclass(frozen=True)
class Drawing:
    """What a picture is made of."""

    burdens: list[Burden]
    first: dt.date
    last: dt.date
    picture: str


def burdens_of(rows: Iterable[Standing], codes: Mapping[int, str], as_of: dt.date) -> list[Burden]:
    """What each office carries, the most burdened first. A deadline of two offices burdens both."""
    found: dict[int, Burden] = {}
    for row in rows:
        for pk, name in row.offices:
            burden = found.setdefault(pk, Burden(codes.get(pk, ""), name))
            standing = "late" if row.due_on < as_of else "soon" if row.due_on <= as_of + SOON else "later"
            setattr(burden, standing, getattr(burden, standing) + 1)
            burden.months[row.due_on.replace(day=1)] += 1
    seen = Counter(burden.name for burden in found.values())
    for burden in found.values():  # two of one name are told apart
        burden.name += f" ({burden.code})" if seen[burden.name] > 1 else ""
    return sorted(found.values(), key=lambda burden: burden.rank)


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Bars of what is late, soon and later; or offices by months, what is late in front."""
    drawing: Drawing = answer.drawing
    drawn = drawing.burdens[:DRAWN]
    return _by_month(drawn, drawing) if drawing.picture == BY_MONTH else _by_standing(drawn)


def _by_standing(burdens: list[Burden]) -> Picture:
    return stacked_bar_picture(
        [
            Stack(
                burden.name,
                [
                    Part("late", burden.late, calendar_page(office=burden.code, view="late")),
                    Part("soon", burden.soon, calendar_page(office=burden.code)),
                    Part("later", burden.later, calendar_page(office=burden.code, view="year")),
                ],
                calendar_page(office=burden.code),
            )
            for burden in burdens
        ],
        series=[
            Series("late", _("late"), "late"),
            Series("soon", _("due within 30 days"), "soon"),
            Series("later", _("due later"), "accent"),
        ],
        title=_("Load of the offices"),
        description=_(
            "Each bar counts the deadlines addressed to an office: late, due within 30 days, due later. "
            "Offices with the most that is late come first."
        ),
        language=get_language() or "en",
    )


def _by_month(burdens: list[Burden], drawing: Drawing) -> Picture:
    months, late = _months(drawing.first, drawing.last), _("late")
    cells = []
    for burden in burdens:
        late_page = calendar_page(office=burden.code, view="late")
        cells.append(HeatCell(burden.name, late, burden.late, late_page))
        cells += [
            HeatCell(
                burden.name,
                _month(month),
                burden.months.get(month, 0),
                calendar_page(office=burden.code, day=month),
            )
            for month in months
        ]
    return heat_picture(
        cells,
        rows=[burden.name for burden in burdens],
        columns=[late, *(_month(month) for month in months)],
        title=_("Load of the offices by month"),
        description=_(
            "Each figure is the number of deadlines addressed to the office: what is late, then month by month; "
            "offices with the most that is late come first."
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

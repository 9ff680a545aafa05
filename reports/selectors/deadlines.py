"""What falls due in a period, what is late, who was told, and which office carries how much (domain.md C8)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from accounts.models import Office
from agreements.engine import Length
from directory.models import Country
from foundation.errors import InvalidInput
from foundation.sorting import name_key
from publishing.tables import Ratio
from reminders.registry import rules
from reminders.selectors.standing import LONG_AGO, Standing, Wanted, standing
from reminders.selectors.telling import Settled, settled
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors.deadline_load import (
    BY_STANDING,
    PICTURES,
    SOON,
    Drawing,
    burdens_of,
    calendar_page,
    draw,
)
from reports.selectors.record_countries import countries_of, records_about

AT_MOST = 20_000
KIND, OFFICE, COUNTRY = "kind", "office", "country"
# Months from the day of the report: first and number.
OPEN = "open"  # of what is late too, however long
PERIODS: dict[str, tuple[Any, int, int]] = {
    OPEN: (gettext_lazy("what is late, and the next twelve months"), 0, 12),
    "quarter": (gettext_lazy("the next three months"), 0, 3),
    "half": (gettext_lazy("the next six months"), 0, 6),
    "year": (gettext_lazy("the next twelve months"), 0, 12),
    "around": (gettext_lazy("six months before and after"), -6, 12),
    "past": (gettext_lazy("the twelve months before"), -12, 12),
}
GROUPS = {KIND: gettext_lazy("kind"), OFFICE: gettext_lazy("office"), COUNTRY: gettext_lazy("country")}


@dataclass(frozen=True)
class Line:
    """A deadline with the States it is about; late by the day of the report."""

    row: Standing
    countries: tuple[Country, ...]
    is_late: bool


SHOWN: dict[str, tuple[Any, Callable[[Line], bool]]] = {
    "late": (gettext_lazy("late"), lambda line: line.is_late),
    "not_told": (gettext_lazy("nobody told"), lambda line: not line.row.told.is_told),
    "not_acknowledged": (
        gettext_lazy("told, nobody took note"),
        lambda line: line.row.told.is_told and not line.row.told.is_acknowledged,
    ),
    "legal": (gettext_lazy("legal deadlines"), lambda line: line.row.is_legal),
}


@dataclass
class Group:
    """One kind, office or State, with the deadlines counted under it."""

    code: str
    name: str
    lines: list[Line] = field(default_factory=list)


def build(
    *, to: Subject, as_of: dt.date, by: str = KIND, period: str = OPEN, kind: str = "", office: str = "",
    country: str = "", show: str = "", picture: str = BY_STANDING,
) -> Answer:  # fmt: skip
    """One row per kind, office or State, what is late first; figures count whatever is shown alone."""
    state = Country.objects.get(iso2=country) if country else None
    wanted = _wanted(period, as_of, kind, office, state, to=to)
    before = _end_of(as_of)
    page = standing(wanted, to=to, limit=AT_MOST, named=False, before=before)
    if page.is_cut:
        raise InvalidInput(
            fields={
                "period": [
                    _(
                        "More deadlines than can be counted at once: choose a kind, an office or a shorter time."
                    )
                ]
            }
        )
    places = countries_of({row.record for row in page.rows}, to=to)
    lines = [Line(row, places.get(row.record, ()), row.due_on < as_of) for row in page.rows]
    shown = [line for line in lines if not show or SHOWN[show][1](line)]
    first = _first(period, as_of)
    gone = _settled(first, wanted, {(row.rule, row.record, row.since) for row in page.rows}, before, to=to)
    labels = {label for row in page.rows for label in (*row.label_ids, *row.told.label_ids)}
    labels |= {label for one in gone for label in one.label_ids}
    codes = dict(Office.objects.values_list("pk", "code"))
    rows = [_row(group, by, as_of) for group in sorted(_groups(shown, by, codes), key=_late_first)]
    burdens = burdens_of((line.row for line in shown), codes, as_of)
    drawing = Drawing(burdens, first, wanted.last, picture)
    summary = _summary(lines, len(gone))
    if page.unread:  # of their deadlines nothing is counted
        summary["unread"] = "; ".join(page.unread)
    return Answer(rows, summary, frozenset(labels), drawing)


def _wanted(
    period: str, as_of: dt.date, kind: str, office: str, country: Country | None, *, to: Subject
) -> Wanted:
    _words, begins, months = PERIODS[period]
    first = LONG_AGO if period == OPEN else _first(period, as_of)
    last = Length(months=begins + months).after(as_of) - dt.timedelta(days=1)
    offices = tuple(Office.objects.filter(code=office).values_list("pk", flat=True)) if office else None
    records = records_about(country, to=to) if country else ()
    return Wanted(first, last, offices, kind, country.pk if country else None, records)


def _first(period: str, as_of: dt.date) -> dt.date:
    """The first day of a period, of which months are drawn and what was settled is counted."""
    return Length(months=PERIODS[period][1]).after(as_of)


def _end_of(day: dt.date) -> dt.datetime:
    """The first instant after a day of the home zone."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=timezone.get_default_timezone())


def _settled(
    first: dt.date, wanted: Wanted, stands: set[tuple[str, str, dt.date]], before: dt.datetime, *, to: Subject
) -> list[Settled]:
    """Of which somebody was told in time and which stands no more."""
    found = settled(first, wanted.last, to=to, before=before, rule=wanted.rule, offices=wanted.offices)
    gone = [one for one in found if (one.rule, one.record, one.since) not in stands]
    if wanted.country_id is None:
        return gone
    places = countries_of({one.record for one in gone}, to=to)
    return [one for one in gone if wanted.country_id in {c.pk for c in places.get(one.record, ())}]


def _late_first(group: Group) -> tuple[int, int, str]:
    return -sum(line.is_late for line in group.lines), -len(group.lines), name_key(group.name)


def _groups(lines: list[Line], by: str, codes: dict[int, str]) -> list[Group]:
    found: dict[str, Group] = {}
    for line in lines:
        for code, name in _belongs(line, by, codes):
            found.setdefault(code, Group(code, name)).lines.append(line)
    return list(found.values())


def _belongs(line: Line, by: str, codes: dict[int, str]) -> list[tuple[str, str]]:
    """A deadline of two offices, or about two States, is counted under each."""
    if by == OFFICE:
        return [(codes[pk], name) for pk, name in line.row.offices] or [("", _("no office"))]
    if by == COUNTRY:
        return [(state.iso2, state.name) for state in line.countries] or [("", _("no State"))]
    return [(line.row.rule, line.row.why)]


def _row(group: Group, by: str, as_of: dt.date) -> dict[str, Any]:
    rows = [line.row for line in group.lines]
    return {
        "name": group.name,
        "code": group.code,
        "by": by,
        "due": len(rows),
        "late": sum(line.is_late for line in group.lines),
        "soon": sum(as_of <= row.due_on <= as_of + SOON for row in rows),
        "legal": sum(row.is_legal for row in rows),
        "told": Ratio(sum(row.told.is_told for row in rows), len(rows)),
        "acknowledged": Ratio(sum(row.told.is_acknowledged for row in rows), len(rows)),
        "next_on": min((line.row.due_on for line in group.lines if not line.is_late), default=None),
        "references": sorted({row.record for row in rows}),
    }


def _summary(lines: list[Line], gone: int) -> dict[str, Any]:
    told = [line for line in lines if line.row.told.is_told]
    return {
        "due": len(lines),
        "late": sum(line.is_late for line in lines),
        "legal": sum(line.row.is_legal for line in lines),
        "told": Ratio(len(told), len(lines)),
        "acknowledged": Ratio(sum(line.row.told.is_acknowledged for line in told), len(told)),
        "not_told": len(lines) - len(told),
        "not_acknowledged": sum(not line.row.told.is_acknowledged for line in told),
        "settled": gone,
    }


def calendar_of(row: dict[str, Any]) -> str:
    """The calendar narrowed to a row."""
    if not row["code"]:
        return calendar_page()
    return calendar_page(**{row["by"]: row["code"]})


def offices(to: Subject) -> list[tuple[str, str]]:
    """Every office by name."""
    return sorted(
        ((office.code, office.name) for office in Office.objects.all()), key=lambda pair: name_key(pair[1])
    )


def countries(to: Subject) -> list[tuple[str, str]]:
    """Every State by name."""
    return sorted(
        ((state.iso2, state.name) for state in Country.objects.all()), key=lambda pair: name_key(pair[1])
    )


def kinds(to: Subject) -> list[tuple[str, str]]:
    """Every kind of deadline by its words."""
    return sorted(
        ((code, str(rule.title)) for code, rule in rules().items()), key=lambda pair: name_key(pair[1])
    )


REPORT = register(
    Report(
        slug="deadlines",
        title=gettext_lazy("Deadlines and load"),
        question=gettext_lazy(
            "What falls due, what is late, was it told and taken note of, and who carries how much?"
        ),
        columns=(
            ReportColumn("name", gettext_lazy("Counted by")),
            ReportColumn("due", gettext_lazy("Due"), "integer"),
            ReportColumn("late", gettext_lazy("Late"), "integer"),
            ReportColumn("soon", gettext_lazy("Within 30 days"), "integer"),
            ReportColumn("legal", gettext_lazy("Legal deadlines"), "integer"),
            ReportColumn("told", gettext_lazy("Told"), "ratio"),
            ReportColumn("acknowledged", gettext_lazy("Taken note of"), "ratio"),
            ReportColumn("next_on", gettext_lazy("Next"), "date"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Deadlines that stand today, by the rules of reminders in use and as far as you may see their records; "
                "a deadline of two offices or about two States is counted under each."
            ),
            gettext_lazy(
                "What is late, told and taken note of is counted as of the day; which deadlines stood on an earlier "
                "day is known only of those somebody was told of, counted as settled once they stand no more."
            ),
            gettext_lazy(
                "A rule that is first said some days after an event falls due on the first of those days."
            ),
        ),
        summary_labels={
            "due": gettext_lazy("Due in the period"),
            "late": gettext_lazy("Late"),
            "legal": gettext_lazy("Legal deadlines"),
            "told": gettext_lazy("Told"),
            "acknowledged": gettext_lazy("Taken note of, of those told"),
            "not_told": gettext_lazy("Nobody told"),
            "not_acknowledged": gettext_lazy("Told, nobody took note"),
            "settled": gettext_lazy("Told before and settled since"),
            "unread": gettext_lazy("Cannot be read at present, and not counted"),
        },
        parameters=(
            Parameter("by", gettext_lazy("Counted by"), lambda to: list(GROUPS.items()), default=KIND),
            Parameter(
                "period",
                gettext_lazy("Period"),
                lambda to: [(code, known[0]) for code, known in PERIODS.items()],
                default=OPEN,
            ),
            Parameter("kind", gettext_lazy("Kind"), kinds),
            Parameter("office", gettext_lazy("Office"), offices),
            Parameter("country", gettext_lazy("Country"), countries),
            Parameter(
                "show",
                gettext_lazy("Only"),
                lambda to: [(code, words) for code, (words, _t) in SHOWN.items()],
            ),
            Parameter(
                "picture", gettext_lazy("Picture"), lambda to: list(PICTURES.items()), default=BY_STANDING
            ),
        ),
        doors={"due": {"show": ""}, **{code: {"show": code} for code in SHOWN}},
        links={"name": calendar_of},
    )
)

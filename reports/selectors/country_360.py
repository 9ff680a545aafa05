"""What is our relation with a State? One screen of it, as it stood on a day (domain.md A4.23, C8)."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from access.kept import asked_together
from activities.lifecycle import Aspect
from directory.models import ActivityKind, Country
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register
from reports.selectors import (  # noqa: F401 - they put their parts into the relation
    relation_doings,
    relation_factors,
    relation_law,
    relation_representation,
)
from reports.selectors.relation import SLUG, About, Found, Line, relation_parts
from reports.selectors.relation_doings import each_activity
from reports.selectors.relation_factors import beside_comparators

EACH, BESIDE = "activities_one_by_one", "factors_beside"
ASKED_ALONE = {EACH: each_activity, BESIDE: beside_comparators}  # read only where somebody asks for them
TONES = {Aspect.COOPERATION: "accent", Aspect.REPRESENTATION: "done", Aspect.OPERATIONS: "soon"}
FURTHER: dict[str, Any] = {
    "in_force": gettext_lazy("Agreements in force"),
    "under_way": gettext_lazy("Agreements under way"),
    "vacant": gettext_lazy("Vacant posts"),
    EACH: gettext_lazy("Activities one by one"),
    BESIDE: gettext_lazy("Factors beside those of comparator States"),
    "aspects": gettext_lazy("The three aspects"),
    "deadlines": gettext_lazy("What falls due"),
    "overdue": gettext_lazy("Overdue"),
}


def build(
    *, to: Subject, as_of: dt.date, country: str, show: str = "", kind: str = "", aspect: str = ""
) -> Answer:  # fmt: skip
    """Lines of every part; figures count whatever is shown alone. A kind or an aspect asks for the activities."""
    state = Country.objects.get(iso2=country)
    about = About(to, state, as_of, get_language() or "en", kind, aspect)
    parts = relation_parts()
    with asked_together([question for part in parts.values() for question in part.asks(about)], to=to):
        found = {code: part.find(about) for code, part in parts.items()}
    lines = _merged(found, about)
    shown = show or (EACH if kind or aspect else "")
    alone = ASKED_ALONE.get(shown)
    rows = alone(about) if alone else [one for one in lines if not shown or shown in one.shows]
    labels = frozenset(label for one in (*lines, *rows) for label in one.label_ids)
    words = {code: str(heading) for code, heading in headings().items()}
    return Answer(
        [_row(one, words) for one in rows], _summary(found, lines, state), labels, Drawn(about, found)
    )


class Drawn:
    """What pictures and the page of a State are made of."""

    def __init__(self, about: About, found: Mapping[str, Found]) -> None:
        self.about, self.found = about, found
        self.kinds: list[tuple[str, str, dict[str, int]]] = found["activities"].drawing
        self.treaties: list[Any] = found["agreements"].drawing


def _merged(found: Mapping[str, Found], about: About) -> list[Line]:
    """Every line in the order of the parts; then what follows from them: aspects, days, issues."""
    told = {code: list(part.lines) for code, part in found.items()}
    lines = [line for rows in told.values() for line in rows]
    told["issues"] += [_issue(line) for line in lines if line.issue]
    merged = [line for rows in told.values() for line in rows]
    return [*merged, *_aspects(found, about), *_deadlines(merged, about.as_of)]


def _issue(line: Line) -> Line:
    return Line(
        ("issues",), line.issue, line.what, references=line.references, page=line.page, label_ids=line.label_ids
    )  # fmt: skip


def _deadlines(lines: list[Line], as_of: dt.date) -> list[Line]:
    """What has to be done by a day, the earliest first; what is late says so."""
    due = sorted((line.act_by, place) for place, line in enumerate(lines) if line.act_by)
    return [
        Line(
            ("deadlines", "overdue") if day < as_of else ("deadlines",), lines[place].act_words, lines[place].what,
            _("overdue") if day < as_of else "", day, references=lines[place].references, page=lines[place].page,
            label_ids=lines[place].label_ids,
        )
        for day, place in due
    ]  # fmt: skip


def _aspects(found: Mapping[str, Found], about: About) -> list[Line]:
    """The three aspects yield no result apart from each other (A4.23): what stands for each, and the gaps."""
    done = _activities_by_aspect(found)
    return [_aspect(aspect, done.get(aspect, 0), found, about) for aspect in Aspect]


def _activities_by_aspect(found: Mapping[str, Found]) -> dict[str, int]:
    counts = dict.fromkeys(Aspect.values, 0)
    for _name, _code, by_aspect in found["activities"].drawing:
        for aspect, number in by_aspect.items():
            counts[aspect] += number
    return counts


def _aspect(aspect: Aspect, number: int, found: Mapping[str, Found], about: About) -> Line:
    parts = [part for part in relation_parts().values() if part.aspect == aspect]
    standing = {part.code: len(found[part.code].lines) for part in parts}
    words = [f"{part.words}: {standing[part.code]}" for part in parts]
    gaps = [] if number else [_("no activity this year")]
    gaps += [
        _("nothing under “%(part)s”") % {"part": part.words} for part in parts if not standing[part.code]
    ]
    return Line(
        ("aspects",),
        str(aspect.label),
        " · ".join(words),
        _("gap") if not number and not any(standing.values()) else "",
        number=number,
        remark="; ".join(gaps),
        page=about.rows_of(EACH, aspect=aspect.value),
        label_ids=frozenset(
            label for part in parts for line in found[part.code].lines for label in line.label_ids
        ),
    )


def _summary(found: Mapping[str, Found], lines: list[Line], country: Country) -> dict[str, Any]:
    told = {key: value for part in found.values() for key, value in part.figures.items()}
    shown = [code for line in lines for code in line.shows]
    gaps = sum(1 for line in lines if "aspects" in line.shows and line.state)
    return {
        "name": str(country.name),
        **told,
        "vacant": shown.count("vacant"),
        "aspects": Ratio(len(Aspect) - gaps, len(Aspect)),
        "deadlines": shown.count("deadlines"),
        "overdue": shown.count("overdue"),
        "issues": shown.count("issues"),
    }


def headings() -> dict[str, Any]:
    """What may be shown alone, in words."""
    return {**{code: part.words for code, part in relation_parts().items()}, **FURTHER}


def _row(line: Line, words: Mapping[str, str]) -> dict[str, Any]:
    return {
        "part": words[line.shows[0]],
        "what": line.what,
        "detail": line.detail or None,
        "state": line.state or None,
        "day": line.day,
        "number": line.number,
        "remark": line.remark or None,
        "shows": list(line.shows),
        "page": line.page,
        "references": list(line.references),
    }


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """The activities of the year by kind, in the colours of the three aspects; each part leads to its rows."""
    drawn: Drawn = answer.drawing
    return stacked_bar_picture(
        [
            Stack(
                name,
                [
                    Part(aspect, number, drawn.about.rows_of(EACH, kind=code, aspect=aspect))
                    for aspect, number in counts.items() if number
                ],
                drawn.about.rows_of(EACH, kind=code),
            )
            for name, code, counts in drawn.kinds
        ],
        series=[Series(aspect.value, str(aspect.label), TONES[aspect]) for aspect in Aspect],  # type: ignore[arg-type]
        title=_("Activities of the year by kind"),
        description=_("Activities of the year with this State by kind, in the colours of the three aspects."),
        language=get_language() or "en",
    )  # fmt: skip


def countries(to: Subject) -> list[tuple[str, str]]:
    """Every State but our own, in the order of the alphabet."""
    name = "name_az" if get_language() == "az" else "name_en"
    return list(_abroad().by_name().values_list("iso2", name))


def _abroad() -> Any:
    return Country.objects.exclude(iso2=settings.HOME_COUNTRY)


def _is_abroad(code: str, *, to: Subject) -> bool:
    return code.isascii() and code.isalpha() and bool(_abroad().filter(iso2=code).exists())


def _kinds(to: Subject) -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in ActivityKind.objects.by_name()]


def _page(row: dict[str, Any]) -> str:
    return str(row["page"])


FIGURES: tuple[tuple[str, Any, str], ...] = (
    ("tier", gettext_lazy("Tier"), "tier"),
    ("missions", gettext_lazy("Diplomatic missions"), "missions"),
    ("posts", gettext_lazy("Posts held"), "posts"),
    ("side_accredited", gettext_lazy("Accredited from elsewhere"), "posts"),
    ("foreign", gettext_lazy("Their attachés with us"), "foreign"),
    ("papers", gettext_lazy("Mission papers in effect"), "papers"),
    ("in_force", gettext_lazy("Agreements in force"), "in_force"),
    ("under_way", gettext_lazy("Agreements under way"), "under_way"),
    ("plan", gettext_lazy("Items of the plan held"), "plans"),
    ("obligations", gettext_lazy("Open obligations"), "obligations"),
    ("activities", gettext_lazy("Activities of the year"), EACH),
    ("held", gettext_lazy("Of these held"), EACH),
    ("person_days", gettext_lazy("Person-days"), "activities"),
    ("factors", gettext_lazy("Factors with a value"), "factors"),
    ("correspondence", gettext_lazy("Waiting for a reply"), "correspondence"),
    ("vacant", gettext_lazy("Vacant posts"), "vacant"),
    ("aspects", gettext_lazy("Aspects with something in them"), "aspects"),
    ("deadlines", gettext_lazy("What falls due"), "deadlines"),
    ("overdue", gettext_lazy("Overdue"), "overdue"),
    ("issues", gettext_lazy("Open issues"), "issues"),
)
COLUMNS = (
    ReportColumn("part", gettext_lazy("Part")),
    ReportColumn("what", gettext_lazy("What")),
    ReportColumn("detail", gettext_lazy("In detail")),
    ReportColumn("state", gettext_lazy("State")),
    ReportColumn("day", gettext_lazy("Day"), "date"),
    ReportColumn("number", gettext_lazy("Number")),
    ReportColumn("remark", gettext_lazy("Remark")),
)
COUNTED = (
    gettext_lazy(
        "Everything is as it stood on the day: states are those of the dated steps, and what was entered, agreed or "
        "ended later does not count. What you may see is decided today."
    ),
    gettext_lazy(
        "Activities are those with this State as main partner that begin in the year of the day, known by then and "
        "not cancelled."
    ),
    gettext_lazy("An agreement counts while this State is party to it and its last term is not over."),
    gettext_lazy("A gap is an aspect with no activity in the year and nothing else that stands for it."),
    gettext_lazy("Items of the plan are counted once the plan was approved."),
    gettext_lazy(
        "A factor stands with the latest value each source had given by the day. Values of several factors or sources "
        "are never reckoned into one figure."
    ),
)
CHOICES: Callable[[Subject], Any] = lambda to: list(headings().items())  # noqa: E731 - further parts may have joined

REPORT = register(
    Report(
        slug=SLUG,
        title=gettext_lazy("Country in one view"),
        question=gettext_lazy("What is our relation with this State?"),
        columns=COLUMNS,
        build=build,
        draw=draw,
        counted=COUNTED,
        summary_labels={
            "name": pgettext_lazy("country", "State"),
            **{key: words for key, words, _show in FIGURES},
        },
        parameters=(
            Parameter(
                "country", gettext_lazy("Country"), countries, gettext_lazy("Say which country."), _is_abroad
            ),
            Parameter("show", gettext_lazy("Only"), CHOICES),
            Parameter("kind", gettext_lazy("Kind of activity"), _kinds),
            Parameter("aspect", gettext_lazy("Aspect"), lambda to: list(Aspect.choices)),
        ),
        links={"what": _page},
        doors={key: {"show": show, "kind": "", "aspect": ""} for key, _words, show in FIGURES},
    )
)

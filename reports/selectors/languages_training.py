"""Is the pool ready? (domain.md A1.6-7, C8)"""

import datetime as dt
from collections import Counter
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from attaches.selectors.readiness import Asked, Course, Held, asked_on, courses_in, held_on, languages_known
from attaches.terms import TrainingKind
from foundation.wording import language_name
from publishing.pictures import Part, Picture, Series, Stack, stacked_bar_picture
from publishing.tables import Ratio
from reports.registry import Answer, Parameter, Report, ReportColumn, register

YEAR = dt.timedelta(days=365)
PROFESSIONAL = 3  # STANAG 6001: what staff work usually asks for


def build(*, to: Subject, as_of: dt.date, language: str = "") -> Answer:
    """Rows: languages with how many speak them how well, posts that ask for one, courses by kind."""
    held = held_on(to=to, as_of=as_of, language=language)
    asked = asked_on(to=to, as_of=as_of, held=held, language=language)
    courses = courses_in(to=to, since=as_of - YEAR, as_of=as_of)
    rows = [*_languages(held), *(_post(one) for one in asked), *_courses(courses, as_of)]
    staffed = [one for one in asked if one.meets is not None]
    summary = {
        "tested": len({one.officer for one in held}),
        "professional": Ratio(sum(one.weakest >= PROFESSIONAL for one in held), len(held)),
        "meeting": Ratio(sum(bool(one.meets) for one in staffed), len(staffed)),
        "lapsing": sum(one.valid_until < as_of + YEAR for one in held),
        "completed": sum(_completed(one, as_of) for one in courses),
        "under_way": sum(not _over(one, as_of) for one in courses),
        "obliged": sum(bool(one.obliged_until and one.obliged_until >= as_of) for one in courses),
    }
    labels = {one.label_id for one in held} | {one.label_id for one in courses}
    labels = labels.union(*(one.label_ids for one in asked))
    return Answer(rows, summary, frozenset(labels), held)


def _over(course: Course, as_of: dt.date) -> bool:
    return course.completed_on is not None and course.completed_on <= as_of


def _completed(course: Course, as_of: dt.date) -> bool:
    return _over(course, as_of) and course.completed_on is not None and course.completed_on > as_of - YEAR


def _row(what: Any, code: str, name: str, references: list[str], **facts: Any) -> dict[str, Any]:
    empty = {
        "asked": None,
        "asked_name": None,
        "held": None,
        "meets": None,
        "officers": None,
        "professional": None,
        "until": None,
    }
    return {"what": str(what), "name": code, "name_name": name, **empty, **facts, "references": references}


def _languages(held: list[Held]) -> list[dict[str, Any]]:
    codes = sorted({one.language for one in held})
    return [_language(code, [one for one in held if one.language == code]) for code in codes]


def _language(code: str, speakers: list[Held]) -> dict[str, Any]:
    best = Ratio(sum(one.weakest >= PROFESSIONAL for one in speakers), len(speakers))
    first = min(one.valid_until for one in speakers)
    references = sorted({one.officer for one in speakers})
    return _row(
        _("language"), code, language_name(code), references,
        officers=len(speakers), professional=best, until=first,
    )  # fmt: skip


def _post(one: Asked) -> dict[str, Any]:
    said = {None: _("vacant"), True: _("yes"), False: _("no")}[one.meets]
    name = f"{one.code} · {one.holder}" if one.holder else one.code
    references = [one.post, *([one.posting] if one.posting else [])]
    return _row(
        _("post"), one.code, name, references,
        asked=f"{one.language} {one.required}", asked_name=f"{language_name(one.language)} {one.required}",
        held=one.held, meets=said, until=one.valid_until,
    )  # fmt: skip


def _courses(courses: list[Course], as_of: dt.date) -> list[dict[str, Any]]:
    by_kind: dict[str, list[Course]] = {}
    for one in courses:
        by_kind.setdefault(one.kind, []).append(one)
    return [
        _row(
            _("course"), kind, str(TrainingKind(kind).label), sorted({one.officer for one in found}),
            officers=sum(_completed(one, as_of) for one in found),
            until=min((one.obliged_until for one in found if one.obliged_until and one.obliged_until >= as_of),
                      default=None),
        )
        for kind, found in sorted(by_kind.items())
    ]  # fmt: skip


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """Officers by language and by the weakest of their four skills."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in answer.drawing:
        counts[one.language, _band(one.weakest)] += 1
    languages = sorted({language for language, _level in counts})
    bands = ("high", "professional", "limited", "elementary")
    return stacked_bar_picture(
        [
            Stack(
                language_name(code), [Part(band, counts[code, band]) for band in bands], f"?language={code}"
            )
            for code in languages
        ],
        series=[
            Series("high", _("4 and above"), "done"),
            Series("professional", _("3, professional"), "accent"),
            Series("limited", _("2, limited"), "soon"),
            Series("elementary", _("below 2"), "quiet"),
        ],
        title=_("Officers by language"),
        description=_(
            "How many officers hold a valid result in each language, by the weakest of the four skills."
        ),
        language=get_language() or "en",
    )


def _band(level: int) -> str:
    return "high" if level >= 4 else {3: "professional", 2: "limited"}.get(level, "elementary")


def post_page(row: dict[str, Any]) -> str:
    """The first record behind a row."""
    kind = {"PST": "post", "POS": "posting", "OFF": "officer"}.get(row["references"][0][:3], "")
    return reverse(f"admin:attaches_{kind}_change", args=[row["references"][0]]) if kind == "post" else ""


REPORT = register(
    Report(
        slug="languages-training",
        title=gettext_lazy("Languages and training"),
        question=gettext_lazy("Is the pool ready: who speaks what how well, and who has been trained?"),
        columns=(
            ReportColumn("what", gettext_lazy("What")),
            ReportColumn("name", gettext_lazy("Name"), "code"),
            ReportColumn("officers", gettext_lazy("Officers"), "integer"),
            ReportColumn("professional", gettext_lazy("Level 3 in every skill"), "ratio"),
            ReportColumn("asked", gettext_lazy("Asked for"), "code"),
            ReportColumn("held", gettext_lazy("Held")),
            ReportColumn("meets", gettext_lazy("Reaches it")),
            ReportColumn("until", gettext_lazy("First lapses"), "date"),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "A result counts when it was tested by the day and is valid on it; "
                "of each officer and language the newest one."
            ),
            gettext_lazy("A level is that of the weakest of listening, speaking, reading and writing (STANAG 6001)."),
            gettext_lazy(
                "Posts are those established on the day that ask for a language; "
                "a vacant one is not counted among those that reach it."
            ),
            gettext_lazy("Courses are those completed in the twelve months before the day."),
        ),
        summary_labels={
            "tested": gettext_lazy("Officers with a valid result"),
            "professional": gettext_lazy("Results at level 3 in every skill"),
            "meeting": gettext_lazy("Holders who reach what their post asks for"),
            "lapsing": gettext_lazy("Results that lapse within a year"),
            "completed": gettext_lazy("Courses completed in twelve months"),
            "under_way": gettext_lazy("Courses under way"),
            "obliged": gettext_lazy("Officers obliged to serve on"),
        },
        parameters=(
            Parameter(
                "language", gettext_lazy("Language"),
                lambda to: [(code, language_name(code)) for code in languages_known(to=to)],
            ),
        ),
        links={"name": post_page},
    )
)  # fmt: skip

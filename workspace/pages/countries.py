"""Countries: the list with the three aspects, and the relation with one State on one screen (pages.md)."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from activities.lifecycle import Aspect
from directory.models import Country
from foundation.clock import today
from foundation.errors import InvalidInput
from foundation.permissions import may
from publishing.pictures import Area, HeatCell, Picture, heat_picture, map_picture
from reports.registry import Answer
from reports.selectors import country_360, treaty_deadlines
from reports.selectors.answers import Asked, ask
from reports.selectors.relation import SLUG
from reports.services.exports import TYPES
from workspace.pages.countries_form import CountriesForm
from workspace.selectors.countries import Relation, home_state, relations

DRAWN, SHOWN = 20, 6
# What to do first where a part is empty: the verb that does it, where, and in which words.
FIRST: dict[str, tuple[str, str, Any]] = {
    "papers": ("papers.draft", "missions:draft", gettext_lazy("Begin a mission paper")),
    "agreements": ("agreements.record", "admin:agreements_agreement_add", gettext_lazy("Enter an agreement")),
    "plans": ("plans.record", "admin:agreements_bilateralplan_add", gettext_lazy("Begin the plan of the year")),
    "activities": ("activities.record", "admin:activities_activity_add", gettext_lazy("Enter an activity")),
    "posts": ("posts.plan", "admin:attaches_post_add", gettext_lazy("Plan a post")),
}  # fmt: skip


@login_required
@require_safe
def countries_page(request: HttpRequest) -> HttpResponse:
    """Which States we have to do with, in which aspects, and where the gaps are."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    on, filters = today(), CountriesForm(request.GET)
    rows = relations(to=subject, on=on, wanted=filters.chosen())
    pictures = [_map(rows, on), _matrix(rows, on)] if any(row.number for row in rows) else []
    context = {
        "filters": filters,
        "narrowed": any(request.GET.values()),
        "rows": [_relation(row, on) for row in rows],
        "aspects": Aspect.labels,
        "pictures": [(picture, mark_safe(picture.svg)) for picture in pictures],  # nosec B308 B703 - drawn by publishing
        "year": on.year,
        "page_marking": page_marking(label for row in rows for label in row.label_ids),
    }
    return render(request, "workspace/countries.html", context, status=400 if filters.errors else 200)


def _map(rows: list[Relation], on: dt.date) -> Picture:
    """The States where they lie; each leads to its page."""
    home = home_state()
    return map_picture(
        [
            Area(row.country.numeric, str(row.country.name), row.number, _page(row.country.iso2))
            for row in rows
        ],
        home=home.numeric,
        borders=settings.WORLD_MAP,
        title=_("States on the map"),
        description=_(
            "Activities of %(year)s by State; our own is green. What is too small to be drawn stands in the table. "
            "The borders are those of the configured map and state no position."
        ) % {"year": on.year},
        language=get_language() or "en",
    )  # fmt: skip


def _page(code: str) -> str:
    return reverse("workspace:country", args=[code])


def _matrix(rows: list[Relation], on: dt.date) -> Picture:
    """States by aspect, those with most activities on top."""
    busy = sorted((row for row in rows if row.number), key=lambda row: -row.number)[:DRAWN]
    cells = [
        HeatCell(
            str(row.country.name), str(aspect.label), row.aspects.get(aspect, 0), _rows_of(row, aspect, on)
        )
        for row in busy
        for aspect in Aspect
    ]
    return heat_picture(
        cells,
        rows=[str(row.country.name) for row in busy],
        columns=[str(label) for label in Aspect.labels],
        title=_("States by aspect"),
        description=_("Activities of the year by State and aspect; a nought is a gap."),
        language=get_language() or "en",
    )


def _rows_of(row: Relation, aspect: str, on: dt.date) -> str:
    asked = {"country": row.country.iso2, "as_of": on.isoformat()}
    asked |= {"aspect": str(aspect)} if aspect else {"show": country_360.EACH}
    return f"{reverse('reports:report', args=[SLUG])}?{urlencode(asked)}#rows"


def _relation(row: Relation, on: dt.date) -> dict[str, Any]:
    code = row.country.iso2
    return {
        "relation": row,
        "url": _page(code),
        "register": row.agreements and f"{reverse('agreements:register')}?state=binding&country={code}",
        "posts": row.posts and f"{reverse('reports:report', args=['posture'])}?country={code}",
        "every": _rows_of(row, "", on),
        "aspects": [
            (aspect.label, row.aspects.get(aspect, 0), _rows_of(row, aspect, on)) for aspect in Aspect
        ],
    }


@login_required
@require_safe
def country_page(request: HttpRequest, code: str) -> HttpResponse:
    """The relation with a State: what falls due first, then each part; every figure leads to its rows."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    country = Country.objects.exclude(iso2=settings.HOME_COUNTRY).filter(iso2=code).first()
    if country is None:
        raise Http404
    asked, problems = _asked(request, country)
    drawn: country_360.Drawn = asked.answer.drawing
    picture = asked.picture()
    line = _term_line(drawn, asked.as_of)
    report = f"{reverse('reports:report', args=[SLUG])}?{urlencode(_query(drawn))}"
    context = {
        "country": country,
        "as_of": asked.as_of,
        "is_today": asked.as_of == today(),
        "problems": problems,
        "given": request.GET.get("as_of", ""),
        "figures": _figures(asked, drawn),
        "due": _part(asked, drawn, "deadlines"),
        "issues": _part(asked, drawn, "issues"),
        "parts": [
            {**_part(asked, drawn, code), "first": _first(subject, code), "words": words}
            for code, words in country_360.headings().items()
            if code not in {"issues", *country_360.FURTHER}
        ],
        "aspects": _part(asked, drawn, "aspects"),
        "empty": not any(
            row["shows"][0] not in {"aspects", "tier", "missions", "factors"} for row in asked.answer.rows
        ),
        "begin": [step for code in FIRST if (step := _first(subject, code))],
        "picture": picture if drawn.kinds else None,
        "svg": mark_safe(picture.svg),  # nosec B308 B703 - drawn by publishing
        "line": line,
        "line_svg": mark_safe(line.svg) if line else "",  # nosec B308 B703 - drawn by publishing
        "report": report,
        "exports": [(kind, f"{report}&format={kind}") for kind in TYPES],
        "page_marking": asked.marking,
    }
    return render(request, "workspace/country.html", context, status=400 if problems else 200)


def _asked(request: HttpRequest, country: Country) -> tuple[Asked, Mapping[str, Any]]:
    """The report the page stands on; a day that is none keeps the page and says so."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    about = {"country": country.iso2}
    try:
        given = {**about, "as_of": request.GET.get("as_of", "")}
        return ask(country_360.REPORT, given, to=subject, today=today()), {}
    except InvalidInput as refusal:
        return ask(country_360.REPORT, about, to=subject, today=today()), refusal.fields


def _query(drawn: "country_360.Drawn") -> dict[str, str]:
    return {"country": drawn.about.country.iso2, "as_of": drawn.about.as_of.isoformat()}


def _figures(asked: Asked, drawn: "country_360.Drawn") -> list[dict[str, Any]]:
    summary = asked.answer.summary
    return [
        {"words": words, "value": summary.get(key), "url": drawn.about.rows_of(show)}
        for key, words, show in country_360.FIGURES
    ]


def _part(asked: Asked, drawn: "country_360.Drawn", code: str) -> dict[str, Any]:
    rows = [row for row in asked.answer.rows if row["shows"][0] == code]
    return {"code": code, "rows": rows[:SHOWN], "count": len(rows), "more": len(rows) > SHOWN,
            "url": drawn.about.rows_of(code)}  # fmt: skip


def _first(to: Subject, code: str) -> dict[str, Any] | None:
    """Where a part begins, for those who may begin it."""
    verb, where, words = FIRST.get(code, ("", "", ""))
    return {"url": reverse(where), "words": words} if verb and may(to, verb) else None


def _term_line(drawn: "country_360.Drawn", as_of: dt.date) -> Any:
    """The terms of the agreements over eighteen months, as the report on deadlines draws them."""
    within = [row for row in drawn.treaties if treaty_deadlines.SHOWN["within_18_months"][1](row)]
    return treaty_deadlines.draw(Answer([], {}, drawing=within), as_of) if within else None

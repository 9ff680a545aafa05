"""What is done with a State in the year, what it and we wait for, and what is still open between us."""

import datetime as dt
from collections import defaultdict
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.kept import Kept, Question
from activities.lifecycle import ActivityState, Aspect
from activities.selectors.derived import (
    APPOINTMENT,
    SIGNING,
    DerivedFigure,
    derived_asks,
    derived_keys,
    derived_rows,
    derived_with,
)
from activities.selectors.relation import (
    SHOWN,
    DoneWith,
    done_asks,
    done_with,
    lesson_asks,
    lessons_open,
    one_by_one,
)
from correspondence.selectors.relation import awaited_with, relation_asks
from directory.models import ActivityKind
from foundation.wording import written_period
from missions.selectors.relation import conflict_asks, conflicts_open
from reports.selectors.relation import About, Found, Line, RelationPart, add_part


def _activities(about: About) -> Found:
    """One line for each kind of the paper; a sub-kind counts as its kind. What is derived stands marked, and apart."""
    done = done_with(about.country.pk, to=about.to, year=about.as_of.year, as_of=about.as_of)
    every = _kinds(to=about.to)
    kinds = {kind.pk: kind.parent or kind for kind in every}
    by_kind: dict[Any, list[DoneWith]] = defaultdict(list)
    for one in done:
        by_kind[kinds[one.kind_id]].append(one)
    lines = [_kind(kind, rows, about) for kind, rows in by_kind.items()]
    lines += _beside(about, {kind.code: str(kind.name) for kind in every})
    lines.sort(key=lambda line: (-line.number, line.what))
    figures: dict[str, Any] = {
        "activities": sum(one.number for one in done),
        "held": sum(one.held for one in done),
        "person_days": sum(one.person_days for one in done),
    }
    drawing = [(str(kind.name), kind.code, _by_aspect(rows)) for kind, rows in by_kind.items()]
    return Found(lines, figures, drawing=sorted(drawing, key=lambda row: (-sum(row[2].values()), row[0])))


def _by_aspect(rows: list[DoneWith]) -> dict[str, int]:
    found = dict.fromkeys(Aspect.values, 0)
    for one in rows:
        found[one.aspect] += one.number
    return found


def _kind(kind: ActivityKind, rows: list[DoneWith], about: About) -> Line:
    counted = {Aspect(code).label: number for code, number in _by_aspect(rows).items() if number}
    return Line(
        ("activities",),
        str(kind.name),
        ", ".join(f"{name} {number}" for name, number in counted.items()),
        _("held %(count)d") % {"count": sum(one.held for one in rows)},
        number=sum(one.number for one in rows),
        references=tuple(sorted({reference for one in rows for reference in one.references})),
        page=about.rows_of("activities_one_by_one", kind=kind.code),
        label_ids=frozenset(label for one in rows for label in one.label_ids),
    )


def _beside(about: About, names: dict[str, str]) -> list[Line]:
    """Signings and appointments of the year up to the day: nobody enters them, so they are counted by themselves."""
    found = derived_with(about.country.pk, to=about.to, **_year_so_far(about))
    return [_derived(one, names[one.kind], about) for one in found]


def _derived(one: DerivedFigure, name: str, about: About) -> Line:
    return Line(
        ("activities",), name,
        _("by itself, from postings") if one.kind == APPOINTMENT else _("by itself, from agreements and annual plans"),
        _("held %(count)d") % {"count": one.number}, number=one.number, references=one.references,
        page=about.rows_of("activities_one_by_one", kind=one.kind), label_ids=one.label_ids,
    )  # fmt: skip


def _year_so_far(about: About) -> dict[str, dt.date]:
    return {"first": dt.date(about.as_of.year, 1, 1), "last": about.as_of}


def _each_derived(about: About) -> list[Line]:
    """Those behind such a line, one by one."""
    keys = derived_keys(to=about.to, country=about.country.iso2, kind=about.kind, **_year_so_far(about))
    lines = [
        Line(
            ("activities_one_by_one",), row.title, ", ".join(row.names), row.place, row.on,
            references=(row.reference,), page=row.url, label_ids=frozenset({row.label_id}),
        )
        for row in derived_rows(keys[:SHOWN], to=about.to)
    ]  # fmt: skip
    return [*lines, *([_more(about, kind=about.kind)] if len(keys) > SHOWN else [])]


def each_activity(about: About) -> list[Line]:
    """The activities behind the figures, one by one, narrowed by kind and aspect."""
    if about.kind in (SIGNING, APPOINTMENT):
        return [] if about.aspect else _each_derived(about)
    rows = one_by_one(
        about.country.pk, to=about.to, year=about.as_of.year, as_of=about.as_of, kind=about.kind, aspect=about.aspect
    )  # fmt: skip
    lines = [
        Line(
            ("activities_one_by_one",), row.title, f"{row.kind.name} · {Aspect(row.aspect).label}",
            str(ActivityState(row.was).label), row.starts_on,  # type: ignore[attr-defined]
            remark=written_period(row.starts_on, row.ends_on), references=(row.reference,),
            page=reverse("activities:activity", args=[row.reference]), label_ids=frozenset({row.label_id}),
        )
        for row in rows
    ]  # fmt: skip
    if len(rows) == SHOWN:
        lines.append(_more(about))
    return lines


def _more(about: About, kind: str = "") -> Line:
    words = _("Only the first %(count)d are listed; the programme has them all.") % {"count": SHOWN}
    asked = {"country": about.country.iso2, "year": about.as_of.year, **({"kind": kind} if kind else {})}
    return Line(
        ("activities_one_by_one",), words, page=f"{reverse('activities:programme')}?{urlencode(asked)}"
    )


def _correspondence(about: About) -> Found:
    found = awaited_with(about.country.pk, to=about.to, as_of=about.as_of)
    lines = [
        Line(
            ("correspondence",), note.subject, f"{note.number or note.reference} · {note.other_side}",
            _("we wait for their reply") if note.is_outgoing else _("they wait for our reply"), note.waits_since,
            references=(note.reference,),
            page=f"{reverse('correspondence:register')}?q={note.reference}", label_ids=frozenset({note.label_id}),
            act_by=note.reply_due_on, act_words=_("A reply is due"),
        )
        for note in found
    ]  # fmt: skip
    return Found(lines, {"correspondence": len(found)})


def _issues(about: About) -> Found:
    lines = [
        Line(
            ("issues",), f"{one.task} · {one.objective}", one.text[:200], _("conflict in a paper"), one.on,
            references=(one.paper.reference,),
            page=reverse("missions:conflict", args=[one.paper.reference, one.key]),
            label_ids=frozenset({one.label_id, one.paper.label_id}),
        )
        for one in conflicts_open(about.country, to=about.to, on=about.as_of)
    ]  # fmt: skip
    lines += [
        Line(
            ("issues",), one.observation[:200], one.activity.title, _("lesson not followed up"), one.due_on,
            references=(one.reference, one.activity.reference),
            page=reverse("admin:activities_lesson_change", args=[one.reference]),
            label_ids=frozenset({one.label_id, one.activity.label_id}),
            act_by=one.due_on, act_words=_("Follow up a lesson"),
        )
        for one in lessons_open(about.country.pk, to=about.to, as_of=about.as_of)
    ]  # fmt: skip
    return Found(lines)


@Kept
def _kinds(*, to: Subject) -> QuerySet:
    return ActivityKind.objects.select_related("parent")


def _activity_asks(about: About) -> list[Question]:
    return [
        *done_asks(about.country.pk, year=about.as_of.year, as_of=about.as_of),
        *derived_asks(about.country.pk, **_year_so_far(about)),
        _kinds.asking(),
    ]


def _correspondence_asks(about: About) -> list[Question]:
    return relation_asks(about.country.pk, as_of=about.as_of)


def _issue_asks(about: About) -> list[Question]:
    return [
        *conflict_asks(about.country, on=about.as_of),
        *lesson_asks(about.country.pk, as_of=about.as_of),
    ]


add_part(
    RelationPart(
        "activities", gettext_lazy("Activities of the year by kind"), _activities, 90, asks=_activity_asks
    )
)
add_part(
    RelationPart(
        "correspondence", gettext_lazy("Waiting for a reply"), _correspondence, 110, asks=_correspondence_asks
    )
)
add_part(RelationPart("issues", gettext_lazy("Open issues"), _issues, 120, asks=_issue_asks))

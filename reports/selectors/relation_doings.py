"""What is done with a State in the year, what it and we wait for, and what is still open between us."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from access.context import Subject
from access.kept import Kept, Question
from activities.lifecycle import ActivityState, Aspect
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
    """One line for each kind of the paper; a sub-kind counts as its kind."""
    done = done_with(about.country.pk, to=about.to, year=about.as_of.year, as_of=about.as_of)
    kinds = {kind.pk: kind.parent or kind for kind in _kinds(to=about.to)}
    by_kind: dict[Any, list[DoneWith]] = defaultdict(list)
    for one in done:
        by_kind[kinds[one.kind_id]].append(one)
    lines = [_kind(kind, rows, about) for kind, rows in by_kind.items()]
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


def each_activity(about: About) -> list[Line]:
    """The activities behind the figures, one by one, narrowed by kind and aspect."""
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
        words = _("Only the first %(count)d are listed; the programme has them all.") % {"count": SHOWN}
        programme = f"{reverse('activities:programme')}?country={about.country.iso2}&year={about.as_of.year}"
        lines.append(Line(("activities_one_by_one",), words, page=programme))
    return lines


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
    return [*done_asks(about.country.pk, year=about.as_of.year, as_of=about.as_of), _kinds.asking()]


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

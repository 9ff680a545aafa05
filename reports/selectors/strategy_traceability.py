"""Does what we do serve what we want? (domain.md A7.30-31, C8)"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from activities.lifecycle import ActivityState
from activities.models import ActivityStep, ServedObjective
from activities.selectors.activities import activities
from missions.selectors.documents import documents
from missions.selectors.traceability import AimFact, Guided, PaperFact, aim_facts, guided, paper_facts
from publishing.pictures import Bar, Picture, bar_picture
from publishing.tables import Money, Ratio, money
from reports.registry import Answer, Parameter, Report, ReportColumn, register

YEAR = dt.timedelta(days=365)
OBJECTIVE, PAPER, ORPHAN, ACTIVITY = "objective", "paper", "paper_objective", "activity"


@dataclass(frozen=True, slots=True)
class Done:
    """An activity of the twelve months, the papers it stands under and the objectives those serve."""

    reference: str
    title: str
    starts_on: dt.date
    person_days: int
    cost: Decimal | None
    currency: str
    papers: frozenset[str]
    aims: frozenset[int]
    label_id: int


def build(*, to: Subject, as_of: dt.date, document: str = "", what: str = "") -> Answer:
    """Rows: objectives in force, papers in effect, paper objectives and activities that trace to nothing."""
    aims = aim_facts(to=to, as_of=as_of, document=document)
    papers = paper_facts(to=to, as_of=as_of)
    done = _done(to=to, as_of=as_of)
    linked = [one for one in done if one.aims]
    rows = {
        OBJECTIVE: [_aim(aim, done) for aim in aims],
        PAPER: [_paper(paper, done) for paper in papers],
        ORPHAN: [row for paper in papers for row in _orphans(paper)],
        ACTIVITY: [_orphan(one) for one in done if not one.aims],
    }
    leaves = [aim for aim in aims if aim.is_leaf and not aim.is_threat]
    objectives = sum(paper.objectives for paper in papers)
    summary = {
        "activities": Ratio(len(linked), len(done)),
        "person_days": Ratio(sum(one.person_days for one in linked), sum(one.person_days for one in done)),
        "cost": _money_of(linked, done),
        "papers": Ratio(sum(paper.traced > 0 for paper in papers), len(papers)),
        "paper_objectives": Ratio(sum(paper.traced for paper in papers), objectives),
        "orphans": len(rows[ORPHAN]) + len(rows[ACTIVITY]),
        "unserved": Ratio(sum(not aim.is_served for aim in leaves), len(leaves)),
    }
    labels = {one.label_id for group in (aims, papers, done) for one in group}
    labels |= {label for aim in aims for label in aim.link_labels}
    shown = [row for kind, found in rows.items() if what in ("", kind) for row in found]
    return Answer(shown, summary, frozenset(labels), aims)


def _done(*, to: Subject, as_of: dt.date) -> list[Done]:
    """Activities begun in the twelve months before the day, without those cancelled by then."""
    cancelled = ActivityStep.objects.visible_to(to).filter(
        activity=OuterRef("pk"), state=ActivityState.CANCELLED, reached_on__lte=as_of
    )
    rows = activities(to=to).filter(starts_on__gt=as_of - YEAR, starts_on__lte=as_of)
    papers = guided(to=to, since=as_of - YEAR, until=as_of)
    own = ServedObjective.objects.visible_to(to).filter(activity=OuterRef("pk")).order_by("pk")
    rows = rows.annotate(own_aims=ArraySubquery(own.values("objective")))
    return [
        _one(row, papers)
        for row in rows.exclude(Exists(cancelled)).select_related("kind").order_by("starts_on", "id")
    ]


def _one(row: Any, papers: Sequence[Guided]) -> Done:
    kinds = {row.kind_id, row.kind.parent_id}
    under = [one for one in papers if one.covers(row.country_id, row.starts_on) and one.kinds & kinds]
    return Done(
        reference=row.reference,
        title=row.title,
        starts_on=row.starts_on,
        person_days=row.person_days or 0,
        cost=row.planned_cost,
        currency=row.currency,
        papers=frozenset(one.paper for one in under),
        aims=frozenset([*row.own_aims, *(aim for one in under for aim in one.aims)]),
        label_id=row.label_id,
    )


def _row(what: Any, name: str, references: list[str], **facts: Any) -> dict[str, Any]:
    empty = {
        "document": None,
        "serving": None,
        "provisions": None,
        "traced": None,
        "activities": None,
        "person_days": None,
        "cost": None,
        "says": None,
    }
    return {"what": str(what), "name": name, **empty, **facts, "references": references}


def _aim(aim: AimFact, done: list[Done]) -> dict[str, Any]:
    under = [one for one in done if aim.key in one.aims]
    behind = [*sorted(set(aim.papers)), *aim.below, *aim.provisions, *(one.reference for one in under)]
    return _row(
        _("threat") if aim.is_threat else _("objective"), f"{aim.code} {aim.text}", [aim.document, *behind],
        document=aim.document_title, serving=len(aim.papers) + len(aim.below), provisions=len(aim.provisions),
        activities=len(under), person_days=sum(one.person_days for one in under), cost=_money(under),
        says=_says(aim),
    )  # fmt: skip


def _says(aim: AimFact) -> str | None:
    if aim.is_served:
        return None
    if aim.is_threat:
        return _("nothing answers it")
    return _("nobody serves it") if aim.is_leaf else _("served by what is below it")


def _paper(paper: PaperFact, done: list[Done]) -> dict[str, Any]:
    under = [one for one in done if paper.reference in one.papers]
    return _row(
        _("mission paper"), f"{paper.country} · {paper.title}", [paper.reference, *(one.reference for one in under)],
        traced=Ratio(paper.traced, paper.objectives), activities=len(under),
        person_days=sum(one.person_days for one in under), cost=_money(under),
        says=None if paper.traced else _("traces to nothing in force"),
    )  # fmt: skip


def _orphans(paper: PaperFact) -> list[dict[str, Any]]:
    return [
        _row(_("paper objective"), f"{paper.country} · {code} {text}", [paper.reference],
             says=_("traces to nothing in force"))
        for code, text in paper.orphans
    ]  # fmt: skip


def _orphan(one: Done) -> dict[str, Any]:
    says = _("under a paper that traces to nothing") if one.papers else _("under no paper")
    return _row(
        _("activity"), one.title, [one.reference, *sorted(one.papers)], person_days=one.person_days,
        cost=_money([one]), says=says,
    )  # fmt: skip


def _amount(value: Decimal) -> str:
    return number_format(value, 2, use_l10n=True, force_grouping=True)


def _money(done: Sequence[Done]) -> Money | None:
    """What these cost together, one amount per currency."""
    return money((one.currency, one.cost) for one in done)


def _money_of(linked: Sequence[Done], done: Sequence[Done]) -> str | None:
    """So much of so much, currency by currency."""
    part, whole = _money(linked), _money(done)
    if whole is None:
        return None
    held = part.amounts if part else {}
    return "; ".join(
        f"{_amount(held.get(currency, Decimal(0)))} / {_amount(value)} {currency}"
        for currency, value in whole.amounts.items()
    )


def draw(answer: Answer, as_of: dt.date) -> Picture:
    """How many objectives of papers and documents below serve each objective in force."""
    aims: list[AimFact] = [aim for aim in answer.drawing if not aim.is_threat]
    return bar_picture(
        [
            Bar(
                f"{aim.code} {aim.text}", len(aim.papers) + len(aim.below),
                tone="accent" if aim.is_served or not aim.is_leaf else "late",
                note="" if aim.is_served or not aim.is_leaf else _("nobody serves it"),
                href=reverse("missions:document", args=[aim.document]),
            )
            for aim in aims
        ],
        title=_("What serves each objective"),
        description=_("Objectives of mission papers and of documents below that serve each objective in force."),
        language=get_language() or "en",
        tones={_("served"): "accent", _("nobody serves it"): "late"},
    )  # fmt: skip


def first_page(row: dict[str, Any]) -> str:
    """The page of the first record behind a row."""
    reference = row["references"][0]
    page = {"STD": "missions:document", "MPA": "missions:paper", "ACT": "activities:activity"}
    return reverse(page[reference[:3]], args=[reference])


def _documents(to: Subject) -> list[tuple[str, Any]]:
    rows = documents(to=to).exclude(effective__isnull=True).order_by("kind", "title")
    return list(rows.values_list("reference", "title"))


WHAT = (
    (OBJECTIVE, gettext_lazy("objectives in force")),
    (PAPER, gettext_lazy("mission papers in effect")),
    (ORPHAN, gettext_lazy("paper objectives that trace to nothing")),
    (ACTIVITY, gettext_lazy("activities that trace to nothing")),
)
REPORT = register(
    Report(
        slug="strategy-traceability",
        title=gettext_lazy("Strategy traceability"),
        question=gettext_lazy("Does what we do serve what we want, and which objectives does nobody serve?"),
        columns=(
            ReportColumn("what", gettext_lazy("What")),
            ReportColumn("name", gettext_lazy("Name")),
            ReportColumn("document", gettext_lazy("Document")),
            ReportColumn("serving", gettext_lazy("Objectives that serve it"), "integer"),
            ReportColumn("provisions", gettext_lazy("Provisions of agreements"), "integer"),
            ReportColumn("traced", gettext_lazy("Objectives that trace"), "ratio"),
            ReportColumn("activities", gettext_lazy("Activities under it"), "integer"),
            ReportColumn("person_days", gettext_lazy("Person-days"), "integer"),
            ReportColumn("cost", gettext_lazy("Planned cost"), "money"),
            ReportColumn("says", gettext_lazy("Remark")),
        ),
        build=build,
        draw=draw,
        counted=(
            gettext_lazy(
                "Objectives are those that documents in effect on the day state; only those with nothing "
                "below them are counted among the ones nobody serves."
            ),
            gettext_lazy(
                "Threats are those that doctrines and concepts in effect name; provisions of agreements are "
                "those linked to an objective or a threat on the day."
            ),
            gettext_lazy(
                "Papers are mission papers in effect on the day; a paper traces when one of its objectives does."
            ),
            gettext_lazy(
                "An objective of a paper traces when the strategic objective it names is in force on the day."
            ),
            gettext_lazy(
                "Activities are those begun in the twelve months before the day and not cancelled by then. "
                "One is linked when it names an objective itself, or when a mission paper guided its country on its "
                "first day, names its kind among its means, and traces to an objective."
            ),
            gettext_lazy(
                "Cost is what was planned for the activities, so much of so much in each currency; amounts in "
                "different currencies are never added."
            ),
            gettext_lazy("A share with nothing to divide by is left empty, it is not zero."),
        ),
        summary_labels={
            "activities": gettext_lazy("Activities linked to objectives"),
            "person_days": gettext_lazy("Their person-days"),
            "cost": gettext_lazy("Their planned cost"),
            "papers": gettext_lazy("Papers that trace to a document in effect"),
            "paper_objectives": gettext_lazy("Paper objectives that trace"),
            "orphans": gettext_lazy("Paper objectives and activities that trace to nothing"),
            "unserved": gettext_lazy("Objectives nobody serves"),
        },
        parameters=(
            Parameter("document", gettext_lazy("Document"), lambda to: _documents(to)),
            Parameter("what", gettext_lazy("Rows"), lambda to: list(WHAT)),
        ),
        links={"name": first_page},
        doors={
            "activities": {"what": ACTIVITY},
            "papers": {"what": PAPER},
            "paper_objectives": {"what": ORPHAN},
            "unserved": {"what": OBJECTIVE},
        },
    )
)  # fmt: skip

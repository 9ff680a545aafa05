"""One search over the register: each kind of record answers for itself, under the viewer's walls."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from activities.selectors.activities import activities
from activities.selectors.deployments import deployments
from activities.selectors.inspections import inspections
from activities.selectors.operations import authorisations, operations
from activities.selectors.returns import obligations, returns
from agreements.selectors.agreements import agreements
from approvals.selectors.cases import cases, titles
from attaches.models import ForeignAttache, Officer, Post
from correspondence.selectors.correspondence import narrowed
from directory.models import CooperationFormat, Country, DiplomaticMission, Organisation
from missions.selectors import mentions
from missions.selectors.advice import entries as advice_entries
from missions.selectors.consultations import consultations
from missions.selectors.documents import documents
from missions.selectors.meetings import action_items, meetings
from missions.selectors.papers import papers
from missions.selectors.post_reports import post_reports

MAX_WORDS = 120
PER_KIND = 20


@dataclass(frozen=True)
class Hit:
    """One record found."""

    reference: str
    title: str
    url: str
    label_id: int | None = None


def _admin(model: str, row: Any) -> str:
    return reverse(f"admin:{model}_change", args=[row.pk])


def _officers(words: str, to: Subject) -> list[Hit]:
    rows = Officer.objects.visible_to(to).matching(words)[:PER_KIND]
    return [Hit(r.reference, str(r), _admin("attaches_officer", r), r.label_id) for r in rows]


def _foreign_attaches(words: str, to: Subject) -> list[Hit]:
    rows = ForeignAttache.objects.visible_to(to).matching(words)[:PER_KIND]
    return [Hit(r.reference, r.full_name, _admin("attaches_foreignattache", r), r.label_id) for r in rows]


def _posts(words: str, to: Subject) -> list[Hit]:
    rows = Post.objects.visible_to(to).matching(words).select_related("mission__country")[:PER_KIND]
    return [Hit(r.code, str(r), _admin("attaches_post", r), r.label_id) for r in rows]


def _papers(words: str, to: Subject) -> list[Hit]:
    rows: Any = papers(to=to)
    rows = rows.matching(words)[:PER_KIND]
    return [
        Hit(r.reference, r.title, reverse("missions:paper", args=[r.reference]), r.label_id) for r in rows
    ]


def _documents(words: str, to: Subject) -> list[Hit]:
    rows: Any = documents(to=to)
    rows = rows.matching(words)[:PER_KIND]
    return [
        Hit(r.reference, r.title, reverse("missions:document", args=[r.reference]), r.label_id) for r in rows
    ]


def _paper(reference: str, anchor: str = "") -> str:
    return reverse("missions:paper", args=[reference]) + anchor


def _paper_texts(words: str, to: Subject) -> list[Hit]:
    rows = mentions.paper_texts(words, to=to)[:PER_KIND]
    return [Hit(r.paper.reference, r.title, _paper(r.paper.reference), r.label_id) for r in rows]


def _paper_objectives(words: str, to: Subject) -> list[Hit]:
    rows = mentions.paper_objectives(words, to=to)[:PER_KIND]
    return [
        Hit(of.reference, f"{r.code} {r.text}", _paper(of.reference, "#objectives"), r.label_id)
        for r in rows
        for of in [r.version.paper]
    ]


def _document_texts(words: str, to: Subject) -> list[Hit]:
    rows = mentions.document_texts(words, to=to)[:PER_KIND]
    return [
        Hit(
            r.document.reference, str(_("%(title)s, version %(number)s") % {"title": r.title, "number": r.no}),
            reverse("missions:document", args=[r.document.reference]) + f"?version={r.no}", r.label_id,
        )
        for r in rows
    ]  # fmt: skip


def _strategic_objectives(words: str, to: Subject) -> list[Hit]:
    rows = mentions.strategic_objectives(words, to=to)[:PER_KIND]
    return [
        Hit(of.reference, f"{r.code} {r.text}", reverse("missions:document", args=[of.reference]), r.label_id)
        for r in rows
        for of in [r.document]
    ]


def _meetings(words: str, to: Subject) -> list[Hit]:
    rows: Any = meetings(to=to)
    page = "missions_coordinationmeeting"
    return [Hit(r.reference, r.subject, _admin(page, r), r.label_id) for r in rows.matching(words)[:PER_KIND]]


def _consultations(words: str, to: Subject) -> list[Hit]:
    rows: Any = consultations(to=to)
    page = "missions_decisionconsultation"
    return [
        Hit(r.reference, r.decision, _admin(page, r), r.label_id) for r in rows.matching(words)[:PER_KIND]
    ]


def _action_items(words: str, to: Subject) -> list[Hit]:
    rows: Any = action_items(to=to)
    page = "missions_actionitem"
    return [Hit(r.reference, r.task, _admin(page, r), r.label_id) for r in rows.matching(words)[:PER_KIND]]


def _remarks(words: str, to: Subject) -> list[Hit]:
    rows = mentions.remarks(words, to=to)[:PER_KIND]
    return [_said("missions:remark", row, str(row)) for row in rows]


def _conflicts(words: str, to: Subject) -> list[Hit]:
    rows = mentions.conflicts(words, to=to)[:PER_KIND]
    return [_said("missions:conflict", row, f"{row}: {row.text[:80]}") for row in rows]


def _said(page: str, row: Any, title: str) -> Hit:
    """What is said to a paper has a page of its own and goes by the paper's reference."""
    reference = row.paper.reference
    return Hit(reference, title, reverse(page, args=[reference, row.key]), row.label_id)


def _cases(words: str, groups: Iterable[list[Hit]], to: Subject) -> list[Hit]:
    """The case of that reference, and those that decide on what was found; titled as their matter is."""
    matters = {hit.reference for hits in groups for hit in hits}
    named = Q(reference=words.strip().upper()) | Q(object_reference__in=matters)
    rows = list(cases(to=to).filter(named)[:PER_KIND])
    titled = titles(rows, to=to) if rows else {}
    return [
        Hit(
            r.reference, titled[r.object_reference], reverse("approvals:case", args=[r.reference]), r.label_id
        )
        for r in rows
        if r.object_reference in titled
    ]


def _agreements(words: str, to: Subject) -> list[Hit]:
    rows = agreements(to=to).matching(words)[:PER_KIND]
    page = "agreements:agreement"
    return [Hit(r.reference, r.shown_title, reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _activities(words: str, to: Subject) -> list[Hit]:
    rows = activities(to=to).matching(words)[:PER_KIND]
    return [Hit(r.reference, r.title, _admin("activities_activity", r), r.label_id) for r in rows]


def _operations(words: str, to: Subject) -> list[Hit]:
    rows = operations(to=to).matching(words)[:PER_KIND]
    page = "activities:operation"
    return [
        Hit(r.reference, f"{r.short_name}: {r.title}", reverse(page, args=[r.reference]), r.label_id)
        for r in rows
    ]


def _deployments(words: str, to: Subject) -> list[Hit]:
    rows = deployments(to=to).matching(words)[:PER_KIND]
    page = "activities:deployment"
    return [Hit(r.reference, str(r), reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _authorisations(words: str, to: Subject) -> list[Hit]:
    rows = authorisations(to=to).matching(words)[:PER_KIND]
    return [Hit(r.reference, str(r), _admin("activities_authorisation", r), r.label_id) for r in rows]


def _obligations(words: str, to: Subject) -> list[Hit]:
    rows = obligations(to=to).matching(words)[:PER_KIND]
    model = "activities_reportingobligation"
    return [Hit(r.reference, r.name, _admin(model, r), r.label_id) for r in rows]


def _returns(words: str, to: Subject) -> list[Hit]:
    rows = returns(to=to).matching(words).select_related("obligation")[:PER_KIND]
    page = "activities:return"
    return [Hit(r.reference, str(r), reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _inspections(words: str, to: Subject) -> list[Hit]:
    rows = inspections(to=to).matching(words).select_related("country")[:PER_KIND]
    page = "activities:inspection"
    return [Hit(r.reference, str(r), reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _post_reports(words: str, to: Subject) -> list[Hit]:
    rows = post_reports(to=to).matching(words).select_related("post")[:PER_KIND]
    page = "missions:post-report"
    return [Hit(r.reference, str(r), reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _advice(words: str, to: Subject) -> list[Hit]:
    rows = advice_entries(to=to).matching(words)[:PER_KIND]
    page = "missions:advice-entry"
    return [Hit(r.reference, r.subject, reverse(page, args=[r.reference]), r.label_id) for r in rows]


def _correspondence(words: str, to: Subject) -> list[Hit]:
    rows = narrowed({"q": words}, to=to)[:PER_KIND]
    model = "correspondence_correspondence"
    return [Hit(r.number or r.reference, r.subject, _admin(model, r), r.label_id) for r in rows]


def _open(model: Any) -> Callable[[str, Subject], list[Hit]]:
    """Reference data are found under every name they are written about with; each leads to its page in data entry."""
    page = f"directory_{model._meta.model_name}"

    def search(words: str, to: Subject) -> list[Hit]:
        rows: Any = model.objects.by_name().matching(words)[:PER_KIND]
        return [Hit(row.reference, row.name, _admin(page, row)) for row in rows]

    return search


KINDS: tuple[tuple[Any, Callable[[str, Subject], list[Hit]]], ...] = (
    (_("Countries"), _open(Country)),
    (_("Organisations"), _open(Organisation)),
    (_("Formats"), _open(CooperationFormat)),
    (_("Diplomatic missions"), _open(DiplomaticMission)),
    (_("Mission papers"), _papers),
    (_("Strategic documents"), _documents),
    (_("Texts of mission papers"), _paper_texts),
    (_("Objectives of mission papers"), _paper_objectives),
    (_("Texts of strategic documents"), _document_texts),
    (_("Strategic objectives"), _strategic_objectives),
    (_("Remarks on mission papers"), _remarks),
    (_("Conflicts in mission papers"), _conflicts),
    (_("Coordination meetings"), _meetings),
    (_("Consultations on decisions"), _consultations),
    (_("Action items"), _action_items),
    (_("Agreements"), _agreements),
    (_("Activities"), _activities),
    (_("Operations"), _operations),
    (_("Deployments"), _deployments),
    (_("Authorisations"), _authorisations),
    (_("Reporting obligations"), _obligations),
    (_("Returns to organisations"), _returns),
    (_("Inspections"), _inspections),
    (_("Reports of attachés"), _post_reports),
    (_("Advice log"), _advice),
    (_("Correspondence"), _correspondence),
    (_("Posts"), _posts),
    (_("Officers"), _officers),
    (_("Foreign attachés"), _foreign_attaches),
)


def found(words: str, *, to: Subject) -> list[tuple[Any, list[Hit]]]:
    """Groups of hits, kinds without any left out."""
    groups = [(label, search(words, to)) for label, search in KINDS]
    groups.append((_("Approval cases"), _cases(words, [hits for _label, hits in groups], to)))
    return [(label, hits) for label, hits in groups if hits]

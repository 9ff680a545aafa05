"""The whole hierarchy of guidance, and what of it is in force for one's own country."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.selectors.markings import page_marking
from directory.models import Country, DiplomaticMission
from foundation.clock import today
from foundation.permissions import may
from missions.pages.document_parts import tone
from missions.selectors.documents import GROUPS, count_by_group, documents
from missions.selectors.guidance import contacts
from missions.selectors.sight import CountryGuidance, Node, country_guidance, hierarchy, states_served
from missions.terms import ORDER


class ListForm(forms.Form):
    """Filters; with one of them the page is a list instead of the tree."""

    STATES = [
        ("", _("Any state")),
        ("effective", _("In effect")),
        ("under_approval", _("Under approval")),
        ("returned", _("Returned")),
        ("draft", _("Draft")),
        ("over", _("Superseded, expired, withdrawn")),
    ]
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("Any kind")), *((kind.value, kind.label) for kind in ORDER)],
        required=False,
    )
    q = forms.CharField(label=_("Words of the title"), max_length=200, required=False)


@login_required
@require_safe
def hierarchy_page(request: HttpRequest) -> HttpResponse:
    """Which document stands on which, and which papers carry them out; narrowed, a list."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ListForm(request.GET or None)
    wanted = chosen.cleaned_data if chosen.is_valid() else {}
    narrowed = any(wanted.values())
    roots = [] if narrowed else hierarchy(to=subject)
    rows = list(_found(subject, wanted)) if narrowed else []
    labels = {node.document.label_id for node in _all(roots)} | {row.label_id for row in rows}
    labels |= {paper.label_id for node in _all(roots) for paper in node.papers}
    context = {
        "filters": chosen,
        "narrowed": narrowed,
        "figures": count_by_group(to=subject),
        "roots": [_shown(root) for root in roots],
        "rows": [{"document": row, "tone": tone(row.state)} for row in rows],
        "may_record": may(subject, "documents.record"),
        "has_mission": subject.mission_id is not None,
        "today": today(),
        "page_marking": page_marking(labels),
    }
    return render(request, "missions/documents.html", context, status=400 if chosen.errors else 200)


def _found(subject: Subject, wanted: dict[str, Any]) -> Any:
    found: Any = documents(to=subject)
    if wanted.get("state"):
        found = found.filter(GROUPS[wanted["state"]])
    if wanted.get("kind"):
        found = found.filter(kind=wanted["kind"])
    return found.matching(wanted["q"]) if wanted.get("q") else found


def _all(nodes: list[Node]) -> list[Node]:
    return [one for node in nodes for one in (node, *_all(node.derived))]


def _shown(node: Node) -> dict[str, Any]:
    return {
        "document": node.document,
        "tone": tone(node.document.state),
        "papers": node.papers,
        "derived": [_shown(below) for below in node.derived],
    }


@login_required
@require_safe
def country_page(request: HttpRequest) -> HttpResponse:
    """My country: the objectives in force, and which of them the paper serves (A2.11)."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    own = DiplomaticMission.objects.select_related("country").filter(pk=subject.mission_id or 0).first()
    offered = states_served(own) if own else list(Country.objects.order_by("name_en"))
    asked = request.GET.get("country", "")
    country = next((one for one in offered if one.iso2 == asked), offered[0] if own and offered else None)
    found = country_guidance(country, on=today(), to=subject, mission=own) if country else None
    speaking = contacts(to=subject, on=today())
    context = {
        "mission": own,
        "offered": offered,
        "country": country,
        "found": found,
        "contacts": speaking,
        "may_draft": may(subject, "papers.draft"),
        "today": today(),
        "page_marking": page_marking(_labels(found) | {one.label_id for one in speaking}),
    }
    return render(request, "missions/country_guidance.html", context)


def _labels(found: CountryGuidance | None) -> set[int]:
    rows: list[Any] = [*found.papers, *found.objectives, *found.priorities, *found.aims] if found else []
    return {row.label_id for row in rows}

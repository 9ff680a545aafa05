"""Diplomatic clearances: what must be asked for by when, and one of them with its next step."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import ClearanceState
from activities.models import DiplomaticClearance
from activities.pages.clearance_forms import STEPS, ListForm, SendForm
from activities.selectors import clearances as read
from activities.selectors.clearance_cases import cases_of, is_ours
from activities.services import clearance_approval
from activities.services import clearances as services
from approvals.lifecycle import CaseState
from correspondence.lifecycle import ON_RECORD
from correspondence.selectors.correspondence import about
from correspondence.selectors.drafts import purposes_for
from foundation.admin_kit import tell_unplaced
from foundation.clock import now, today
from foundation.errors import DomainError, UnknownStep
from foundation.permissions import may
from reminders.selectors.of_record import of_record

S = ClearanceState
PER_PAGE = 50
TONES = {S.NOTE_SENT: "info", S.GRANTED: "ok", S.USED: "done", S.REFUSED: "late", S.LAPSED: "neutral"}


@login_required
@require_safe
def clearances_page(request: HttpRequest) -> HttpResponse:
    """The earliest latest day first; gaps of the rule table are shown as what they are."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = ListForm(request.GET or None)
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    number = request.GET.get("page", "1")
    page = Paginator(_found(wanted, to=subject), PER_PAGE).get_page(number)
    rows = [shown(row) for row in page]
    context = {
        "filters": chosen,
        "rows": rows,
        "narrowed": any(wanted.values()),
        "today": today(),
        "may_record": may(subject, "diplomatic_clearances.record"),
        "previous_url": _link(wanted, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _link(wanted, page.next_page_number()) if page.has_next() else "",
        "page_marking": page_marking(label for row in page for label in labels_of(row)),
    }
    return render(request, "activities/clearances.html", context, status=400 if chosen.errors else 200)


def _found(wanted: dict[str, Any], *, to: Subject) -> Any:
    which = wanted.get("which") or "open"
    rows: Any = read.clearance_pages(to=to).order_by("-pk") if which == "all" else read.open_clearances(to=to)
    if which == "late":
        rows = read.late_clearances(rows, on=today())
    if which == "no_rule":
        rows = read.without_rule(rows)
    return rows.matching(wanted["q"]) if wanted.get("q") else rows


def _link(wanted: dict[str, Any], page: int) -> str:
    return f"?which={wanted.get('which') or 'open'}&page={page}"


def shown(row: DiplomaticClearance) -> dict[str, Any]:
    """A clearance as lists and the activity's page show it."""
    return {
        "clearance": row,
        "tone": TONES.get(ClearanceState(row.state), "neutral"),
        "to_ask": row.state == S.DRAFT,
        "no_rule": row.state == S.DRAFT and row.rule is None and row.told_latest_on is None,
        "inbound": row.granting.iso2 == settings.HOME_COUNTRY,
    }


def labels_of(row: DiplomaticClearance) -> list[int]:
    """Labels of what a line tells: of the clearance, its activity and its note."""
    return [row.label_id, *(one.label_id for one in (row.activity, row.note) if one is not None)]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def clearance_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First what is to be done, then the evidence; each step is one small form."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.clearance(reference, to=subject)
    failed: tuple[str, Any] | None = None
    if request.method == "POST":
        failed = _press(request, row, subject)
        if failed is None:
            return HttpResponseRedirect(reverse("activities:clearance", args=[reference]))
    notes = list(about([row.reference], to=subject))
    cases = list(cases_of(row, to=subject))
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.clearance_titles,))
    context = {
        **shown(row),
        "notes": notes,
        "cases": cases,
        "reminders": reminders,
        "steps": row.steps.all(),
        "forms": tell_unplaced(request, failed, _forms(row, failed, subject, _offered(row, cases))),
        "drafts": purposes_for(reference, to=subject) if may(subject, "correspondence.draft") else (),
        "may_amend": row.state == S.DRAFT and may(subject, "diplomatic_clearances.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [*labels_of(row), *(one.label_id for one in (*cases, *notes)), *reminders.label_ids]
        ),
    }
    return render(request, "activities/clearance.html", context, status=400 if failed else 200)


def _service(name: str) -> Callable[..., Any]:
    """Every step is one service of the same shape."""
    there: Any = getattr(clearance_approval if name in {"submit", "take_back"} else services, name)
    return there


def _offered(row: DiplomaticClearance, cases: list[Any]) -> frozenset[str]:
    """Our request goes through approval before it is sent; theirs comes in as it is."""
    if not is_ours(row):
        return frozenset(STEPS) - {"submit", "take_back"}
    if any(case.state == CaseState.OPEN for case in cases):
        return frozenset({"take_back", "withdraw"})
    approved = bool(cases) and cases[0].state == CaseState.APPROVED
    return frozenset(STEPS) - {"take_back", *(() if approved else ("send",))}


def _forms(
    row: DiplomaticClearance, failed: Any, subject: Subject, offered: frozenset[str]
) -> list[dict[str, Any]]:
    """Forms of the steps that the state and the office allow, the one that was refused as it was typed."""
    found = []
    for name, (label, states, _form, verb) in STEPS.items():
        if name in offered and row.state in states and may(subject, verb):
            form = failed[1] if failed and failed[0] == name else _form_of(name, row, None, subject)
            found.append(
                {"name": name, "label": label, "form": form, "final": name in {"refuse", "withdraw"}}
            )
    return found


def _form_of(name: str, row: DiplomaticClearance, data: Any, subject: Subject) -> Any:
    kind = STEPS[name][2]
    more: dict[str, Any] = {"initial": {"version": row.version}, "prefix": name}
    if kind is SendForm:
        direction = "incoming" if row.granting.iso2 == settings.HOME_COUNTRY else "outgoing"
        more["notes"] = about([row.reference], to=subject).filter(
            state__in=sorted(ON_RECORD), direction=direction
        )
    return kind(data, **more)


def _press(request: HttpRequest, row: DiplomaticClearance, subject: Subject) -> tuple[str, Any] | None:
    """Call the step's service; what was refused comes back with the words beside the field."""
    name = request.POST.get("step", "")
    if name not in STEPS:
        raise UnknownStep
    form = _form_of(name, row, request.POST, subject)
    if not form.is_valid():
        return name, form
    facts = {key: value for key, value in form.cleaned_data.items() if value not in (None, "")}
    try:
        _service(name)(row, by=subject, at=now(), **facts)
    except DomainError as error:
        for field, words in (error.fields or {"": error.message}).items():
            form.add_error(field if field in form.fields else None, str(words))
        return name, form
    return None

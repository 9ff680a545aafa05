"""Operations: how many served where and when, and one of them with its rotations, ceiling and figures."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.context import Subject
from access.marking_step import marking_page
from access.selectors.markings import page_marking
from activities.lifecycle import STANDING, DeploymentState
from activities.models import Operation
from activities.pages.contingents import DEPLOYMENT_TONES, headcount_picture, period_words, rotation_line
from activities.selectors import operations as read
from activities.selectors.headcounts import year_lines
from foundation.clock import today
from foundation.permissions import may
from reminders.selectors.of_record import of_record

MOST = 200


class OperationsForm(forms.Form):
    """Of which organisation, and which words."""

    org = forms.ChoiceField(label=_("Organisation"), required=False)
    q = forms.CharField(label=_("Name, mandate or reference"), required=False, max_length=120)

    def __init__(self, data: Any, *, organisations: list[tuple[str, str]]) -> None:
        super().__init__(data)
        field: Any = self.fields["org"]
        field.choices = [("", _("All")), *organisations]


@login_required
@require_safe
def operations_page(request: HttpRequest) -> HttpResponse:
    """What is said of all of them, the picture by year, and a table beneath."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    chosen = OperationsForm(request.GET or None, organisations=read.operation_organisations(to=subject))
    wanted: dict[str, Any] = chosen.cleaned_data if chosen.is_valid() else {}
    rows = [_shown(row) for row in _found(wanted, to=subject)]
    stated = list(
        read.said_by(read.figures(to=subject).filter(operation=None), today()).order_by("said_on", "pk")
    )
    lines = year_lines(to=subject, as_of=today(), organisation=wanted.get("org", ""))
    picture = headcount_picture(lines) if lines else None
    context = {
        "filters": chosen,
        "narrowed": any(wanted.values()),
        "rows": rows,
        "stated": stated,
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "may_record": may(subject, "operations.record"),
        "today": today(),
        "page_marking": page_marking(
            [
                *(label for row in rows for label in row["labels"]),
                *(row.label_id for row in stated),
                *(label for line in lines for label in line.label_ids),
            ]
        ),
    }  # fmt: skip
    return render(request, "activities/operations.html", context, status=400 if chosen.errors else 200)


def _found(wanted: dict[str, Any], *, to: Subject) -> list[Operation]:
    rows: Any = read.operation_pages(to=to).order_by("-our_part", "-pk")
    if wanted.get("org"):
        rows = rows.filter(organisation__code=wanted["org"])
    return list((rows.matching(wanted["q"]) if wanted.get("q") else rows)[:MOST])


def _shown(row: Operation) -> dict[str, Any]:
    rotations = list(row.deployments.all())
    uses = _uses(rotations)
    ending = [use.last_on for use in uses if use.last_on is not None]
    return {
        "operation": row,
        "uses": uses,
        "act_ends": min(ending, default=None),
        "labels": [row.label_id, *(one.label_id for one in rotations)],
    }


def _uses(rotations: list[Any]) -> list[Any]:
    """Ceiling use of the acts under which somebody stands or is to leave, the first to end first."""
    running = {
        one.authorisation_id: one.authorisation
        for one in rotations
        if one.state in STANDING and one.state != DeploymentState.RETURNED
    }
    uses = [
        read.ceiling_use(act, [one for one in rotations if one.authorisation_id == key])
        for key, act in running.items()
    ]
    return _soonest_first(uses)


def _soonest_first(uses: list[Any]) -> list[Any]:
    return sorted(uses, key=lambda use: (use.last_on is None, use.last_on or today()))


def _rotation(row: Any) -> dict[str, Any]:
    return {
        "row": row, "tone": DEPLOYMENT_TONES[DeploymentState(row.state)], "days": period_words(row.period),
        "last_on": read.last_day(row.period),
    }  # fmt: skip


@login_required
@require_safe
def operation_page(request: HttpRequest, reference: str) -> HttpResponse:
    """First who is abroad and until when he may, then rotations and figures."""
    subject: Subject = request.subject  # type: ignore[attr-defined]
    row = read.operation(reference, to=subject)
    rotations = list(row.deployments.all())
    figures, counted = list(row.figures.all()), list(row.contributions.all())
    acts = {one.authorisation_id: one.authorisation for one in rotations}
    under = list(read.authorisation_pages(to=subject).filter(pk__in=acts)) if acts else []
    uses = [read.ceiling_use(act, act.deployments.all()) for act in under]
    picture = rotation_line(rotations, under, on=today())
    reminders = of_record(reference, to=subject, on=today(), kinds=(read.operation_titles,))
    context = {
        "operation": row,
        "mandate_days": period_words(row.mandate_valid) if row.mandate_valid else "",
        "mandate_ends": read.last_day(row.mandate_valid),
        "rotations": [_rotation(one) for one in reversed(rotations)],
        "reminders": reminders,
        "uses": _soonest_first(uses),
        "figures": figures,
        "counted": counted,
        "picture": picture,
        "svg": mark_safe(picture.svg) if picture else "",  # nosec B308 B703 - drawn by publishing
        "may_amend": may(subject, "operations.amend"),
        "may_deploy": may(subject, "deployments.record"),
        "may_count": may(subject, "contributions.record"),
        "may_prolong": may(subject, "authorisations.amend"),
        "marking_page": marking_page(row, to=subject),
        "today": today(),
        "page_marking": page_marking(
            [
                row.label_id, *reminders.label_ids,
                *(one.label_id for one in (*rotations, *figures, *counted, *under)),
            ]
        ),
    }  # fmt: skip
    return render(request, "activities/operation.html", context)

"""Forms of the steps beside a record: which the office may take, and what the service said to what was typed."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest

from access.context import Subject
from documents.pages.forms import content_of
from foundation.admin_kit import add_refusal
from foundation.clock import now
from foundation.errors import DomainError
from foundation.permissions import may


@dataclass(frozen=True)
class Step:
    """One step: its words, what is asked, the verb that decides who may, and its service."""

    label: Any
    form: type[forms.Form]
    verb: str
    call: Any
    final: bool = True


Steps = dict[str, Step]
Failed = tuple[str, Any] | None


def step_forms(row: Any, steps: Steps, failed: Failed, to: Subject) -> list[dict[str, Any]]:
    """Forms of the steps that the office allows, the one that was refused as it was typed."""
    found = []
    for name, step in steps.items():
        if may(to, step.verb):
            refused = failed is not None and failed[0] == name
            shown = (
                failed[1] if refused and failed else step.form(prefix=name, initial={"version": row.version})
            )
            found.append({"name": name, "label": step.label, "form": shown, "final": step.final})
    return found


def pressed(request: HttpRequest, row: Any, steps: Steps, subject: Subject) -> Failed:
    """Call the step's service; what was refused comes back with the words beside the field."""
    name = request.POST.get("step", "")
    if name not in steps:
        return "", None
    step = steps[name]
    form: Any = step.form(request.POST, request.FILES, prefix=name)
    if not form.is_valid():
        return name, form
    facts = dict(form.cleaned_data)
    try:
        if facts.get("file"):
            facts["file"] = content_of(facts["file"])
        step.call(row, by=subject, at=now(), **facts)
    except DomainError as error:
        add_refusal(form, error)
        return name, form
    return None

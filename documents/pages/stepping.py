"""Steps of a record as small forms on its page: which are offered, and the service that is called when one is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from documents.pages.forms import content_of
from foundation.admin_forms import DayInput
from foundation.admin_kit import add_refusal, tell_unplaced
from foundation.clock import now, today
from foundation.errors import DomainError, UnknownStep
from foundation.permissions import may


class StepForm(forms.Form):
    """Day and reason of a step, and the version it is based on."""

    on = forms.DateField(label=_("Day it happened"), widget=DayInput(), initial=today)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Step:
    """A step in words, where it is taken (None: in every state), its service, by whose right, what is typed."""

    label: Any
    states: frozenset[str] | None
    call: Callable[..., Any]
    verb: str
    form: type[forms.Form] = StepForm
    final: bool = False


Steps = Mapping[str, Step]
# The step that was refused with its form as it was typed.
Refused = tuple[str, Any] | None
Further = Callable[[Step], dict[str, Any]]


def nothing_further(step: Step) -> dict[str, Any]:
    """For steps whose forms need nothing but what is typed."""
    return {}


def step_forms(
    request: HttpRequest, row: Any, steps: Steps, refused: Refused, *, to: Subject,
    offered: Callable[[str], bool] = lambda name: True, further: Further = nothing_further,
) -> list[dict[str, Any]]:  # fmt: skip
    """Forms of the steps that the state and the office allow, the one that was refused as it was typed."""
    found = []
    for name, step in steps.items():
        elsewhere = step.states is not None and row.state not in step.states
        if elsewhere or not may(to, step.verb) or not offered(name):
            continue
        if refused is not None and refused[0] == name:
            form = refused[1]
        else:
            form = step.form(prefix=name, initial={"version": row.version}, **further(step))
        found.append({"name": name, "label": step.label, "form": form, "final": step.final})
    return tell_unplaced(request, refused, found)


def press(
    request: HttpRequest, row: Any, steps: Steps, *, by: Subject, further: Further = nothing_further
) -> Refused:
    """Call the step's service; what was refused comes back with the words beside the field. Raises UnknownStep."""
    name = request.POST.get("step", "")
    if name not in steps:
        raise UnknownStep
    step = steps[name]
    form: Any = step.form(request.POST, request.FILES, prefix=name, **further(step))
    if not form.is_valid():
        return name, form
    try:
        step.call(row, by=by, at=now(), **_facts(form))
    except DomainError as error:
        add_refusal(form, error)
        return name, form
    return None


def _facts(form: forms.Form) -> dict[str, Any]:
    """What was typed; what was left empty is as the service has it."""
    typed = {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}
    return {n: content_of(v, n) if isinstance(v, UploadedFile) else v for n, v in typed.items()}

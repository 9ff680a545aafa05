"""Buttons on the page of a record in data entry that move it through its lifecycle."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from foundation.admin_forms import LooksUp, seen_version
from foundation.errors import DomainError, RecordChanged, UnknownStep
from foundation.refused_forms import refusal_words

REFUSED_FORM = 400  # where no rule that said no has a status of its own


class Refused(NamedTuple):
    """A step that was refused: its button, what was typed beside it, the status of the refusal."""

    step: str
    typed: Mapping[str, str]
    status: int


def again(asked: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """An input of a step with what was typed into it; a day that is none is typed anew."""
    if asked["name"] not in typed:
        return asked
    value: Any = typed[asked["name"]]
    if asked.get("type", "date") == "date" and not asked.get("choices"):
        try:
            value = parse_date(value)
        except ValueError:
            value = None
    return {**asked, "value": value}


class FoundOrAbsent(LooksUp, admin.ModelAdmin):
    """A record that is not there, or not for this reader, is a page that is not there (walls.md 1)."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """As Django finds it; Http404 instead of Django's way to the first page, which names the key."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found


class LifecycleButtons(FoundOrAbsent):
    """State moves by buttons and never by a field (domain.md C9).

    `lifecycle` maps the name of a button to the method that calls one service with (request, record, reason).
    """

    lifecycle: dict[str, tuple[Any, Any]] = {}
    final_steps: frozenset[str] = (
        frozenset()
    )  # nothing leads back from these: they stand apart, and the page says so

    def get_urls(self) -> list[URLPattern]:
        step = path(
            "<path:object_id>/step/<slug:step>/",
            self.admin_site.admin_view(self.step_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_step",
        )
        return [step, *super().get_urls()]

    def steps(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """Buttons the office may press on this record now; subclasses narrow by state."""
        return [
            {
                "name": name,
                "label": label,
                "final": name in self.final_steps,
                "url": reverse(
                    f"admin:{self.opts.app_label}_{self.opts.model_name}_step", args=[obj.pk, name]
                ),
            }
            for name, (label, _call) in self.lifecycle.items()
            if self.step_possible(request, obj, name)
        ]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        """True when the record's state and the office allow the step."""
        return True

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        """Days asked for beside the reason, as {"name", "label", "value"}; the methods read them from request.POST."""
        return []

    def step_view(self, request: HttpRequest, object_id: str, step: str) -> HttpResponse:
        """POST only: one service; a refusal is told on the record's page, beside everything that was typed."""
        record = self.get_object(request, object_id)
        back = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        if request.method != "POST":
            return HttpResponseRedirect(back)
        try:
            if step not in self.lifecycle:
                raise UnknownStep
            label, call = self.lifecycle[step]
            self.check_seen(request, record)
            call(self, request, record, request.POST.get("reason", "").strip())
            messages.success(request, _("Done: %(step)s.") % {"step": label})
        except DomainError as error:
            messages.error(request, refusal_words(error))
            return self.refused_page(request, object_id, Refused(step, request.POST, error.status), back)
        return HttpResponseRedirect(back)

    def refused_page(self, request: HttpRequest, object_id: str, refused: Refused, back: str) -> HttpResponse:
        """The record's page as it is now, the buttons with what was typed; its own form is sent to its own address."""
        request.refused_step, request.method = refused, "GET"  # type: ignore[attr-defined]
        try:
            page = self.changeform_view(request, object_id, form_url=back)
        finally:
            request.method = "POST"  # the trail tells of what was sent
        page.status_code = refused.status
        return page

    def check_seen(self, request: HttpRequest, record: Any) -> None:
        """A button answers for what stood on its page; raises RecordChanged where the record has moved on since."""
        seen = seen_version(request)
        if seen is not None and record is not None and seen != getattr(record, "version", None):
            raise RecordChanged

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context.update(self.lifecycle_context(request, kwargs.get("obj")))
        page = super().render_change_form(request, context, *args, **kwargs)
        if context.get("errors"):
            refusal: Any = getattr(request, "refusal", None)
            page.status_code = getattr(refusal, "status", REFUSED_FORM)
        return page

    def lifecycle_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        """What the buttons need; the version is that of the page, for a step may ask for what the person saw."""
        steps = self.steps(request, obj) if obj is not None and self.lifecycle else []
        refused: Refused | None = getattr(request, "refused_step", None)
        inputs = self.step_inputs(request, obj) if steps else []
        return {
            "lifecycle_steps": steps,
            "has_final_steps": any(step["final"] for step in steps),
            "lifecycle_version": getattr(obj, "version", None),
            "lifecycle_inputs": [again(one, refused.typed) for one in inputs] if refused else inputs,
            "lifecycle_reason": refused.typed.get("reason", "") if refused else "",
            "final_was_pressed": refused is not None and refused.step in self.final_steps,
        }

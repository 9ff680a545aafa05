"""A page beside the route: who would sign what, for a mission, chosen facts and a day."""

import datetime as dt
import json
from http import HTTPStatus
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from approvals.models import Route
from approvals.selectors.preview import facts_to_choose, preview
from approvals.selectors.route_health import findings
from approvals.selectors.routes import routes
from directory.models import DiplomaticMission
from foundation.admin_forms import DayInput
from foundation.clock import today

FACT = "fact_"
LOOK = "_look"
START = {"level": "official_use"}
# Days from which working days can be counted on.
DAYS = [MinValueValidator(dt.date(2000, 1, 1)), MaxValueValidator(dt.date(2100, 12, 31))]


class PreviewForm(forms.Form):
    """The day, the mission, the level, and what the kind of matter tells about itself."""

    on = forms.DateField(label=_("Submitted on"), widget=DayInput(), validators=DAYS)
    mission = forms.ModelChoiceField(
        DiplomaticMission.objects.none(), to_field_name="code", required=False, label=_("Diplomatic mission")
    )
    level = forms.ChoiceField(choices=settings.LADDER, label=_("Level of the marking"))

    def __init__(self, route: Route, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mission"].queryset = DiplomaticMission.objects.order_by("code")  # type: ignore[attr-defined]
        for name, fact in facts_to_choose(route).items():
            values = fact.choices()
            options: dict[str, Any] = {"label": capfirst(str(fact.words)), "required": False}
            self.fields[FACT + name] = (
                forms.CharField(max_length=100, **options)
                if values is None
                else forms.ChoiceField(
                    choices=[
                        ("", _("not known")),
                        *((json.dumps(value), words) for value, words in values.items()),
                    ],
                    **options,
                )
            )

    def facts(self) -> dict[str, Any]:
        """What was chosen, with the values as the matter would tell them."""
        given = {n.removeprefix(FACT): v for n, v in self.cleaned_data.items() if n.startswith(FACT) and v}
        coded = {n.removeprefix(FACT) for n, f in self.fields.items() if isinstance(f, forms.ChoiceField)}
        return {name: json.loads(value) if name in coded else value for name, value in given.items()}


class Previews(admin.ModelAdmin):
    """For the admin of routes: as they are kept, and as a form would keep them."""

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Asked for a look only, the form is checked and saved as ever, played through, and nothing of it stays."""
        if request.method != "POST" or LOOK not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            answered = super().changeform_view(request, object_id, form_url, extra_context)
            if answered.status_code == HTTPStatus.FOUND:
                list(messages.get_messages(request))  # what was said of the saving is not so
                answered = self._played(request, object_id)
            transaction.set_rollback(True)
        return answered

    def _played(self, request: HttpRequest, object_id: Any) -> HttpResponse:
        """Who would sign what by the rows of the form, which go along to be looked at again or saved."""
        kept = routes().filter(code=request.POST.get("code", "").strip())
        route: Any = self.get_object(request, object_id) if object_id else kept.first()
        form = PreviewForm(route, {**START, "on": today().isoformat(), **request.POST.dict()})
        carried = [
            (name, value)
            for name, values in request.POST.lists()
            if name not in {*form.fields, LOOK, "csrfmiddlewaretoken"}
            for value in values
        ]
        return self._page(
            request, route, form, {"carried": carried, "unsaved": True, "is_new": not object_id}
        )

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [
            path("health/", self.admin_site.admin_view(self.health_view), name="approvals_route_health"),
            path("<path:object_id>/preview/", view, name="approvals_route_preview"),
            *super().get_urls(),
        ]

    def health_view(self, request: HttpRequest) -> HttpResponse:
        """Everything that would stop a matter, or stops one now."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        subject: Any = request.subject  # type: ignore[attr-defined]
        context = {
            **self.admin_site.each_context(request), "title": _("Health of the routes"), "opts": self.opts,
            "findings": findings(to=subject, on=today()), "today": today(),
        }  # fmt: skip
        return TemplateResponse(request, "approvals/admin/health.html", context)

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET only; nothing is written by looking."""
        route: Any = self.get_object(request, object_id)
        if not self.has_view_permission(request, route):
            raise PermissionDenied
        form = PreviewForm(route, {**START, "on": today().isoformat(), **request.GET.dict()})
        return self._page(request, route, form, {})

    def _page(
        self, request: HttpRequest, route: Route, form: PreviewForm, more: dict[str, Any]
    ) -> HttpResponse:
        found = None
        if form.is_valid():
            chosen = {name: form.cleaned_data[name] for name in ("on", "mission", "level")}
            subject: Any = request.subject  # type: ignore[attr-defined]
            found = preview(route, to=subject, facts=form.facts(), **chosen)
        context = {
            **self.admin_site.each_context(request), "title": route, "original": route, "opts": self.opts,
            "form": form, "preview": found, "today": today(), **more,
        }  # fmt: skip
        page = TemplateResponse(request, "approvals/admin/preview.html", context)
        page.status_code = 200 if found else 400
        return page

"""Provisions that serve objectives in data entry, and what is linked on the pages of both ends."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject, current_subject
from agreements.models import Provision
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import DayInput
from foundation.beside import Panel, shown_beside
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from missions.models import ObjectiveProvision, StrategicDocument
from missions.selectors import provision_links as read
from missions.selectors.documents import objectives_in_force
from missions.services import provision_links as services

SHOWN = ("linked_on", "unlinked_on", "marking", "reference")


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


class LinkForm(forms.ModelForm):
    """An objective or threat in force, the provision, and how it serves."""

    on = forms.DateField(label=_("Linked on"), required=False, widget=DayInput(), initial=today)

    class Meta:
        model = ObjectiveProvision
        fields = ("objective", "provision", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("objective")
        subject = current_subject()
        if field is not None and subject is not None:
            field.queryset = objectives_in_force(to=subject)
            field.label_from_instance = lambda aim: f"{aim} ({aim.document.title})"


@admin.register(ObjectiveProvision, site=site)
class ObjectiveProvisionAdmin(SteppedAdmin):
    """The line of sight from what was agreed to what is wanted."""

    form = LinkForm
    record_verb = "provision_links.link"
    amend_verb = None
    buttons = {"unlink": Button(_("Take off"), "provision_links.unlink", frozenset(), services.unlink)}
    final_steps = frozenset(buttons)
    list_display = ("objective", "provision", "linked_on", "unlinked_on")
    list_filter = (("objective__document", admin.RelatedOnlyFieldListFilter),)
    autocomplete_fields = ("provision",)
    readonly_fields = SHOWN

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.provision_links(to=_subject(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("objective", "provision", "note", "on")}),)
        return (
            (None, {"fields": ("objective", "provision", "note")}),
            (_("Where it stands"), {"fields": SHOWN}),
        )

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return obj.is_current and may(_subject(request), self.buttons[name].verb)

    def record(self, request: HttpRequest, form: LinkForm, formsets: list[Any]) -> ObjectiveProvision:
        data = form.cleaned_data
        return services.link(
            data["objective"], data["provision"], by=_subject(request), at=now(), on=data.get("on") or today(),
            note=data["note"],
        )  # fmt: skip

    @admin.display(description=_("label"))
    def marking(self, row: ObjectiveProvision) -> str:
        return row.label.marking


@shown_beside("agreements.provision")
def served_by(provision: Provision, *, to: Subject) -> Panel:
    """The objectives and threats it is linked to."""
    return _panel(
        _("Objectives it serves"), read.of_provision(provision.pk, to=to, on=today()), to=to,
        query={"provision": provision.pk},
    )  # fmt: skip


@shown_beside("missions.strategicdocument")
def serving(document: StrategicDocument, *, to: Subject) -> Panel:
    """The provisions that serve its objectives."""
    return _panel(
        _("Provisions that serve its objectives"), read.of_document(document.pk, to=to, on=today()), to=to
    )


def _panel(
    title: Any, links: list[ObjectiveProvision], *, to: Subject, query: dict[str, Any] | None = None
) -> Panel:
    new = reverse("admin:missions_objectiveprovision_add") if may(to, "provision_links.link") else ""
    context: dict[str, Any] = {
        "links": links,
        "may_open": may(to, "provision_links.unlink"),
        "new_url": f"{new}?{urlencode(query)}" if new and query else new,
    }
    body = render_to_string("missions/parts/provision_links.html", context)
    return Panel(title, body, tuple(row.label_id for row in links))

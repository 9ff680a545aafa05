"""Checklist, calls, waivers and standing in, in data entry: reached from the posting's or the post's page."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from attaches.admin.panels import span
from attaches.models import ActingTenure, Call, HandoverItem, Waiver
from attaches.selectors import handovers as read
from attaches.services import acting, calls, handovers, selection
from foundation.admin_forms import BasedOnVersion, DayInput, posted_day
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site


class Part(ClassifiedAdmin):
    """A part of a posting: no reference of its own, found through the posting."""

    reference_path = None
    search_fields: ClassVar[Any] = ()
    steps_verb = ""

    def step_inputs(self, request: HttpRequest, obj: Any) -> list[dict[str, Any]]:
        return [{"name": "on", "label": _("Day it happened"), "value": today()}]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return self.is_open(obj) and may(_subject(request), self.steps_verb)

    def is_open(self, obj: Any) -> bool:
        """Whether there is anything left to do about it."""
        return True

    @admin.display(description=_("posting"))
    def who(self, row: Any) -> str:
        """Officer and post."""
        return f"{row.posting.officer} · {row.posting.post.code}"


@admin.register(HandoverItem, site=site)
class HandoverItemAdmin(Part):
    """Lines of handover checklists."""

    record_verb = "handovers.add"
    steps_verb = "handovers.complete"
    list_display = ("text", "who", "done_on", "done_by")
    list_filter = (("done_on", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("posting",)

    def complete(self, request: HttpRequest, item: HandoverItem, reason: str) -> None:
        """The line is done."""
        on = posted_day(request, "on", today()) or today()
        handovers.complete(item, by=_subject(request), on=on, at=now(), remark=reason)

    lifecycle = {"done": (_("Done"), complete)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("posting", "text") if obj is None else ("posting", "text", "done_on", "done_by", "remark")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.every_item(to=_subject(request))

    def is_open(self, obj: HandoverItem) -> bool:
        return obj.done_on is None

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> HandoverItem:
        data = form.cleaned_data
        return handovers.add(data["posting"], by=_subject(request), text=data["text"])


class CallForm(BasedOnVersion):
    """Native date field."""

    planned_on = forms.DateField(label=_("Planned on"), widget=DayInput())


@admin.register(Call, site=site)
class CallAdmin(Part):
    """Calls planned and held."""

    form = CallForm
    record_verb = "calls.plan"
    amend_verb = "calls.plan"
    steps_verb = "calls.hold"
    final_steps = frozenset({"cancel"})
    list_display = ("on_whom", "kind", "who", "planned_on", "held_on", "cancelled")
    list_filter = ("kind", ("held_on", admin.EmptyFieldListFilter), "cancelled")
    autocomplete_fields = ("posting",)

    def hold(self, request: HttpRequest, call: Call, reason: str) -> None:
        """The call was held; what is typed as reason is its outcome."""
        on = posted_day(request, "on", today()) or today()
        calls.hold(call, by=_subject(request), on=on, at=now(), outcome=reason)

    def cancel(self, request: HttpRequest, call: Call, reason: str) -> None:
        """The call will not take place."""
        calls.cancel(call, by=_subject(request), reason=reason)

    lifecycle = {"held": (_("Held"), hold), "cancel": (_("Cancelled"), cancel)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        plan = ("posting", "kind", "on_whom", "planned_on")
        return (*plan, "based_on") if obj is None else (*plan, "held_on", "outcome", "cancelled", "based_on")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("posting", "held_on", "outcome", "cancelled")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.every_call(to=_subject(request))

    def is_open(self, obj: Call) -> bool:
        return obj.held_on is None and not obj.cancelled

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.is_open(obj))

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Call:
        data = dict(form.cleaned_data)
        data.pop("based_on", None)
        return calls.plan(data.pop("posting"), by=_subject(request), **data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Call:
        data = dict(form.cleaned_data)
        version = data.pop("based_on", None)
        return calls.amend(form.instance, by=_subject(request), version=version, **data)


@admin.register(Waiver, site=site)
class WaiverAdmin(Part):
    """Requirements waived by the head of department."""

    record_verb = "postings.waive"
    list_display = ("requirement", "who", "reason", "decided_on", "decided_by")
    list_filter = ("requirement",)
    autocomplete_fields = ("posting",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        entered = ("posting", "requirement", "reason")
        return entered if obj is None else (*entered, "decided_on", "decided_by")

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.every_waiver(to=_subject(request))

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Waiver:
        data = dict(form.cleaned_data)
        posting = data.pop("posting")
        return selection.waive(posting, by=_subject(request), on=today(), at=now(), **data)


@admin.register(ActingTenure, site=site)
class ActingTenureAdmin(Part):
    """Who stands in where."""

    record_verb = "posts.assign_acting"
    steps_verb = "posts.assign_acting"
    list_display = ("post", "who", "term")
    autocomplete_fields = ("post", "posting")

    def end(self, request: HttpRequest, tenure: ActingTenure, reason: str) -> None:
        """Standing in ends earlier."""
        acting.end(tenure, by=_subject(request), on=posted_day(request, "on", today()) or today())

    lifecycle = {"end": (_("Ended earlier"), end)}

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("post", "posting", "period") if obj is None else ("post", "posting", "term")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("term",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.every_acting(to=_subject(request))

    def is_open(self, obj: ActingTenure) -> bool:
        return bool(obj.period.lower < today() < obj.period.upper)

    @admin.display(description=_("from – to"))
    def term(self, row: ActingTenure) -> str:
        """The days somebody stands in."""
        return span(row.period)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ActingTenure:
        data = form.cleaned_data
        days = data["period"]
        return acting.assign(
            data["post"], data["posting"], by=_subject(request), starts_on=days.lower, ends_on=days.upper or days.lower
        )  # fmt: skip


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

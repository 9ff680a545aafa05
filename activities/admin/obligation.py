"""Reporting obligations in data entry: their rule in the form, events by buttons, their returns beside."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.context import Subject
from activities.admin.operation import LABEL, LabelledForm, Marked
from activities.models import DueReturn, ReportingObligation
from activities.selectors.returns import obligation_pages, return_pages
from activities.services import obligations as services
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import DayInput
from foundation.clock import now
from foundation.errors import InvalidInput
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING, written_date

LINE_BREAK = SafeString("<br>")
TYPED_AS = {"on": "rests_from", "until": "rests_until", "source": "rests_by"}
TYPED = (
    ("name_en", "name_az"), ("regime", "addressee"), "instrument", "owner", ("due_month", "due_day", "every_years"),
    ("first_year", "last_year", "covers"), ("event", "days_after"), ("is_voluntary", "needs_verification"),
    "correct_at_once", "source",
)  # fmt: skip
BUTTONS = {
    "resume": Button(
        pgettext_lazy("obligation", "Take up again"), "reporting_obligations.suspend", frozenset(), services.resume
    ),
    "take_back_suspension": Button(
        _("The suspension was a slip: take it back"), "reporting_obligations.take_back_suspension", frozenset(),
        services.take_back_suspension,
    ),
    "happened": Button(
        _("Its event has happened"), "reporting_obligations.happened", frozenset(), services.happened,
        takes_reason=False,
    ),
}  # fmt: skip


class ObligationForm(LabelledForm):
    """A rule, and why it is another one."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        help_text=_("Asked for where the rule of the days changes."),
    )
    rests_from = forms.DateField(label=_("rests from"), required=False, widget=DayInput())
    rests_until = forms.DateField(
        label=_("rests until"),
        required=False,
        widget=DayInput(),
        help_text=_("Left empty: until further notice."),
    )
    rests_by = forms.CharField(
        label=_("by whose word"),
        required=False,
        max_length=300,
        help_text=_("A decision, a note, a resolution."),
    )

    class Meta:
        model = ReportingObligation
        fields = ()


@admin.register(ReportingObligation, site=site)
class ObligationAdmin(SteppedAdmin, Marked):
    """What is owed to organisations again and again."""

    form = ObligationForm
    record_verb = "reporting_obligations.record"
    amend_verb = "reporting_obligations.amend"
    buttons = BUTTONS
    list_display = ("name", "regime", "addressee", "rule", "is_voluntary", "needs_verification")
    list_filter = ("regime", "recurrence", "is_voluntary", ("addressee", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Name, instrument or reference, with or without diacritics.")
    autocomplete_fields = ("addressee", "owner")
    readonly_fields = ("its_returns", "its_rests", "marking", "reference")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return obligation_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": ("recurrence", *TYPED)}), LABEL)
        return (
            (None, {"fields": ("its_returns",)}),
            (None, {"fields": (*TYPED, "reason", "based_on")}),
            (_("Suspension"), {"fields": ("its_rests", ("rests_from", "rests_until"), "rests_by")}),
            (_("Record"), {"fields": ("marking", "reference")}),
        )

    def shown_labels(self, request: HttpRequest, obj: ReportingObligation) -> list[int]:
        return [obj.label_id, *(row.label_id for row in obj.returns.all())]

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = request.subject  # type: ignore[attr-defined]
        fits = not obj.is_yearly if name == "happened" else bool(obj.suspensions.all())
        return fits and may(by, self.buttons[name].verb)

    @admin.display(description=_("due"))
    def rule(self, row: ReportingObligation) -> str:
        if row.is_yearly:
            return f"{row.due_day:02d}.{row.due_month:02d}"
        return _("%(days)s days after: %(event)s") % {"days": row.days_after, "event": row.event}

    @admin.display(description=pgettext_lazy("obligation", "returns"))
    def its_returns(self, row: ReportingObligation) -> SafeString | str:
        if not row.pk:
            return NOTHING
        lines = [
            (reverse("activities:return", args=[one.reference]), one.reference,
             written_date(one.due_on) if one.due_on else NOTHING, one.get_state_display())
            for one in row.returns.all()
        ]  # fmt: skip
        return format_html_join(LINE_BREAK, '<a href="{}">{}</a>: {}, {}', lines) or NOTHING

    @admin.display(description=_("rests"))
    def its_rests(self, row: ReportingObligation) -> SafeString | str:
        if not row.pk:
            return NOTHING
        lines = [(one, one.reason, one.source) for one in row.suspensions.all()]
        return format_html_join(LINE_BREAK, "{}: {} ({})", lines) or NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ReportingObligation:
        by = request.subject  # type: ignore[attr-defined]
        facts = form.facts({*services.CHANGEABLE, "recurrence"})
        return services.record(by=by, at=now(), label=form.label_for(request), **facts)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> ReportingObligation:
        by = request.subject  # type: ignore[attr-defined]
        said, held = form.cleaned_data, form.instance
        changed = form.facts(services.CHANGEABLE & set(form.changed_data))
        if changed or not said.get("rests_from"):
            held = services.amend(
                held, by=by, at=now(), version=said.get("based_on"), reason=said["reason"], **changed
            )
        if said.get("rests_from"):
            version = held.version if changed else said.get("based_on")
            held = _suspended(held, said, by=by, version=version)
        return held


def _suspended(
    held: ReportingObligation, said: Any, *, by: Subject, version: int | None
) -> ReportingObligation:
    """What is refused stands beside the field it was typed into."""
    try:
        return services.suspend(
            held, by=by, at=now(), on=said["rests_from"], until=said["rests_until"], source=said["rests_by"],
            reason=said["reason"], version=version,
        )  # fmt: skip
    except InvalidInput as refusal:
        raise InvalidInput(
            fields={TYPED_AS.get(name, name): w for name, w in refusal.fields.items()}
        ) from refusal


@admin.register(DueReturn, site=site)
class ReturnAdmin(Marked):
    """Every return, to be found and marked; its steps are taken on its page."""

    amend_verb = "returns.prepare"
    list_display = ("obligation", "covers_year", "due_on", "state", "submitted_on", "is_nil")
    list_filter = ("state", "due_year", "is_nil")
    search_fields = ("reference",)
    search_help_text = _("Event, number or reference.")
    fields = ("own_page", "obligation", "due_on", "state", "submitted_on", "marking", "reference")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return return_pages(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def listed_labels(self, row: DueReturn) -> list[int]:
        return [row.label_id, row.obligation.label_id]

    def shown_labels(self, request: HttpRequest, obj: DueReturn) -> list[int]:
        return [obj.label_id, obj.obligation.label_id]

    @admin.display(description=_("steps"))
    def own_page(self, row: DueReturn) -> SafeString | str:
        where = reverse("activities:return", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Steps and proofs"))

"""Rules of reminding, kept by the Center."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Max
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.acts import act
from foundation.admin_kit import OpenAdmin
from foundation.clock import now, today
from foundation.site import site
from reminders.engine import OffsetUnit
from reminders.models import Rule, RuleAudience, RuleEscalation
from reminders.registry import rules
from reminders.services.planning import would_say
from reminders.services.refusals import OnlyShown
from reminders.services.statements import ESCALATED_STEP

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
FARTHEST = range(-3650, ESCALATED_STEP)  # ten years before; farther away a number is mistyped


class OffsetsField(forms.CharField):
    """Days before and after the due date, typed as "-120, -90"."""

    default_error_messages = {
        "invalid": _("Whole numbers of days, parted by commas, e.g. -120, -90."),
    }

    def to_python(self, value: Any) -> Any:
        """The days in the order they were typed; blanks do not matter."""
        typed = super().to_python(value)
        parts = [part.strip() for part in typed.split(",")] if typed else []
        if not all(WHOLE_NUMBER.fullmatch(part) and int(part) in FARTHEST for part in parts):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return [int(part) for part in parts]

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was typed; what is kept is written the way it may be typed."""
        return ", ".join(str(day) for day in value) if isinstance(value, list) else value


class RuleForm(forms.ModelForm):
    """A rule as the Center types it."""

    offsets = OffsetsField(label=Rule._meta.get_field("offsets").verbose_name)

    class Meta:
        model = Rule
        fields = ()

    def clean_unit(self) -> str:
        """Hours are for what falls at an instant, and for nothing else: a day has none."""
        unit: str = self.cleaned_data["unit"]
        known = rules().get(self.instance.code)
        if known is not None and (unit == OffsetUnit.HOURS) != (known.defaults.unit == OffsetUnit.HOURS):
            raise forms.ValidationError(
                _("What falls on a day is counted in days, what falls at an instant in hours.")
            )
        return unit


class RowsOfRule(admin.TabularInline):
    """Rows of a rule, kept by whoever keeps the rule."""

    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site._registry[Rule].has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


class AudienceInline(RowsOfRule):
    """Whom the rule addresses."""

    model = RuleAudience
    fields = ("role", "at_mission", "is_owner")


class EscalationInline(RowsOfRule):
    """Whom a missed deadline reaches next."""

    model = RuleEscalation
    fields = ("after", "role", "at_mission")


def _number_steps(rule: Rule, formset: Any) -> None:
    """A new escalation gets the step after the last."""
    last = rule.escalations.aggregate(last=Max("step"))["last"]
    for form in formset.forms if formset.model is RuleEscalation else ():
        if form.instance.step is None and form.has_changed():
            last = 0 if last is None else last + 1
            form.instance.step = last


@admin.register(Rule, site=site)
class RuleAdmin(OpenAdmin):
    """Offsets, audience and escalation; which deadlines exist is fixed."""

    form = RuleForm
    amend_verb = "reminder_rules.amend"
    list_display = ("title", "offsets", "unit", "is_legal", "is_active")
    list_filter = ("is_active", "is_legal", "is_at_once")
    readonly_fields = ("title", "code")
    fields = (
        "title",
        "code",
        "offsets",
        "unit",
        "is_legal",
        "is_at_once",
        ("quiet_from", "quiet_until"),
        "is_active",
    )
    inlines = (AudienceInline, EscalationInline)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Rule:
        """What was typed takes effect, or, asked what it would send, is undone and told."""
        with act("reminder_rules.amend"):
            rule = self._save_open(form, "reminder_rules.amend")
            for formset in formsets:
                _number_steps(rule, formset)
                formset.save()
        if "_preview" in request.POST:
            raise OnlyShown(would_say(rule, by=request.subject, on=today(), at=now()))  # type: ignore[attr-defined]
        return rule

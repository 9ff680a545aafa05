"""Rules of reminding, kept by the Center."""

import re
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from foundation.acts import act
from foundation.admin_kit import OpenAdmin
from foundation.site import site
from reminders.models import Rule, RuleAudience

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,4}")
FARTHEST = 3650  # ten years; farther away a number is mistyped


class OffsetsField(forms.CharField):
    """Days before and after the due date, typed as "-120, -90"."""

    default_error_messages = {
        "invalid": _("Whole numbers of days, parted by commas, e.g. -120, -90."),
    }

    def to_python(self, value: Any) -> Any:
        """The days in the order they were typed; blanks do not matter."""
        typed = super().to_python(value)
        parts = [part.strip() for part in typed.split(",")] if typed else []
        if not all(WHOLE_NUMBER.fullmatch(part) and abs(int(part)) <= FARTHEST for part in parts):
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


class AudienceInline(admin.TabularInline):
    """Whom the rule addresses."""

    model = RuleAudience
    extra = 1
    fields = ("role", "at_mission", "is_owner")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return site._registry[Rule].has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_change_permission(request, obj)


@admin.register(Rule, site=site)
class RuleAdmin(OpenAdmin):
    """Offsets, audience and escalation; which deadlines exist is fixed."""

    form = RuleForm
    amend_verb = "reminder_rules.amend"
    list_display = ("title", "offsets", "is_legal", "escalate_to", "is_active")
    list_filter = ("is_active", "is_legal")
    readonly_fields = ("title", "code")
    fields = ("title", "code", "offsets", "is_legal", "escalate_to", "escalate_after", "is_active")
    inlines = (AudienceInline,)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Rule:
        with act("reminder_rules.amend"):
            rule = self._save_open(form, "reminder_rules.amend")
            for formset in formsets:
                formset.save()
        return rule

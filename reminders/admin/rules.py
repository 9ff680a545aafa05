"""Rules of reminding, kept by the Center."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from foundation.acts import act
from foundation.admin_kit import OpenAdmin
from foundation.site import site
from reminders.models import Rule, RuleAudience


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

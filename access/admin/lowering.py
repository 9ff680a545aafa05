"""Proposals to lower a marking, where the second person finds and confirms them (decisions.md 8)."""

from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.models import Label, LoweringProposal, Standing
from access.selectors.dependants import found_by_table
from access.selectors.lists import called
from access.selectors.proposals import proposals, waiting
from access.services.lowering import confirm_lowering, decline_lowering
from foundation.clock import now
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING


def _kind(table: str) -> str:
    """What is kept in a table, in words."""
    return next((str(m._meta.verbose_name) for m in apps.get_models() if m._meta.db_table == table), NOTHING)


class StandingFilter(admin.SimpleListFilter):
    """What waits, and what was answered."""

    title = _("state")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [choice for choice in Standing.choices if choice[0] != Standing.OVERTAKEN]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case Standing.WAITING.value:
                return waiting(queryset)
            case Standing.CONFIRMED.value:
                return queryset.filter(confirmed_at__isnull=False)
            case Standing.DECLINED.value:
                return queryset.filter(declined_at__isnull=False)
        return queryset


def _words(label: Label | None) -> str:
    if label is None:
        return NOTHING
    return " · ".join([label.marking, *called(label.compartments).values()])


@admin.register(LoweringProposal, site=site)
class LoweringProposalAdmin(ClassifiedAdmin):
    """Nothing is entered here: a proposal is made on the record's own page."""

    remarkable = False
    list_display = ("about", "present", "proposed", "reason", "proposed_by", "standing")
    list_filter = (StandingFilter,)
    fields = readonly_fields = (
        "record_page", "present", "proposed", "reason", "proposed_by", "standing", "confirmed_by", "confirmed_at",
        "declined_by", "declined_at", "declined_because",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return proposals(to=request.subject)  # type: ignore[attr-defined]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(getattr(request, "subject", None), "labels.confirm_lowering")

    @admin.display(description=_("record"), ordering="reference")
    def about(self, proposal: LoweringProposal) -> str:
        """Its reference; a remark has none."""
        return proposal.reference or _kind(proposal.table)

    @admin.display(description=_("record"))
    def record_page(self, proposal: LoweringProposal) -> str:
        """What it is about, under the reader's own wall."""
        found = found_by_table(proposal.table, proposal.record_id)
        if found is None:
            return proposal.reference or NOTHING
        try:
            page = reverse(f"admin:{found._meta.app_label}_{found._meta.model_name}_change", args=[found.pk])
        except NoReverseMatch:
            return str(found)
        return format_html('<a href="{}">{}</a>', page, found)

    @admin.display(description=_("present marking"))
    def present(self, proposal: LoweringProposal) -> str:
        """The one it starts from."""
        return _words(proposal.from_label)

    @admin.display(description=_("proposed marking"))
    def proposed(self, proposal: LoweringProposal) -> str:
        """The one it asks for."""
        return _words(proposal.new_label)

    @admin.display(description=_("state"))
    def standing(self, proposal: LoweringProposal) -> str:
        """Where it stands, in words."""
        return str(proposal.standing.label)

    def step_possible(self, request: HttpRequest, obj: LoweringProposal, name: str) -> bool:
        subject = request.subject  # type: ignore[attr-defined]
        if name == "confirm" and (obj.standing != Standing.WAITING or obj.proposed_by_id == subject.user_id):
            return False
        return obj.standing in {Standing.WAITING, Standing.OVERTAKEN} and may(
            subject, f"labels.{name}_lowering"
        )

    def confirm(self, request: HttpRequest, record: LoweringProposal, reason: str) -> None:
        confirm_lowering(record, by=request.subject, at=now())  # type: ignore[attr-defined]

    def decline(self, request: HttpRequest, record: LoweringProposal, reason: str) -> None:
        decline_lowering(record, by=request.subject, at=now(), reason=reason)  # type: ignore[attr-defined]

    lifecycle = {
        "confirm": (_("Confirm the lower marking"), confirm),
        "decline": (_("Decline or take back"), decline),
    }

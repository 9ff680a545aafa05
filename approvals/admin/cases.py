"""Cases for reading: where they stand and the decision sheet; deciding is done on the case page."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.context import current_subject
from approvals.admin.kinds import ByKind, OfKind
from approvals.admin.recording import RecordsPaper
from approvals.models import Case
from approvals.selectors.cases import decision_sheet
from approvals.selectors.recalls import recallable
from approvals.selectors.recordings import available_recordings
from approvals.services.recalls import recall
from foundation.clock import now, today
from foundation.site import site


@admin.register(Case, site=site)
class CaseAdmin(RecordsPaper, OfKind, ClassifiedAdmin):
    """Nothing is entered or changed here: cases come from submissions and move by decisions."""

    remarkable = False  # its marking follows that of its matter
    change_form_template = "approvals/admin/case_form.html"
    list_display = (
        "reference",
        "of_kind",
        "object_reference",
        "version_no",
        "state",
        "opened_on",
        "closed_on",
    )
    list_filter = ("state", ByKind)
    list_select_related = ("label",)
    fields = (
        "reference", "page", "of_kind", "object_reference", "version_no", "round_no", "content_hash", "state",
        "mission", "route", "route_version", "opened_by", "opened_office", "opened_at", "acted_on",
        "acted_because", "closed_on", "recall_days", "label", "sheet",
    )  # fmt: skip
    readonly_fields = fields

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        subject: Any = request.subject  # type: ignore[attr-defined]
        obj = kwargs.get("obj")
        context["may_record"] = obj is not None and bool(available_recordings(obj, to=subject))
        return super().render_change_form(request, context, *args, **kwargs)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        subject: Any = request.subject  # type: ignore[attr-defined]
        return recallable(obj, to=subject, on=today()) is not None

    def take_back(self, request: HttpRequest, record: Case, reason: str) -> None:
        """The own agreement stands no more, and why."""
        subject: Any = request.subject  # type: ignore[attr-defined]
        recall(record, by=subject, reason=reason, at=now(), on=today())

    lifecycle = {"take-back": (_("Take my decision back"), take_back)}

    @admin.display(description=_("decision sheet"))
    def sheet(self, case: Case) -> SafeString:
        """Who, in which office, on whose behalf, which word, why, when."""
        subject = current_subject()
        rows = decision_sheet(case, to=subject) if subject else []
        return render_to_string("approvals/parts/sheet.html", {"sheet": rows})

    @admin.display(description=_("case page"))
    def page(self, case: Case) -> SafeString:
        """The page on which one decides."""
        return format_html('<a href="/cases/{0}/">{0}</a>', case.reference)

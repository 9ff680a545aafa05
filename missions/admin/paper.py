"""Mission papers in data entry: found and read here, written on their own page."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.context import current_subject
from access.selectors.trail import parts
from approvals.selectors.contents import parts as parts_of_content
from audit.selectors.history import Parts
from foundation.site import site
from foundation.wording import written_date
from missions.models import MissionPaper
from missions.selectors.contents import content_of
from missions.selectors.papers import current, papers
from missions.selectors.rows import MODELS
from missions.selectors.wordings import paper_wording

LISTS = tuple(MODELS.values())


@admin.register(MissionPaper, site=site)
class MissionPaperAdmin(ClassifiedAdmin):
    """A paper is one text with three lists, two co-authors and a case: its page shows them together."""

    change_form_template = "missions/admin/guided_form.html"
    change_list_template = "missions/admin/guided_list.html"
    list_display = ("title", "reference", "mission", "country", "state", "first_day", "last_day")
    list_filter = (
        "state",
        ("mission", admin.RelatedOnlyFieldListFilter),
        ("country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("reference",)
    search_help_text = _("Words of the title, or the reference.")
    fields = readonly_fields = (
        "page", "title", "mission", "country", "state", "current_no", "first_day", "last_day", "content_hash",
        "reference", "text",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return papers(to=request.subject)  # type: ignore[attr-defined]

    def history_parts(self, record: MissionPaper) -> list[Parts]:
        """Versions, and what each says in its lists."""
        versions, *rest = super().history_parts(record)
        lists = [parts(model, model._meta.get_field("version"), list(versions.present)) for model in LISTS]
        return [versions, *rest, *lists]

    @admin.display(description=_("the paper"))
    def page(self, paper: MissionPaper) -> SafeString:
        """Where it is read, written and submitted."""
        return format_html(
            '<a href="{}">{}</a>',
            reverse("missions:paper", args=[paper.reference]),
            _("Open the paper's page"),
        )

    @admin.display(description=_("first day"), ordering="period__startswith")
    def first_day(self, paper: MissionPaper) -> str:
        """The day it takes, or took, effect."""
        return written_date(paper.starts_on)

    @admin.display(description=_("last day"), ordering="period__endswith")
    def last_day(self, paper: MissionPaper) -> str:
        """The last day that still belongs to it."""
        return written_date(paper.last_on)

    @admin.display(description=_("content hash"))
    def content_hash(self, paper: MissionPaper) -> str:
        """Of the version it stands at; empty while that is a draft."""
        subject: Any = current_subject()
        return current(paper, to=subject).content_hash or "–"

    @admin.display(description=_("what it says"))
    def text(self, paper: MissionPaper) -> SafeString:
        """Every part of the version it stands at; written on the paper's own page."""
        subject: Any = current_subject()
        told = parts_of_content(content_of(current(paper, to=subject)), paper_wording())
        return render_to_string("approvals/parts/content.html", {"parts": told})

"""Mission papers in data entry: begun here and moved by buttons; the text is written in its version."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
from directory.models import Country, DiplomaticMission
from foundation.clock import now, today
from foundation.site import site
from foundation.wording import written_date
from missions.admin import paper_steps
from missions.admin.paper_version import PARTICULARS
from missions.models import MissionPaper
from missions.models.paper import TEXT_SECTIONS
from missions.pages.forms import ParticularsForm, offer_missions
from missions.selectors.contents import content_of
from missions.selectors.papers import current, papers
from missions.selectors.rows import MODELS
from missions.selectors.wordings import paper_wording
from missions.services import papers as services

LISTS = tuple(MODELS.values())
BEGUN = ("mission", "country", "level", *PARTICULARS)


class DraftForm(forms.ModelForm, ParticularsForm):
    """A new paper: for which mission and State, how it is marked, and its texts; its parts are rows of its version."""

    version = None  # type: ignore[assignment]  # of what is new there is none yet
    mission = forms.ModelChoiceField(label=_("Diplomatic mission"), queryset=DiplomaticMission.objects.none())
    country = forms.ModelChoiceField(label=_("Receiving State"), queryset=Country.objects.none())
    level = forms.ChoiceField(
        label=_("Marking"), choices=settings.LADDER, initial="official_use",
        help_text=_("It stays with the paper and all its versions."),
    )  # fmt: skip

    class Meta:
        model = MissionPaper
        fields = ("mission", "country", "title")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subject = current_subject()
        if subject is not None and "mission" in self.fields:
            offer_missions(self, by=subject)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["class"] = "vLargeTextField"


@admin.register(MissionPaper, site=site)
class MissionPaperAdmin(ClassifiedAdmin):
    """A paper is one text with its parts, two co-authors and a case: its page shows them together."""

    form = DraftForm
    record_verb = "papers.draft"
    lifecycle = paper_steps.BUTTONS
    final_steps = paper_steps.FINAL
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
    told = (
        "page", "draft", "title", "mission", "country", "state", "current_no", "first_day", "last_day", "content_hash",
        "reference", "text",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return papers(to=request.subject)  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is not None:
            return ((None, {"fields": self.told}),)
        texts = (*TEXT_SECTIONS, "working_note")
        return ((None, {"fields": BEGUN}), (_("Texts"), {"fields": texts}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.told if obj is not None else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The mission the office is at, and its State."""
        here = DiplomaticMission.objects.filter(pk=request.subject.mission_id or 0).first()  # type: ignore[attr-defined]
        own = {"mission": here, "country": here.country_id} if here else {}
        return {**own, **super().get_changeform_initial_data(request)}

    # --- writing ------------------------------------------------------------------------------------------------
    def record(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> MissionPaper:
        by = request.subject  # type: ignore[attr-defined]
        return services.draft(by=by, at=now(), on=today(), **form.cleaned_data)

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The draft is written on in its first version."""
        if "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("The draft is saved."))
        return HttpResponseRedirect(self._draft_address(obj))

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return paper_steps.is_possible(request, obj, name)

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

    @staticmethod
    def _draft_address(paper: MissionPaper) -> str:
        subject: Any = current_subject()
        return reverse("admin:missions_paperversion_change", args=[current(paper, to=subject).pk])

    @admin.display(description=_("its text"))
    def draft(self, paper: MissionPaper) -> SafeString:
        """The version it stands at, with its parts."""
        words = _("Version %(number)s: text, objectives, tasks, priorities, means") % {
            "number": paper.current_no
        }
        return format_html('<a href="{}">{}</a>', self._draft_address(paper), words)

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
        """Every part of the version it stands at; written on the page of that version."""
        subject: Any = current_subject()
        told = parts_of_content(content_of(current(paper, to=subject)), paper_wording())
        return render_to_string("approvals/parts/content.html", {"parts": told})

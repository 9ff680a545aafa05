"""The text of a mission paper in data entry: a draft is written with its parts, what was submitted is read."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from foundation.clock import now
from foundation.errors import DomainError, RecordChanged
from foundation.permissions import may
from foundation.site import site
from missions.admin.paper_parts import INLINES
from missions.admin.paper_rows import PARTS, entered
from missions.engine import EDITORIAL_FIELDS, SECTION_OF_TEXT, WRITTEN_BY
from missions.models import PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.pages.drafting import foreign_texts
from missions.pages.forms import ParticularsForm
from missions.selectors.actions import possible
from missions.selectors.papers import version_rows
from missions.services import papers

PARTICULARS = ("title", "language", "starts_on", "last_on", "review_on")
TYPED = (*PARTICULARS, *TEXT_SECTIONS, "working_note")
TOLD = ("of", "no", "state", "content_hash")


class TextForm(forms.ModelForm, ParticularsForm):
    """Carries the version of the paper the person looked at; the service refuses when that has moved on.

    After such a refusal it carries the present one: saving once more replaces what was saved meanwhile.
    """

    version = None  # type: ignore[assignment]  # under the name data entry has for it
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    refused: DomainError | None = None

    class Meta:
        model = PaperVersion
        fields = tuple(name for name in TYPED if name not in ("starts_on", "last_on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["class"] = "vLargeTextField"
        if self.instance.pk:
            seen = self.initial["based_on"] = self.instance.paper.version
            for name in ("starts_on", "last_on"):
                self.initial[name] = getattr(self.instance, name)
            if isinstance(self.refused, RecordChanged):
                self.data = {**dict(self.data.items()), "based_on": str(seen)}


@admin.register(PaperVersion, site=site)
class PaperVersionAdmin(ClassifiedAdmin):
    """Versions are begun on their paper; each ministry writes its own section here."""

    form = TextForm
    change_form_template = "missions/admin/guided_form.html"
    amend_verb = "papers.edit"
    reference_path = None
    remarkable = False  # its marking is its paper's
    inlines = INLINES
    list_display = ("title", "no", "mission", "country", "state")
    list_filter = ("state", ("paper__mission", admin.RelatedOnlyFieldListFilter))
    readonly_fields = TOLD

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return version_rows(to=_subject(request))

    # --- who writes what ------------------------------------------------------------------------------------------
    def may_edit(self, request: HttpRequest, obj: PaperVersion) -> bool:
        """True when the office may write this text now; of what was typed already the service says whether it may."""
        if request.method == "POST" and "title" in request.POST:
            return may(_subject(request), "papers.edit")
        return self._possible(request, obj, "edit")

    def _possible(self, request: HttpRequest, obj: PaperVersion, verb: str) -> bool:
        stands = obj.no == obj.paper.current_no
        return stands and verb in possible(obj.paper, to=_subject(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft as a whole; of what was submitted the working note (I9)."""
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or self.may_edit(request, obj) or self._possible(request, obj, "annotate")

    def others(self, request: HttpRequest, obj: Any) -> tuple[str, ...]:
        """Texts of a draft that the other ministry writes."""
        edits = obj is not None and self.may_edit(request, obj)
        return foreign_texts(_subject(request)) if edits else ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        hidden = ("based_on",) if self.has_change_permission(request, obj) else ()
        others = self.others(request, obj)
        own = tuple(name for name in TEXT_SECTIONS if name not in others)
        groups: list[Any] = [
            (None, {"fields": ("of", "no", "state", *PARTICULARS, *hidden)}),
            (_("Texts"), {"fields": own}),
        ]
        if others:
            whose = WRITTEN_BY[SECTION_OF_TEXT[others[0]]]
            groups.append((_("Texts of the other ministry"), {"fields": others, "description": whose}))
        return [*groups, (None, {"fields": ("working_note", "content_hash")})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None or self.may_edit(request, obj):
            return (*TOLD, *self.others(request, obj))
        return (*TOLD, *(name for name in TYPED if name not in EDITORIAL_FIELDS))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A refusal for rows stands beside them; after one for a newer version the form is based on that."""
        form_class = super().get_form(request, obj, change, **kwargs)
        form_class.refused = getattr(request, "refusal", None)
        return form_class

    # --- writing ----------------------------------------------------------------------------------------------------
    def amend(self, request: HttpRequest, form: forms.ModelForm, formsets: list[Any]) -> PaperVersion:
        text: PaperVersion = form.instance
        paper, said = text.paper, dict(form.cleaned_data)
        facts: dict[str, Any] = {"by": _subject(request), "version": said.pop("based_on", None) or 0}
        try:
            if text.no != paper.current_no:
                raise papers.NotInDraft  # another version has begun since this page was opened
            if self.may_edit(request, text):
                for rows in formsets:
                    said[PARTS[rows.model]] = [entry for _form, entry in entered(rows)]
                papers.edit(paper, at=now(), **facts, **said)
            else:
                papers.annotate(paper, working_note=said["working_note"], **facts)
        except RecordChanged:
            messages.error(request, _("Somebody else saved this draft meanwhile. Yours is not saved yet."))
            messages.error(request, _("If you save once more, what you see here replaces it."))
            raise
        except DomainError as error:
            raise beside_rows(error) from None
        return text

    # --- what is shown ----------------------------------------------------------------------------------------------
    @admin.display(description=_("mission paper"))
    def of(self, version: PaperVersion) -> SafeString:
        """Where its steps are."""
        url = reverse("admin:missions_missionpaper_change", args=[version.paper_id])
        return format_html('<a href="{}">{}</a>', url, version.paper)

    @admin.display(description=_("diplomatic mission"))
    def mission(self, version: PaperVersion) -> str:
        return str(version.paper.mission)

    @admin.display(description=_("receiving State"))
    def country(self, version: PaperVersion) -> str:
        return str(version.paper.country)


def beside_rows(error: DomainError) -> DomainError:
    """The refusal for the form on top; what it says of rows goes with it as `rows`, by part."""
    of_rows = {part: words for part, words in error.fields.items() if part in PARTS.values()}
    rest = {name: words for name, words in error.fields.items() if name not in of_rows}
    told = type(error)(error.message, fields=rest)
    told.rows = of_rows  # type: ignore[attr-defined]
    return told


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

"""Sensitive remarks in data entry: written at a label the writer holds, never rewritten."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from attaches.models import PostingRemark
from attaches.services import remarks
from foundation.site import site


class RemarkForm(forms.ModelForm):
    """The text and who may read it."""

    level = forms.ChoiceField(label=_("Level"), choices=settings.LADDER[1:])
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = PostingRemark
        fields = ("posting", "text")


@admin.register(PostingRemark, site=site)
class PostingRemarkAdmin(ClassifiedAdmin):
    """Those whose label the reader holds; of others there is no sign."""

    reference_path = None
    form = RemarkForm
    record_verb = "postings.remark"
    list_display = ("who", "label", "text")
    list_select_related = ("posting__officer", "posting__post", "label")
    autocomplete_fields = ("posting",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return (
            super()
            .get_queryset(request)
            .select_related("posting__officer", "posting__post__mission", "label")
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("posting", "text", "level", "caveats") if obj is None else ("posting", "text", "label")

    @admin.display(description=_("posting"))
    def who(self, row: PostingRemark) -> str:
        """Officer and post."""
        return f"{row.posting.officer} · {row.posting.post.code}"

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> PostingRemark:
        data = dict(form.cleaned_data)
        return remarks.add(data.pop("posting"), by=request.subject, **data)  # type: ignore[attr-defined]

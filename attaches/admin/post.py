"""Posts in data entry."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.notes import note_labels, notes_of
from attaches.admin.post_panels import PostPanels
from attaches.admin.steps import Button, EnteredAsOf, SteppedAdmin, as_of, changes
from attaches.lifecycle import POST_TRANSITIONS, PostState
from attaches.models import Post
from attaches.selectors.posts import posts
from attaches.services import posts as services
from correspondence.lifecycle import ON_RECORD
from foundation.admin_forms import DayInput
from foundation.clock import today
from foundation.site import site

_S = PostState


def _to(state: PostState, words: Any) -> Button:
    before = frozenset(source for source, after in POST_TRANSITIONS.items() if state in after)

    def call(post: Post, **facts: Any) -> Post:
        return services.advance(post, state, **facts)

    return Button(words, "posts.advance", before, call)


class PostForm(EnteredAsOf):
    """The day the post was planned; later the note by which the host consented, of those that came in about it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label = _("Planned as of")
        if (typed := self.fields.get("consent_note")) is not None:
            self.fields["consent_note"] = forms.ChoiceField(
                label=typed.label, help_text=typed.help_text, required=False, choices=_answers(self.instance)
            )


def _answers(post: Post) -> list[tuple[str, str]]:
    """Notes of others about the post; the one named already stays named for whoever may not see it."""
    came_in = [note for note in notes_of(post) if not note.is_outgoing and note.state in ON_RECORD]
    known = {note.reference: f"{note.number or note.reference} · {note.subject}" for note in came_in}
    if post.consent_note:
        known.setdefault(post.consent_note, post.consent_note)
    return [("", "---------"), *known.items()]


@admin.register(Post, site=site)
class PostAdmin(PostPanels, SteppedAdmin):
    """A post, who holds it and what it went through."""

    form = PostForm
    record_verb = "posts.plan"
    amend_verb = "posts.amend"
    buttons = {
        "authorise": _to(_S.AUTHORISED, pgettext_lazy("post", "Authorised")),
        "establish": _to(_S.ESTABLISHED, pgettext_lazy("post", "Established")),
        "suspend": _to(_S.SUSPENDED, pgettext_lazy("post", "Suspended")),
        "close": _to(_S.CLOSED, pgettext_lazy("post", "Closed")),
    }
    final_steps = frozenset({"close"})
    list_display = ("code", "title", "place", "state", "incumbent", "rotation")
    list_filter = (
        "kind", "state", "mission__country__region", ("mission__country", admin.RelatedOnlyFieldListFilter),
    )  # fmt: skip
    search_fields = ("reference",)
    search_help_text = _("Code, reference, mission or country, with or without diacritics.")
    autocomplete_fields = ("mission",)
    formfield_overrides = {models.DateField: {"widget": DayInput}}
    readonly_fields = (
        "reference",
        "state",
        "incumbent",
        "rotation",
        "history",
        "acting",
        "suited",
        "taken",
        "correspondence",
        "drafting",
    )
    fieldsets = (
        (None, {"fields": ("code", "kind", "mission", "title", "designation", "staff_level", "based_on")}),
        (
            _("What it asks for"),
            {
                "fields": (
                    ("rank_min", "rank_max"),
                    ("language", "required_slp"),
                    ("training_required", "clearance_required"),
                    "tour_months",
                    ("consent_required", "consent_on"),
                )
            },
        ),
        (_("Correspondence"), {"fields": ("consent_note", "correspondence", "drafting")}),
        (
            _("Where it stands"),
            {
                "fields": (
                    "state",
                    "incumbent",
                    "rotation",
                    "history",
                    "acting",
                    "suited",
                    "taken",
                    "reference",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return posts(to=request.subject, on=today()).order_by("code")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None else (*self.fieldsets[:2], (None, {"fields": ("on",)}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        fixed = ("code",) if obj.state != _S.CLOSED else ("code", *services.AMENDABLE)
        return (*self.readonly_fields, *fixed)

    def shown_labels(self, request: HttpRequest, obj: Post) -> list[int]:
        return [obj.label_id, *note_labels(obj)]

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Post:
        return services.plan(by=request.subject, **as_of(form))  # type: ignore[attr-defined]

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Post:
        version, data = changes(form)
        by = request.subject  # type: ignore[attr-defined]
        return services.amend(form.instance, by=by, on=today(), version=version, **data)

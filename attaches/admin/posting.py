"""Postings in data entry: entered with their accreditation, moved by buttons, counting down to rotation."""

import datetime as dt
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.accreditation import NOTE_STATES, NOTES, AccreditationEntry, AccreditationTable
from attaches.admin.notes import note_labels
from attaches.admin.panels import once, reader
from attaches.admin.posting_buttons import BUTTONS, BY_CASE, FINAL, ONLY_WHERE, SUBMIT, TAKE_BACK
from attaches.admin.posting_form import ALREADY, ALREADY_FIELDS, PostingForm, taken_over
from attaches.admin.posting_panels import PostingPanels, principal
from attaches.admin.steps import Button, SteppedAdmin, as_of, changes
from attaches.lifecycle import MIRRORED, OVER, AccreditationState, PostingState, allowed
from attaches.models import Posting
from attaches.selectors.postings import postings, remarks
from attaches.selectors.submissions import open_cases
from attaches.services import postings as services
from attaches.services import taking_over
from attaches.terms import months_later
from foundation.admin_forms import LONGEST_KEY
from foundation.clock import now, today
from foundation.site import site

_A = AccreditationState


class StandingFilter(admin.SimpleListFilter):
    """Where a posting stands, in four words."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ahead", pgettext_lazy("posting", "on the way")),
            ("in_post", _("in post")),
            ("year", _("leaves within a year")),
            ("over", pgettext_lazy("posting", "over")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "ahead": queryset.forthcoming,
            "in_post": queryset.in_post,
            "year": lambda: queryset.in_post().ending_before(today() + dt.timedelta(days=366)),
            "over": lambda: queryset.filter(state__in=OVER),
        }.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Posting, site=site)
class PostingAdmin(PostingPanels, SteppedAdmin):
    """Who is planned for a post, on what paper, and how long until rotation."""

    form = PostingForm
    record_verb = "postings.propose"
    amend_verb = "postings.amend"
    day_words = {
        "arrived_on": _("Arrived on"), "departed_on": _("Left on"), "until": _("Extended until"),
    }  # fmt: skip
    buttons = BUTTONS
    final_steps = FINAL
    list_display = ("who", "post_code", "place", "state", "rotation")
    list_filter = (
        StandingFilter, "post__kind", ("post__mission__country", admin.RelatedOnlyFieldListFilter), "state",
    )  # fmt: skip
    search_fields = ("reference",)
    search_help_text = _("Officer, post, mission, country or reference, with or without diacritics.")
    autocomplete_fields = ("post", "officer", "predecessor")
    readonly_fields = (
        "reference", "state", "rotation", "consent", "next_step", "plan", "in_function", "present", "notes", "taken",
        "further", "requirements", "approval", "checklist", "visits", "correspondence", "drafting",
    )  # fmt: skip
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "post",
                    "officer",
                    "planned_from",
                    "planned_to",
                    "predecessor",
                    "order_no",
                    "based_on",
                )
            },
        ),
        (
            _("Where it stands"),
            {"fields": ("state", "rotation", "consent", "next_step", "in_function", "present", "further")},
        ),
        (_("Selection and approval"), {"fields": ("requirements", "approval")}),
        (_("Handover and calls"), {"fields": ("checklist", "visits")}),
        (_("Correspondence"), {"fields": ("correspondence", "drafting")}),
        (_("Sensitive remarks you may read"), {"fields": ("notes",)}),
        (_("Record"), {"fields": ("taken", "reference")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return postings(to=_subject(request)).order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return (self.fieldsets[0], (None, {"fields": ("on",)}), ALREADY)
        if self.has_change_permission(request, obj):
            return self.fieldsets
        # Who only reads has no form, and so none of its two days.
        read = ("post", "officer", "plan", "predecessor", "order_no")
        return ((None, {"fields": read}), *self.fieldsets[1:])

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [AccreditationEntry if obj is None else AccreditationTable]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields if obj is None else (*self.readonly_fields, "post", "officer")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state not in OVER)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Whoever follows begins when the one before leaves, and stays as long as tours at the post last."""
        given = super().get_changeform_initial_data(request)
        return {**_plan_after(str(given.get("predecessor", "")), _subject(request)), **given}

    def target(self, obj: Posting, button: Button) -> Any:
        """Buttons of the notes act on the principal accreditation."""
        if not button.verb.startswith("accreditations."):
            return obj
        return principal(obj)

    def step_possible(self, request: HttpRequest, obj: Posting, name: str) -> bool:
        """Notes are offered when the posting has come that far and it is their turn."""
        if not self._fits_cases(obj, name) or (name in ONLY_WHERE and not ONLY_WHERE[name](obj)):
            return False
        if name == "declare-png" and obj.post.mission.country_id is None:
            return False
        if name in NOTES:
            paper = self.target(obj, self.buttons[name])
            reached = MIRRORED[NOTE_STATES[name]]
            if not (_in_turn(paper, name) and allowed(PostingState(obj.state), reached)):
                return False
        return super().step_possible(request, obj, name)

    def _fits_cases(self, obj: Posting, name: str) -> bool:
        """What runs is taken back; nothing else is submitted or brought about by hand meanwhile."""
        if name not in SUBMIT | BY_CASE | TAKE_BACK.keys():
            return True
        running = once(obj, "cases", lambda: {case.kind for case in open_cases(obj, to=reader())})
        return TAKE_BACK[name] in running if name in TAKE_BACK else not running

    def shown_labels(self, request: HttpRequest, obj: Posting) -> list[int]:
        return [obj.label_id, *(row.label_id for row in remarks(obj, to=reader())), *note_labels(obj)]

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Posting:
        subject = _subject(request)
        if (days := taken_over(form)) is not None:
            return taking_over.take_over(by=subject, at=now(), accreditations=_entered(formsets), **days)
        data = {name: value for name, value in as_of(form).items() if name not in ALREADY_FIELDS}
        return services.propose(by=subject, accreditations=_entered(formsets), **data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Posting:
        version, data = changes(form)
        data = {name: value for name, value in data.items() if name not in ALREADY_FIELDS}
        return services.amend(form.instance, by=_subject(request), version=version, **data)


def _plan_after(key: str, subject: Any) -> dict[str, Any]:
    """The plan of a successor; nothing where the reader may not see whom he would follow."""
    if not key.isdecimal() or len(key) > LONGEST_KEY:
        return {}
    before = postings(to=subject).filter(pk=key).first()
    if before is None:
        return {}
    first = max(before.planned.upper, today())
    return {
        "post": before.post_id,
        "planned_from": first,
        "planned_to": months_later(first, before.post.tour_months),
    }


def _in_turn(principal: Any, name: str) -> bool:
    """The note asking for consent comes first, and is left out where the host asks for none."""
    if principal is None or principal.state != _A.PLANNED:
        return principal is not None
    return bool(principal.consent_waived == (name == "second-note"))


def _entered(formsets: list[Any]) -> list[dict[str, Any]]:
    """Accreditations entered beside the posting, as the service takes them."""
    wanted = ("role", "country", "organisation", "consent_waived", "waiver_basis", "one_note")
    return [
        _said({name: form.cleaned_data[name] for name in wanted if name in form.cleaned_data})
        for formset in formsets
        for form in formset.forms
        if form.has_changed() and form.instance.pk is None
    ]


def _said(receiver: dict[str, Any]) -> dict[str, Any]:
    """What is not ticked is left to the host's practice."""
    return {name: value for name, value in receiver.items() if value is not False}


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

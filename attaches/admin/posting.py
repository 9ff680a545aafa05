"""Postings in data entry: entered with their accreditation, moved by buttons, counting down to rotation."""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from access.context import current_subject
from attaches.admin.accreditation import AccreditationInline, buttons_of_principal
from attaches.admin.panels import NOTHING, countdown, lines, span, steps_taken
from attaches.admin.steps import Button, SteppedAdmin
from attaches.admin.wording import consent_words, next_step_words
from attaches.lifecycle import AGREED_BY_HOST, OVER, TRANSITIONS, PostingState
from attaches.models import Posting
from attaches.selectors.postings import postings, principal_of, remarks, rotation
from attaches.services import postings as services
from attaches.services import tenures
from attaches.verbs import VERB_OF_STEP
from foundation.admin_forms import BasedOnVersion, DayInput
from foundation.clock import today
from foundation.errors import InvalidInput
from foundation.site import site

_P = PostingState


def _before(state: PostingState) -> frozenset[str]:
    return frozenset(source for source, after in TRANSITIONS.items() if state in after) - {_P.SUSPENDED}


def _to(state: PostingState, words: Any) -> Button:
    def call(posting: Posting, **facts: Any) -> Posting:
        return services.advance(posting, state, **facts)

    verb = VERB_OF_STEP.get(state, "postings.advance")
    before = frozenset({_P.EXTENSION_PENDING}) if state == _P.IN_POST else _before(state)
    return Button(words, verb, before, call)


def _extend(posting: Posting, *, until: dt.date | None = None, **facts: Any) -> Posting:
    if until is None:
        raise InvalidInput(fields={"until": [_("Enter the day until which the posting is extended.")]})
    return services.extend(posting, until=until, **facts)


class PostingForm(BasedOnVersion):
    """The plan as two days instead of a range."""

    planned_from = forms.DateField(label=_("planned from"), widget=DayInput())
    planned_to = forms.DateField(
        label=_("planned to"),
        widget=DayInput(),
        help_text=_("The day of rotation: the first day after the tour."),
    )

    class Meta:
        model = Posting
        fields = ("post", "officer", "predecessor", "order_no")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["planned_from"] = self.instance.planned.lower
            self.initial["planned_to"] = self.instance.planned.upper


class StandingFilter(admin.SimpleListFilter):
    """Where a posting stands, in four words."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("ahead", _("on the way")), ("in_post", _("in post")), ("year", _("leaves within a year")),
            ("over", _("over")),
        ]  # fmt: skip

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {
            "ahead": queryset.forthcoming,
            "in_post": queryset.in_post,
            "year": lambda: queryset.in_post().ending_before(today() + dt.timedelta(days=366)),
            "over": lambda: queryset.filter(state__in=OVER),
        }.get(self.value() or "")
        return chosen() if chosen else queryset


@admin.register(Posting, site=site)
class PostingAdmin(SteppedAdmin):
    """Who is planned for a post, on what paper, and how long until rotation."""

    form = PostingForm
    record_verb = "postings.propose"
    amend_verb = "postings.amend"
    inlines = (AccreditationInline,)
    day_words = {
        "arrived_on": _("Arrived on"), "departed_on": _("Left on"), "until": _("Extended until"),
    }  # fmt: skip
    buttons = {
        "select": _to(_P.SELECTED, _("Select")),
        "prepare": _to(_P.PREPARED, _("Prepared")),
        "order": _to(_P.MOD_ORDERED, _("Ordered by the Ministry of Defence")),
        "coordinate": _to(_P.MFA_COORDINATED, _("Coordinated with the Ministry of Foreign Affairs")),
        **buttons_of_principal(),
        "arrive": Button(_("Arrived"), "postings.record_arrival", AGREED_BY_HOST, tenures.record_arrival, (), False),
        "assume": Button(
            _("Functions assumed"), "postings.assume", frozenset({_P.ACCREDITED}), tenures.assume, ("arrived_on",),
            False,
        ),
        "ask-extension": _to(_P.EXTENSION_PENDING, _("Ask for an extension")),
        "extend": Button(
            _("Grant the extension"), "postings.extend", frozenset({_P.EXTENSION_PENDING}), _extend, ("until",)
        ),
        "no-extension": _to(_P.IN_POST, _("Refuse the extension")),
        "hand-over": _to(_P.HANDOVER, _("Begin the handover")),
        "end": Button(
            _("Functions ended"), "postings.end", _before(_P.ENDED) | {_P.SUSPENDED}, tenures.end, ("departed_on",)
        ),
        "depart": Button(_("Left for good"), "postings.record_departure", OVER, tenures.record_departure, (), False),
        "debrief": _to(_P.DEBRIEFED, _("Debriefed")),
        "restore": Button(_("Relations restored"), "postings.restore", frozenset({_P.SUSPENDED}), services.restore),
        "withdraw": _to(_P.WITHDRAWN, _("Withdraw")),
        "recall": Button(_("Recall"), "postings.recall", _before(_P.RECALLED) | {_P.SUSPENDED}, tenures.recall),
        "declare-png": Button(
            _("Declared persona non grata"), "postings.declare_png", _before(_P.DECLARED_PNG) | {_P.SUSPENDED},
            tenures.declare_png,
        ),
        "suspend": _to(_P.SUSPENDED, _("Relations suspended")),
    }  # fmt: skip
    list_display = ("officer", "post", "state", "rotation", "reference")
    list_filter = (
        StandingFilter,
        "state",
        "post__kind",
        ("post__mission__country", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("reference",)
    search_help_text = _("Officer, post, mission, country or reference, with or without diacritics.")
    autocomplete_fields = ("post", "officer", "predecessor")
    readonly_fields = (
        "reference", "state", "rotation", "consent", "next_step", "in_function", "present", "notes", "taken",
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
            {"fields": ("state", "rotation", "consent", "next_step", "in_function", "present")},
        ),
        (_("Sensitive remarks you may read"), {"fields": ("notes",)}),
        (_("Record"), {"fields": ("taken", "reference")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return postings(to=request.subject).order_by("-id")  # type: ignore[attr-defined]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None else self.fieldsets[:1]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.readonly_fields if obj is None else (*self.readonly_fields, "post", "officer")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state not in OVER)

    def target(self, obj: Posting, button: Button) -> Any:
        """Buttons of the notes act on the principal accreditation."""
        if not button.verb.startswith("accreditations."):
            return obj
        if not hasattr(obj, "principal"):
            obj.principal = principal_of(obj, to=current_subject())  # type: ignore[attr-defined]
        return obj.principal  # type: ignore[attr-defined]

    @admin.display(description=_("rotation"))
    def rotation(self, posting: Posting) -> str:
        """The countdown."""
        if posting.pk is None or posting.state in OVER:
            return NOTHING
        return countdown(posting.planned.upper, today())

    @admin.display(description=_("consent of the host"))
    def consent(self, posting: Posting) -> str:
        """What the principal accreditation says."""
        return consent_words(principal_of(posting, to=current_subject()), today()) if posting.pk else NOTHING

    @admin.display(description=_("next"))
    def next_step(self, posting: Posting) -> str:
        """What is to be done now."""
        if posting.pk is None:
            return NOTHING
        countdown_of = rotation(posting, to=current_subject(), on=today())
        return next_step_words(posting, principal_of(posting, to=current_subject()), countdown_of)

    @admin.display(description=_("in function"))
    def in_function(self, posting: Posting) -> str:
        """Functions assumed to functions ended (VCDR art. 43)."""
        return span(posting.incumbency)

    @admin.display(description=_("present"))
    def present(self, posting: Posting) -> str:
        """Arrival to final departure (arts 10, 39)."""
        return span(posting.presence)

    @admin.display(description=_("remarks"))
    def notes(self, posting: Posting) -> SafeString | str:
        """Sensitive remarks, each with its marking; of others there is no sign."""
        if posting.pk is None:
            return NOTHING
        rows = remarks(posting, to=current_subject())
        return lines(f"{row.label.marking}: {row.text}" for row in rows)

    @admin.display(description=_("steps taken"))
    def taken(self, posting: Posting) -> SafeString | str:
        """The lifecycle so far."""
        if posting.pk is None:
            return NOTHING
        return steps_taken(posting.steps.select_related("by").order_by("id"), _P.choices)

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Posting:
        data = dict(form.cleaned_data)
        data.pop("based_on", None)
        subject = request.subject  # type: ignore[attr-defined]
        return services.propose(by=subject, on=today(), accreditations=_entered(formsets), **data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Posting:
        data = dict(form.cleaned_data)
        version = data.pop("based_on", None)
        subject = request.subject  # type: ignore[attr-defined]
        return services.amend(
            form.instance, by=subject, on=today(), version=version, accreditations=_entered(formsets), **data
        )


def _entered(formsets: list[Any]) -> list[dict[str, Any]]:
    """Accreditations entered beside the posting, as the service takes them."""
    wanted = ("role", "country", "organisation", "consent_waived", "waiver_basis")
    return [
        {name: form.cleaned_data[name] for name in wanted if name in form.cleaned_data}
        for formset in formsets
        for form in formset.forms
        if form.has_changed() and form.instance.pk is None
    ]

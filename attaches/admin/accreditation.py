"""Accreditations in data entry: two notes, each a button, on their own page and on the posting's."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from attaches.admin.notes import not_moved_words, note_labels, notes_shown, way_to_draft
from attaches.admin.panels import steps_taken
from attaches.admin.steps import Button, EnteredAsOf, SteppedAdmin, as_of, changes
from attaches.admin.wording import consent_words
from attaches.lifecycle import ACCREDITATION_TRANSITIONS, AccreditationRole, AccreditationState
from attaches.models import Accreditation
from attaches.selectors.accreditations import accreditations
from attaches.services import accreditations as services
from attaches.services import notes
from foundation.admin_forms import LooksUp
from foundation.clock import today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import NOTHING

_A = AccreditationState


def _button(state: AccreditationState, words: Any, service: Any, reason: bool = False) -> Button:
    before = frozenset(source for source, after in ACCREDITATION_TRANSITIONS.items() if state in after)
    return Button(words, service_verb(service), before, service, (), reason)


def service_verb(service: Any) -> str:
    """The verb a service stands for."""
    return {"object_to": "accreditations.object"}.get(service.__name__, f"accreditations.{service.__name__}")


NOTES = {
    "request-consent": _button(_A.CONSENT_REQUESTED, _("Note asking for consent sent"), notes.request),
    "record-consent": _button(_A.CONSENT_GRANTED, _("Consent received"), notes.record_consent),
    "refuse": _button(_A.CONSENT_REFUSED, _("Consent refused"), notes.refuse, True),
    "second-note": _button(
        _A.ACCREDITATION_REQUESTED, _("Note asking for accreditation sent"), notes.send_second_note
    ),
    "accredit": _button(_A.ACCREDITED, _("Accredited"), notes.accredit),
}
NOTE_STATES = {
    "request-consent": _A.CONSENT_REQUESTED,
    "record-consent": _A.CONSENT_GRANTED,
    "refuse": _A.CONSENT_REFUSED,
    "second-note": _A.ACCREDITATION_REQUESTED,
    "accredit": _A.ACCREDITED,
}
ENDS = {
    "object": _button(_A.OBJECTED, _("Objected to by the receiving State"), notes.object_to, True),
    "end": _button(_A.ENDED, pgettext_lazy("accreditation", "Ended"), notes.end, True),
    "withdraw": _button(_A.WITHDRAWN, pgettext_lazy("accreditation", "Withdrawn"), notes.withdraw, True),
}


class _Inline:
    """Entered with the posting; afterwards shown, and moved by buttons."""

    can_delete = False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class AccreditationEntry(_Inline, LooksUp, admin.StackedInline):
    """On a new posting: where it is to be accredited."""

    model = Accreditation
    autocomplete_fields = ("country", "organisation")
    extra = 1
    fieldsets = (
        (
            None,
            {
                "fields": ("role", ("country", "organisation"), "consent_waived", "waiver_basis", "one_note"),
                "description": _("Left empty, the posting is accredited where its mission is."),
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(_subject(request), "postings.propose")


class AccreditationTable(_Inline, admin.TabularInline):
    """On a posting's page: every State and organisation with its notes."""

    model = Accreditation
    fields = readonly_fields = ("role", "receiver", "standing")
    extra = 0
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("to"))
    def receiver(self, row: Accreditation) -> str:
        """The receiving State or organisation."""
        return str(row.country or row.organisation)

    @admin.display(description=_("consent and accreditation"))
    def standing(self, row: Accreditation) -> str:
        """The notes so far."""
        return consent_words(row, today())


@admin.register(Accreditation, site=site)
class AccreditationAdmin(SteppedAdmin):
    """One receiving State or organisation of a posting."""

    form = EnteredAsOf
    record_verb = "accreditations.plan"
    amend_verb = "accreditations.amend"
    buttons = {**NOTES, **ENDS}
    final_steps = frozenset({"refuse", *ENDS})
    list_display = ("who", "receiver", "role", "standing")
    list_filter = ("role", "state", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Officer, post, mission, country or reference, with or without diacritics.")
    autocomplete_fields = ("posting", "country", "organisation")
    readonly_fields = (
        "reference", "state", "standing", "consent_note_on", "consent_reply_on", "accreditation_note_on",
        "accredited_on", "ended_on", "taken", "correspondence", "drafting",
    )  # fmt: skip
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "posting", "role", "country", "organisation", "consent_waived", "waiver_basis", "one_note",
                    "based_on",
                )
            },
        ),
        (
            _("Where it stands"),
            {
                "fields": (
                    "state", "standing", ("consent_note_on", "consent_reply_on"),
                    ("accreditation_note_on", "accredited_on", "ended_on"), "taken", "reference",
                )
            },
        ),
        (_("Correspondence"), {"fields": ("correspondence", "drafting")}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return accreditations(to=_subject(request)).order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.fieldsets if obj is not None else (self.fieldsets[0], (None, {"fields": ("on",)}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = () if obj is None else ("posting", "role", "country", "organisation")
        return (*self.readonly_fields, *fixed)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state == _A.PLANNED)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Entered by itself, it is one more State."""
        return {"role": AccreditationRole.SIDE, **super().get_changeform_initial_data(request)}

    def shown_labels(self, request: HttpRequest, obj: Accreditation) -> list[int]:
        return [obj.label_id, *note_labels(obj)]

    @admin.display(description=_("posting"), ordering="posting__officer__full_name")
    def who(self, row: Accreditation) -> str:
        """Officer and post."""
        return f"{row.posting.officer} · {row.posting.post.code}"

    @admin.display(description=_("to"))
    def receiver(self, row: Accreditation) -> str:
        """The receiving State or organisation."""
        return str(row.country or row.organisation)

    @admin.display(description=_("consent and accreditation"))
    def standing(self, row: Accreditation) -> str:
        """The notes so far."""
        return consent_words(row, today()) if row.pk else NOTHING

    @admin.display(description=_("steps taken"))
    def taken(self, row: Accreditation) -> SafeString | str:
        """The lifecycle so far."""
        return steps_taken(row.steps.select_related("by").order_by("id"), _A.choices) if row.pk else NOTHING

    @admin.display(description=_("notes about it"))
    def correspondence(self, row: Accreditation) -> SafeString | str:
        """What has left, came in, or is being drafted."""
        return notes_shown(row) if row.pk else NOTHING

    @admin.display(description=_("a further note"))
    def drafting(self, row: Accreditation) -> SafeString | str:
        """The way to draft one, and what dispatching it does not do."""
        if not row.pk:
            return NOTHING
        return way_to_draft(row.reference, moved_by=not_moved_words(row)) or NOTHING

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Accreditation:
        data = {name: value for name, value in as_of(form).items() if value is not False}
        return services.plan(data.pop("posting"), by=_subject(request), **data)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> Accreditation:
        version, data = changes(form)
        return services.amend(form.instance, by=_subject(request), version=version, **data)


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

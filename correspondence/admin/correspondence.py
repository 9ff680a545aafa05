"""The register in data entry: drafts are typed, steps are pressed, what has left or come in is read."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from access.services.labels import chosen
from correspondence.admin.forms import CorrespondenceForm
from correspondence.admin.panels import CorrespondencePanels, reader
from correspondence.admin.replies import reply_to
from correspondence.admin.steps import BUTTONS, SteppedNote, press
from correspondence.lifecycle import CorrespondenceState
from correspondence.models import Correspondence
from correspondence.models.rules import BODIES
from correspondence.selectors.correspondence import chain, duplicates, pages
from correspondence.services import register
from documents.selectors.files import files_about
from foundation.clock import now
from foundation.site import site

WHAT = (None, {"fields": ("kind", "direction", "subject", "language", "place")})
SENDER = (
    _("Sender"),
    {
        "fields": (("sender_mission", "sender_institution"), ("sender_country", "sender_organisation"), "sender_name"),
        "description": _("One of these; a name as written may stand beside a country or an organisation."),
    },
)  # fmt: skip
ADDRESSEE = (
    _("Addressee"),
    {
        "fields": (
            ("addressee_mission", "addressee_institution"), ("addressee_country", "addressee_organisation"),
            "addressee_name",
        ),
    },
)  # fmt: skip
DATES = (
    _("Number, dates and reply"),
    {
        "fields": (
            "number", ("dated_on", "received_on"), "in_reply_to", ("reply_expected", "reply_due_on"), "about_reference",
        ),
        "description": _(
            "The number of what goes out is drawn when it is dispatched; type one only for a note older than this "
            "register."
        ),
    },
)  # fmt: skip
TEXT = (_("Text"), {"fields": ("text", "translation", "scan")})
LABEL = (_("Label"), {"fields": ("classification", "caveats")})
FACTS = (
    "kind", "direction", "subject", "language", "place", "sender_words", "addressee_words", "shown_number", "dated_on",
    "received_on", "in_reply_to", "reply_expected", "reply_due_on", "text", "translation",
)  # fmt: skip
STANDING = (
    None,
    {"fields": ("state", "waiting", "about_words", "exchange", "files", "exports"), "classes": ("computed",)},
)
RECORD = (_("Record"), {"fields": ("taken", "marking", "reference", "based_on")})


class OutstandingFilter(admin.SimpleListFilter):
    """Where a reply is waited for."""

    title = _("reply")
    parameter_name = "reply"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("outstanding", _("outstanding")),
            ("theirs", _("we wait for theirs")),
            ("ours", _("they wait for ours")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        direction = {
            "theirs": {"direction": "outgoing"},
            "ours": {"direction": "incoming"},
            "outstanding": {},
        }
        wanted = direction.get(self.value() or "")
        return queryset if wanted is None else queryset.outstanding().filter(**wanted)


@admin.register(Correspondence, site=site)
class CorrespondenceAdmin(CorrespondencePanels, SteppedNote):
    """Notes verbales, letters, aide-mémoires, non-papers, exchanges of notes."""

    form = CorrespondenceForm
    record_verb = "correspondence.record"
    amend_verb = "correspondence.amend"
    lifecycle = {name: (button.label, press(name)) for name, button in BUTTONS.items()}
    list_display = (
        "shown_number", "subject", "kind", "sender_words", "addressee_words", "dated_on", "state", "waiting",
    )  # fmt: skip
    list_display_links = ("shown_number", "subject")
    list_filter = (OutstandingFilter, "direction", "kind", "state", "year")
    search_fields = ("reference",)
    search_help_text = _("Number, subject, text, sender, addressee or reference, with or without diacritics.")
    autocomplete_fields = (
        *(f"sender_{body}" for body in BODIES), *(f"addressee_{body}" for body in BODIES), "in_reply_to",
    )  # fmt: skip
    readonly_fields = (
        "reference", "state", "shown_number", "sender_words", "addressee_words", "waiting", "about_words", "exchange",
        "repeated", "files", "exports", "taken", "marking",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return pages(to=_subject(request)).order_by("-id")

    def get_fieldsets(self, request: HttpRequest, obj: Correspondence | None = None) -> Any:
        if obj is None:
            return (WHAT, SENDER, ADDRESSEE, DATES, TEXT, LABEL)
        warned = ((None, {"fields": ("repeated",)}),) if duplicates(obj, to=reader()).exists() else ()
        if self.has_change_permission(request, obj) and obj.state == CorrespondenceState.DRAFT:
            return (*warned, STANDING, WHAT, SENDER, ADDRESSEE, DATES, TEXT, RECORD)
        changeable = self._still_changeable(obj) if self.has_change_permission(request, obj) else ()
        facts = tuple(name for name in FACTS if name not in changeable)
        may_attach = ("scan",) if self.has_change_permission(request, obj) else ()
        asked = ((None, {"fields": (*changeable, *may_attach)}),) if may_attach else ()
        record = RECORD if may_attach else (RECORD[0], {"fields": ("taken", "marking", "reference")})
        return (*warned, STANDING, *asked, (_("What it says"), {"fields": facts}), record)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A reply goes back between the same two, about the same."""
        given = super().get_changeform_initial_data(request)
        return {**reply_to(str(given.get("in_reply_to", "")), to=_subject(request)), **given}

    def get_readonly_fields(self, request: HttpRequest, obj: Correspondence | None = None) -> tuple[str, ...]:
        if obj is None:
            return self.readonly_fields
        if obj.state == CorrespondenceState.DRAFT:
            return (*self.readonly_fields, "direction")
        return (*self.readonly_fields, *(name for name in FACTS if name not in self._still_changeable(obj)))

    def _still_changeable(self, obj: Correspondence) -> tuple[str, ...]:
        return ("reply_expected", "reply_due_on") if obj.state == CorrespondenceState.RECEIVED else ()

    def has_change_permission(self, request: HttpRequest, obj: Correspondence | None = None) -> bool:
        return super().has_change_permission(request, obj) and (
            obj is None
            or (obj.state != CorrespondenceState.CANCELLED and obj.kept_by(_subject(request).mission_id))
        )

    def shown_labels(self, request: HttpRequest, obj: Correspondence) -> list[int]:
        found = [obj.label_id, *(row.label_id for row in files_about(obj.reference, to=reader()))]
        return [*found, *(one.label_id for one in chain(obj, to=reader()))]

    def record(self, request: HttpRequest, form: CorrespondenceForm, formsets: list[Any]) -> Correspondence:
        data, subject = form.cleaned_data, _subject(request)
        label = chosen(data["classification"] or "official_use", data["caveats"], by=subject)
        note = register.record(
            by=subject,
            at=now(),
            label=label,
            direction=data["direction"],
            file=data.get("scan"),
            **form.facts(),
        )
        self._warn(request, note)
        return note

    def amend(self, request: HttpRequest, form: CorrespondenceForm, formsets: list[Any]) -> Correspondence:
        data, changes = form.cleaned_data, form.changes()
        if not changes and not data.get("scan"):
            return form.instance
        note = register.amend(
            form.instance,
            by=_subject(request),
            version=data.get("based_on"),
            file=data.get("scan"),
            **changes,
        )
        self._warn(request, note)
        return note

    def _warn(self, request: HttpRequest, note: Correspondence) -> None:
        if duplicates(note, to=_subject(request)).exists():
            messages.warning(
                request,
                _("This sender's number came in before in this year. Look whether it is the same note."),
            )


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]

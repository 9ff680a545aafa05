"""What a foreign attaché's page shows beside its fields: panels, calls, the personal row."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from attaches.admin.foreign_wording import consent_time, next_words, presence_words, residence_words
from attaches.admin.notes import moved_by_hand_words, notes_shown, way_to_draft
from attaches.admin.panels import door, reader, steps_taken
from attaches.lifecycle import ForeignAttacheState
from attaches.models import ForeignAttache, ForeignAttacheParticulars, ForeignCall
from attaches.selectors.foreign_attaches import successor_of
from foundation.admin_forms import DayInput
from foundation.clock import today
from foundation.permissions import may
from foundation.wording import NOTHING, written_days

DAYS: dict[Any, Any] = {models.DateField: {"widget": DayInput}}


class ForeignAttachePanels:
    """Display methods of the admin class."""

    @admin.display(description=_("foreign attaché"), ordering="full_name")
    def who(self, row: ForeignAttache) -> str:
        """Rank and name."""
        return f"{row.rank} {row.full_name}"

    @admin.display(description=_("our reply"), ordering="requested_on")
    def consent(self, row: ForeignAttache) -> str:
        """How long the request has waited, or took."""
        return consent_time(row, today()) if row.pk else NOTHING

    @admin.display(description=_("next"))
    def next_step(self, row: ForeignAttache) -> str:
        """What is to be done now."""
        return next_words(row)

    @admin.display(description=_("residence"), ordering="seat")
    def residence(self, row: ForeignAttache) -> str:
        """With us or elsewhere."""
        return residence_words(row)

    @admin.display(description=_("in function"))
    def functions(self, row: ForeignAttache) -> str:
        """First and last day of functions."""
        return written_days(row.function)

    @admin.display(description=_("present"))
    def present(self, row: ForeignAttache) -> str:
        """Arrival and departure."""
        return presence_words(row)

    @admin.display(description=_("dean of the corps"))
    def as_dean(self, row: ForeignAttache) -> str:
        """The term as dean."""
        return written_days(row.dean)

    @admin.display(description=_("successor"))
    def successor(self, row: ForeignAttache) -> SafeString | str:
        """Who takes over from him."""
        follows = successor_of(row, to=reader()) if row.pk else None
        return door("foreignattache", follows, str(follows)) if follows else NOTHING

    @admin.display(description=_("notes about him"))
    def correspondence(self, row: ForeignAttache) -> SafeString | str:
        """What came in, has left, or is being drafted."""
        return notes_shown(row) if row.pk else NOTHING

    @admin.display(description=_("a further note"))
    def drafting(self, row: ForeignAttache) -> SafeString | str:
        """The way to our answer, and what dispatching it does not do."""
        return (way_to_draft(row.reference, moved_by=moved_by_hand_words()) if row.pk else "") or NOTHING

    @admin.display(description=_("steps taken"))
    def taken(self, row: ForeignAttache) -> SafeString | str:
        """The lifecycle so far."""
        steps = row.steps.select_related("by").order_by("id") if row.pk else ()
        return steps_taken(steps, ForeignAttacheState.choices)


class _Inline:
    """Rows that one verb enters and corrects; none is taken away."""

    verb = ""
    can_delete = False

    def _may(self, request: HttpRequest) -> bool:
        return may(request.subject, f"foreign_attaches.{self.verb}")  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class ForeignParticularsInline(_Inline, admin.StackedInline):
    """The personal row: there for personnel and protocol, for nobody else."""

    model = ForeignAttacheParticulars
    verb = "record_particulars"
    formfield_overrides = DAYS
    fields = ("born_on", "born_in", "passport_no", "passport_expires_on", "biography", "family")
    max_num = 1
    extra = 1

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._may(request)


class ForeignCallInline(_Inline, admin.TabularInline):
    """First and farewell calls, planned and held."""

    model = ForeignCall
    verb = "record_call"
    formfield_overrides = DAYS
    fields = ("kind", "called_on", "planned_on", "held_on")
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


def entered(formsets: list[Any], model: type) -> list[dict[str, Any]]:
    """What was entered in the inlines of a model, as the services take it; rows there already come as `row`."""
    return [
        {**{n: form.cleaned_data[n] for n in form.fields if n in form.cleaned_data and n not in {"id", "attache"}},
         "row": form.instance if form.instance.pk else None}
        for formset in formsets if formset.model is model
        for form in formset.forms if form.has_changed() and form.cleaned_data
    ]  # fmt: skip

"""The advice log in data entry: entered on the form, answered by buttons; months without advice are said to be so."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.services.labels import chosen
from attaches.admin.steps import Button, SteppedAdmin
from foundation.admin_forms import LONGEST_KEY, BasedOnVersion, DayInput
from foundation.clock import now, today
from foundation.permissions import may
from foundation.site import site
from foundation.wording import written_days
from missions.models import AdviceEntry, AdviceMonth
from missions.selectors import advice as read
from missions.services import advice as services
from missions.services import advice_months
from missions.services.of_posts import writes_at
from missions.terms import AdviceOutcome

TYPED = services.AMENDABLE
TOLD = ("own_page", "mission", "given_to", "outcome", "answered_on", "answer_remark", "marking", "reference")
MARKED = ("classification", "caveats")


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


def _answer(outcome: AdviceOutcome) -> Button:
    """The words typed beside the button are the remark."""

    def call(entry: AdviceEntry, *, reason: str = "", **facts: Any) -> AdviceEntry:
        return services.answer(entry, outcome=outcome, remark=reason, **facts)

    return Button(outcome.label, "advice.answer", frozenset(), call)


class AdviceForm(BasedOnVersion):
    """Who advised what on which day; a new entry is given its marking."""

    classification = forms.ChoiceField(
        label=_("Classification"), choices=settings.LADDER, initial="official_use", required=False
    )
    caveats = forms.MultipleChoiceField(
        label=_("Caveats"), choices=settings.CAVEATS, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = AdviceEntry
        fields = (*TYPED, "corrects")
        widgets = {"given_on": DayInput(), "advice": forms.Textarea(attrs={"rows": 10})}


@admin.register(AdviceEntry, site=site)
class AdviceEntryAdmin(SteppedAdmin):
    """What was advised to whom, and what became of it."""

    form = AdviceForm
    record_verb, amend_verb = "advice.record", "advice.amend"
    buttons = {
        outcome.value.replace("_", "-"): _answer(outcome)
        for outcome in AdviceOutcome
        if outcome != AdviceOutcome.OPEN
    }
    final_steps = frozenset(buttons)
    list_display = ("subject", "mission", "given_on", "outcome")
    list_filter = ("outcome", "way", ("mission", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Words of the subject or of the advice, or the reference.")
    autocomplete_fields = ("posting", "paper", "corrects")
    readonly_fields = TOLD

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.entry_pages(to=_subject(request)).order_by("-given_on", "-pk")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ((None, {"fields": (*TYPED, "corrects")}), (_("Label"), {"fields": MARKED}))
        typed = (*TYPED, "based_on") if self.has_change_permission(request, obj) else TYPED
        return ((None, {"fields": typed}), (_("Where it stands"), {"fields": (*TOLD, "corrects")}))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return TOLD if obj is None else (*TOLD, "corrects")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        open_here = obj is None or (obj.is_open and writes_at(obj.mission_id, by=_subject(request)))
        return super().has_change_permission(request, obj) and open_here

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = _subject(request)
        return obj.is_open and writes_at(obj.mission_id, by=by) and may(by, self.buttons[name].verb)

    def listed_labels(self, row: AdviceEntry) -> list[int]:
        return [row.label_id, row.posting.label_id]

    def shown_labels(self, request: HttpRequest, obj: AdviceEntry) -> list[int]:
        return self.listed_labels(obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of a correction what it corrects; else whoever is attaché at the office's own mission, today."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        to = _subject(request)
        wrong = self._corrected(str(given.get("corrects", "")), to)
        if wrong is not None:
            return {**{name: getattr(wrong, name) for name in TYPED}, **given}
        return {"posting": read.own_posting(to=to, on=today()), "given_on": today(), **given}

    @staticmethod
    def _corrected(key: str, to: Any) -> AdviceEntry | None:
        """Nothing where the reader may not see it."""
        if not key.isdecimal() or len(key) > LONGEST_KEY:
            return None
        found: AdviceEntry | None = read.entries(to=to).filter(pk=key).first()
        return found

    @admin.display(description=_("on its page"))
    def own_page(self, row: AdviceEntry) -> SafeString:
        """Where it is read with its documents."""
        where = reverse("missions:advice-entry", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Read it with its documents"))

    @admin.display(description=pgettext_lazy("advice", "given to"))
    def given_to(self, row: AdviceEntry) -> str:
        """Who headed the mission on that day."""
        return str(row.tenure)

    @admin.display(description=_("label"))
    def marking(self, row: AdviceEntry) -> str:
        """In words."""
        return row.label.marking

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AdviceEntry:
        by, said = _subject(request), form.cleaned_data
        label = chosen(said["classification"] or "official_use", said["caveats"], by=by)
        told = {name: said[name] for name in TYPED}
        return services.record(by=by, at=now(), label=label, corrects=said["corrects"], **told)

    def amend(self, request: HttpRequest, form: Any, formsets: list[Any]) -> AdviceEntry:
        said = form.cleaned_data
        changes = {name: said[name] for name in TYPED}
        return services.amend(
            form.instance, by=_subject(request), at=now(), version=said["based_on"], **changes
        )


@admin.register(AdviceMonth, site=site)
class AdviceMonthAdmin(SteppedAdmin):
    """Months of posts that report; a button says that there was nothing to advise."""

    buttons = {
        "nothing": Button(
            _("Nothing to advise this month"), "advice.say_nothing", frozenset(), advice_months.say_nothing
        )
    }
    final_steps = frozenset({"nothing"})
    list_display = ("post", "days", "entry_count", "nothing_on")
    fields = ("own_page", "post", "days", "entry_count", "nothing_on", "nothing_by", "reference")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return read.month_pages(to=_subject(request)).order_by("-id")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        by = _subject(request)
        unsaid = obj.nothing_on is None and not obj.entry_count and obj.ends_on <= today()
        return unsaid and writes_at(obj.post.mission_id, by=by) and may(by, self.buttons[name].verb)

    def listed_labels(self, row: AdviceMonth) -> list[int]:
        return [row.label_id, row.post.label_id]

    def shown_labels(self, request: HttpRequest, obj: AdviceMonth) -> list[int]:
        return self.listed_labels(obj)

    @admin.display(description=pgettext_lazy("advice", "month"))
    def days(self, row: AdviceMonth) -> str:
        return written_days(row.period)

    @admin.display(description=_("entries"))
    def entry_count(self, row: Any) -> int:
        return int(row.entry_count)

    @admin.display(description=_("on its page"))
    def own_page(self, row: AdviceMonth) -> SafeString:
        where = reverse("missions:advice-month", args=[row.reference])
        return format_html('<a href="{}">{}</a>', where, _("Read it with its entries"))

"""Consultations on foreign-policy decisions in data entry: entered on the form, taken back by a button."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from access.admin_kit import ClassifiedAdmin
from access.selectors.markings import page_marking
from access.services.labels import chosen, join
from foundation.admin_forms import LONGEST_KEY, BasedOnVersion, DayInput, seen_version
from foundation.clock import today
from foundation.permissions import may
from foundation.site import site
from missions.models import CoordinationMeeting, DecisionConsultation
from missions.selectors.consultations import consultations
from missions.services import consultations as services

TYPED = (
    "decision", "country", "organisation", "decided_on", "outcome", "meeting", "consulted_on", "level", "advice",
    "remark",
)  # fmt: skip
TOLD = ("taken_back_on", "entered_anew", "reference", "label")


def _subject(request: HttpRequest) -> Any:
    return request.subject  # type: ignore[attr-defined]


class ConsultationForm(BasedOnVersion):
    """What was decided and whether the Ministry of Defence was asked; a new entry is given its level."""

    classification = forms.ChoiceField(
        label=_("Level of the marking"), choices=settings.LADDER, initial="official_use"
    )

    instead_of = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = DecisionConsultation
        fields = TYPED
        widgets = {"decided_on": DayInput(), "consulted_on": DayInput()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("meeting")) is not None:
            held = CoordinationMeeting.in_context.filter(held_on__isnull=False)
            field.queryset = held.order_by("-held_on", "-id")  # type: ignore[attr-defined]

    def _get_validation_exclusions(self) -> set[str]:
        """Constraints over these the service says beside each field, once it has day and level of the meeting."""
        found: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return found | {"outcome", "consulted_on"}


@admin.register(DecisionConsultation, site=site)
class ConsultationAdmin(ClassifiedAdmin):
    """Entered once the decision is taken; what was entered by a slip is taken back and entered anew."""

    form = ConsultationForm
    record_verb = "consultations.record"
    change_list_template = "missions/admin/consultations.html"
    list_display = (
        "reference",
        "decision",
        "country",
        "decided_on",
        "consulted_on",
        "level",
        "outcome",
        "taken_back_on",
    )
    list_filter = ("outcome", "level", ("country", admin.RelatedOnlyFieldListFilter))
    search_fields = ("reference",)
    search_help_text = _("Words of the decision, the advice or the remark, or the reference.")
    autocomplete_fields = ("country", "organisation")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return consultations(to=_subject(request))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*TYPED, "classification", "instead_of") if obj is None else (*TYPED, *TOLD)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return () if obj is None else (*TYPED, *TOLD)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Of an entry that is put right, what it said."""
        given: dict[str, Any] = super().get_changeform_initial_data(request)
        if (wrong := self._wrong(request)) is None:
            return given
        said = {name: getattr(wrong, name) for name in TYPED}
        return {**said, "classification": wrong.label.level, **given}

    def _wrong(self, request: HttpRequest) -> DecisionConsultation | None:
        """The entry that is put right by a new one."""
        key = str(request.POST.get("instead_of") or request.GET.get("instead_of", ""))
        if not key.isdecimal() or len(key) > LONGEST_KEY:
            return None
        return consultations(to=_subject(request)).filter(pk=key).first()

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """What is put right is shown under its marking."""
        answer: Any = super().render_change_form(request, context, *args, **kwargs)
        if kwargs.get("obj") is None and (wrong := self._wrong(request)) is not None:
            answer.context_data["page_marking"] = page_marking([wrong.label_id])
        return answer

    @admin.display(description=_("put right"))
    def entered_anew(self, row: DecisionConsultation) -> str:
        """Where what is right is entered, once the slip is taken back."""
        if row.stands:
            return "–"
        where = reverse("admin:missions_decisionconsultation_add") + "?" + urlencode({"instead_of": row.pk})
        return format_html('<a href="{}">{}</a>', where, _("Enter what is right"))

    def record(self, request: HttpRequest, form: Any, formsets: list[Any]) -> DecisionConsultation:
        data = {name: form.cleaned_data[name] for name in TYPED}
        label = chosen(form.cleaned_data["classification"], by=_subject(request))
        if (wrong := self._wrong(request)) is not None:
            label = join((label, wrong.label))  # the same words under no lower marking
        return services.record(by=_subject(request), on=today(), label=label, **data)

    def step_possible(self, request: HttpRequest, obj: Any, name: str) -> bool:
        return obj.stands and may(_subject(request), "consultations.take_back")

    def take_back(self, request: HttpRequest, record: DecisionConsultation, reason: str) -> None:
        """It was entered by a slip, and why."""
        services.take_back(
            record, by=_subject(request), on=today(), reason=reason, version=seen_version(request)
        )

    lifecycle = {"take-back": (_("Entered by a slip: take it back"), take_back)}
    final_steps = frozenset(lifecycle)

"""Forms of a document's draft: particulars and texts, and the rows of its lists."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from accounts.models import Office
from accounts.roles import Role
from directory.models import ActivityKind, Country, Institution
from directory.models.country import Region
from documents.pages.forms import content_of
from missions.lifecycle import Dimension, DocumentKind, ResourceKind
from missions.models import StrategicDocument, StrategicObjective
from missions.models.paper import LANGUAGES
from missions.pages.forms import choose_from, date_field, text_field
from missions.pages.row_forms import RowForm, RowSet
from missions.selectors.documents import bases_for, documents, objectives_to_serve
from missions.selectors.guidance import matters
from missions.terms import ContactLevel, Horizon, ObjectiveAspect, ObjectiveNature

MAX_ROWS = 100


def _choices(choices: Any) -> list[tuple[str, Any]]:
    return [("", "–"), *choices]


class BeginForm(forms.Form):
    """A new document: what it is, what it is called, what it derives from, how it is marked."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    title = forms.CharField(label=_("Title"), max_length=200)
    derives_from = forms.ModelChoiceField(
        label=_("Derives from"), queryset=StrategicDocument.in_context.none(), required=False,
        empty_label=_("Nothing yet"),
        help_text=_("Concept, then doctrine and white paper, then strategy, then plan."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("Marking"), choices=settings.LADDER, initial="official_use",
        help_text=_("It stays with the document and all its versions."),
    )  # fmt: skip

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "derives_from", documents(to=by).exclude(state="withdrawn"))


class TextForm(forms.Form):
    """Title, days, texts. `version` is the one the page was opened with."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Authentic language"), choices=LANGUAGES)
    derives_from = forms.ModelChoiceField(
        label=_("Derives from"), queryset=StrategicDocument.in_context.none(), required=False,
        empty_label=_("Nothing yet"),
    )  # fmt: skip
    starts_on = date_field(_("Takes effect on"), required=False)
    last_on = date_field(_("Last day, if known"), required=False)
    review_on = date_field(_("Review on"), required=False)
    summary = text_field(
        _("Summary"),
        rows=3,
        length=4_000,
        help_text=_("What it is for, in a few sentences anybody can follow."),
    )
    body = text_field(_("Text"), rows=14, length=100_000)

    def __init__(self, *args: Any, by: Subject, document: StrategicDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "derives_from", bases_for(document.kind, to=by).exclude(pk=document.pk))


class Row(RowForm):
    """A row of one of the lists; `document` is the one it is written for."""

    def __init__(self, *args: Any, by: Subject, document: StrategicDocument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit(by, document)

    def limit(self, by: Subject, document: StrategicDocument) -> None:
        """Narrow what may be chosen."""


class ObjectiveForm(Row):
    """One objective; the code of another one says what it is part of."""

    telling = ("text", "indicator", "baseline", "target", "due_on")
    text = forms.CharField(label=_("Objective"), max_length=500, widget=forms.Textarea({"rows": 2}))
    code = forms.CharField(
        label=_("Code"), max_length=20, required=False, widget=forms.TextInput({"size": 6}),
        help_text=_("Lasting: papers trace to it. Empty takes the next free one."),
    )  # fmt: skip
    parent = forms.CharField(
        label=_("Part of"), max_length=20, required=False, widget=forms.TextInput({"size": 6}),
        help_text=_("Code of the objective above."),
    )  # fmt: skip
    serves = forms.ModelChoiceField(
        label=_("Serves"), queryset=StrategicObjective.in_context.none(), required=False,
        empty_label=_("Nothing above"),
    )  # fmt: skip
    indicator = forms.CharField(label=_("Indicator"), max_length=300, required=False)
    baseline = forms.CharField(label=_("Baseline"), max_length=200, required=False)
    target = forms.CharField(label=_("Target"), max_length=200, required=False)
    due_on = date_field(_("Due on"), required=False)
    aspect = forms.ChoiceField(label=_("Aspect"), choices=_choices(ObjectiveAspect.choices), required=False)
    horizon = forms.ChoiceField(label=_("Horizon"), choices=_choices(Horizon.choices), required=False)
    nature = forms.ChoiceField(
        label=_("Nature"), choices=ObjectiveNature.choices, required=False, initial=ObjectiveNature.OBJECTIVE
    )
    dimensions = forms.MultipleChoiceField(
        label=_("Dimensions"), choices=Dimension.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def limit(self, by: Subject, document: StrategicDocument) -> None:
        choose_from(self, "serves", objectives_to_serve(document, to=by))


class PriorityForm(Row):
    """Rank of one country or region."""

    telling = ("political", "geographic", "rationale", "country", "region")
    RANKS = [("", "–"), *((rank, str(rank)) for rank in range(5, 0, -1))]
    country = forms.ModelChoiceField(
        label=_("Country"), queryset=Country.objects.all(), required=False, empty_label="–"
    )
    region = forms.ChoiceField(label=_("or region"), choices=_choices(Region.choices), required=False)
    political = forms.TypedChoiceField(
        label=_("Political"), choices=RANKS, coerce=int, empty_value=None, required=False
    )
    geographic = forms.TypedChoiceField(
        label=_("Geographic"), choices=RANKS, coerce=int, empty_value=None, required=False
    )
    rationale = text_field(_("Rationale"), rows=2, length=4_000)


class ResourceForm(Row):
    """One line of money, people or materiel."""

    telling = ("amount", "activity_kind", "source", "note")
    kind = forms.ChoiceField(label=_("Kind"), choices=ResourceKind.choices)
    amount = forms.DecimalField(
        label=_("Amount"), max_digits=14, decimal_places=2, min_value=0, required=False,
        help_text=_("Persons, for people."),
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, widget=forms.TextInput({"size": 4})
    )
    fiscal_year = forms.IntegerField(label=_("Fiscal year"), min_value=1991, max_value=2100, required=False)
    activity_kind = forms.ModelChoiceField(
        label=_("For which kind of activity"), queryset=ActivityKind.objects.all(), empty_label=_("Choose"),
        required=False,
    )  # fmt: skip
    source = forms.CharField(label=_("Source of the means"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Capital letters for money; nothing else has a currency."""
        data: dict[str, Any] = super().clean() or {}
        is_money = data.get("kind") == ResourceKind.MONEY
        if is_money and data.get("amount") is not None and not data.get("currency"):
            self.add_error("currency", _("Three capital letters, e.g. AZN."))
        data["currency"] = str(data.get("currency") or "").strip().upper() if is_money else ""
        return data


class DaysForm(Row):
    """Working days of one office for one kind of matter."""

    telling = ("days", "role")
    kind = forms.ChoiceField(label=_("Kind of matter"), choices=[])
    role = forms.ChoiceField(label=_("Office with the role"), choices=_choices(Role.choices))
    days = forms.IntegerField(label=_("Working days"), min_value=1, max_value=250)

    def limit(self, by: Subject, document: StrategicDocument) -> None:
        kinds: Any = self.fields["kind"]
        kinds.choices = matters()


class ContactForm(Row):
    """An office that speaks for a ministry at one level."""

    telling = ("office", "reached_by")
    institution = forms.ModelChoiceField(label=_("Institution"), queryset=Institution.objects.all())
    level = forms.ChoiceField(label=_("Level"), choices=ContactLevel.choices)
    office = forms.ModelChoiceField(label=_("Office"), queryset=Office.objects.all())
    reached_by = forms.CharField(
        label=_("Reached by"), max_length=200, required=False, help_text=_("Extension, duty phone, registry.")
    )


def _set(form: type[Row], *, ordered: bool = False) -> Any:
    return forms.formset_factory(
        form,
        formset=RowSet,
        can_delete=True,
        can_order=ordered,
        extra=0,
        max_num=MAX_ROWS,
        absolute_max=MAX_ROWS,
    )


ROWS: dict[str, Any] = {
    "objectives": _set(ObjectiveForm, ordered=True),
    "priorities": _set(PriorityForm),
    "resources": _set(ResourceForm),
    "answer_days": _set(DaysForm),
    "contacts": _set(ContactForm),
}


class DecisionForm(forms.Form):
    """A decision taken on paper or above the ministries."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    decided_no = forms.CharField(label=_("Number of the decision"), max_length=60)
    evidence = forms.CharField(
        label=_("Evidence"), max_length=2_000, widget=forms.Textarea({"rows": 3}),
        help_text=_("Who decided, when, and where the signed paper lies."),
    )  # fmt: skip
    file = forms.FileField(label=_("Scan of the decision"))
    starts_on = date_field(_("In effect from"))
    last_on = date_field(_("Last day, if known"), required=False)

    def said(self) -> dict[str, Any]:
        """What the service asks for."""
        return {**self.cleaned_data, "file": content_of(self.cleaned_data["file"])}

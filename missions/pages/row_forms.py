"""Rows of the lists on the drafting page: objectives, priorities, resources, and what all rows share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from directory.models import ActivityKind, Country
from missions.engine import own_section, writes
from missions.lifecycle import ResourceKind, Section
from missions.models import StrategicObjective
from missions.pages.forms import choose_from, date_field, text_field
from missions.selectors.documents import objectives_in_force


class RowForm(forms.Form):
    """A row counts once one of its `telling` fields is filled in; emptied rows are dropped."""

    telling: tuple[str, ...] = ()

    def has_changed(self) -> bool:
        return any(self[name].data for name in self.telling) if self.is_bound else bool(self.initial)


class SectionedForm(RowForm):
    """A row of one section. `free`: whoever begins a paper proposes both; later each office writes its own.

    Of a row of the other section only its code and its place are asked for; it is shown in `words` and stays as it is.
    """

    section = forms.ChoiceField(label=_("Section"), choices=Section.choices)
    code = forms.CharField(
        label=_("Code"), max_length=20, required=False, widget=forms.TextInput({"size": 6})
    )

    def __init__(self, *args: Any, by: Subject, free: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["section"]
        choice.initial = own_section(by.role).value
        self.words: list[tuple[str, str]] = []
        present = self["section"].value()
        self.foreign = not free and present in Section.values and not writes(by.role, present)
        if not free and not self.foreign:
            choice.choices = [pair for pair in Section.choices if writes(by.role, pair[0])]

    def has_changed(self) -> bool:
        return self.foreign or super().has_changed()

    def keep_foreign(self) -> None:
        """What belongs to the other section is not typed here, nor removed."""
        if not self.foreign:
            return
        for name in set(self.fields) - {"code", "section", "ORDER"}:
            del self.fields[name]
        for field in self.fields.values():
            field.widget = field.hidden_widget()


class ObjectiveForm(SectionedForm):
    """One objective."""

    telling = ("text", "measure", "baseline", "target", "due_on")
    text = forms.CharField(
        label=_("Objective"), max_length=1_000, widget=forms.Textarea({"rows": 2}),
        help_text=_("What is to be reached, in one sentence."),
    )  # fmt: skip
    measure = forms.CharField(label=_("Measure"), max_length=300, required=False)
    baseline = forms.CharField(label=_("Baseline"), max_length=200, required=False)
    target = forms.CharField(label=_("Target"), max_length=200, required=False)
    due_on = date_field(_("Due on"), required=False)
    strategic_objective = forms.ModelChoiceField(
        label=_("Strategic objective"),
        queryset=StrategicObjective.in_context.none(),
        empty_label=_("None"),
        required=False,
    )
    field_order = (
        "text",
        "measure",
        "baseline",
        "target",
        "due_on",
        "strategic_objective",
        "section",
        "code",
    )

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, by=by, **kwargs)
        choose_from(self, "strategic_objective", objectives_in_force(to=by))


class PriorityForm(RowForm):
    """Rank of one country."""

    telling = ("political", "geographic", "rationale")
    RANKS = [("", "–"), *((rank, str(rank)) for rank in range(5, 0, -1))]
    country = forms.ModelChoiceField(label=_("Country"), queryset=Country.objects.all())
    political = forms.TypedChoiceField(
        label=_("Political"), choices=RANKS, coerce=int, empty_value=None, required=False
    )
    geographic = forms.TypedChoiceField(
        label=_("Geographic"), choices=RANKS, coerce=int, empty_value=None, required=False
    )
    rationale = text_field(_("Rationale"), rows=2, length=4_000)

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)


class ResourceForm(RowForm):
    """One line of money, people or materiel."""

    telling = ("amount", "activity_kind", "note")
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
        label=_("For which kind of activity"),
        queryset=ActivityKind.objects.all(),
        empty_label=_("Choose"),
        required=False,
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, by: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_currency(self) -> str:
        """Capital letters; people and materiel have none."""
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        """Money is counted in a currency, nothing else is."""
        data: dict[str, Any] = super().clean() or {}
        is_money = data.get("kind") == ResourceKind.MONEY
        if is_money and data.get("amount") is not None and not data.get("currency"):
            self.add_error("currency", _("Three capital letters, e.g. AZN."))
        if not is_money and "currency" in data:
            data["currency"] = ""
        return data


class RowSet(forms.BaseFormSet):
    """Rows of one list. `suggested` fills the empty rows offered on a new page."""

    def __init__(self, *args: Any, suggested: list[dict[str, Any]] | None = None, **kwargs: Any) -> None:
        self.suggested = suggested or []
        super().__init__(*args, **kwargs)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = {**super().get_form_kwargs(index), "empty_permitted": True}
        place = -1 if index is None else index - self.initial_form_count()
        if 0 <= place < len(self.suggested):
            kwargs["initial"] = self.suggested[place]
        return kwargs

    def total_form_count(self) -> int:
        if self.is_bound:
            return super().total_form_count()
        return self.initial_form_count() + len(self.suggested)

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this row")
        if "ORDER" in form.fields:
            form.fields["ORDER"].label = _("Order")
            form.fields["ORDER"].required = False
        if isinstance(form, SectionedForm):
            form.keep_foreign()

    def rows(self) -> list[Any]:
        """Forms that count, in the order asked for."""
        kept = [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]
        last = len(self.forms) + 1
        return sorted(
            kept, key=lambda form: form.cleaned_data.get("ORDER") or last
        )  # rows without a number stay where they are, behind


MAX_ROWS = 100
ObjectiveRows = forms.formset_factory(
    ObjectiveForm, formset=RowSet, can_delete=True, can_order=True, extra=0, max_num=MAX_ROWS,
    absolute_max=MAX_ROWS,
)  # fmt: skip
PriorityRows = forms.formset_factory(
    PriorityForm, formset=RowSet, can_delete=True, extra=0, max_num=MAX_ROWS, absolute_max=MAX_ROWS
)
ResourceRows = forms.formset_factory(
    ResourceForm, formset=RowSet, can_delete=True, extra=0, max_num=MAX_ROWS, absolute_max=MAX_ROWS
)

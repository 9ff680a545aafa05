"""Rows of a draft in data entry, part by part: what the other ministry writes is read there, whatever is sent back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from access.context import current_subject
from missions.engine import CODES, own_section, writes
from missions.lifecycle import ResourceKind, Section
from missions.pages.drafting import FIELDS
from missions.pages.part_forms import Owners
from missions.selectors.documents import objectives_in_force, objectives_to_name
from missions.selectors.rows import MODELS

PARTS = {model: part for part, model in MODELS.items() if part in FIELDS}
LAST = 1_000_000.0  # rows without a number stay where they are, behind


class RowForm(forms.ModelForm):
    """A row of a part that both ministries write."""

    foreign = False

    def validate_unique(self) -> None:
        """What occurs twice is told by the service, which knows all rows."""


class SectionedForm(RowForm):
    """A row of one section under its code; `foreign` where the other ministry writes it."""

    code = forms.CharField(max_length=20, required=False, widget=forms.TextInput({"size": 6}))
    order = forms.IntegerField(
        min_value=1, max_value=999, required=False, widget=forms.NumberInput({"size": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("code", "order"):
            self.fields[name].label = _words_for(self, name)
        role = getattr(current_subject(), "role", "")
        self.foreign = self.instance.pk is not None and not writes(role, self.instance.section)
        choice: Any = self.fields["section"]
        if self.foreign:
            self._only_read()
        else:
            choice.choices = [pair for pair in Section.choices if writes(role, pair[0])]
        if self.instance.pk is None:
            self.initial["section"] = own_section(role).value
            self.initial["order"] = None

    def _only_read(self) -> None:
        """Only its place may be moved; its code is sent back, by which it is found again."""
        for name, field in self.fields.items():
            field.disabled = name not in ("code", "order")
        self.fields["code"].widget.attrs["readonly"] = True

    def _clean_fields(self) -> None:
        if not self.foreign:
            return super()._clean_fields()  # type: ignore[misc]
        try:
            self.cleaned_data["order"] = self.fields["order"].clean(self["order"].data)
        except ValidationError as error:
            self.add_error("order", error)
        return None

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data if self.foreign else super().clean() or self.cleaned_data

    def _post_clean(self) -> None:
        if not self.foreign:
            super()._post_clean()  # type: ignore[misc]


class OwnedForm(SectionedForm):
    """An office or whoever holds a role, in one choice."""

    owner = forms.ChoiceField(required=False)

    def __init__(self, *args: Any, owners: Owners, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owners = owners
        field: Any = self.fields["owner"]
        field.label, field.choices = _words_for(self, "owner"), owners.choices
        self.initial["owner"] = Owners.joined(self.instance)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.foreign:
            data["owner"], data["owner_role"] = self.owners.split(data.get("owner") or "")
        return data

    def _post_clean(self) -> None:
        if not self.foreign:
            self.instance.owner_role = self.cleaned_data.get("owner_role", "")
        super()._post_clean()


class ResourceForm(RowForm):
    """Money in capital letters; people and materiel have no currency."""

    def clean_currency(self) -> str:
        return str(self.cleaned_data["currency"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("kind") != ResourceKind.MONEY:
            data["currency"] = ""
        return data


def _words_for(form: forms.ModelForm, name: str) -> Any:
    return form.instance._meta.get_field(name).verbose_name


class PartSet(forms.BaseInlineFormSet):
    """All rows of a part, found again by their codes where somebody wrote them anew meanwhile."""

    faults: Sequence[Any] = ()  # what the service said of this part when the form was sent

    def validate_unique(self) -> None:
        """Left to the service."""

    def _should_delete_form(self, form: Any) -> bool:
        return super()._should_delete_form(form) or self._is_gone(form)  # type: ignore[misc]

    def _is_gone(self, form: Any) -> bool:
        """A row of the other ministry that it took out meanwhile: only its place was sent, and nothing stands there."""
        place = form.prefix.rsplit("-", 1)[-1]
        known = place.isdecimal() and int(place) < self.initial_form_count()
        return (
            known and form.instance.pk is None and "section" in form.fields and form["section"].data is None
        )

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs(index)
        if issubclass(self.form, OwnedForm):
            known = self.__dict__
            known["owners"] = known.get("owners") or Owners(self.instance.paper.mission_id)
            kwargs["owners"] = known["owners"]
        return kwargs

    def _existing_object(self, pk: Any) -> Any:
        return super()._existing_object(pk) or self._by_code(str(pk))  # type: ignore[misc]

    def _by_code(self, pk: str) -> Any:
        sent = [self.add_prefix(place) for place in range(self.initial_form_count())]
        codes = {self.data.get(f"{one}-code") for one in sent if self.data.get(f"{one}-id") == pk}
        return next((row for row in self.get_queryset() if getattr(row, "code", None) in codes), None)

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        # A row written anew meanwhile is no fault of whoever typed here: the version of the paper tells.
        key: Any = form.fields["id"]
        form.fields["id"] = forms.IntegerField(required=False, widget=forms.HiddenInput, initial=key.initial)
        if form.foreign and "DELETE" in form.fields:
            form.fields["DELETE"].disabled = True
        if "activity_kind" in form.fields:  # the same choices in every row are asked for once
            field, known = form.fields["activity_kind"], self.__dict__
            known["kinds"] = known.get("kinds") or list(field.choices)
            field.choices = known["kinds"]
        if "strategic_objective" in form.fields:
            self._offer_aims(form.fields["strategic_objective"], form.instance.strategic_objective)

    def _offer_aims(self, field: Any, named: Any) -> None:
        """Objectives in force that the paper's marking covers, asked for once, and the one a row has named."""
        subject: Any = current_subject()
        field.queryset = objectives_to_name(named.pk if named else None, to=subject)
        known = self.__dict__
        if "aims" not in known:
            covered: Any = objectives_in_force(to=subject)
            found = covered.told_under(self.instance.paper.label)
            known["aims"] = {aim.pk: field.label_from_instance(aim) for aim in found}
        own = {named.pk: field.label_from_instance(named)} if named else {}
        field.choices = [("", field.empty_label or ""), *{**known["aims"], **own}.items()]

    def clean(self) -> None:
        """What the service refused stands beside the row it is about."""
        super().clean()
        if not self.faults:
            return
        beside = [fault for fault in self.faults if isinstance(fault, Mapping)]
        for (form, _entry), fault in zip(entered(self), beside, strict=False):
            for field, words in fault.items() if form is not None else ():
                form.add_error(field if field in form.fields else None, [str(word) for word in words])
        if general := [str(fault) for fault in self.faults if not isinstance(fault, Mapping)]:
            raise ValidationError(general)


def entered(rows: Any) -> list[tuple[Any, dict[str, Any]]]:
    """What the service takes, each with its form; rows of the other ministry come from the register."""
    part = PARTS[rows.model]
    found: list[tuple[float, Any, dict[str, Any]]] = []
    form: Any
    for form in rows.forms:
        if form.foreign:
            place = form.cleaned_data.get("order") or form.instance.order
            found.append((place, form, _as_it_stands(part, form.instance)))
        elif _counts(form) and not rows._should_delete_form(form):
            place = form.cleaned_data.get("order") or LAST
            found.append((place, form, {name: form.cleaned_data.get(name, "") for name in FIELDS[part]}))
    shown = {form.instance.pk for form in rows.forms}
    added = [row for row in rows.get_queryset() if row.pk not in shown and _is_foreign(part, row)]
    found += [(row.order, None, _as_it_stands(part, row)) for row in added]
    return [(form, entry) for _place, form, entry in sorted(found, key=lambda one: one[0])]


def _counts(form: Any) -> bool:
    data: Any = getattr(form, "cleaned_data", None)
    return bool(data) and not data.get("DELETE") and (form.instance.pk is not None or form.has_changed())


def _is_foreign(part: str, row: Any) -> bool:
    return part in CODES and not writes(getattr(current_subject(), "role", ""), row.section)


def _as_it_stands(part: str, row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS[part]}

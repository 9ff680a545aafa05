"""Forms of data entry: native date fields, and the version a change is based on."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import AutocompleteMixin, AutocompleteSelect, AutocompleteSelectMultiple
from django.contrib.postgres.forms import DateRangeField
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from foundation.errors import InvalidInput

LONGEST_KEY = 18  # digits that a bigint surely holds
ONE_DAY = dt.timedelta(days=1)


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class _KeysOnly(AutocompleteMixin):
    """Shows again only what can be a key: the form tells of the rest, while Django would ask the database for it."""

    def optgroups(self, name: str, value: Sequence[str], attr: dict[str, Any] | None = None) -> Any:
        keys = [key for key in value if str(key).isdecimal() and len(str(key)) <= LONGEST_KEY]
        return super().optgroups(name, keys, attr)


class LookUp(_KeysOnly, AutocompleteSelect):
    """One of many records, looked up by what is typed."""


class LookUpMany(_KeysOnly, AutocompleteSelectMultiple):
    """Several of many records, looked up by what is typed."""


class LooksUp(BaseModelAdmin):
    """For admin classes and inlines with autocomplete_fields."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LookUp(db_field, self.admin_site, using=kwargs.get("using")))
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        words = getattr(self.admin_site._registry.get(db_field.remote_field.model), "choice_words", None)
        if words is not None and field is not None:
            field.label_from_instance = words  # type: ignore[method-assign]  # what is chosen is named as it was found
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", LookUpMany(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)


class Suggesting(forms.TextInput):
    """A text that is mostly one of those known already; `known` gives {value: words} when the form is shown."""

    template_name = "parley/widgets/suggesting.html"

    def __init__(self, known: Callable[[], Mapping[str, str]], attrs: dict[str, Any] | None = None) -> None:
        self.known = known
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-known"})
        context["widget"]["suggestions"] = sorted(self.known().items(), key=lambda pair: pair[1])
        return context


class TermInput(forms.MultiWidget):
    """First and last day, each with its name."""

    template_name = "parley/widgets/term.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__([DayInput(), DayInput()], attrs)

    def decompress(self, value: Any) -> list[dt.date | None]:
        return [value.lower, value.upper] if value else [None, None]


class TermField(DateRangeField):
    """A period as people say it: the last day belongs to it, an empty one leaves the end open.

    Stored half-open like every period of the house.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = TermInput()
        kwargs["help_text"] = kwargs.get("help_text") or _(
            "The last day is included; empty leaves the end open."
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        prepared = super().prepare_value(value)
        if getattr(value, "upper", None) is not None:
            prepared = [prepared[0], value.upper - ONE_DAY]
        return prepared

    def compress(self, values: Any) -> Any:
        if not values:
            return None
        first, last = values
        if first is None:
            raise forms.ValidationError(_("Enter the first day."))
        if last is not None and last < first:
            raise forms.ValidationError(_("The last day is before the first."))
        if last == dt.date.max:
            raise forms.ValidationError(_("This date is too far away."))
        return DateRange(first, last + ONE_DAY if last else None)


class BasedOnVersion(forms.ModelForm):
    """Carries the version the person looked at; the service refuses when the record has moved on.

    Admin classes list `based_on` among their fields.
    """

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["based_on"] = self.instance.version


def seen_version(request: HttpRequest) -> int | None:
    """The version of the record on the page whose button was pressed; None where the page said none."""
    given = request.POST.get("seen_version", "").strip()
    if not given:
        return None
    return int(given) if given.isdecimal() and len(given) <= LONGEST_KEY else 0


def posted_day(request: HttpRequest, name: str, default: dt.date | None) -> dt.date | None:
    """The day typed beside a lifecycle button; raises InvalidInput for what is none."""
    given = request.POST.get(name, "").strip()
    if not given:
        return default
    try:
        day = parse_date(given)
    except ValueError:
        day = None
    if day is None:
        raise InvalidInput(fields={name: [_("Enter a valid date.")]})
    return day

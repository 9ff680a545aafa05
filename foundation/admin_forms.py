"""Forms of data entry: native date fields, and the version a change is based on."""

import datetime as dt
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from foundation.errors import InvalidInput


class DayInput(forms.DateInput):
    """The browser's own date field."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class BasedOnVersion(forms.ModelForm):
    """Carries the version the person looked at; the service refuses when the record has moved on.

    Admin classes list `based_on` among their fields.
    """

    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["based_on"] = self.instance.version


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

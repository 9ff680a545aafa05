"""The filters of the rotation board."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agreements.engine import Length
from attaches.lifecycle import PostKind
from directory.models import DiplomaticMission
from directory.models.country import Region
from foundation.sorting import name_key
from foundation.wording import MONTHS
from reports.selectors.rotation_forecast import EARLIEST, LATEST, choices

ALL = [("", _("All"))]
GAPS_FIRST = "gaps"
ORDERS = [
    (GAPS_FIRST, _("gaps first")),
    ("leaving", _("who leaves first")),
    ("mission", _("by mission")),
]


class RotationForm(forms.Form):
    """Which posts, which months, in which order; a wrong value keeps the page and says what is wrong."""

    region = forms.ChoiceField(label=_("Region"), required=False, choices=[*ALL, *Region.choices])
    country = forms.ChoiceField(label=_("Country"), required=False)
    mission = forms.ChoiceField(label=_("Mission"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[*ALL, *PostKind.choices])
    show = forms.ChoiceField(label=_("Only"), required=False)
    start = forms.ChoiceField(label=_("24 months from"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    all = forms.BooleanField(required=False, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, missions: Sequence[DiplomaticMission], today: dt.date) -> None:
        self.this_month = f"{today:%Y-%m}"
        self.filled = data.copy()
        self.filled["start"] = data.get("start") or self.this_month
        super().__init__(self.filled)
        countries = {m.country.iso2: m.country.name for m in missions if m.country}
        offered: dict[str, list[tuple[str, Any]]] = {
            "country": [*ALL, *sorted(countries.items(), key=lambda pair: name_key(pair[1]))],
            "mission": [*ALL, *((m.code, m.name) for m in missions)],
            "show": [*ALL, *choices()],
            "start": months(today),
        }
        for name, found in offered.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, "invalid_choice": _("There is no such choice.")}

    def chosen(self) -> dict[str, Any]:
        """The values that can be understood and are not what is taken anyway; the others are told."""
        if not self.is_valid() and "start" in self.errors:
            self.filled["start"] = self.this_month  # what the board then shows
        usual = {"start": self.this_month, "order": GAPS_FIRST}
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in given.items() if usual.get(name) != value}

    def link(self, **changes: Any) -> str:
        """The query of this page with other values of some filters; back on the first page unless told."""
        kept = {name: value for name, value in self.chosen().items() if name not in {"page", "all"}}
        return f"?{urlencode({name: value for name, value in {**kept, **changes}.items() if value})}"


def months(today: dt.date) -> list[tuple[str, str]]:
    """The months from which a board may run."""
    first = today.replace(day=1)
    found = [Length(months=number).after(first) for number in range(EARLIEST, LATEST + 1)]
    return [(f"{month:%Y-%m}", f"{MONTHS[month.month - 1]} {month.year}") for month in found]

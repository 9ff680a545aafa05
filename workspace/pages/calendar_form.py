"""The filters of the deadline calendar."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from access.context import Subject
from accounts.models import Office, User
from directory.models import Country
from foundation.sorting import name_key
from workspace.selectors import calendar

EARLIEST, LATEST = dt.date(1991, 1, 1), dt.date(2199, 12, 31)
ALL = "all"
VIEWS = [
    (calendar.WEEK, pgettext_lazy("calendar", "Week")),
    (calendar.MONTH, pgettext_lazy("calendar", "Month")),
    (calendar.YEAR, pgettext_lazy("calendar", "Year")),
    (calendar.LATE, pgettext_lazy("calendar", "Late")),
]


class CalendarForm(forms.Form):
    """Which days and whose; a wrong value keeps the page and says what is wrong."""

    view = forms.ChoiceField(label=gettext_lazy("Shown by"), required=False, choices=VIEWS)
    day = forms.DateField(
        label=gettext_lazy("Around the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    office = forms.ChoiceField(label=gettext_lazy("Office"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("Person"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict, *, today: dt.date, people: list[User], offices: list[Office]) -> None:
        self.today = today
        self.people, self.offices = people, offices
        self.countries = sorted(Country.objects.all(), key=lambda country: name_key(country.name))
        filled = data.copy()
        filled["view"] = data.get("view") or calendar.MONTH
        filled["day"] = data.get("day") or today.isoformat()
        super().__init__(filled)
        offered: dict[str, list[tuple[str, Any]]] = {
            "office": [("", _("My office")), (ALL, _("All offices")), *((o.code, o.name) for o in offices)],
            "person": [("", _("Nobody in particular")), *((p.username, p.full_name) for p in people)],
            "country": [("", _("All")), *((c.iso2, c.name) for c in self.countries)],
            "kind": [("", pgettext_lazy("kinds", "All")), *calendar.kinds()],
        }
        for name, found in offered.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages = {**field.error_messages, "invalid_choice": _("There is no such choice.")}
        self.fields["day"].error_messages["invalid"] = _("A date like 2026-11-23.")

    def clean_day(self) -> dt.date:
        """Days of the register."""
        day: dt.date = self.cleaned_data["day"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("A day from 1991 to 2199."))
        return day

    def clean(self) -> dict[str, Any]:
        """A person is asked for in all the offices held, so that an office beside it would say two things."""
        chosen: dict[str, Any] = super().clean() or {}
        if chosen.get("person") and chosen.get("office"):
            self.add_error("person", _("Choose an office or a person, not both."))
        return chosen

    def chosen(self) -> dict[str, Any]:
        """The values that can be understood; the others are told on the page."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {"view": calendar.MONTH, "day": self.today, **given}

    def asked(self, *, to: Subject) -> calendar.Asked:
        """Whose deadlines: of one's own office unless another or somebody is named."""
        wanted = self.chosen()
        countries = {country.iso2: country for country in self.countries}
        return calendar.Asked(
            self._offices(wanted, to), countries.get(wanted.get("country", "")), wanted.get("kind", "")
        )

    def _offices(self, wanted: dict[str, Any], to: Subject) -> tuple[int, ...] | None:
        if "person" in wanted:
            person = next(person for person in self.people if person.username == wanted["person"])
            return calendar.offices_of(person, on=self.today)
        if wanted.get("office") == ALL:
            return None
        code = wanted.get("office")
        return tuple(o.pk for o in self.offices if (o.code == code if code else o.pk == to.office_id))

    def link(self, **changes: Any) -> str:
        """The query of this page with other values of some filters; on the first page unless told."""
        usual = {"view": calendar.MONTH, "day": self.today}
        kept = {name: value for name, value in self.chosen().items() if name != "page"}
        asked = {
            name: value for name, value in {**kept, **changes}.items() if value and usual.get(name) != value
        }
        return f"?{urlencode(asked)}" if asked else "?"

    @property
    def is_narrowed(self) -> bool:
        """More than the days was chosen."""
        return any(name in self.chosen() for name in ("person", "office", "country", "kind"))

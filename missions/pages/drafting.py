"""The drafting page's forms as one: from a version or from what was typed, and back into what a service takes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from missions.models import PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.pages.forms import DraftForm, ObjectiveRows, ParticularsForm, PriorityRows, ResourceRows, RowSet
from missions.selectors.contents import objectives, priorities, resources

ROWS: dict[str, Any] = {"objectives": ObjectiveRows, "priorities": PriorityRows, "resources": ResourceRows}
FIELDS = {
    "objectives": (
        "code",
        "section",
        "text",
        "measure",
        "baseline",
        "target",
        "due_on",
        "strategic_objective",
    ),
    "priorities": ("country", "political", "geographic", "rationale"),
    "resources": ("kind", "amount", "currency", "fiscal_year", "activity_kind", "note"),
}
ADD = "add_row"


class Drafting:
    """`form` and one row set per list."""

    def __init__(self, form: ParticularsForm, sets: dict[str, RowSet]) -> None:
        self.form, self.sets = form, sets

    @classmethod
    def sent(cls, data: QueryDict, *, by: Subject, new: bool) -> "Drafting":
        """What was typed; with the button "add a row" one more row of that list."""
        asked = data.get(ADD, "")
        if asked in ROWS:
            data = data.copy()
            count = f"{asked}-TOTAL_FORMS"
            given = data.get(count, "")
            data[count] = str(int(given) + 1 if given.isdecimal() else 1)
        form = DraftForm(data, by=by) if new else ParticularsForm(data)
        sets = {name: kind(data, prefix=name, form_kwargs={"by": by}) for name, kind in ROWS.items()}
        drafting = cls(form, sets)
        if asked in ROWS:
            drafting._leave_unjudged()
        return drafting

    @classmethod
    def of(cls, version: PaperVersion, *, by: Subject) -> "Drafting":
        """The draft as it stands, with an empty row where a list has none."""
        names = ("title", "language", "starts_on", "last_on", *TEXT_SECTIONS, "working_note")
        first = {name: getattr(version, name) for name in names}
        form = ParticularsForm(initial={**first, "version": version.paper.version})
        rows: dict[str, list[Any]] = {
            "objectives": objectives(version),
            "priorities": priorities(version),
            "resources": resources(version),
        }
        suggested = _suggestions(version.paper.country_id)
        return cls(form, {name: _row_set(name, rows[name], suggested[name], by) for name in ROWS})

    @classmethod
    def new(cls, *, by: Subject, mission: Any, level: str) -> "Drafting":
        """An empty page for the mission acted in."""
        country = mission.country_id if mission else None
        initial = {"mission": mission, "country": country, "level": level, "language": "en"}
        suggested = _suggestions(country)
        return cls(
            DraftForm(initial=initial, by=by),
            {name: _row_set(name, [], suggested[name], by) for name in ROWS},
        )

    def _leave_unjudged(self) -> None:
        """Adding a row is no submission: nothing half-typed is marked wrong."""
        for form in [self.form, *(row for rows in self.sets.values() for row in rows.forms)]:
            form._errors, form.cleaned_data = ErrorDict(), {}
        sets: list[Any] = list(self.sets.values())
        for rows in sets:
            rows._errors, rows._non_form_errors = [], ErrorList()

    @property
    def asks_for_row(self) -> bool:
        """True when the button pressed was "add a row"."""
        return self.form.data.get(ADD, "") in ROWS

    def is_valid(self) -> bool:
        """All parts are judged, so that everything wrong is shown at once."""
        return all([self.form.is_valid(), *(rows.is_valid() for rows in self.sets.values())])

    @property
    def wrong(self) -> list[Any]:
        """Fields in rows with something to correct, for the summary on top."""
        return [
            field
            for rows in self.sets.values()
            if rows.is_bound
            for row in rows.forms
            for field in row.visible_fields()
            if field.errors
        ]

    def content(self) -> dict[str, Any]:
        """What the services take."""
        entered = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        return {**entered, **{name: self._entries(name) for name in ROWS}}

    def _entries(self, name: str) -> list[dict[str, Any]]:
        return [{field: row.cleaned_data[field] for field in FIELDS[name]} for row in self.sets[name].rows()]

    def refuse(self, error: DomainError) -> None:
        """Put a service's refusal where the person looks: beside the field of the row it names, else on top."""
        rest: dict[str, Any] = {}
        for name, words in error.fields.items():
            if (
                name in ROWS
                and isinstance(words, list)
                and all(isinstance(fault, Mapping) for fault in words)
            ):
                self._mark_rows(name, words)
            else:
                rest[name] = words
        if rest or not error.fields:
            add_refusal(self.form, type(error)(error.message, fields=rest))

    def _mark_rows(self, name: str, faults: list[Mapping[str, Any]]) -> None:
        for row, fault in zip(self.sets[name].rows(), faults, strict=False):
            for field, words in fault.items():
                row.add_error(field if field in row.fields else None, [str(word) for word in words])


def _row_set(name: str, rows: list[Any], suggested: list[dict[str, Any]], by: Subject) -> RowSet:
    initial = [{field: getattr(row, field) for field in FIELDS[name]} for row in rows]
    kind: Callable[..., RowSet] = ROWS[name]
    return kind(prefix=name, initial=initial, suggested=[] if rows else suggested, form_kwargs={"by": by})


def _suggestions(country: Any) -> dict[str, list[dict[str, Any]]]:
    """The rows a paper cannot do without (I8), ready to be filled in."""
    year = today().year + 1
    return {
        "objectives": [{}],
        "priorities": [{"country": country}],
        "resources": [
            {"kind": "money", "currency": "AZN", "fiscal_year": year},
            {"kind": "people", "fiscal_year": year},
        ],
    }

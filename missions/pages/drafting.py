"""The drafting page's forms as one: from a version or from what was typed, and back into what a service takes."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from missions.engine import SECTION_OF_TEXT, writes
from missions.models import PaperVersion
from missions.models.paper import TEXT_SECTIONS
from missions.pages.forms import DraftForm, ParticularsForm
from missions.pages.part_forms import OWNED, PART_FIELDS, PART_ROWS, Owners
from missions.pages.row_forms import ObjectiveRows, PriorityRows, ResourceRows, RowSet
from missions.selectors.rows import rows_in

ROWS: dict[str, Any] = {
    "objectives": ObjectiveRows,
    **PART_ROWS,
    "priorities": PriorityRows,
    "resources": ResourceRows,
}
FIELDS: dict[str, tuple[str, ...]] = {
    **PART_FIELDS,
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
        self.version: PaperVersion | None = None

    @classmethod
    def sent(
        cls, data: QueryDict, *, by: Subject, new: bool, version: PaperVersion | None = None
    ) -> "Drafting":
        """What was typed; with the button "add a row" one more row of that list."""
        asked = data.get(ADD, "")
        if asked in ROWS:
            data = data.copy()
            count = f"{asked}-TOTAL_FORMS"
            given = data.get(count, "")
            data[count] = str(int(given) + 1 if given.isdecimal() else 1)
        form = DraftForm(data, by=by) if new else ParticularsForm(data, foreign=foreign_texts(by))
        kwargs = _form_kwargs(by, mission_id=version.paper.mission_id if version else by.mission_id, free=new)
        # A list that was not on the page at all stays as it is.
        sets = {
            name: kind(data, prefix=name, form_kwargs=kwargs[name])
            for name, kind in ROWS.items()
            if f"{name}-TOTAL_FORMS" in data or name not in PART_ROWS
        }
        drafting = cls(form, sets)
        drafting.version = version
        if asked in ROWS:
            drafting._leave_unjudged()
        return drafting

    @classmethod
    def of(cls, version: PaperVersion, *, by: Subject) -> "Drafting":
        """The draft as it stands, with an empty row where a list has none."""
        names = ("title", "language", "starts_on", "last_on", "review_on", *TEXT_SECTIONS, "working_note")
        first = {name: getattr(version, name) for name in names}
        form = ParticularsForm(initial={**first, "version": version.paper.version}, foreign=foreign_texts(by))
        suggested = _suggestions(version.paper.country_id)
        kwargs = _form_kwargs(by, mission_id=version.paper.mission_id, free=False)
        return cls(
            form,
            {
                name: _row_set(name, rows_in(version, name), suggested.get(name, []), kwargs[name])
                for name in ROWS
            },
        )

    @classmethod
    def new(cls, *, by: Subject, mission: Any, level: str) -> "Drafting":
        """An empty page for the mission acted in."""
        country = mission.country_id if mission else None
        initial = {"mission": mission, "country": country, "level": level, "language": "en"}
        suggested = _suggestions(country)
        kwargs = _form_kwargs(by, mission_id=mission.pk if mission else None, free=True)
        return cls(
            DraftForm(initial=initial, by=by),
            {name: _row_set(name, [], suggested.get(name, []), kwargs[name]) for name in ROWS},
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
        return {**entered, **{name: self._entries(name) for name in self.sets}}

    def _entries(self, name: str) -> list[dict[str, Any]]:
        kept = _of_the_other_section(self.version, name, self.sets[name])
        return [
            kept[row.cleaned_data["code"]]
            if getattr(row, "foreign", False) and row.cleaned_data["code"] in kept
            else {field: row.cleaned_data.get(field, "") for field in FIELDS[name]}
            for row in self.sets[name].rows()
        ]

    def refuse(self, error: DomainError) -> None:
        """Put a service's refusal where the person looks: beside the field of the row it names, else on top."""
        rest: dict[str, Any] = {}
        for name, words in error.fields.items():
            if (
                name in self.sets
                and isinstance(words, list)
                and all(isinstance(fault, Mapping) for fault in words)
            ):
                _mark_rows(self.sets[name], words)
            else:
                rest[name] = words
        if rest or not error.fields:
            add_refusal(self.form, type(error)(error.message, fields=rest))


def _mark_rows(rows: RowSet, faults: list[Mapping[str, Any]]) -> None:
    for row, fault in zip(rows.rows(), faults, strict=False):
        for field, words in fault.items():
            row.add_error(field if field in row.fields else None, [str(word) for word in words])


def _of_the_other_section(version: PaperVersion | None, name: str, rows: RowSet) -> dict[str, dict[str, Any]]:
    """Rows this office does not write, as they stand: nothing of them comes from the page."""
    if version is None or not any(getattr(row, "foreign", False) for row in rows.forms):
        return {}
    return {
        row.code: {field: getattr(row, field) for field in FIELDS[name]} for row in rows_in(version, name)
    }


def foreign_texts(by: Subject) -> tuple[str, ...]:
    """Texts the other ministry writes."""
    return tuple(name for name, section in SECTION_OF_TEXT.items() if not writes(by.role, section))


def _form_kwargs(by: Subject, *, mission_id: int | None, free: bool) -> dict[str, dict[str, Any]]:
    """What the forms of each list are made with; offices are asked for once."""
    owners = Owners(mission_id)
    plain: dict[str, Any] = {"by": by}
    return {
        name: {**plain, "free": free, **({"owners": owners} if name in OWNED else {})}
        if name in PART_ROWS or name == "objectives"
        else plain
        for name in ROWS
    }


def _row_set(name: str, rows: list[Any], suggested: list[dict[str, Any]], kwargs: dict[str, Any]) -> RowSet:
    initial = [_initial(name, row) for row in rows]
    kind: Callable[..., RowSet] = ROWS[name]
    return kind(prefix=name, initial=initial, suggested=[] if rows else suggested, form_kwargs=kwargs)


def _initial(name: str, row: Any) -> dict[str, Any]:
    values = {field: getattr(row, field) for field in FIELDS[name]}
    return {**values, "owner": Owners.joined(row)} if name in OWNED else values


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

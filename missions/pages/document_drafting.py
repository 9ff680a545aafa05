"""A document's draft as one set of forms: from a version or from what was typed, and back into what a service takes."""

from collections.abc import Mapping
from typing import Any

from django.forms.utils import ErrorDict, ErrorList
from django.http import QueryDict

from access.context import Subject
from foundation.admin_kit import add_refusal
from foundation.clock import today
from foundation.errors import DomainError
from missions.lifecycle import DocumentKind
from missions.models import DocumentVersion, StatedObjective, StrategicDocument
from missions.pages.document_forms import ROWS, TextForm
from missions.pages.drafting import ADD
from missions.selectors.document_contents import (
    contact_points,
    days_agreed,
    means,
    ranked,
    stated_objectives,
)
from missions.services.document_entries import TEXTS
from missions.terms import GUIDING

FIELDS: dict[str, tuple[str, ...]] = {
    "objectives": (
        "code", "parent", "text", "serves", "dimensions", "aspect", "indicator", "baseline", "target", "due_on",
        "horizon", "nature",
    ),
    "priorities": ("country", "region", "political", "geographic", "rationale"),
    "resources": ("kind", "amount", "currency", "fiscal_year", "activity_kind", "source", "note"),
    "answer_days": ("kind", "role", "days"),
    "contacts": ("institution", "level", "office", "reached_by"),
}  # fmt: skip
READ: dict[str, Any] = {
    "objectives": stated_objectives,
    "priorities": ranked,
    "resources": means,
    "answer_days": days_agreed,
    "contacts": contact_points,
}


def lists_of(kind: str) -> tuple[str, ...]:
    """The lists a document of this kind has."""
    if kind == DocumentKind.JOINT_AGREEMENT:
        return ("answer_days", "contacts", "objectives")
    if kind == DocumentKind.SOP:
        return ("objectives",)
    return ("objectives", "priorities", "resources")


class DocumentDrafting:
    """`form` and one row set per list of the document's kind."""

    def __init__(self, form: TextForm, sets: dict[str, Any]) -> None:
        self.form, self.sets = form, sets

    @classmethod
    def sent(cls, data: QueryDict, *, by: Subject, document: StrategicDocument) -> "DocumentDrafting":
        """What was typed; with the button "add a row" one more row of that list."""
        names, asked = lists_of(document.kind), data.get(ADD, "")
        if asked in names:
            data = data.copy()
            count = f"{asked}-TOTAL_FORMS"
            given = data.get(count, "")
            data[count] = str(int(given) + 1 if given.isdecimal() else 1)
        given_to: dict[str, Any] = {"by": by, "document": document}
        sets = {name: ROWS[name](data, prefix=name, form_kwargs=given_to) for name in names}
        drafting = cls(TextForm(data, **given_to), sets)
        if drafting.asks_for_row:
            drafting._leave_unjudged()
        return drafting

    @classmethod
    def of(cls, version: DocumentVersion, *, by: Subject) -> "DocumentDrafting":
        """The draft as it stands, with the rows it cannot do without where a list is empty."""
        document = version.document
        given_to: dict[str, Any] = {"by": by, "document": document}
        first = {name: getattr(version, name) for name in TEXTS}
        first |= {"derives_from": document.derives_from_id, "version": document.version}
        sets = {}
        for name in lists_of(document.kind):
            rows = [{field: _shown(row, field) for field in FIELDS[name]} for row in READ[name](version)]
            suggested = [] if rows else _suggested(name, document.kind)
            sets[name] = ROWS[name](prefix=name, initial=rows, suggested=suggested, form_kwargs=given_to)
        return cls(TextForm(initial=first, **given_to), sets)

    def _leave_unjudged(self) -> None:
        """Adding a row is no submission: nothing half-typed is marked wrong."""
        for form in [self.form, *(row for rows in self.sets.values() for row in rows.forms)]:
            form._errors, form.cleaned_data = ErrorDict(), {}
        for rows in self.sets.values():
            rows._errors, rows._non_form_errors = [], ErrorList()

    @property
    def asks_for_row(self) -> bool:
        """True when the button pressed was "add a row"."""
        return self.form.data.get(ADD, "") in self.sets

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
        """What the service takes."""
        entered = {name: value for name, value in self.form.cleaned_data.items() if name != "version"}
        lists = {
            name: [{field: row.cleaned_data.get(field) for field in FIELDS[name]} for row in rows.rows()]
            for name, rows in self.sets.items()
        }
        return {**entered, **lists}

    def refuse(self, error: DomainError) -> None:
        """Put a service's refusal where the person looks: beside the field of the row it names, else on top."""
        rest: dict[str, Any] = {}
        for name, words in error.fields.items():
            if (
                name in self.sets
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


def _shown(row: Any, field: str) -> Any:
    """Codes of objectives are typed, everything else is as it is stored."""
    if isinstance(row, StatedObjective) and field == "nature":
        return row.objective.nature
    if isinstance(row, StatedObjective) and field in ("code", "parent"):
        aim = row.objective if field == "code" else row.parent
        return aim.code if aim else ""
    return getattr(row, field)


def _suggested(name: str, kind: str) -> list[dict[str, Any]]:
    if name == "resources" and kind in GUIDING:
        year = today().year + 1
        money = {"kind": "money", "currency": "AZN", "fiscal_year": year}
        return [money, {"kind": "people", "fiscal_year": year}]
    return [{}] if name in ("objectives", "answer_days", "contacts") or kind in GUIDING else []

"""Asking a report: the parameters as given are checked, the answer is read under the viewer's walls."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.selectors.markings import page_marking
from access.selectors.receivers import receiver_name
from foundation.errors import InvalidInput
from foundation.rest.lists import unknown_parameter
from publishing.tables import Column, Table
from reports.registry import Answer, Report

OWN = frozenset({"as_of", "format"})
FORMATS = ("json", "csv", "xlsx", "pdf")


@dataclass(frozen=True)
class Asked:
    """A report with what was asked of it and what it answered."""

    report: Report
    as_of: dt.date
    parameters: dict[str, str]
    answer: Answer
    marking: dict[str, Any] | None
    to: Subject

    def picture(self) -> Any:
        """The picture that carries the page."""
        return self.report.draw(self.answer, self.as_of)

    def pictures(self) -> Sequence[Any]:
        """Everything that is drawn, for paper."""
        if self.report.draw_all is not None:
            return self.report.draw_all(self.answer, self.as_of)
        picture = self.picture()
        return [picture] if picture else []


def ask(report: Report, params: Mapping[str, str], *, to: Subject, today: dt.date) -> Asked:
    """Raises InvalidInput for unknown parameters, unknown codes and dates that are none."""
    known = OWN | {p.name for p in report.parameters}
    unknown = sorted(set(params) - known)
    if unknown:
        raise InvalidInput(fields={name: [unknown_parameter(known)] for name in unknown})
    as_of = _day(params.get("as_of", ""), today)
    given = {p.name: params[p.name] for p in report.parameters if params.get(p.name)}
    for parameter in report.parameters:
        code = given.get(parameter.name)
        if code and not parameter.has(code, to=to):
            raise InvalidInput(fields={parameter.name: [_("There is no such choice.")]})
        if not code and parameter.required:
            raise InvalidInput(fields={parameter.name: [parameter.required]})
    answer = report.build(to=to, as_of=as_of, **given)
    return Asked(report, as_of, given, answer, page_marking(answer.label_ids), to)


def _day(given: str, today: dt.date) -> dt.date:
    if not given:
        return today
    try:
        day = dt.date.fromisoformat(given)
    except ValueError:
        raise InvalidInput(fields={"as_of": [_("A date like 2026-11-23.")]}) from None
    if not dt.date(1991, 1, 1) <= day <= today.replace(year=today.year + 1, day=1):
        raise InvalidInput(fields={"as_of": [_("A day between 1991 and next year.")]})
    return day


def _said(asked: Asked) -> dict[str, str]:
    """The choices in words, as papers and sheets say them."""
    chosen = {
        str(p.label): p.words(asked.parameters[p.name], to=asked.to)
        for p in asked.report.parameters
        if p.name in asked.parameters
    }
    if asked.to.release_to:
        chosen[gettext("For release to")] = receiver_name(asked.to.release_to)
    return chosen


def as_table(asked: Asked, *, prepared_for: str, printed_at: dt.datetime) -> Table:
    """The plain data every export is made from, headings in the reader's language."""
    report = asked.report
    shown = [column.shown for column in report.columns]
    summary = {str(report.summary_labels.get(key, key)): value for key, value in asked.answer.summary.items()}
    return Table(
        title=str(report.title),
        question=str(report.question),
        columns=[Column(c.key, str(c.label), c.kind, str(c.unit)) for c in shown],  # type: ignore[arg-type]
        rows=asked.answer.rows,
        summary=summary,
        parameters=_said(asked),
        notes=[str(note) for note in report.counted],
        as_of=asked.as_of,
        printed_at=printed_at,
        marking=asked.marking["text"] if asked.marking else "",
        prepared_for=prepared_for,
        language=get_language() or "en",
    )

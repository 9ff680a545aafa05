"""What a report is: a question, its columns, how it is counted, how it is asked and drawn."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

CODE = "code"


@dataclass(frozen=True)
class ReportColumn:
    """One column: key in the rows, translatable heading, kind as in publishing.tables or `code`.

    A code is the same in every language and what programs read; its name stands beside it under `<key>_name`, and
    is what people are shown.
    """

    key: str
    label: Any
    kind: str = "text"
    unit: Any = ""

    @property
    def shown(self) -> "ReportColumn":
        """The column as people read it."""
        return replace(self, key=f"{self.key}_name", kind="text") if self.kind == CODE else self


@dataclass(frozen=True)
class Parameter:
    """One filter of a report: a choice by code; `choices(to=)` gives (code, name) pairs.

    `known(code, to=)` says whether a code is one of many without reading them all.
    """

    name: str
    label: Any
    choices: Callable[..., Sequence[tuple[str, Any]]]
    required: Any = ""  # what is said where it is missing; empty where the report answers without it
    known: Callable[..., bool] | None = None
    default: str = ""  # the choice that is meant where none is made: it stands chosen instead of "all"

    def has(self, code: str, *, to: Any) -> bool:
        """Whether a code is one of the choices."""
        if self.known is not None:
            return self.known(code, to=to)
        return code in {value for value, _name in self.choices(to=to)}

    def words(self, code: str, *, to: Any) -> str:
        """A choice by its name, as papers and sheets say it."""
        return next((str(name) for value, name in self.choices(to=to) if value == code), code)


@dataclass(frozen=True)
class Answer:
    """What a report found: rows by column key, each with `references` behind its figures and its `label_ids`."""

    rows: list[dict[str, Any]]
    summary: dict[str, Any]
    label_ids: frozenset[int] = frozenset()
    drawing: Any = None  # plain data for the picture


@dataclass(frozen=True)
class Report:
    """One definition for REST, page, CSV, XLSX and PDF."""

    slug: str
    title: Any
    question: Any
    columns: tuple[ReportColumn, ...]
    build: Callable[..., Answer]  # build(to=viewer, as_of=day, **parameters)
    draw: Callable[[Answer, dt.date], Any]  # -> publishing.pictures.Picture
    counted: tuple[Any, ...]  # "how is this counted?"
    summary_labels: Mapping[str, Any] = field(default_factory=dict)
    parameters: tuple[Parameter, ...] = ()
    links: Mapping[str, Callable[[dict[str, Any]], str]] = field(
        default_factory=dict
    )  # column key -> page behind it
    doors: Mapping[str, Mapping[str, str]] = field(
        default_factory=dict
    )  # summary key -> the filters that show its rows, on top of those chosen
    draw_all: Callable[[Answer, dt.date], Sequence[Any]] | None = (
        None  # on paper, where `draw` shows a part: every picture
    )


_reports: dict[str, Report] = {}


def register(report: Report) -> Report:
    """Put a report into the catalogue."""
    _reports[report.slug] = report
    return report


def catalogue() -> dict[str, Report]:
    """Every report by slug, in the order of registration."""
    return dict(_reports)

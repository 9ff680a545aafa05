"""The table of exercises: an activity each, with its size, its conferences and what follows it (domain.md B5)."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.services.labels import intern
from activities.imports.activities import Rows, similar_rows
from activities.imports.columns import (
    BASIS,
    MEANS,
    NATURE,
    OUTCOME,
    SAID,
    TITLE,
    TOUCHES,
    WITH_WHOM,
    read_cells,
)
from activities.lifecycle import Conference, ExerciseSize
from activities.selectors.named import LABEL
from activities.services import exercises
from activities.services.activities import EXERCISE
from directory.selectors.named import kinds_called
from documents.engine.figures import read_figures
from documents.registry import Column, Import, Kind, Warned
from foundation.errors import InvalidInput

STRENGTH = ("troops", "special", "tanks", "acvs", "artillery", "sorties")
DAYS = [f"{kind}_{part}" for kind in Conference.values for part in ("planned_on", "held_on")]


def enter_exercise(row: Mapping[str, Any], *, by: Subject, on: dt.date, at: dt.datetime) -> Any:
    """One exercise at the label of the table; conferences without a day are planned for the day they are due."""
    facts = read_cells({name: value for name, value in row.items() if name not in DAYS}, by)
    read_figures(facts, amounts=(), numbers=STRENGTH)
    try:
        return exercises.record(by=by, at=at, label=intern(LABEL), conferences=_conferences(row), **facts)
    except InvalidInput as refusal:
        if "conferences" in refusal.fields:  # of all of them: beside the first that was typed
            typed = next((name for name in DAYS if name in row), DAYS[0])
            words = refusal.fields["conferences"]
            raise InvalidInput(fields={typed: words}) from refusal
        raise


def _conferences(row: Mapping[str, Any]) -> dict[str, dict[str, dt.date]]:
    told = {
        kind: {part: row[f"{kind}_{part}"] for part in ("planned_on", "held_on") if f"{kind}_{part}" in row}
        for kind in Conference.values
    }
    return {kind: days for kind, days in told.items() if days}


def similar_exercises(rows: Rows, to: Subject) -> Iterator[Warned]:
    """The same State on the same days, on record or further up (C9)."""
    kind = kinds_called([EXERCISE])[EXERCISE]
    yield from similar_rows([(number, {**row, "kind": kind}) for number, row in rows], to)


def _days(kind: Conference, planned: Any, held: Any) -> tuple[Column, Column]:
    return (
        Column(
            key=f"{kind.value}_planned_on", heading=planned, kind=Kind.DAY,
            help=_("The day by which it is due where it is empty."),
        ),
        Column(key=f"{kind.value}_held_on", heading=held, kind=Kind.DAY),
    )  # fmt: skip


EXERCISES = Import(
    slug="exercises",
    title=_("Exercises"),
    about=_(
        "One exercise a row, planned, under way or over, with its size and strength, its conferences and its reports. "
        "What has to be notified is computed."
    ),
    verb="exercises.record",
    label=lambda by: intern(LABEL),
    enter=enter_exercise,
    warn=similar_exercises,
    page=lambda: reverse("admin:activities_exercise_changelist"),
    said=SAID,
    columns=(
        replace(TITLE, example="DEMO-EX Steppe"),
        *WITH_WHOM,
        *BASIS,
        Column(key="size", heading=_("Size"), kind=Kind.CHOICE, choices=ExerciseSize.choices, example="small"),
        Column(key="troops", heading=_("Troops"), longest=12, example="450"),
        Column(
            key="special", heading=_("Amphibious, heliborne or parachute troops"), longest=12,
            help=_("Counted among the troops as well."),
        ),
        Column(key="tanks", heading=_("Battle tanks"), longest=12),
        Column(key="acvs", heading=_("Armoured combat vehicles"), longest=12),
        Column(key="artillery", heading=_("Artillery pieces"), longest=12),
        Column(key="sorties", heading=_("Sorties of aircraft"), longest=12),
        *_days(Conference.IPC, _("Initial conference planned for"), _("Initial conference held on")),
        *_days(Conference.MPC, _("Main conference planned for"), _("Main conference held on")),
        *_days(Conference.FPC, _("Final conference planned for"), _("Final conference held on")),
        Column(key="notified_on", heading=_("Notified on"), kind=Kind.DAY),
        Column(key="observers_invited_on", heading=_("Observers invited on"), kind=Kind.DAY),
        Column(key="exemption", heading=_("Why it is not notified"), longest=300),
        *NATURE,
        *TOUCHES,
        *MEANS,
        *OUTCOME,
        Column(key="first_report_on", heading=_("First impression report submitted on"), kind=Kind.DAY),
        Column(key="final_report_on", heading=_("Final exercise report submitted on"), kind=Kind.DAY),
    ),
)  # fmt: skip

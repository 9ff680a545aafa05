"""Line of sight: from each objective up to a strategic objective, and down to what serves it (A2.11, A7.31)."""

from typing import Any

from access.context import Subject
from missions.models import MissionPaper, Objective
from missions.registry import work
from missions.selectors.readings import Measured, measured


def line_of_sight(
    of: MissionPaper, aims: list[Objective], content: dict[str, Any], *, to: Subject
) -> list[Measured]:
    """Gives each objective what serves it (`served`); returns the indicators with their readings.

    Up, an objective points to its strategic objective; down, to tasks, lines of effort, instruments, indicators with
    readings, and to the activities (`works`) of the kinds its instruments name.
    """
    indicators = measured(of, content, to=to)
    kinds = _kinds_by_objective(content)
    done = work(
        country=of.country_id, kinds=set().union(*kinds.values()), first=of.period.lower, after=of.period.upper, to=to
    )  # fmt: skip
    for aim in aims:
        served = [
            (key, row["code"], row[_word_of(key)])
            for key in ("strategies", "tasks", "instruments")
            for row in content.get(key, ())
            if row["objective"] == aim.code
        ]
        aim.works = [row for row in done if row.kind in kinds.get(aim.code, ())]  # type: ignore[attr-defined]
        aim.served = served  # type: ignore[attr-defined]
        aim.indicators = [row for row in indicators if row.objective == aim.code]  # type: ignore[attr-defined]
    return indicators


def _kinds_by_objective(content: dict[str, Any]) -> dict[str, set[str]]:
    """Objective -> kinds of activity its instruments name."""
    kinds: dict[str, set[str]] = {}
    for row in content.get("instruments", ()):
        if row["objective"] and row["activity_kind"]:
            kinds.setdefault(row["objective"], set()).add(row["activity_kind"])
    return kinds


def _word_of(key: str) -> str:
    return {"strategies": "strategy", "tasks": "task", "instruments": "instrument"}[key]

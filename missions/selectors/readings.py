"""Indicators with their readings over time: where each objective stands."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from access.context import Subject
from missions.models import IndicatorReading, MissionPaper


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a version with its readings, oldest first; of one day the last record counts."""

    code: str
    indicator: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None
    objective: str
    section: str
    readings: tuple[IndicatorReading, ...]

    @property
    def latest(self) -> IndicatorReading | None:
        """The last reading."""
        return self.readings[-1] if self.readings else None

    @property
    def attained(self) -> int | None:
        """Per cent of the way from baseline to target; None where it cannot be said."""
        if (
            self.latest is None
            or self.baseline is None
            or self.target is None
            or self.target == self.baseline
        ):
            return None
        return round(100 * (self.latest.value - self.baseline) / (self.target - self.baseline))


def readings(of: MissionPaper, *, to: Subject) -> list[IndicatorReading]:
    """Every reading as it was recorded, corrected ones included."""
    rows = IndicatorReading.objects.visible_to(to).filter(paper=of).select_related("by", "office")
    return list(rows.order_by("indicator", "on", "id"))


def measured(of: MissionPaper, content: dict[str, Any], *, to: Subject) -> list[Measured]:
    """Each indicator of a content with the readings that count."""
    by_code: dict[str, dict[Any, IndicatorReading]] = {}
    for row in readings(of, to=to):
        by_code.setdefault(row.indicator, {})[row.on] = row
    return [
        Measured(
            code=row["code"],
            indicator=row["indicator"],
            unit=row["unit"],
            baseline=_number(row["from_value"]),
            target=_number(row["to_value"]),
            objective=row["objective"],
            section=row["section"],
            readings=tuple(by_code.get(row["code"], {}).values()),
        )
        for row in content.get("indicators", ())
    ]


def _number(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))

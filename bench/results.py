"""The table a person reads and bench/latest.json."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path
from statistics import median
from typing import Any

from bench.home import Installation
from bench.timing import Answer

LATEST = Path(__file__).with_name("latest.json")
HEAD = ("question", "floor", "product", "ratio", "calm", "goal", "")


def show(answers: list[Answer], installation: Installation) -> None:
    """Medians in milliseconds and their ratio beside the goal; what is over its goal says so in words.

    `calm` is the ratio of the fastest tenths, `load` what else the machine did in the last five minutes.
    """
    print(
        f"{installation.activities:,} activities · PostgreSQL {installation.server_version} · "
        f"max_parallel_workers_per_gather {installation.parallel_workers} on both sides · "
        f"{os.cpu_count()} cores, load {os.getloadavg()[1]:.1f}"
    )
    rows = [HEAD, *(_row(answer) for answer in answers)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEAD))]
    for row in rows:
        first, *figures, words = row
        shown = [f"{figure:>{width}}" for figure, width in zip(figures, widths[1:-1], strict=True)]
        print("  ".join([f"{first:<{widths[0]}}", *shown, words]).rstrip())


def _row(answer: Answer) -> tuple[str, ...]:
    verdict = "met" if answer.met else "OVER"
    return (
        answer.name,
        f"{median(answer.floor):.2f} ms",
        f"{median(answer.product):.2f} ms",
        f"{answer.ratio:.2f}x",
        f"{answer.calm:.2f}x",
        f"{answer.goal:g}x",
        f"{verdict}{f' ({answer.note})' if answer.note else ''}",
    )


def write(answers: list[Answer], installation: Installation) -> None:
    """bench/latest.json: the same with quartiles, for comparing runs."""
    found = {
        "at": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        "activities": installation.activities,
        "server": installation.server_version,
        "max_parallel_workers_per_gather": installation.parallel_workers,
        "questions": [_facts(answer) for answer in answers],
    }
    LATEST.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def _facts(answer: Answer) -> dict[str, Any]:
    def side(times: list[float]) -> dict[str, Any]:
        low, high = answer.spread(times)
        figures = {"median_ms": median(times), "lower_quartile_ms": low, "upper_quartile_ms": high}
        return {name: round(value, 3) for name, value in figures.items()} | {"times": len(times)}

    return {
        "question": answer.name,
        "ratio": round(answer.ratio, 3),
        "calm_ratio": round(answer.calm, 3),
        "goal": answer.goal,
        "met": answer.met,
        "floor": side(answer.floor),
        "product": side(answer.product),
        "note": answer.note,
    }

"""Asks both sides in turn, so that whatever else the machine does falls on both; medians and their ratio."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles

import orjson

from bench.questions import Question, Request
from bench.servers import Server

WARM_UP = 5


@dataclass(frozen=True)
class Answer:
    """Milliseconds of one question on both sides."""

    name: str
    goal: float
    product: list[float]
    floor: list[float]
    note: str = ""

    @property
    def ratio(self) -> float:
        return median(self.product) / median(self.floor)

    @property
    def calm(self) -> float:
        """The ratio of the fastest tenths: on a machine that has other work, what the code itself costs."""
        product, floor = (quantiles(side, n=10, method="inclusive")[0] for side in (self.product, self.floor))
        return product / floor

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal

    def spread(self, side: list[float]) -> tuple[float, float]:
        """Quartiles, to see how calm the machine was."""
        low, _middle, high = quantiles(side, n=4)
        return low, high


def interleaved(
    times: int, product: Callable[[int], float], floor: Callable[[int], float]
) -> tuple[list[float], list[float]]:
    """Milliseconds of each side, as the calls themselves measure them; who goes first changes from round to round."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(-WARM_UP if times > WARM_UP else 0, times):
        sides = ((0, product), (1, floor))
        for side, call in sides if number % 2 else reversed(sides):
            took = call(number)
            if number >= 0:
                found[side].append(took)
    return found


def ask(question: Question, product: Server, floor: Server, rounds: int) -> Answer:
    """One question; ends the run when a side does not answer it."""
    note = _same_shape(question, product, floor)

    def one(server: Server, address: Callable[[Request], str]) -> Callable[[int], float]:
        def call(number: int) -> float:
            request = question.request(abs(number))
            began = time.perf_counter()
            status, body = server.send(request.method, address(request), request.body)
            took = (time.perf_counter() - began) * 1000
            if status >= 300:
                raise SystemExit(f"{question.name}: {address(request)} answered {status}: {body[:300]!r}")
            return took

        return call

    found = interleaved(
        question.times * rounds, one(product, lambda r: r.product), one(floor, lambda r: r.floor)
    )
    return Answer(question.name, question.goal, *found, note)


def _same_shape(question: Question, product: Server, floor: Server) -> str:
    request = question.request(0)
    if not question.rows:
        return ""
    counts = []
    for server, path in ((product, request.product), (floor, request.floor)):
        status, body = server.send(request.method, path)
        if status != 200:
            raise SystemExit(f"{question.name}: {path} answered {status}: {body[:300]!r}")
        counts.append(len(orjson.loads(body)[question.rows]))
    return f"{counts[0]} and {counts[1]} rows"

"""The rules of the apps are those of domain.md C7, line by line; what differs is written down with its reason."""

import pytest

from reminders.engine import OffsetUnit
from reminders.registry import Audience, Escalation, rules
from tests.reminders.catalogue import CATALOGUE, WITHOUT_A_RULE, Line

ROWS = range(1, 38)
UNITS = {"days": OffsetUnit.DAYS, "working days": OffsetUnit.WORKING_DAYS, "hours": OffsetUnit.HOURS}


def claimed() -> set[int]:
    return {number for rule in rules().values() for number in rule.defaults.numbers}


def as_audience(name: str) -> Audience:
    role, _, at_mission = name.partition("@")
    return Audience(owner=True) if role == "owner" else Audience(role, at_mission=bool(at_mission))


def as_step(wait: int, name: str) -> Escalation:
    role, _, at_mission = name.partition("@")
    return Escalation(role, wait, at_mission=bool(at_mission))


@pytest.mark.parametrize("row", ROWS)
def test_every_row_of_the_catalogue_has_a_rule_or_a_reason_why_not(row: int):
    assert (row in claimed()) != (row in WITHOUT_A_RULE)


def test_every_rule_has_a_line():
    assert sorted(CATALOGUE) == sorted(rules())


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_rule_is_its_line(code: str):
    line: Line = CATALOGUE[code]
    defaults = rules()[code].defaults
    assert defaults.numbers == ((line.row,) if line.row else ())
    assert sorted(defaults.offsets) == sorted(line.offsets)
    assert defaults.unit == UNITS[line.unit]
    assert {*defaults.audience} == {as_audience(name) for name in line.told}
    assert defaults.chain == tuple(as_step(*step) for step in line.chain)
    assert (defaults.legal, defaults.at_once) == (line.way == "earlier", line.way == "stay")

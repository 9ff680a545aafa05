"""Canonical form and gaps, pure."""

import datetime as dt
import json
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.canonical import canonical, content_hash
from missions.engine import EDITORIAL_FIELDS, Gap, gaps

WHOLE = {
    "country": "TR",
    "host_context": "",
    "national_interests": "Interoperable units.",
    "objectives": [{"measure": "m", "target": "t", "due_on": dt.date(2027, 1, 1)}],
    "priorities": [{"country": "TR", "political": 1, "geographic": 5, "rationale": "r"}],
    "resources": [
        {"kind": "money", "amount": Decimal(1), "fiscal_year": 2027, "activity_kind": "exercise"},
        {"kind": "people", "amount": Decimal(1), "fiscal_year": 2027, "activity_kind": "exercise"},
        {"kind": "materiel", "amount": None, "fiscal_year": None, "activity_kind": None},
    ],
}


def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_its_keys():
    one = {"b": [1, {"y": "ş", "x": None}], "a": Decimal("10.5")}
    other = {"a": Decimal("10.50"), "b": [1, {"x": None, "y": unicodedata.normalize("NFD", "ş")}]}
    assert canonical(one) == canonical(other) == '{"a":"10.50","b":[1,{"x":null,"y":"ş"}]}'.encode()


def test_instants_are_utc_days_are_days_and_line_ends_are_one():
    baku = dt.timezone(dt.timedelta(hours=4))
    content = {"at": dt.datetime(2026, 1, 1, 4, tzinfo=baku), "on": dt.date(2026, 1, 1), "text": "a\r\nb"}
    assert json.loads(canonical(content)) == {
        "at": "2026-01-01T00:00:00+00:00",
        "on": "2026-01-01",
        "text": "a\nb",
    }


@pytest.mark.parametrize("value", [1.5, b"bytes", object()])
def test_what_has_no_canonical_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical({"value": value})


@given(st.dictionaries(st.text(), st.recursive(st.none() | st.integers() | st.text(), st.lists)))
def test_the_bytes_read_back_give_the_same_bytes_again(content):
    written = canonical(content)
    assert canonical(json.loads(written)) == written
    assert len(content_hash(written)) == 64


def test_a_whole_paper_has_no_gap():
    assert gaps(WHOLE, guided=False) == []


def test_while_a_strategy_is_in_effect_each_objective_names_what_it_serves():
    (aim,) = WHOLE["objectives"]
    traced, loose = {**aim, "strategic_objective": "STD-1/S1"}, {**aim, "strategic_objective": None}
    assert gaps({**WHOLE, "objectives": [traced]}, guided=True) == []
    assert gaps({**WHOLE, "objectives": [traced, loose]}, guided=True) == [Gap.OBJECTIVES_UNTRACED]
    assert gaps({**WHOLE, "objectives": [loose]}, guided=False) == []


@pytest.mark.parametrize(
    ("part", "change", "gap"),
    [
        ("national_interests", " ", Gap.GROUND_MISSING),
        ("objectives", [], Gap.OBJECTIVES_MISSING),
        ("objectives", [{"measure": "", "target": "t", "due_on": 1}], Gap.OBJECTIVES_UNMEASURED),
        ("objectives", [{"measure": "m", "target": "t", "due_on": None}], Gap.OBJECTIVES_UNMEASURED),
        ("priorities", [{**WHOLE["priorities"][0], "rationale": ""}], Gap.PRIORITIES_INCOMPLETE),
        ("priorities", [{**WHOLE["priorities"][0], "geographic": None}], Gap.PRIORITIES_INCOMPLETE),
        ("priorities", [{**WHOLE["priorities"][0], "country": "GE"}], Gap.PRIORITIES_MISSING),
        ("resources", WHOLE["resources"][1:], Gap.MONEY_MISSING),
        ("resources", WHOLE["resources"][:1], Gap.PEOPLE_MISSING),
        (
            "resources",
            [{**WHOLE["resources"][0], "amount": Decimal(0)}, WHOLE["resources"][1]],
            Gap.MONEY_MISSING,
        ),
        (
            "resources",
            [{**WHOLE["resources"][0], "activity_kind": None}, WHOLE["resources"][1]],
            Gap.RESOURCES_UNTIED,
        ),
    ],
)
def test_each_gap_is_found(part, change, gap):
    assert gaps({**WHOLE, part: change}, guided=False) == [gap]


def test_the_fields_outside_the_hash_are_listed():
    assert {"working_note"} == EDITORIAL_FIELDS

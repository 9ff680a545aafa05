"""A table of factors is rehearsed like any other: each error beside its column, nothing before it is confirmed."""

import pytest

from directory.models import FactorValue
from tests.documents.tables import brought, confirmed, errors_in, workbook

pytestmark = pytest.mark.django_db
HEADINGS = ("Country", "Factor", "Year", "Value", "In words, in English", "In words, in Azerbaijani", "Rationale",
            "Source", "Known on")  # fmt: skip
GOOD = ("TR", "personnel", "2025", "355 200", "", "", "", "Yearbook 2026", "2026-02-12")


def test_each_error_stands_beside_its_column():
    rows = [
        GOOD,
        ("Atlantis", *GOOD[1:]),
        ("GE", "luck", *GOOD[2:]),
        ("GE", "personnel", "soon", *GOOD[3:]),
        ("GE", "personnel", "2025", "many", *GOOD[4:]),
        ("GE", "morale", "2025", "", "high", "yüksək", "", *GOOD[7:]),
        ("GE", "personnel", "2025", "37000", "", "", "", "", "2026-02-12"),
        GOOD,
        ("GE", *GOOD[1:3], "355,200", *GOOD[4:]),
    ]
    held = brought(workbook(rows, HEADINGS), kind="factor-values")
    assert errors_in(held) == {
        (3, "Country"), (4, "Factor"), (5, "Year"), (6, "Value"), (7, "Rationale"), (8, "Source"), (9, ""),
        (10, "Value"),
    }  # fmt: skip
    assert not FactorValue.objects.exists()


def test_a_table_without_errors_waits_for_its_confirmation():
    held = brought(workbook([GOOD, ("Gürcüstan", *GOOD[1:])], HEADINGS), kind="factor-values")
    assert errors_in(held) == set()
    assert not FactorValue.objects.exists()
    confirmed(held)
    told = FactorValue.objects.order_by("country__iso2").values_list("country__iso2", "year", "unit")
    assert list(told) == [("GE", 2025, "persons"), ("TR", 2025, "persons")]


def test_a_share_keeps_the_decimals_a_value_has():
    rows = [("TR", "import_dependence", "2025", "12,3456", *GOOD[4:])]
    confirmed(brought(workbook(rows, HEADINGS), kind="factor-values"))
    assert str(FactorValue.objects.get().value) == "12.3456"

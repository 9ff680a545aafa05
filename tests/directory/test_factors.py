"""Factors of military diplomacy (domain.md A6.29): what sources say, side by side, and never a score."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from audit.models import Event
from directory.models import Comparator, Country, FactorDefinition, FactorValue
from directory.selectors.factors import latest_of, latest_of_comparators
from directory.services.keeping import keep
from directory.services.reference import load_reference
from directory.terms import plain
from foundation.clock import today
from foundation.errors import InvalidInput, NotPermitted
from tests.cast import acting
from tests.directory.forms import save, told

pytestmark = pytest.mark.django_db
KNOWN = dt.date(2025, 2, 12)


def factor(code: str = "personnel") -> FactorDefinition:
    return FactorDefinition.objects.get(code=code)


def country(code: str = "TR") -> Country:
    return Country.objects.get(iso2=code)


def value(code: str = "personnel", state: str = "TR", **facts: Any) -> FactorValue:
    said = {"year": 2024, "source": "Yearbook 2025", "as_of": KNOWN, **facts}
    row = FactorValue(definition=factor(code), country=country(state), **said)
    with acting("cmd_desk") as clerk:
        return keep(row, by=clerk)


def test_what_every_installation_starts_with():
    kinds = dict(FactorDefinition.objects.values_list("code", "kind"))
    assert len(kinds) == 15
    assert (kinds["military_budget"], kinds["military_system"], kinds["morale"]) == (
        "number",
        "words",
        "judgement",
    )
    compared = set(Comparator.objects.values_list("country__iso2", flat=True))
    assert compared == {"IR", "RU", "QA", "SG", "IL", "KR", "CH", "SE", "FI", "AT", "ZA"}
    assert not FactorValue.objects.exists()
    Comparator.objects.filter(country__iso2="QA").update(in_use=False)
    load_reference(on=today())
    assert not Comparator.objects.get(country__iso2="QA").in_use


def test_a_value_takes_the_unit_of_its_factor_and_stands_in_the_trail():
    row = value(value=Decimal("355200"))
    row.refresh_from_db()
    assert (row.unit, plain(row.value)) == ("persons", Decimal(355200))
    assert str(plain(Decimal("12.5000"))) == "12.5"
    with acting("mod_security"):
        assert Event.objects.get(table="directory_factorvalue").verb == "directory.keep"


@pytest.mark.parametrize(
    ("code", "facts", "field"),
    [
        ("personnel", {}, "value"),
        ("personnel", {"value": 1, "text_en": "many"}, "text_en"),
        ("military_system", {"value": 1}, "value"),
        ("military_system", {"text_en": "conscript"}, "text_az"),
        ("morale", {"text_en": "high", "text_az": "yüksək"}, "rationale"),
        ("personnel", {"value": 1, "source": ""}, "source"),
        ("personnel", {"value": 1, "year": 1800}, "year"),
        ("personnel", {"value": Decimal("NaN")}, "value"),
    ],
)  # fmt: skip
def test_a_value_is_told_as_its_factor_is(code: str, facts: dict[str, Any], field: str):
    with pytest.raises(InvalidInput) as refused:
        value(code, **facts)
    assert field in refused.value.fields


def test_one_value_of_a_source_and_others_beside_it():
    value(value=1)
    value(value=2, source="Another yearbook")
    value(value=3, year=2023)
    with pytest.raises(InvalidInput) as refused:
        value(value=4)
    assert "already" in str(refused.value.fields)


@pytest.mark.parametrize(
    "facts",
    [
        {"code": "personnel", "text_en": "many", "text_az": "çox"},
        {"code": "military_system", "value": 1, "unit": "persons"},
        {"code": "personnel", "value": 1},
        {"code": "personnel", "value": 1, "unit": "persons", "source": ""},
        {"code": "personnel", "value": 1, "unit": "persons", "year": 1800},
        {"code": "morale", "text_en": "high", "text_az": "yüksək"},
        {"code": "military_system", "text_en": "conscript"},
    ],
)
def test_the_database_refuses_what_cannot_be(facts: dict[str, Any]):
    row = {"country": country(), "year": 2024, "source": "Yearbook", "as_of": KNOWN, **facts}
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorValue.objects.create(definition=factor(row.pop("code")), **row)


def test_a_factor_with_values_is_told_as_before():
    value(value=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorDefinition.objects.filter(code="personnel").update(kind="words")
    FactorDefinition.objects.filter(code="ranking").update(kind="words", unit="")


def test_the_latest_of_each_source_as_known_by_a_day():
    value(value=1, year=2022, as_of=dt.date(2023, 2, 1))
    value(value=2, year=2024)
    value(value=3, year=2021, source="Another yearbook", as_of=dt.date(2022, 2, 1))
    turkiye = country().pk
    assert {int(row.value) for row in latest_of(turkiye, on=KNOWN)} == {2, 3}
    assert {int(row.value) for row in latest_of(turkiye, on=KNOWN - dt.timedelta(days=1))} == {1, 3}
    assert not latest_of(turkiye, on=dt.date(2020, 1, 1))
    value(state="SG", value=7)
    assert [row.country.iso2 for row in latest_of_comparators(on=KNOWN)] == ["SG"]


def test_the_center_enters_it_in_data_entry_and_others_look(signed_in: Callable[[str], Client]):
    clerk = signed_in("cmd_desk")
    typed = {
        "definition": factor().pk, "country": country().pk, "year": "2024", "value": "355200", "source": "Yearbook",
        "as_of": "2025-02-12",
    }  # fmt: skip
    assert save(clerk, "factorvalue", **typed).status_code == 302
    row = FactorValue.objects.get()
    page = clerk.get("/admin/directory/factorvalue/?q=turkiye").content.decode()
    assert "355,200 persons" in page
    assert save(clerk, "factorvalue", row.pk, value="355300").status_code == 302
    again = save(clerk, "factorvalue", **typed)
    assert again.status_code == 400
    assert "already" in told(again) + again.content.decode()
    assert clerk.get("/admin/directory/factordefinition/").status_code == 200
    assert clerk.get("/admin/directory/comparator/").status_code == 200
    assert signed_in("attache").get("/admin/directory/factorvalue/").status_code == 200
    assert signed_in("attache").post("/admin/directory/factorvalue/add/", typed).status_code == 403
    with acting("attache") as attache, pytest.raises(NotPermitted):
        keep(row, by=attache)


def test_lists_over_rest_are_narrowed_by_what_was_known(api: Callable[..., Client]):
    value(value=Decimal("12.5"), code="import_dependence")
    value(state="SG", value=1)
    client = api("attache", scope="read")

    def found(query: str) -> list[tuple[str, str]]:
        rows = client.get(f"/api/v1/factor-values/?{query}").json()["results"]
        return [(row["country"], row["factor"]) for row in rows]

    assert found("country=TR") == [("TR", "import_dependence")]
    assert found("comparators=true") == [("SG", "personnel")]
    assert found("comparators=false") == [("TR", "import_dependence")]
    assert found("known_by=2025-01-01") == []
    assert found("search=sinqapur") == [("SG", "personnel")]
    for wrong in ("country=ZZ", "factor=luck", "year=x", "known_by=soon"):
        assert client.get(f"/api/v1/factor-values/?{wrong}").status_code == 400, wrong

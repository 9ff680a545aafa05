"""Programs read codes: what a report gives under a key is the same in every language, names stand beside it."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from accounts.models import Office
from directory.models import CooperationFormat, Country, Institution, Organisation
from foundation.clock import now, today
from reports.api.views import as_json
from reports.registry import CODE, Report, catalogue
from reports.selectors.answers import as_table, ask
from tests.cast import acting

LANGUAGES = ("en", "az")
# Headings of tables grouped by what was asked for: a kind, a State or an office in turn.
HEADINGS = {"name", "group", "what"}


def _asked(report: Report, language: str) -> tuple[dict[str, Any], list[str]]:
    """A report as programs read it, and the headings of its exports."""
    needed = {p.name: "TR" for p in report.parameters if p.required}
    with translation.override(language), acting("cmd_desk") as clerk:
        found = ask(report, needed, to=clerk, today=today())
        table = as_table(found, prepared_for="", printed_at=now())
        return as_json(found), [column.key for column in table.columns]


def _differing(report: Report) -> set[str]:
    """Columns that are no texts and yet differ between the languages; rows may stand in the order of their names."""
    told = []
    for language in LANGUAGES:
        answer = _asked(report, language)[0]
        texts = {c["key"] for c in answer["columns"] if c["kind"] == "text"}
        found: dict[str, Counter[str]] = {}
        for row in answer["rows"]:
            for key in row.keys() - texts:
                found.setdefault(key, Counter())[repr(row[key])] += 1
        told.append(found)
    return {key for key in told[0] if told[0][key] != told[1].get(key)}


def _named() -> Iterator[str]:
    for model in (Country, Organisation, CooperationFormat, Institution, Office):
        yield from (str(row.name) for row in model.objects.all())


@pytest.mark.usefixtures("demo")
def test_codes_are_codes_in_every_report() -> None:
    wrong = []
    for slug, report in catalogue().items():
        wrong += [f"{slug}: {key} differs between the languages" for key in _differing(report)]
        answer, exported = _asked(report, "en")
        for column in (c for c in report.columns if c.kind == CODE):
            named = [row for row in answer["rows"] if row[column.key] is not None]
            if not all(row[column.shown.key] for row in named) or column.key in exported:
                wrong.append(f"{slug}: people are not told the name of {column.key}")
    assert wrong == []


@pytest.mark.usefixtures("demo")
def test_a_state_an_organisation_and_an_office_are_given_by_code() -> None:
    named, wrong = set(_named()), []
    for slug, report in catalogue().items():
        rows = _asked(report, "en")[0]["rows"]
        for column in (c for c in report.columns if c.kind == "text" and c.key not in HEADINGS):
            told = {row[column.key] for row in rows} - {None, ""}
            if told and told <= named:
                wrong.append(f"{slug}.{column.key}: {sorted(told)[:3]}")
    assert wrong == []

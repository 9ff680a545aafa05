"""Keys and numbers that machines read back are written without the separators of a language."""

import re

import pytest
from django.template import Context, Template
from django.utils import translation

from tests.architecture.house import PROJECT, files

KEY = re.compile(r"""\{\{\s*([\w.]+(?:\.|_)(?:pk|id))\s*(\|[^}]*)?\}\}""")
UNTOUCHED = re.compile(r"\|\s*unlocalize\b")
# Names of elements on a page, made by forms: text and no keys.
ELEMENTS = re.compile(r"(?:^|\.)(?:attrs\.id|auto_id)$|^group\.id$")
LARGE = 1_234_567


def test_templates_write_keys_without_separators():
    found = [
        f"{path.relative_to(PROJECT)}: {hit[0]}"
        for path in files(".html", ".txt")
        for hit in KEY.finditer(path.read_text(encoding="utf-8"))
        if not ELEMENTS.search(hit[1]) and not UNTOUCHED.search(hit[2] or "")
    ]
    assert found == []


@pytest.mark.parametrize("language", ["en", "az"])
@pytest.mark.parametrize("grouped", [False, True])
def test_a_large_key_comes_back_as_it_was(settings, language: str, grouped: bool):
    settings.USE_THOUSAND_SEPARATOR = grouped
    page = Template("{% load l10n %}?corrects={{ row.pk|unlocalize }}")
    with translation.override(language):
        assert page.render(Context({"row": {"pk": LARGE}})) == f"?corrects={LARGE}"


@pytest.mark.parametrize("language", ["en", "az"])
def test_numbers_on_pages_are_grouped_only_where_a_template_asks(language: str):
    """Versions, years and numbers of pages stand in addresses and in fields of forms everywhere."""
    with translation.override(language):
        assert Template("{{ number }}").render(Context({"number": LARGE})) == str(LARGE)

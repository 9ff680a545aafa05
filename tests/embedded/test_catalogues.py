"""Catalogues without GNU gettext: compiled as gettext reads them, and complete or complained of."""

import gettext
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.embedded.watching import PROJECT

Tool = Callable[[str], subprocess.CompletedProcess[str]]
WORDS = """
from django.utils.translation import gettext as _, ngettext
def words(n):
    return _("Agreement"), ngettext("%(n)s day", "%(n)s days", n)
"""
PAGE = """{% load i18n %}
      {% translate "Signed" %}
  {% blocktranslate trimmed count n=days %}
    one {{ place }}
  {% plural %}
    {{ n }} in {{ place }}
  {% endblocktranslate %}
"""
AZERBAIJANI = {
    '"Agreement"': '"Saziş"',
    '"Signed"': '"İmzalanmış"',
    '"%(n)s days"': '"%(n)s gün"',
    '"%(n)s in %(place)s"': '"%(n)s: %(place)s"',
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one package that says something."""
    package = tmp_path / "treaties"
    (package / "templates" / "treaties").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "words.py").write_text(WORDS)
    (package / "templates" / "treaties" / "page.html").write_text(PAGE)
    (tmp_path / "deploy").mkdir()
    shutil.copy(PROJECT / "deploy" / "catalogues.py", tmp_path / "deploy")
    return tmp_path


@pytest.fixture
def catalogues(project: Path) -> Tool:
    def run(verb: str) -> subprocess.CompletedProcess[str]:
        script = [sys.executable, project / "deploy" / "catalogues.py", verb]
        return subprocess.run(script, capture_output=True, text=True, check=False)

    return run


def translate(file: Path, **without: str) -> None:
    """Fill in the Azerbaijani, but for one word."""
    text = file.read_text()
    for english, azerbaijani in AZERBAIJANI.items():
        if english not in without.values():
            text = text.replace(f'msgid {english}\nmsgstr ""', f"msgid {english}\nmsgstr {azerbaijani}")
            plural = f'msgid_plural {english}\nmsgstr[0] ""\nmsgstr[1] ""'
            text = text.replace(
                plural, f"msgid_plural {english}\nmsgstr[0] {azerbaijani}\nmsgstr[1] {azerbaijani}"
            )
    file.write_text(text)


def test_from_source_to_translation(project: Path, catalogues: Tool) -> None:
    source = project / "treaties" / "locale" / "az" / "LC_MESSAGES" / "django.po"
    assert "not in the catalogue" in catalogues("check").stdout
    assert catalogues("update").returncode == 0
    untranslated = catalogues("check")
    assert untranslated.returncode == 1
    assert "treaties/words.py:4: az: not translated: 'Agreement'" in untranslated.stdout
    translate(source)
    complete = catalogues("check")
    assert complete.returncode == 0, complete.stdout
    assert catalogues("compile").returncode == 0
    with source.with_suffix(".mo").open("rb") as compiled:
        words = gettext.GNUTranslations(compiled)
    assert words.gettext("Agreement") == "Saziş"
    assert words.ngettext("%(n)s day", "%(n)s days", 3) == "%(n)s gün"


def test_a_new_word_keeps_the_old_ones(project: Path, catalogues: Tool) -> None:
    source = project / "treaties" / "locale" / "az" / "LC_MESSAGES" / "django.po"
    catalogues("update")
    translate(source)
    (project / "treaties" / "words.py").write_text(
        WORDS.replace('_("Agreement")', '_("Agreement"), _("Party")')
    )
    catalogues("update")
    assert '"Saziş"' in source.read_text()
    assert catalogues("check").stdout.strip().endswith("az: not translated: 'Party'")


def test_gettext_by_another_name_is_complained_of(project: Path, catalogues: Tool) -> None:
    """What is said by it would be in no catalogue, and stand in English on every page."""
    words = project / "treaties" / "words.py"
    words.write_text(
        WORDS.replace("gettext as _", "gettext as said").replace('_("Agreement")', 'said("Agreement")')
    )
    catalogues("update")
    translate(project / "treaties" / "locale" / "az" / "LC_MESSAGES" / "django.po")
    refused = catalogues("check")
    assert refused.returncode == 1
    assert "treaties/words.py: strings said by 'said' are not collected" in refused.stdout


@pytest.mark.parametrize(
    ("azerbaijani", "complaint"),
    [('"%(m)s gün"', "placeholders differ"), ('""', "not translated")],
)
def test_what_would_break_a_page_is_found(
    project: Path, catalogues: Tool, azerbaijani: str, complaint: str
) -> None:
    source = project / "treaties" / "locale" / "az" / "LC_MESSAGES" / "django.po"
    catalogues("update")
    translate(source)
    source.write_text(source.read_text().replace('"%(n)s gün"', azerbaijani))
    assert complaint in catalogues("check").stdout

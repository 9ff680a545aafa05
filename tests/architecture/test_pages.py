"""Pages obey a strict content security policy and load nothing from outside (pages.md, walls.md 5)."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import PROJECT, files

TEMPLATES = files(".html")
STATIC = files(".css", ".js", ".svg")
INLINE = {
    "script without src": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"""<[a-z][^<>]*\sstyle\s*=""", re.I),
    "event attribute": re.compile(r"""<[a-z][^<>]*\son[a-z]+\s*=""", re.I),
    "javascript address": re.compile(r"javascript:", re.I),
}
DATA_BLOCK = re.compile(r"""<script[^>]*type=["']application/json["'][^>]*>""", re.I)
OUTSIDE = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}""", re.I)
NAMESPACES = re.compile(r"https?://(?:www\.w3\.org|127\.0\.0\.1|localhost)[^\s\"']*")
EVALS = re.compile(r"\beval\s*\(|new\s+Function\s*\(|\.innerHTML\s*=|document\.write")


def found(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    hits = []
    for path in paths:
        text = DATA_BLOCK.sub("", path.read_text(encoding="utf-8"))
        for hit in pattern.finditer(NAMESPACES.sub("", text)):
            line = text.count("\n", 0, hit.start()) + 1
            hits.append(f"{path.relative_to(PROJECT)}:{line} {hit.group()[:60]}")
    return hits


@pytest.mark.parametrize("kind", INLINE)
def test_templates_hold_nothing_inline(kind: str):
    assert found(INLINE[kind], TEMPLATES) == []


def test_pages_styles_and_scripts_name_no_address_outside():
    assert found(OUTSIDE, TEMPLATES + STATIC) == []


def test_scripts_evaluate_nothing():
    assert found(EVALS, [path for path in STATIC if path.suffix == ".js"]) == []


def test_templates_never_switch_escaping_off():
    assert found(re.compile(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq\b"), TEMPLATES) == []


def test_every_template_that_speaks_can_be_translated():
    words = re.compile(r">\s*[A-Za-z][a-z]+(?:\s+[a-z]+)+[^<{]*<")
    assert found(words, TEMPLATES) == []

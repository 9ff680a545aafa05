"""Translation catalogues without GNU gettext, which a bare machine lacks: compile, update or check them.

python deploy/catalogues.py compile   writes each django.mo that is older than its django.po
python deploy/catalogues.py update    brings each django.po in line with the strings in its package
python deploy/catalogues.py check     fails, naming them, for strings that are missing, empty, doubtful or broken
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PROJECT = Path(__file__).resolve().parent.parent
LANGUAGES = ("az",)  # English stands in the source
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
OTHER_NAME = re.compile(r"\b\w*gettext\w* as (\w+)")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")


def packages() -> Iterator[Path]:
    """Packages of the project that have catalogues or say something to be translated."""
    for package in sorted(PROJECT.iterdir()):
        if (package / "__init__.py").exists() and package.name not in {"tests", "embedded"}:
            yield package


def catalogue_of(package: Path, language: str) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def strings(package: Path) -> Catalog:
    """Every translatable string of a package, from its modules and its templates."""
    found = Catalog()
    for file in sorted(package.rglob("*.py")):
        if "migrations" not in file.parts:
            _collect(found, file, file.read_bytes())
    for file in sorted((package / "templates").rglob("*.*")):
        if file.suffix in {".html", ".txt"}:
            _collect(found, file, _as_python(file))
    return found


def _collect(found: Catalog, file: Path, source: bytes) -> None:
    for line, message, comments, context in extract("python", BytesIO(source), KEYWORDS, ("Translators:",)):
        place = (str(file.relative_to(PROJECT)), line)
        found.add(message, locations=[place], auto_comments=comments, context=context)


def _as_python(file: Path) -> bytes:
    """Django turns a template into calls of gettext with noise between; without indentation Python can read it."""
    from django.conf import settings
    from django.utils.translation.template import templatize

    if not settings.configured:
        settings.configure()
    text = templatize(file.read_text(encoding="utf-8"), origin=str(file))
    return "\n".join(line.lstrip() for line in text.splitlines()).encode()


def read(file: Path) -> Catalog:
    with file.open("rb") as source:
        return read_po(source, locale=file.parent.parent.name, abort_invalid=True)


def compile_all() -> int:
    """Write what is out of date; a run killed in between leaves the older one in place."""
    for package in packages():
        for language in LANGUAGES:
            source = catalogue_of(package, language)
            target = source.with_suffix(".mo")
            if source.exists() and not (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
                partial = target.with_suffix(".mo.new")
                with partial.open("wb") as output:
                    write_mo(output, read(source))
                partial.replace(target)
    return 0


def update_all() -> int:
    """Add what is new with an empty translation, drop what is no longer said."""
    for package in packages():
        template = strings(package)
        for language in LANGUAGES:
            file = catalogue_of(package, language)
            if not file.exists() and len(template) == 0:
                continue
            catalogue = read(file) if file.exists() else _empty(package, language)
            catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
            catalogue.obsolete.clear()
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as output:
                write_po(
                    output, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False
                )
    return 0


def _empty(package: Path, language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Parley",
        version="1",
        header_comment=f"# {package.name}: {language}",
        last_translator="",
        language_team="",
        fuzzy=False,
    )


def check_all() -> int:
    """Every string of every package has a translation that is whole, sure and keeps the placeholders."""
    complaints = [*_uncollected(), *_quarrels()]
    for package in packages():
        template = strings(package)
        for language in LANGUAGES:
            file = catalogue_of(package, language)
            catalogue = read(file) if file.exists() else Catalog(locale=language)
            for message in template:
                if message.id:
                    fault = _fault(message, catalogue.get(message.id, message.context))
                    if fault:
                        where = ":".join(map(str, message.locations[0]))
                        complaints.append(f"{where}: {language}: {fault}: {message.id!r}")
    print("\n".join(complaints) or "All catalogues are complete.")
    return 1 if complaints else 0


def _uncollected() -> list[str]:
    """Modules that call gettext by a name of their own: what they say so is in no catalogue."""
    return [
        f"{file.relative_to(PROJECT)}: strings said by {name!r} are not collected"
        for package in packages()
        for file in sorted(package.rglob("*.py"))
        for name in OTHER_NAME.findall(file.read_text(encoding="utf-8"))
        if name not in KEYWORDS
    ]


def _quarrels() -> list[str]:
    """Words that two packages translate differently: Django merges the catalogues, and one of the two is never read."""
    said: dict[tuple[str, object, object], dict[object, str]] = {}
    for package in packages():
        for language in LANGUAGES:
            file = catalogue_of(package, language)
            for message in read(file) if file.exists() else ():
                if message.id and all(
                    message.string if isinstance(message.string, tuple) else [message.string]
                ):
                    known = said.setdefault((language, message.context, message.id), {})
                    known.setdefault(message.string, package.name)
    return [
        f"{' and '.join(known.values())}: {language}: translated differently, say in which context: {words!r}"
        for (language, _context, words), known in said.items()
        if len(known) > 1
    ]


def _fault(message: Message, translated: Message | None) -> str:
    if translated is None:
        return "not in the catalogue (make messages)"
    if translated.fuzzy:
        return "marked fuzzy"
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    given = translated.string if isinstance(translated.string, tuple) else (translated.string,)
    if not all(given):
        return "not translated"
    wanted = set(PLACEHOLDER.findall(asked[-1]))
    if any(set(PLACEHOLDER.findall(text)) - wanted for text in given) or wanted - set(
        PLACEHOLDER.findall(given[-1])
    ):
        return "its placeholders differ"
    return ""


if __name__ == "__main__":
    verbs: dict[str, Callable[[], int]] = {"compile": compile_all, "update": update_all, "check": check_all}
    if len(sys.argv) != 2 or sys.argv[1] not in verbs:
        sys.exit(__doc__)
    sys.exit(verbs[sys.argv[1]]())

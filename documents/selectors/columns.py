"""The columns of a table as an office has them, and what the headings and cells of a file are compared with."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from access.context import Subject
from documents.engine.headings import Matched, folded, match
from documents.engine.refusals import HeadingsRefused
from documents.engine.values import Reading
from documents.registry import Column, Import
from foundation.permissions import may


def columns_of(definition: Import, *, to: Subject) -> list[Column]:
    """Columns the office may fill in."""
    return [column for column in definition.columns if not column.verb or may(to, column.verb)]


def reading_of(column: Column) -> Reading:
    """A column with the words of its choices in every language."""
    known = {folded(code): code for code, _words in column.choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(words): code for code, words in column.choices}
    return Reading(column, known)


def heading_names(columns: Sequence[Column]) -> dict[str, str]:
    """Folded headings in every language, and keys, to keys."""
    names = {folded(column.key): column.key for column in columns}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            names |= {folded(column.heading): column.key for column in columns}
    return names


def keys_of(headings: list[Any], definition: Import, *, to: Subject) -> list[str]:
    """The column of every place in a file; raises HeadingsRefused with all that is wrong at once."""
    columns = columns_of(definition, to=to)
    found = match(headings, heading_names(columns))
    if wrong := _faults(found, columns, definition):
        raise HeadingsRefused(" ".join(wrong))
    return found.keys


def _faults(found: Matched, columns: list[Column], definition: Import) -> list[str]:
    """In words; which heading, and what would have been understood."""
    others = heading_names([column for column in definition.columns if column not in columns])
    locked = [heading for heading in found.unknown if folded(heading) in others]
    unknown = [heading for heading in found.unknown if heading not in locked]
    missing = [str(c.heading) for c in columns if c.required and c.key not in found.keys]
    names = ", ".join(str(column.heading) for column in columns)
    said = [
        (unknown, _("Unknown columns: %(names)s.")),
        (locked, _("Your office does not fill in these columns: %(names)s.")),
        (found.double, _("Columns that stand twice: %(names)s.")),
        (missing, _("Columns that are missing: %(names)s.")),
        (list(map(str, found.unnamed)), _("Columns without a heading: %(names)s.")),
    ]
    words = [text % {"names": ", ".join(headings)} for headings, text in said if headings]
    return [*words, _("The table has these columns: %(names)s.") % {"names": names}] if words else []


def with_suggestions(columns: Sequence[Column], *, to: Subject) -> list[Column]:
    """For a template: the values worth listing beside a column of records."""
    return [
        replace(column, choices=tuple(column.suggest(to))) if column.suggest else column for column in columns
    ]

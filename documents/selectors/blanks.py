"""Templates of the tables an office may bring in, in the reader's language."""

import csv
import io
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from access.context import Subject
from documents.engine.blanks import Blank, Words, blank_workbook
from documents.registry import Column, Import, Kind
from documents.selectors.columns import columns_of, with_suggestions

HOLDS: dict[Kind, Any] = {
    Kind.TEXT: gettext_lazy("text"),
    Kind.DAY: gettext_lazy("day"),
    Kind.FLAG: gettext_lazy("yes or no"),
    Kind.CHOICE: gettext_lazy("one of a list"),
    Kind.RECORD: gettext_lazy("a record"),
}
MOST_VALUES = 2_000


def blanks(definition: Import, *, to: Subject) -> list[Blank]:
    """The columns with everything a template says of them."""
    return [_blank(column) for column in with_suggestions(columns_of(definition, to=to), to=to)]


def _blank(column: Column) -> Blank:
    choices = [(code, str(words)) for code, words in column.choices][:MOST_VALUES]
    if column.kind is Kind.CHOICE:
        choices = [(words, "") for _code, words in choices]
    if column.kind is Kind.FLAG:
        choices = [(_("yes"), ""), (_("no"), "")]
    return Blank(
        heading=f"{column.heading} *" if column.required else str(column.heading),
        kind=column.kind.value,
        holds=str(HOLDS[column.kind]),
        required=_("yes") if column.required else _("no"),
        help=str(column.help),
        example=_example(column),
        allowed=choices,
    )


def _example(column: Column) -> str:
    known = {code: str(words) for code, words in column.choices} if column.kind is Kind.CHOICE else {}
    return known.get(column.example, column.example)


def workbook_template(definition: Import, *, to: Subject) -> bytes:
    """XLSX: an empty table, its columns explained, the allowed values."""
    heads = (_("Column"), _("Required"), _("What it holds"), _("How to fill it in"), _("Example"))
    words = Words(str(definition.title)[:31], _("Columns"), _("Allowed values"), heads)
    return blank_workbook(blanks(definition, to=to), words)


def separated_template(definition: Import, *, to: Subject) -> bytes:
    """CSV: the headings alone, as spreadsheets of the reader's language divide them."""
    out = io.StringIO()
    sign = ";" if get_language() == "az" else ","
    csv.writer(out, delimiter=sign, lineterminator="\r\n").writerow(
        str(column.heading) for column in columns_of(definition, to=to)
    )
    return out.getvalue().encode("utf-8-sig")

"""One value as a reader sees it: the same words on paper, in sheets and in pictures."""

import datetime
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from publishing.tables import Kind, Money, Ratio, as_ratio

NOTHING = "–"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_INVISIBLE = " \u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f"


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Within this block our own words and the names of months are those of `language`."""
    with translation.override(language):
        yield


def clean(text: str) -> str:
    """Compose letters, and replace what no sheet or page can hold: control characters, half letters, turned text.

    A direction override makes a paper show another order than the one that was agreed to.
    """
    text = _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text)


def neutral(text: str) -> str:
    """Text that a spreadsheet will not run: an apostrophe before anything that would start a formula (OWASP)."""
    text = clean(text)
    return f"'{text}" if text.lstrip(_INVISIBLE).startswith(FORMULA_STARTS) else text


def is_number(value: Any) -> bool:
    """Finite numbers only; True and NaN are no figures."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return not isinstance(value, float | Decimal) or Decimal(value).is_finite()


def local(at: datetime.datetime) -> datetime.datetime:
    """An instant on the wall clock of the reader's zone, without a zone: sheets cannot hold one."""
    return timezone.make_naive(at) if timezone.is_aware(at) else at


def number_text(value: int | float | Decimal) -> str:
    """A figure with the separators of the active language: 1,234.50 or 1 234,50, never broken between lines."""
    if isinstance(value, float):
        value = Decimal(repr(round(value, 2))).normalize()
    mark, step = (str(formats.get_format(f"{name}_SEPARATOR")) for name in ("DECIMAL", "THOUSAND"))
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"
    return text.replace("-", "\u2212").replace(".", "\0").replace(",", step).replace("\0", mark)


def money_text(money: Money) -> str:
    """Each amount to its hundredths, its currency behind it."""
    return "; ".join(f"{number_text(round(amount, 2))}\u00a0{unit}" for unit, amount in money.amounts.items())


def ratio_text(ratio: Ratio) -> str:
    """n/N with the percentage behind it; nothing to divide by gives no percentage."""
    if not ratio.whole:
        return f"{number_text(ratio.part)}/{number_text(ratio.whole)}"
    return f"{number_text(ratio.part)}/{number_text(ratio.whole)} ({round(100 * ratio.part / ratio.whole)}\u00a0%)"


def cell_text(value: Any, kind: Kind = "text") -> str:
    """Any value in the active language; a dash where there is none."""
    if value is None or value == "":
        return NOTHING
    if kind == "ratio" and (ratio := as_ratio(value)):
        return ratio_text(ratio)
    return clean(money_text(value) if isinstance(value, Money) else _plain(value))


def _plain(value: Any) -> str:
    match value:
        case bool():
            return _("Yes") if value else _("No")
        case int() | float() | Decimal() if is_number(value):
            return number_text(value)
        case datetime.datetime():
            return str(formats.date_format(local(value), "DATETIME_FORMAT"))
        case datetime.date():
            return str(formats.date_format(value, "DATE_FORMAT"))
        case Ratio():
            return ratio_text(value)
        case Mapping():
            return (
                "; ".join(f"{clean(str(key))}: {cell_text(inner)}" for key, inner in value.items()) or NOTHING
            )
        case list() | tuple() | set() | frozenset():
            return ", ".join(cell_text(inner) for inner in value) or NOTHING
    return str(value)


def capitals(text: str, language: str) -> str:
    """Upper case as the language writes it: in Azerbaijani i becomes İ and ı becomes I."""
    return (text.replace("i", "İ") if language == "az" else text).upper()

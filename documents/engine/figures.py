"""Amounts and numbers as people type them into cells."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.errors import InvalidInput

EITHER = re.compile(r"-?\d{1,3},\d{3}")  # twelve and a half, or twelve thousand five hundred


def amount(name: str, text: str) -> Decimal:
    """ "12 500,50", "12,500.50" and "12500.5" are the same, "12,500" is none of them; raises beside the column."""
    return decimal(name, text, 2, _("An amount with at most two decimals, such as 12500.50."))


def decimal(name: str, text: str, places: int, words: Any) -> Decimal:
    """A number with at most so many decimals besides noughts; raises beside the column, in `words`."""
    plain = "".join(str(text).replace("\u00a0", "").split())
    if EITHER.fullmatch(plain):
        raise InvalidInput(fields={name: [words]})
    if "," in plain and "." in plain:
        plain = plain.replace("," if plain.rfind(".") > plain.rfind(",") else ".", "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(rf"-?\d+(\.\d{{1,{places}}}0*)?", plain):
        raise InvalidInput(fields={name: [words]})
    return Decimal(plain)


def number(name: str, text: str) -> int:
    """A whole number; raises beside the column."""
    plain = "".join(str(text).split())
    if not plain.isdecimal() or len(plain) > 9:
        raise InvalidInput(fields={name: [_("A whole number.")]})
    return int(plain)


def read_figures(facts: dict[str, Any], *, amounts: tuple[str, ...], numbers: tuple[str, ...]) -> None:
    """The cells of a row that hold figures, read in place."""
    for names, read in ((amounts, amount), (numbers, number)):
        for name in names:
            if name in facts:
                facts[name] = read(name, facts[name])

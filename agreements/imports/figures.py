"""Amounts and numbers as people type them into cells."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.errors import InvalidInput

AMOUNT = re.compile(r"-?\d+(\.\d{1,2}0*)?")


def amount(name: str, text: str) -> Decimal:
    """ "12 500,50", "12,500.50" and "12500.5" are the same; raises beside the column."""
    plain = "".join(str(text).replace("\u00a0", "").split())
    if "," in plain and "." in plain:
        plain = plain.replace("," if plain.rfind(".") > plain.rfind(",") else ".", "")
    plain = plain.replace(",", ".")
    if not AMOUNT.fullmatch(plain):
        raise InvalidInput(fields={name: [_("An amount with at most two decimals, such as 12500.50.")]})
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

"""Cells that hold several things, parted by semicolons; what is said of one thing stands between colons."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from access.context import Subject
from activities.terms import CostBearer, CostItem, FundingSource, RankLevel
from directory.selectors.named import countries_called, parted
from documents.engine.figures import amount, number
from documents.engine.headings import folded
from foundation.errors import InvalidInput

Choices = Sequence[tuple[str, Any]]


def several(text: str, *, commas: bool = False) -> list[str]:
    """What stands between semicolons, and where nothing else is meant by them, between commas."""
    return parted(text.replace(",", ";") if commas else text)


def states(column: str, texts: Iterable[str], by: Subject) -> list[Any]:
    """States by code or name; raises beside the column for those nobody knows."""
    wanted = list(texts)
    found = countries_called(wanted, by)
    missing = [text for text in wanted if text not in found]
    if missing:
        raise refused(column, _("No such country: %(names)s.") % {"names": ", ".join(missing)})
    return [found[text] for text in wanted]


def chosen(column: str, texts: Iterable[str], choices: Choices) -> list[str]:
    """Choices by code, or by their words in either language."""
    known = {folded(code): code for code, _words in choices}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {folded(words): code for code, words in choices}
    wanted = list(texts)
    if unknown := [text for text in wanted if folded(text) not in known]:
        codes = ", ".join(code for code, _words in choices)
        told = {"given": ", ".join(unknown), "codes": codes}
        raise refused(column, _("There is no such choice: %(given)s. One of: %(codes)s.") % told)
    return [known[folded(text)] for text in wanted]


def contingents(column: str, text: str, by: Subject) -> list[dict[str, Any]]:
    """Who takes part: State, rank level, planned number and, where it is over, the actual one."""
    rows = []
    for part in several(text):
        said = [word.strip() for word in part.split(":")]
        if len(said) not in (3, 4):
            words = _("“%(part)s”: State, rank level and number between colons, such as AZ:officers:12.")
            raise refused(column, words % {"part": part})
        (state,) = states(column, said[:1], by)
        (rank,) = chosen(column, said[1:2], RankLevel.choices)
        planned, actual = number(column, said[2]), number(column, said[3]) if said[3:] else None
        rows.append({"country": state, "rank_level": rank, "planned": planned, "actual": actual})
    return rows


def costs(column: str, text: str) -> list[dict[str, Any]]:
    """What it costs: for what, how much, in which currency; then who bears it, from which means, what was spent."""
    return [_cost(column, part) for part in several(text)]


def _cost(column: str, part: str) -> dict[str, Any]:
    said = [word.strip() for word in part.split(":")]
    if not 3 <= len(said) <= 6:
        words = _("“%(part)s”: cost, amount and currency between colons, such as travel:4500.00:AZN.")
        raise refused(column, words % {"part": part})
    item, planned, currency, bearer, funding, actual = (*said, "", "", "")[:6]
    row: dict[str, Any] = {"item": chosen(column, [item], CostItem.choices)[0], "currency": currency.upper()}
    for name, word, choices in (
        ("bearer", bearer, CostBearer.choices), ("funding", funding, FundingSource.choices),
    ):  # fmt: skip
        if word:
            (row[name],) = chosen(column, [word], choices)
    for name, word in (("planned", planned), ("actual", actual)):
        if word:
            row[name] = amount(column, word)
    return row


def refused(column: str, words: str) -> InvalidInput:
    """What is wrong with a cell, beside its column."""
    return InvalidInput(fields={column: [words]})

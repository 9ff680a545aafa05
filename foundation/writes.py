"""Saving under an optimistic version: the WHERE clause carries it, so a lost race is seen (walls.md pitfall 9)."""

import datetime as dt
import unicodedata
from collections.abc import Collection
from typing import Any, TypeVar

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext as _

from foundation.errors import InvalidInput, RecordChanged

M = TypeVar("M", bound=models.Model)
YEARS = range(1800, 2201)
LINES = "\n\r\t"
# What word processors leave in what is copied from them, and nobody means: taken out without a word.
LEFT_OVER = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
JOINERS = "\u200c\u200d"  # Persian and other scripts spell with them, between letters
# Controls, marks of direction, private and separator codes; and blanks that Unicode counts as letters or signs.
UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
BLANK = "\u034f\u115f\u1160\u2800\u3164\uffa0"
SEEN = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2"  # Arabic and Syriac signs, formats by category only


def validate(record: models.Model, exclude: tuple[str, ...] = ()) -> None:
    """Field rules and friendly words of clean(); constraints stay with PostgreSQL. Raises InvalidInput.

    A foreign key that is set is not looked up: interfaces give rows they have found, PostgreSQL checks them all.
    """
    from django.core.exceptions import ValidationError

    keys = {
        field.name
        for field in record._meta.concrete_fields
        if field.is_relation and getattr(record, field.attname) is not None
    }
    try:
        record.clean_fields(exclude={"reference", "version", *keys, *exclude})
        record.clean()
    except ValidationError as error:
        raise InvalidInput(fields=error.message_dict) from error
    if slips := _slips(record, exclude):
        raise InvalidInput(fields={name: [_("A day between 1800 and 2200.")] for name in slips})
    check_characters(record, exclude)


def check_characters(record: models.Model, exclude: Collection[str] = ()) -> None:
    """No character that cannot be seen: two names that look alike are one, and none reads other than it is written.

    Takes out what word processors leave behind. Raises InvalidInput with the place of the first other one in each text.
    """
    hidden: dict[str, list[str]] = {}
    for field in record._meta.concrete_fields:
        text = getattr(record, field.attname)
        if not isinstance(field, models.CharField | models.TextField) or not isinstance(text, str):
            continue
        if field.name in exclude:
            continue
        clean = text.translate(LEFT_OVER)
        if clean != text:
            setattr(record, field.attname, clean)
        if said := _hidden(clean):
            hidden[field.name] = [said]
    if hidden:
        raise InvalidInput(fields=hidden)


def _hidden(text: str) -> str:
    for place, char in enumerate(text):
        if _is_hidden(text, place):
            where = text[max(0, place - 12) : place]
            return _("A character that cannot be seen (%(code)s) stands after “%(before)s”. Delete it.") % {
                "code": f"U+{ord(char):04X}", "before": where,
            }  # fmt: skip
    return ""


def _is_hidden(text: str, place: int) -> bool:
    char = text[place]
    if char in JOINERS:
        beside = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        return len(beside) < 2 or not all(unicodedata.category(one)[0] in "LM" for one in beside)
    return char in BLANK or (unicodedata.category(char) in UNSEEN and char not in LINES + SEEN)


def _slips(record: models.Model, exclude: tuple[str, ...]) -> list[str]:
    """Days that nobody can mean, from which no other day could be counted back or forth."""
    dated = [f for f in record._meta.concrete_fields if isinstance(f, models.DateField | DateRangeField)]
    held = {f.name: _days_of(getattr(record, f.attname)) for f in dated if f.name not in exclude}
    return [name for name, ends in held.items() if any(day.year not in YEARS for day in ends)]


def _days_of(value: Any) -> list[dt.date]:
    """The day, or both ends of a period."""
    ends = (getattr(value, "lower", None), getattr(value, "upper", None))
    return [day for day in (value, *ends) if isinstance(day, dt.date)]


def insert(record: M) -> M:
    """Validate and insert a new record."""
    validate(record)
    record.save(force_insert=True)
    return record


def update(record: M, *, version: int | None = None, **changes: Any) -> M:
    """Write `changes` to `record` where it still has `version` (default: the one read); raises RecordChanged.

    The change is one UPDATE of the named columns; the version grows by one.
    """
    based_on = record.version if version is None else version  # type: ignore[attr-defined]
    for name, value in changes.items():
        setattr(record, name, value)
    validate(record, exclude=tuple(f.name for f in record._meta.fields if f.name not in changes))
    columns = {name: getattr(record, name) for name in changes}
    held = type(record)._base_manager.filter(pk=record.pk, version=based_on)
    if not held.update(**columns, version=based_on + 1):
        raise RecordChanged
    record.version = based_on + 1  # type: ignore[attr-defined]
    return record

"""Half-open periods over REST: a first and a last day, both of which belong to them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from rest_framework import serializers

from activities.selectors.operations import last_day
from activities.services.refusals import EndsBeforeItStarts
from foundation.errors import DomainError, InvalidInput
from foundation.periods import NEAR_YEARS

ONE_DAY = dt.timedelta(days=1)
Ends = Mapping[str, tuple[str, str]]  # column -> names of its first and its last day


class FirstDay(serializers.DateField):
    """The first day of the period in column `of`."""

    def __init__(self, of: str, **options: Any) -> None:
        self.of = of
        super().__init__(**options)

    def get_attribute(self, instance: Any) -> Any:
        period = getattr(instance, self.of)
        return period.lower if period else None


class LastDay(FirstDay):
    """Its last day; empty where the end is open."""

    def get_attribute(self, instance: Any) -> Any:
        return last_day(getattr(instance, self.of))


def with_periods(data: Mapping[str, Any], ends: Ends, record: Any = None) -> dict[str, Any]:
    """What was sent, with periods in the place of their days; a day that is not sent stays as it is."""
    facts = dict(data)
    for column, (first, last) in ends.items():
        if not {first, last} & set(facts):
            continue
        held = getattr(record, column, None)
        lower = facts.pop(first, held.lower if held else None)
        upper = facts.pop(last, last_day(held))
        if upper is not None and upper.year not in NEAR_YEARS:
            raise InvalidInput(fields={last: [_("This date is too far away.")]})
        if upper is not None and (lower is None or upper < lower):
            raise EndsBeforeItStarts(fields={last: EndsBeforeItStarts.message})
        open_both = lower is None and upper is None
        facts[column] = None if open_both else DateRange(lower, upper + ONE_DAY if upper else None)
    return facts


@contextmanager
def said_of_days(ends: Ends) -> Iterator[None]:
    """What is refused about a period stands beside the day that was sent."""
    try:
        yield
    except DomainError as error:
        named = {column: last for column, (_first, last) in ends.items()}
        error.fields = {named.get(name, name): words for name, words in error.fields.items()}
        raise

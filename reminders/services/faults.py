"""A rule that cannot be asked for its deadlines stops no other: it is logged, and kept until it can be asked again."""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import Error, InterfaceError, OperationalError, transaction
from django.db.models import Q

from foundation.errors import Collided, DomainError
from reminders.models import Reminder, Rule, RuleFault
from reminders.registry import rules
from reminders.selectors.deadlines import standing_of

logger = logging.getLogger(__name__)

# Classes of SQLSTATE, and one state, that say something is wrong with what was asked: a mistake in a statement, a value
# it cannot work with, a rule it breaks, more than it may take. Any other is of the server, the session or the moment.
OF_WHAT_WAS_ASKED = ("0A", "21", "22", "23", "42", "54", "57014", "P0", "XX")


def is_passing(error: Exception) -> bool:
    """The database is gone, or two were at the same rows: asked again it may go well, so nobody is to blame."""
    if isinstance(error, DomainError):
        return isinstance(error, Collided)
    if state := getattr(error.__cause__, "sqlstate", None):
        return isinstance(error, Error) and not state.startswith(OF_WHAT_WAS_ASKED)
    return isinstance(error, (OperationalError, InterfaceError))  # the server did not come to answer


def kind_of(error: Exception) -> str:
    """Its name, of the database's own: words may quote a record, and what is kept of a failure has no marking."""
    return type(error.__cause__ if isinstance(error, Error) and error.__cause__ else error).__name__


def said_of(error: Exception) -> str:
    """What is kept with a message: what a mail server said helps whoever looks after it."""
    return kind_of(error) if isinstance(error, Error) else str(error) or kind_of(error)


def note(failed: Mapping[Rule, Exception]) -> None:
    """They failed, and why; the first failure of each stays until the rule is well again.

    The last thing a transaction does, rules in the order of their numbers: whoever notes the same ones waits for it,
    and it waits for nobody else.
    """
    for rule, error in failed.items():
        logger.error("rule %s cannot be asked", rule.code, exc_info=error)
    in_order = sorted(failed, key=lambda rule: rule.pk)
    faults = [RuleFault(rule=rule, error=kind_of(failed[rule])) for rule in in_order]
    RuleFault.objects.bulk_create(faults, ignore_conflicts=True)


def over(well: Collection[int]) -> None:
    """These rules were planned, and those nobody plans any more need no mending."""
    unused = Q(rule__is_active=False) | ~Q(rule__code__in=list(rules()))
    RuleFault.objects.filter(Q(rule__in=list(well)) | unused).delete()


@dataclass
class Asked:
    """Keys of reminders: whose deadline stands, whose is marked higher by now, and whose rule cannot say and why."""

    stands: set[int] = field(default_factory=set)
    raised: set[int] = field(default_factory=set)
    unknown: set[int] = field(default_factory=set)
    failed: dict[Rule, Exception] = field(default_factory=dict)


def asked_again(told: Iterable[Reminder]) -> Asked:
    """Whether the deadlines of these still stand: they may have moved since planning, or their rule was switched off.

    Each rule is asked by itself; whoever asks notes at the end which of them failed.
    """
    by_rule: dict[Rule, list[Reminder]] = defaultdict(list)
    for reminder in told:
        if reminder.rule.is_active:
            by_rule[reminder.rule].append(reminder)
    found = Asked()
    for rule, reminders in by_rule.items():
        try:
            with transaction.atomic():
                standing = standing_of(rule.code, reminders)
        except Exception as error:
            if is_passing(error):
                raise
            found.failed[rule] = error
            found.unknown |= {reminder.pk for reminder in reminders}
        else:
            found.stands |= {key for key, is_readable in standing.items() if is_readable}
            found.raised |= {key for key, is_readable in standing.items() if not is_readable}
    return found

"""The marking of a visit and of a report is that of their activity: they share its reference and its version."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from access.models import Classified, Label
from access.services.labels import intern
from activities.models import AfterActionReport, DelegationSeat, Visit
from activities.selectors.visits import PERSONAL
from foundation.errors import DomainError


class MarkedLikeItsActivity(DomainError):
    """What lay hidden above a visible activity would be told by whatever begins it anew."""

    message = _("A visit and a report carry the marking of their activity. Change it there.")


def before_raising(planned: Mapping[Classified, Label], *, by: Subject) -> None:
    """Refuse to raise a visit or a report without its activity; PostgreSQL raises names with their places.

    The label they take then is made whether there are names or not: whoever raises need not know.
    """
    for label in {
        label.pk: label for row, label in planned.items() if isinstance(row, DelegationSeat)
    }.values():
        intern(label.level_code, label.caveats, {*label.compartments, PERSONAL})
    for row in planned:
        if isinstance(row, Visit | AfterActionReport) and row.activity not in planned:
            raise MarkedLikeItsActivity

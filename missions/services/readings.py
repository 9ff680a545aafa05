"""Recording what indicators show, while the paper guides; readings lie outside what was signed (domain.md B6)."""

import datetime as dt
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from access.context import Subject
from foundation.acts import verb
from foundation.errors import InvalidInput, NotPermitted, TransitionRefused
from foundation.permissions import require
from foundation.writes import insert
from missions.engine import READABLE, WRITTEN_BY, writes
from missions.lifecycle import PaperState
from missions.models import IndicatorReading, MissionPaper
from missions.selectors.contents import content_of
from missions.selectors.papers import current
from missions.services.moves import at_own_post


class NothingToMeasure(TransitionRefused):
    """Readings begin once the paper is on its way: before, its indicators may still change."""

    message = _("Readings are recorded once the paper has been submitted.")


class NotYourIndicator(NotPermitted):
    """Each ministry measures its own section."""

    message = _("This indicator belongs to the other section.")


@verb("readings.record")
def record(
    paper: MissionPaper,
    *,
    by: Subject,
    indicator: str,
    value: Decimal,
    measured_on: dt.date,
    source: str = "",
    on: dt.date,
) -> IndicatorReading:
    """One measured value of an indicator; a later record of the same day corrects it."""
    require(by, "readings.record")
    at_own_post(by, paper.mission_id)
    if PaperState(paper.state) not in READABLE:
        raise NothingToMeasure
    rows = {row["code"]: row for row in content_of(current(paper, to=by)).get("indicators", ())}
    if indicator not in rows:
        raise InvalidInput(fields={"indicator": [_("This paper has no such indicator.")]})
    if not writes(by.role, rows[indicator]["section"]):
        raise NotYourIndicator(WRITTEN_BY[rows[indicator]["section"]])
    if measured_on > on:
        raise InvalidInput(fields={"measured_on": [_("This day has not come yet.")]})
    return insert(
        IndicatorReading(
            paper=paper, indicator=indicator, value=value, on=measured_on, source=source, by_id=by.user_id,
            office_id=by.office_id or 0, label=paper.label,
        )
    )  # fmt: skip

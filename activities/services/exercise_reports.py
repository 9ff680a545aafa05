"""First impression and final report of an exercise: after its last day, in this order (domain.md B5, C3)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from activities.lifecycle import HELD, ExerciseReport
from activities.models import Activity, Exercise
from activities.services.refusals import HeldInFuture
from foundation.errors import InvalidInput


class ReportedBeforeTheEnd(InvalidInput):
    """ENDEX comes first."""

    message = _("An exercise is reported on once it is over, from its last day on.")


class FinalBeforeFirst(InvalidInput):
    """FIR > FER."""

    message = _("The final report follows the first impression report.")


def check_reports(exercise: Exercise, activity: Activity, today: dt.date) -> None:
    """Each report on a day that has come, none before the end, the final one last."""
    said = {f"{kind}_report_on": exercise.reported_on(kind) for kind in ExerciseReport}
    for name, day in said.items():
        if day is None:
            continue
        if day > today:
            raise HeldInFuture(fields={name: HeldInFuture.message})
        if activity.state not in HELD or day < activity.ends_on:
            raise ReportedBeforeTheEnd(fields={name: ReportedBeforeTheEnd.message})
    first, final = exercise.first_report_on, exercise.final_report_on
    if final is not None and (first is None or final < first):
        raise FinalBeforeFirst(fields={"final_report_on": FinalBeforeFirst.message})

"""Drawing the number of what goes out: without a gap per sender, year and marking (I25; docs/decisions/0012)."""

import secrets

from django.db.models import F

from access.context import Subject
from access.models import Label
from access.services.labels import intern
from correspondence.models import Correspondence, NumberSeries
from correspondence.terms import MARK_LETTERS, number_text
from foundation.errors import RuleBroken

TRIES = 20


def draw(record: Correspondence, year: int, *, by: Subject) -> str:
    """The next number of the sender's series; the series is held until the verb ends, so nobody draws it too.

    A number that is not used goes back with the transaction: none is lost, and none tells of a row that is not there.
    """
    sender = {
        "sender_mission_id": record.sender_mission_id, "sender_institution_id": record.sender_institution_id,
    }  # fmt: skip
    series = _series(sender, year, record.label, by)
    series.last_number += 1
    NumberSeries.objects.visible_to(by).filter(pk=series.pk).update(
        last_number=series.last_number, version=F("version") + 1
    )
    body = record.sender_mission or record.sender_institution
    code = body.code if body is not None else ""
    return number_text(code, year, series.mark, series.last_number)


def _series(sender: dict[str, int | None], year: int, label: Label, by: Subject) -> NumberSeries:
    rows = NumberSeries.objects.visible_to(by).filter(**sender, year=year, label=label)
    # The marking all staff read has the plain numbers; a mark of chance does not tell how many other series there are.
    plain = label.pk == intern("official_use").pk
    for _try in range(TRIES):
        held = rows.select_for_update().first()
        if held is not None:
            return held
        mark = "" if plain else "".join(secrets.choice(MARK_LETTERS) for _letter in range(3))
        begun = NumberSeries(**sender, year=year, label=label, mark=mark)
        NumberSeries.objects.bulk_create([begun], ignore_conflicts=True)
    raise RuleBroken

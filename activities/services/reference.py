"""Returns that OSCE and United Nations ask of everybody (domain.md C7 row 32); what people changed stays changed."""

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from django.db.backends.postgresql.psycopg_any import DateRange

from access.context import Subject, enter_subject
from access.service_subjects import service_subject
from access.services.labels import intern
from activities.models import InspectionQuota, ReportingObligation
from activities.services.obligations import open_periods
from directory.models import Organisation, Unit
from foundation.acts import verb
from foundation.writes import insert

DATA = Path(__file__).resolve().parent.parent / "data"
BASE = "official_use"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@verb("reporting_obligations.load_reference")
def load_reference(*, on: dt.date) -> None:
    """The obligations of the catalogue that are not there yet, counted from their next day; periods open ahead."""
    with enter_subject(service_subject("scheduler"), "reporting_obligations.load_reference") as scheduler:
        there = ReportingObligation.objects.visible_to(scheduler).exclude(catalogue_code="")
        kept = set(there.values_list("catalogue_code", flat=True))
        for row in _rows("reporting_obligations"):
            if row["code"] not in kept:
                insert(_obligation(row, on))
        open_periods(on=on)
        _load_quotas(scheduler)


def _load_quotas(scheduler: Subject) -> None:
    """Where people keep a quota of a kind, theirs stands."""
    rows = InspectionQuota.objects.visible_to(scheduler)
    kept = set(rows.values_list("regime", "kind", "direction"))
    for row in _rows("inspection_quotas"):
        of_a_kind = {name: row[name] for name in ("regime", "kind", "direction")}
        if tuple(of_a_kind.values()) not in kept:
            period = DateRange(dt.date.fromisoformat(row["from"]), None)
            facts = {"per_year": int(row["per_year"]), "period": period, "source": row["source"]}
            insert(InspectionQuota(label=intern(BASE), **of_a_kind, **facts))


def _obligation(row: dict[str, str], on: dt.date) -> ReportingObligation:
    """A day of this year that has passed is nobody's debt in this register: it begins with the next."""
    month, day = int(row["month"]), int(row["day"])
    words = {name: row[name] for name in ("name_en", "name_az", "regime", "instrument", "source")}
    return ReportingObligation(
        catalogue_code=row["code"], due_month=month, due_day=day,
        first_year=on.year if dt.date(on.year, month, day) >= on else on.year + 1, covers=int(row["covers"]),
        addressee=Organisation.objects.filter(code=row["organisation"]).first(),
        is_voluntary=row["voluntary"] == "yes", needs_verification=row["verified"] != "yes", label=intern(BASE),
        owner_unit=Unit.objects.filter(code=row["unit"]).first(), **words,
    )  # fmt: skip

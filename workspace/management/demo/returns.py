"""Returns and inspections of the demo: last year's taken over, one late, one overdue, one in preparation (O1).

Everything called DEMO is invented; the obligations are those of the catalogue.
"""

import datetime as dt
from typing import Any

from access.context import Subject, enter_subject
from access.services.labels import intern
from activities.models import DueReturn, ReportingObligation
from activities.services import inspections, obligations, returns
from directory.models import Country, Organisation
from workspace.management.demo.people import subject

BASE = "official_use"
LATE, NIL, LEFT_OPEN, IN_WORK = "osce-salw", "un-arms-register", "osce-calendar", "osce-aemi"
DEMO_SOURCE = "DEMO: invented for the demo"


def load(*, on: dt.date, at: dt.datetime) -> None:
    """The catalogue with a past, a treaty that rests, a return after an event, and inspections of the year."""
    with enter_subject(subject("arms_control_desk", on=on), "demo") as desk:
        for held in ReportingObligation.objects.visible_to(desk).exclude(catalogue_code="").order_by("pk"):
            _history(desk, held, on, at)
        _resting(desk, on, at)
        _after_budget(desk, on, at)
        _inspections(desk, on, at)


def _history(by: Subject, held: ReportingObligation, on: dt.date, at: dt.datetime) -> None:
    """From last year on; what fell due was submitted, in time but for one."""
    obligations.amend(held, by=by, at=at, first_year=on.year - 1, reason="DEMO: earlier years are taken over")
    rows = DueReturn.objects.visible_to(by).filter(obligation=held)
    past = list(rows.filter(due_on__lte=on).order_by("due_on"))
    for row in past:
        last = row is past[-1]
        if last and held.catalogue_code == LEFT_OPEN and (on - row.due_on).days < 30:
            continue
        day = min(row.due_on + dt.timedelta(days=9 if last and held.catalogue_code == LATE else -4), on)
        returns.take_over(
            row, by=by, on=day, at=at, sent_under=f"DEMO-{row.due_year}/{row.pk % 1000}",
            is_nil=held.catalogue_code == NIL,
        )  # fmt: skip
    coming = rows.filter(due_on__gt=on).order_by("due_on").first()
    if held.catalogue_code == IN_WORK and coming is not None:
        returns.prepare(coming, by=by, on=on, at=at)


def _resting(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """A treaty whose operation many parties have suspended."""
    held = obligations.record(
        by=by, at=at, label=intern(BASE), is_demo=True, regime="cfe", name_en="DEMO annual exchange under the CFE Treaty",
        name_az="DEMO ACQS Müqaviləsi üzrə illik mübadilə", instrument="CFE Treaty, Protocol on information exchange",
        addressee=Organisation.objects.filter(code="OSCE").first(), due_month=12, due_day=15, first_year=on.year,
        covers=1, needs_verification=True, source=DEMO_SOURCE,
    )  # fmt: skip
    obligations.suspend(
        held, by=by, at=at, on=dt.date(2023, 11, 7), source=DEMO_SOURCE,
        reason="Operation suspended by many parties since November 2023",
    )  # fmt: skip


def _after_budget(by: Subject, on: dt.date, at: dt.datetime) -> None:
    held = obligations.record(
        by=by, at=at, label=intern(BASE), is_demo=True, regime="vienna_document", recurrence="after_event",
        name_en="DEMO information on defence planning", name_az="DEMO müdafiə planlaşdırması haqqında məlumat",
        instrument="Vienna Document 2011, ch. II", event="Approval of the budget", days_after=90,
        addressee=Organisation.objects.filter(code="OSCE").first(), needs_verification=True, source=DEMO_SOURCE,
    )  # fmt: skip
    obligations.happened(held, by=by, at=at, on=on - dt.timedelta(days=45), event="DEMO budget approved")


def _inspections(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """One that took place, one that is accepted, one whose clock runs."""
    hour, day = dt.timedelta(hours=1), dt.timedelta(days=1)
    known: dict[str, Any] = {
        "regime": "vienna_document",
        "direction": "passive",
        "label": intern(BASE),
        "is_demo": True,
    }
    begun = at - 60 * day
    held = inspections.record(
        by=by, at=at, kind="inspection", country=Country.objects.get(iso2="DE"), requested_at=begun,
        requested_zone="Europe/Berlin", area="DEMO area 1", team="DEMO: four inspectors", **known,
    )  # fmt: skip
    held = inspections.accept(held, by=by, at=at, replied_at=begun + 5 * hour)
    inspections.carry_out(held, by=by, at=at, on=on - 55 * day, outcome="DEMO: no remarks")
    visit = inspections.record(
        by=by, at=at, kind="evaluation", country=Country.objects.get(iso2="TR"), requested_at=at - 3 * day,
        area="DEMO unit 12", team="DEMO: two evaluators", **known,
    )  # fmt: skip
    inspections.accept(visit, by=by, at=at, replied_at=at - 2 * day)
    inspections.record(
        by=by, at=at, kind="inspection", country=Country.objects.get(iso2="FR"), requested_at=at - 2 * hour,
        requested_zone="Europe/Paris", area="DEMO area 2", team="DEMO: four inspectors", **known,
    )  # fmt: skip

"""Clearances, a visit, reports and lessons of the demo (domain.md D: C1, V1, R1); people and vehicles are invented."""

import datetime as dt
from typing import Any

from django.utils import timezone

from access.context import Subject, enter_subject
from access.services.labels import intern
from activities.models import Activity, DiplomaticClearance
from activities.models.after_action import RATINGS
from activities.services import after_action, clearance_approval, clearances, delegations, lessons, visits
from correspondence.models import Correspondence
from correspondence.services import register, steps
from correspondence.services.drafting import draft
from directory.models import Country, Institution
from directory.selectors.calendar import work_calendar
from workspace.management.demo.people import subject

BASE = "official_use"
SHIP, EXCHANGE, COURSE = (
    "DEMO Visit of a patrol ship",
    "DEMO Exchange of mountain units",
    "DEMO Course for staff officers",
)
AIRCRAFT, CHIEFS = "DEMO Aircraft visit", "DEMO Meeting of chiefs of staff"
GUESTS = (
    {"place": 1, "name": "Gen. Nümunə Qonaq", "position": "Chief of the General Staff"},
    {"place": 2, "name": "Brig. Örnək Yoldaş"},
    {"place": 3, "name": "Gen. Sınaq Ev", "position": "Host"},
)
LEARNED = (
    (SHIP, "protocol", "Interpreters were named on the eve.", "Name them with the programme.", -190,
     (-120, "Named with the programme since.")),
    (EXCHANGE, "logistics", "Winter rations came two days late.", "Order them with the transport.", -80, None),
    (EXCHANGE, "communications", "Radios of the two companies did not work together.", "Agree on frequencies at the "
     "final conference.", -80, None),
    (COURSE, "language", "Two of nine officers left for want of German.", "Test languages before selection.", -55, None),
)  # fmt: skip


def load(*, on: dt.date, at: dt.datetime) -> None:
    """C1 is to be asked for by the day after tomorrow; one has no rule; one was granted; ours is with legal; R1 overdue."""
    with enter_subject(subject("cmd_desk", on=on), "demo") as desk:
        _clearances(desk, on, at)
        _ours(desk, on, at)
        _visit(desk, on, at)
        _reports(desk, on, at)
    with enter_subject(subject("mfa_protocol", on=on), "demo") as protocol:
        delegations.name(_named(CHIEFS), by=protocol, at=at, names=GUESTS)


def _named(title: str) -> Activity:
    return Activity.in_context.select_related("country", "kind").get(title=title)


def _hour(day: dt.date, at: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(at)))


def _asked(by: Subject, at: dt.datetime, first: dt.date, **facts: Any) -> DiplomaticClearance:
    sides: dict[str, Any] = {name: Country.objects.get(iso2=facts.pop(name)) for name in ("granting", "flag")}
    return clearances.record(
        by=by, at=at, label=intern(BASE), is_demo=True, enters_at=_hour(first, 9), leaves_at=_hour(first, 18), **sides,
        **facts,
    )  # fmt: skip


def _clearances(by: Subject, on: dt.date, at: dt.datetime) -> None:
    calendar = work_calendar()
    latest = calendar.next_on_or_after(on + dt.timedelta(days=2))
    _asked(
        by, at, calendar.add(latest, 14), granting="AZ", flag="TR", vehicle="aircraft", craft="DEMO A400M, TUAF 901",
        passage="entry", cargo="military", cargo_words="Training equipment", route="Poylu – Baku – Poylu",
    )  # fmt: skip
    ahead = _named(AIRCRAFT)
    _asked(
        by, at, ahead.starts_on, granting="AZ", flag="IT", vehicle="aircraft", craft="DEMO C-130J, IAM 77",
        passage="entry", cargo="ordinary", route="Poylu – Ganja – Poylu", activity=ahead,
    )  # fmt: skip
    granted = _asked(
        by, at, on + dt.timedelta(days=3), granting="AZ", flag="PK", vehicle="vip_aircraft", craft="DEMO G450, PAF 7",
        passage="entry", cargo="ordinary", route="Astara – Baku – Astara", on=on - dt.timedelta(days=20),
    )  # fmt: skip
    day = on - dt.timedelta(days=12)
    sent = clearances.send(granted, by=by, at=at, note=_note(granted, by, day, at))
    clearances.grant(sent, by=by, on=on - dt.timedelta(days=9), at=at, number="DEMO-DC-14")


def _ours(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """No rule for Georgia and the first of its kind: its note waits for the legal department before protocol sends it."""
    row = _asked(
        by, at, on + dt.timedelta(days=45), granting="GE", flag="AZ", vehicle="aircraft", craft="DEMO CASA-295, AHY 71",
        passage="entry", cargo="ordinary", route="Poylu – Tbilisi – Poylu", told_latest_on=on + dt.timedelta(days=30),
    )  # fmt: skip
    draft(row.reference, "clearance", by=by, at=at, is_demo=True)
    clearance_approval.submit(row, by=by, on=on, at=at)


def _note(row: DiplomaticClearance, by: Subject, day: dt.date, at: dt.datetime) -> Correspondence:
    """Their note, as it came in."""
    note = register.record(
        by=by, at=at, label=intern(BASE), is_demo=True, direction="incoming", kind="note_verbale",
        subject="DEMO: clearance for an aircraft with high officials", sender_country=row.flag,
        sender_name="DEMO Embassy", addressee_institution=Institution.objects.get(code="mfa"), number="DEMO 31/7",
        dated_on=day, about_reference=row.reference, reply_expected=False,
    )  # fmt: skip
    return steps.receive(note, by=by, on=day, at=at)


def _visit(by: Subject, on: dt.date, at: dt.datetime) -> None:
    activity = _named(CHIEFS)
    home = Country.objects.get(iso2="AZ")
    delegation = [
        {"country": activity.country, "rank_level": "generals", "is_head": True},
        {"country": activity.country, "rank_level": "generals"},
        {"country": home, "rank_level": "generals", "is_head": True},
    ]
    first = activity.starts_on
    programme = [
        {"starts_at": _hour(first, 10), "ends_at": _hour(first, 11), "subject": "Guard of honour and wreath"},
        {
            "starts_at": _hour(first, 11),
            "ends_at": _hour(first, 13),
            "subject": "Talks in closed and full session",
        },
        {"starts_at": _hour(first, 15), "ends_at": _hour(first, 17), "subject": "Visit to a training centre"},
    ]
    visits.write(
        activity, by=by, at=at, protocol_level="chief_of_staff", purpose="DEMO: plan of next year",
        contact="DEMO: Center, protocol desk", gifts="Carpet, small", delegation=delegation, programme=programme,
    )  # fmt: skip
    visits.prepare(activity, by=by, phase="programme", on=on - dt.timedelta(days=20), at=at)


def _reports(by: Subject, on: dt.date, at: dt.datetime) -> None:
    """The exchange is reported on; the course is still being written about; the advice (R1) is overdue."""
    for title, topic, seen, follows, offset, done in LEARNED:
        found = lessons.record(
            by=by, at=at, activity=_named(title), topic=topic, observation=f"DEMO: {seen}", recommendation=follows,
            on=on + dt.timedelta(days=offset), is_demo=True,
        )  # fmt: skip
        if done is not None:
            lessons.close(found, by=by, on=on + dt.timedelta(days=done[0]), at=at, outcome=f"DEMO: {done[1]}")
    exchange = _named(EXCHANGE)
    rated: dict[str, Any] = dict(zip(RATINGS, (4, 4, 5, 2, 5), strict=True))
    after_action.write(
        exchange, by=by, at=at, hot_wash_on=on - dt.timedelta(days=84),
        summary="DEMO: both companies crossed the pass; supply was late.", **rated,
    )  # fmt: skip
    after_action.submit(exchange, by=by, on=on - dt.timedelta(days=60), at=at)
    after_action.write(_named(COURSE), by=by, at=at, summary="DEMO: being written.")

"""A second look at further rules of the catalogue, read off the records in plain Python as in by_hand.py."""

import datetime as dt
from typing import Any

from access.context import Subject
from access.models import Label
from activities.models import (
    Activity,
    Authorisation,
    Deployment,
    DueReturn,
    InspectionEvent,
    ObligationSuspension,
    Operation,
    Visit,
    VisitPreparation,
)
from agreements.models import BilateralPlan
from approvals.models import Case, Delegation
from attaches.models import (
    Accreditation,
    Call,
    ForeignAttache,
    HostPractice,
    LanguageResult,
    OfficerClearance,
    OfficerParticulars,
    Posting,
    TrainingRecord,
)
from directory.models import FormatMeeting
from tests.reminders.oracle import Deadline

ONE = dt.timedelta(days=1)
Found = dict[str, list[Deadline]]
IN_OFFICE = {"in_post", "extension_pending", "handover"}
COMING = {
    "proposed", "selected", "prepared", "mod_ordered", "mfa_coordinated", "consent_requested", "consent_granted",
    "accreditation_requested", "accredited",
}  # fmt: skip
PASSPORT = "passport_expires_on"
STILL_OWED = {"scheduled", "in_preparation", "in_approval", "cleared", "sent_back"}
# Begun, or what has to begin, before the day of the year before: 15 September, 15 October, 30 November.
CYCLE = {
    "plans.draft": ({"collecting"}, (9, 15)),
    "plans.talks": ({"collecting", "draft"}, (10, 15)),
    "plans.signature": (
        {"collecting", "draft", "staff_talks", "costed", "mfa_concurred", "approved"}, (11, 30),
    ),
}  # fmt: skip


def further(reader: Subject, day: dt.date) -> Found:
    """Every deadline of these rules as the records have it on a day."""
    return {
        **_postings(reader), **_officers(reader), **_foreign(reader, day), **_plans(reader),
        **_operations(reader), **_activities(reader, day), **_returns(reader), **_formats(day), **_cases(reader, day),
    }  # fmt: skip


def _of(row: Any, day: dt.date | None, **whose: Any) -> list[Deadline]:
    return [Deadline(row.reference, day, row.label_id, **whose)] if day else []


def _postings(reader: Subject) -> Found:
    """Rows 2, 6 and 7, and who was declared persona non grata."""
    debrief, png, minimum, first = [], [], [], []
    for posting in Posting.objects.visible_to(reader).select_related("post"):
        mission = posting.post.mission_id
        if posting.state == "ended" and not (
            posting.taken_over_on and posting.state_on < posting.taken_over_on
        ):
            gone = (posting.presence and posting.presence.upper) or (
                posting.incumbency and posting.incumbency.upper
            )
            debrief += _of(posting, gone or None, mission=mission)
        if posting.state == "declared_png":
            png += _of(posting, posting.state_on, mission=mission)
    lead = {row.country_id: row.lead_days for row in HostPractice.objects.visible_to(reader)}
    called = {
        call.posting_id
        for call in Call.objects.visible_to(reader)
        if call.kind == "first" and not call.cancelled
    }
    for row in Accreditation.objects.visible_to(reader).select_related("posting__post"):
        posting, mission = row.posting, row.posting.post.mission_id
        asked = row.state == "planned" and not row.consent_waived and posting.state in COMING
        if asked and row.country_id in lead:
            minimum += _of(row, posting.planned.lower - ONE * lead[row.country_id], mission=mission)
        here = row.state == "accredited" and row.role == "principal" and posting.state in IN_OFFICE
        if here and posting.taken_over_on is None and posting.pk not in called:
            first += _of(row, row.accredited_on, mission=mission)
    return {
        "postings.debrief": debrief, "postings.png": png, "accreditations.host_minimum": minimum, "calls.first": first,
    }  # fmt: skip


def _officers(reader: Subject) -> Found:
    """Rows 10 and 11: of officers abroad or on the way, and of several of one kind the one that lasts longest."""
    abroad = {row.officer_id for row in Posting.objects.visible_to(reader) if row.state in COMING | IN_OFFICE}
    courses = list(TrainingRecord.objects.visible_to(reader).select_related("officer"))
    found: Found = {
        "officers.obligation": [
            Deadline(row.officer.reference, row.obliged_until, row.label_id)
            for row in courses
            if row.obliged_until
        ]
    }
    for code, rows, ends, same in (
        ("language", LanguageResult.objects.visible_to(reader).select_related("officer"), "valid_until", "language"),
        ("training", courses, "valid_until", "kind"),
        ("clearance", OfficerClearance.objects.visible_to(reader).select_related("officer"), "valid_until", ""),
        ("passport", OfficerParticulars.objects.visible_to(reader).select_related("officer"), PASSPORT, ""),
    ):  # fmt: skip
        dated = [row for row in rows if getattr(row, ends)]
        latest: dict[tuple[int, str], dt.date] = {}
        for row in dated:
            key = (row.officer_id, str(getattr(row, same)) if same else "")
            latest[key] = max(latest.get(key, dt.date.min), getattr(row, ends))
        found[f"officers.{code}"] = [
            Deadline(row.officer.reference, getattr(row, ends), row.label_id)
            for row in dated
            if row.officer_id in abroad
            and getattr(row, ends) == latest[row.officer_id, str(getattr(row, same)) if same else ""]
        ]
    return found


def _foreign(reader: Subject, day: dt.date) -> Found:
    """Our answers to requests; row 34: the tenth of December, with the dean or whoever is longest in function."""
    rows = list(ForeignAttache.objects.visible_to(reader))
    asked = [told for row in rows if row.state == "consent_requested" for told in _of(row, row.requested_on)]
    corps = [row for row in rows if row.state == "in_function"]
    deans = [row for row in corps if row.dean and row.dean.upper is None]
    leads = min(deans or corps, key=lambda row: (row.function.lower, row.pk), default=None)
    meeting = dt.date(day.year - (day <= dt.date(day.year, 1, 10)), 12, 10)
    return {
        "foreign_attaches.reply": asked,
        "foreign_attaches.meeting": _of(leads, meeting) if leads else [],
    }


def _plans(reader: Subject) -> Found:
    """Row 25: the cycle of the year before, and the report after it."""
    plans = list(BilateralPlan.objects.visible_to(reader).select_related("label"))
    found: Found = {
        code: [
            told for plan in plans if plan.state in states for told in _of(plan, dt.date(plan.year - 1, *on))
        ]
        for code, (states, on) in CYCLE.items()
    }
    done = [plan for plan in plans if plan.state in {"signed", "executing", "closed"}]
    latest = [
        plan for plan in done
        if not any(o.country_id == plan.country_id and o.year > plan.year and _knows(plan, o) for o in plans)
    ]  # fmt: skip
    found["plans.collect"] = [told for plan in latest for told in _of(plan, dt.date(plan.year, 7, 1))]
    found["plans.report"] = [
        told for plan in done if plan.state != "closed" for told in _of(plan, dt.date(plan.year + 1, 1, 15))
    ]
    return found


def _knows(plan: Any, other: Any) -> bool:
    """Whoever may read the one may read the other."""
    high, low = plan.label, other.label
    return bool(
        high.level >= low.level
        and {*high.caveats} >= {*low.caveats}
        and {*high.compartments} >= {*low.compartments}
    )


def _operations(reader: Subject) -> Found:
    """Row 31: to the last day of a rotation, and of the act or the mandate somebody is abroad on or is to leave on."""
    rotations = list(Deployment.objects.visible_to(reader))
    away = {"deployed", "rotating"}
    carrying = [row for row in rotations if row.state in away | {"authorised", "preparing"}]
    acts = {row.authorisation_id for row in carrying}
    missions = {row.operation_id for row in carrying}
    return {
        "deployments.rotation": _last([row for row in rotations if row.state in away], "period"),
        "authorisations.expiry": _last(
            [row for row in Authorisation.objects.visible_to(reader) if row.pk in acts], "valid"
        ),
        "operations.mandate": _last(
            [row for row in Operation.objects.visible_to(reader) if row.pk in missions], "mandate_valid"
        ),
    }


def _last(rows: list[Any], column: str) -> list[Deadline]:
    """Half-open periods end the day before; without an end there is no deadline."""
    ends = [(row, getattr(row, column)) for row in rows]
    return [told for row, span in ends if span and span.upper for told in _of(row, span.upper - ONE)]


def _activities(reader: Subject, day: dt.date) -> Found:
    """Rows 29 and 30: visits until the assurance is there, and what an activity that is over cost."""
    actuals, phases = [], []
    for row in Activity.objects.visible_to(reader):
        silent = row.state in {"approved", "preparing", "ongoing"} and row.ends_on < day
        over = silent or row.state in {"completed", "aar_submitted"}
        if over and row.planned_cost and row.actual_cost is None:
            actuals += _of(row, row.ends_on)
    assured = {
        row.visit_id for row in VisitPreparation.objects.visible_to(reader) if row.phase == "assurance"
    }
    for visit in Visit.objects.visible_to(reader).select_related("activity"):
        ahead = visit.activity.state in {"planned", "in_approval", "approved", "preparing"}
        if ahead and visit.pk not in assured:
            phases.append(Deadline(visit.activity.reference, visit.activity.starts_on, visit.label_id))
    return {"activities.actuals": actuals, "visits.phases": phases}


def _returns(reader: Subject) -> Found:
    """Rows 32 and 33: what is owed and does not rest, and requests for an inspection by their hour."""
    rests = [
        (row.obligation_id, row.period)
        for row in ObligationSuspension.objects.visible_to(reader)
        if row.taken_back_at is None
    ]
    owed, asked = [], []
    for row in DueReturn.objects.visible_to(reader).select_related("obligation"):
        resting = any(key == row.obligation_id and row.due_on in period for key, period in rests)
        if row.state in STILL_OWED and row.corrects_id is None and not resting:
            owed += _of(row, row.due_on, office=row.obligation.owner_id)
    for event in InspectionEvent.objects.visible_to(reader):
        if event.state == "requested" and event.direction == "passive" and event.reply_due_at:
            at_home = (event.reply_due_at + dt.timedelta(hours=4)).date()  # Asia/Baku knows no summer time
            asked += _of(event, at_home, office=event.office_id, due_at=event.reply_due_at)
    return {"returns.due": owed, "inspections.reply": asked}


def _formats(day: dt.date) -> Found:
    """Row 24: meetings of working formats ahead, those at home apart; they are no secret."""
    plain = next(
        row for row in Label.objects.all()
        if not (row.level or row.caveats or row.compartments or row.releasable_to)
    )  # fmt: skip
    found: Found = {"formats.meeting": [], "formats.host": []}
    for row in FormatMeeting.objects.select_related("format", "country"):
        if row.format.status == "active" and row.held_on >= day:
            code = "formats.host" if row.country.iso2 == "AZ" else "formats.meeting"
            found[code].append(Deadline(row.format.code, row.held_on, plain.pk))
    return found


def _cases(reader: Subject, day: dt.date) -> Found:
    """Rows 17 and 37, and what was done before it was approved."""
    cases = list(Case.objects.visible_to(reader).order_by("pk"))
    again: dict[tuple[str, str], int] = {(row.kind, row.object_reference): row.pk for row in cases}
    back, open_acts = [], []
    for row in cases:
        if row.state == "returned" and again[row.kind, row.object_reference] == row.pk:
            back += _of(row, row.closed_on, mission=row.mission_id, office=row.opened_office_id)
        if row.state == "open" and row.acted_on:
            open_acts += _of(row, row.opened_on, mission=row.mission_id)
    ends = []
    for row in Delegation.objects.visible_to(reader).select_related("appointment__office"):
        term, seat = row.appointment.valid, row.appointment
        if seat.confirmed_at and term.upper and term.upper > day:
            ends += _of(row, term.upper - ONE, mission=seat.office.mission_id, office=seat.office_id)
    return {
        "approvals.not_resubmitted": back, "approvals.to_ratify": open_acts, "approvals.delegation_ends": ends,
    }  # fmt: skip

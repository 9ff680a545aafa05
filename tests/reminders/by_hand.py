"""Which deadlines stand, read off the records in plain Python: a second look at most rules of the catalogue.

What is not among them (`READ_ONCE`) is asked of its app: of those rules the year compares only when and whom they tell.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

from access.context import Subject
from activities.models import Activity, DiplomaticClearance, Exercise, Lesson, PlanningConference
from agreements.models import Agreement, AgreementDeadline, FullPowers, Provision
from approvals.models import CaseEditor, CaseSeat, Decision
from attaches.models import Accreditation, Call, Posting
from missions.models import ActionItem, AdviceEntry, AdviceMonth, MissionPaper, PostReport
from tests.agreements.terms_oracle import Facts, list_terms
from tests.reminders.by_hand_further import further
from tests.reminders.oracle import Deadline, Said

ONE = dt.timedelta(days=1)
Found = dict[str, list[Deadline]]
IN_OFFICE = {"in_post", "extension_pending", "handover"}
COMING = {
    "proposed", "selected", "prepared", "mod_ordered", "mfa_coordinated", "consent_requested", "consent_granted",
    "accreditation_requested", "accredited",
}  # fmt: skip
READ_ONCE = {
    "agreements.domestic_procedures", "agreements.register_accession", "agreements.register_denunciation",
    "agreements.register_termination", "agreements.register_withdrawal", "approvals.not_ratified",
    "approvals.route_seat_vacant", "approvals.seat_vacant", "approvals.step_overdue",
    "approvals.step_overdue_counterpart", "documents.review", "papers.conflict_waits", "papers.mid_term",
    "papers.missing", "papers.reconfirm", "papers.remark_waits", "reminders.custom", "reminders.marking_review",
}  # fmt: skip
GONE = {"recalled", "declared_png", "ended", "debriefed"}
AHEAD = {"planned", "in_approval", "approved", "preparing"}


def standing(reader: Subject, day: dt.date) -> Found:
    """Every deadline of these rules as the records have it on a day."""
    postings = list(Posting.objects.visible_to(reader).select_related("post"))
    return {
        **_postings(postings),
        **_notices(postings),
        **_accreditations(list(Accreditation.objects.visible_to(reader).select_related("posting__post"))),
        **_calls(postings, list(Call.objects.visible_to(reader).select_related("posting__post"))),
        **_agreements(reader),
        **_papers(reader),
        **_activities(reader, day),
        **_matters(reader),
        **further(reader, day),
    }


def _of(row: Any, day: dt.date | None, **whose: Any) -> list[Deadline]:
    """One deadline of a record; none without a day."""
    return [Deadline(row.reference, day, row.label_id, **whose)] if day else []


def _at_post(posting: Any, day: dt.date | None) -> list[Deadline]:
    return _of(posting, day, mission=posting.post.mission_id)


def _postings(postings: list[Any]) -> Found:
    """Rows 1, 7, 8 and 9."""
    found: Found = {f"postings.{name}": [] for name in ("successor", "handover", "extension", "gap")}
    for posting in postings:
        others = {other.state for other in postings if other.post_id == posting.post_id}
        if posting.state in IN_OFFICE:
            end = _at_post(posting, posting.planned.upper)
            found["postings.handover"] += end
            if not others & COMING:
                found["postings.successor"] += end
                found["postings.extension"] += end if posting.state == "in_post" else []
        if "accredited" not in others and (posting.state in IN_OFFICE or _left_vacant(posting, postings)):
            held = posting.incumbency
            found["postings.gap"] += _at_post(posting, (held and held.upper) or posting.planned.upper)
    return found


def _left_vacant(posting: Any, postings: list[Any]) -> bool:
    """The last who held a post that stands, and nobody holds it now."""
    if posting.state not in GONE or posting.post.state != "established" or not posting.incumbency:
        return False
    same = [other for other in postings if other.post_id == posting.post_id and other.incumbency]
    held = any(
        other.state in IN_OFFICE | {"suspended"} for other in postings if other.post_id == posting.post_id
    )
    last = all(other.incumbency.lower <= posting.incumbency.lower for other in same)
    return last and not held and posting.incumbency.upper is not None


def _notices(postings: list[Any]) -> Found:
    """Row 5: by the days of presence where they are known, by the plan where not."""
    arrivals, departures = [], []
    for posting in postings:
        there = posting.presence
        if posting.state == "accredited":
            arrivals += _at_post(posting, (there and there.lower) or posting.planned.lower)
        if posting.state in IN_OFFICE:
            departures += _at_post(posting, (there and there.upper) or posting.planned.upper)
    return {"postings.arrival_notice": arrivals, "postings.departure_notice": departures}


def _accreditations(rows: list[Any]) -> Found:
    """Rows 2, 3 and 4."""
    note, reply, second = [], [], []
    for row in rows:
        mission = row.posting.post.mission_id
        if row.state == "planned" and not row.consent_waived and row.posting.state in COMING:
            note += _of(row, row.posting.planned.lower, mission=mission)
        if row.state == "consent_requested":
            reply += _of(row, row.consent_note_on, mission=mission)
        if row.state == "consent_granted":
            second += _of(row, row.consent_reply_on, mission=mission)
    return {
        "accreditations.consent_note": note,
        "accreditations.consent_reply": reply,
        "accreditations.second_note": second,
    }


def _calls(postings: list[Any], calls: list[Any]) -> Found:
    """Row 6: calls that are planned, and farewells nobody has planned."""
    ahead = IN_OFFICE | {"consent_granted", "accreditation_requested", "accredited"}
    agree = [
        Deadline(call.posting.reference, call.planned_on, call.label_id, call.posting.post.mission_id)
        for call in calls
        if call.held_on is None and not call.cancelled and call.posting.state in ahead
    ]
    leaving = {call.posting_id for call in calls if call.kind == "farewell" and not call.cancelled}
    farewell = []
    for posting in postings:
        if posting.state in IN_OFFICE and posting.pk not in leaving:
            farewell += _at_post(
                posting, (posting.presence and posting.presence.upper) or posting.planned.upper
            )
    return {"calls.agree": agree, "calls.farewell": farewell}


def _agreements(reader: Subject) -> Found:
    """Rows 18, 19, 21, 22 and 23."""
    last, leaders, expiry, end = [], [], [], []
    for row in AgreementDeadline.objects.visible_to(reader).select_related("agreement__clause"):
        told = [Deadline(row.agreement.reference, row.due_on, row.label_id)]
        if row.kind == "last_receipt":
            last += told
            leaders += told
        if row.kind == "term_end" and _nothing_follows(row.agreement, row.due_on):
            expiry += told
            end += told
    open_entries = Agreement.objects.visible_to(reader).filter(registered_on=None, needs_verification=False)
    unregistered = []
    for agreement in open_entries:
        if agreement.binding and agreement.state in ("in_force", "denunciation_notified", "suspended"):
            unregistered += _of(agreement, agreement.eif_on)
    powers = [
        Deadline(paper.agreement.reference, paper.valid_until, paper.label_id)
        for paper in FullPowers.objects.visible_to(reader).select_related("agreement")
        if paper.valid_until and paper.revoked_on is None and "sign" in paper.permitted
        and paper.agreement.state in ("proposed", "mandated", "negotiating", "initialled")
    ]  # fmt: skip
    owed = []
    for provision in Provision.objects.visible_to(reader):
        if provision.is_obligation and provision.state in ("pending", "due", "partial"):
            owed += _of(provision, provision.due_on, office=provision.owner_id)
    return {
        "agreements.denunciation_decision": last, "agreements.denunciation_leadership": leaders,
        "agreements.expiry": expiry, "agreements.expiry_leadership": end, "agreements.registration": unregistered,
        "agreements.full_powers": powers, "provisions.due": owed,
    }  # fmt: skip


def _nothing_follows(agreement: Any, end: dt.date) -> bool:
    """Row 19: no renewal, none agreed to beyond this day, or the last tacit one; every term is listed in turn."""
    clause = agreement.clause
    if clause.renewal_mode != "tacit" or clause.max_renewals is None:
        return clause.renewal_mode in ("none", "by_agreement")
    first, renewal = (clause.initial_value, clause.initial_unit), (clause.renewal_value, clause.renewal_unit)
    facts = Facts(agreement.eif_on, first, "tacit", renewal, clause.max_renewals)
    return list_terms(facts, dt.date.max)[-1] == end


def _papers(reader: Subject) -> Found:
    """Rows 12, 35 and 37."""
    papers = list(MissionPaper.objects.visible_to(reader))
    ending = []
    for paper in papers:
        follower = any(
            other.state == "approved" and other.period.upper > paper.period.upper
            for other in papers
            if (other.mission_id, other.country_id) == (paper.mission_id, paper.country_id)
        )
        if paper.state in ("effective", "under_review") and not follower:
            ending += _of(paper, paper.period.upper - ONE, mission=paper.mission_id)
    reports, items = [], []
    for report in PostReport.objects.visible_to(reader).select_related("post"):
        if report.submitted_on is None and report.waived_on is None:
            reports += _of(report, report.ends_on, mission=report.post.mission_id)
    for item in ActionItem.objects.visible_to(reader):
        items += _of(item, None if item.closed_on else item.due_on, office=item.owner_id)
    return {
        "papers.expiry": ending, "post_reports.owed": reports, "missions.action_item_due": items,
        "advice.month_unsaid": _unsaid_months(reader),
    }  # fmt: skip


def _unsaid_months(reader: Subject) -> list[Deadline]:
    """Row 35: months of posts that report without advice; what was put right for all its readers counts no more."""
    entries = list(AdviceEntry.objects.visible_to(reader).select_related("posting"))
    put_right = {(entry.corrects_id, entry.label_id) for entry in entries}
    standing = [entry for entry in entries if (entry.pk, entry.label_id) not in put_right]
    given = [(entry.posting.post_id, entry.given_on) for entry in standing]
    found = []
    for month in AdviceMonth.objects.visible_to(reader).select_related("post"):
        kept = any(post == month.post_id and day in month.period for post, day in given)
        if month.nothing_on is None and not kept:
            found += _of(month, month.ends_on, mission=month.post.mission_id)
    return found


def _activities(reader: Subject, day: dt.date) -> Found:
    """Rows 26, 27, 28 and 30, and lessons."""
    found: Found = {f"exercises.{name}": [] for name in ("ipc", "mpc", "fpc", "notification", "observers")}
    held = PlanningConference.objects.visible_to(reader).select_related("exercise__activity")
    for row in held.filter(held_on=None):
        activity = row.exercise.activity
        if activity.state in AHEAD:
            found[f"exercises.{row.kind}"].append(Deadline(activity.reference, row.planned_on, row.label_id))
    for row in Exercise.objects.visible_to(reader).select_related("activity").filter(exemption=""):
        if row.activity.state in AHEAD:
            notify = None if row.notified_on else row.notify_by
            invite = None if row.observers_invited_on else row.invite_by
            for name, by in (("notification", notify), ("observers", invite)):
                if by:
                    found[f"exercises.{name}"].append(Deadline(row.activity.reference, by, row.label_id))
    over = [
        row for row in Activity.objects.visible_to(reader) if row.state == "completed" or _is_silent(row, day)
    ]
    found["activities.after_action"] = [told for row in over for told in _of(row, row.ends_on)]
    lessons = Lesson.objects.visible_to(reader).filter(done_on=None)
    found["lessons.follow_up"] = [told for row in lessons for told in _of(row, row.due_on)]
    drafts = DiplomaticClearance.objects.visible_to(reader).filter(state="draft")
    found["diplomatic_clearances.ask"] = [told for row in drafts for told in _of(row, row.latest_on)]
    return found


def _is_silent(activity: Any, day: dt.date) -> bool:
    """It was to be held, its last day has passed, and nobody has said what became of it."""
    return activity.state in {"approved", "preparing", "ongoing"} and activity.ends_on < day


def _matters(reader: Subject) -> Found:
    """Row 16: seats that have not answered an open step."""
    seats = CaseSeat.objects.visible_to(reader).select_related("case", "step", "decision")
    due = [
        Deadline(seat.case.reference, seat.step.due_on, seat.label_id, seat.case.mission_id, seat.office_id)
        for seat in seats
        if seat.step.state == "open" and seat.step.due_on and not hasattr(seat, "decision")
    ]
    return {"approvals.step_due": due}


def who_answers(reader: Subject) -> Callable[[Said, int], bool]:
    """Of an open step of approval its office's people hear but those who drafted it or have answered before."""
    drafted = set(CaseEditor.objects.visible_to(reader).values_list("case__reference", "user"))
    given = Decision.objects.visible_to(reader).filter(revocation=None)
    answered = set(given.values_list("case__reference", "user"))
    asked: dict[tuple[str, int], list[tuple[bool, bool]]] = {}
    for seat in CaseSeat.objects.visible_to(reader).filter(step__state="open", decision=None):
        step = seat.step
        asked.setdefault((seat.case.reference, seat.office_id), []).append((step.co_author, step.aftermath))

    def answers(said: Said, person: int) -> bool:
        if said.rule != "approvals.step_due" or said.is_escalation:
            return True
        own = (said.record, person)
        return any(
            afterwards or (own not in answered and (signs or own not in drafted))
            for signs, afterwards in asked.get((said.record, said.office), ())
        )

    return answers
